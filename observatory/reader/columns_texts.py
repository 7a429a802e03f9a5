"""Texts, yes or no, and SIRET numbers: kept as they are, or refused."""

from observatory.contract import Column
from observatory.reader.cells import (
    FORBIDDEN,
    MOJIBAKE,
    SPACES,
    Step,
    Typing,
    either,
    listed,
    literal,
    matches,
    removed,
)
from observatory.reader.columns_numbers import FAULTS
from observatory.reader.geography import FLOAT

NEAT = f"NOT regexp_matches(§, {literal(f'^{SPACES}|{SPACES}$|{FORBIDDEN}|{MOJIBAKE}')})"
YES, NO = ("true", "vrai", "oui", "1"), ("false", "faux", "non", "0")


def text(column: Column) -> Typing:
    """Any text; with `list`, several, in one cell."""
    value, sql_type = "§", "VARCHAR"
    if column.list:
        parts = f"list_transform(string_split(§, {literal(column.list)}), lambda x: trim(x))"
        value, sql_type = f"list_filter({parts}, lambda x: x <> '')", "VARCHAR[]"
    return Typing(
        sql_type=sql_type,
        form="true",
        ready=f"{NEAT} AND {either(*(f'{size}(§) <= {column.max_length}' for size in ('strlen', 'length')))}",
        value=value,
        unmatched="type-texte",
    )


def boolean() -> Typing:
    """Yes or no: oui, vrai, true, 1, and their contraries."""
    return Typing(
        sql_type="BOOLEAN",
        form=f"lower(§) IN {listed(YES + NO)}",
        value=f"lower(§) IN {listed(YES)}",
        unmatched="type-booleen",
    )


def siret() -> Typing:
    """The 14 digits of an establishment. Lost digits are never made up."""
    spaced = r"\d{3}[\s\p{Z}]?\d{3}[\s\p{Z}]?\d{3}[\s\p{Z}]?\d{5}"
    return Typing(
        sql_type="VARCHAR",
        form=matches(r"\d{14}") + " AND § <> '00000000000000'",
        value="§",
        unmatched="type-siret",
        steps=(
            FLOAT,
            Step("espaces du SIRET retirés", f"length(§) > 14 AND {matches(spaced)}", removed(r"[\s\p{Z}]")),
        ),
        faults=FAULTS,
    )


def allowed(column: Column) -> tuple[tuple[str, str], ...]:
    """The rule of a closed list of values, where one is declared."""
    if not column.values:
        return ()
    if column.list:
        return (("domaine", f"len(list_filter(§, lambda x: x NOT IN {listed(column.values)})) > 0"),)
    return (("domaine", f"CAST(§ AS VARCHAR) NOT IN {listed(column.values)}"),)
