"""Run the worked examples of the indicators: they are the test and the method note at once."""

import datetime
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import duckdb

from observatory.declarations import DeclarationError, Example, Indicator, Source
from observatory.measure import declare, measure

CUBE = Path(__file__).with_name("cube.sql")


def check_examples(con: duckdb.DuckDBPyConnection, indicators: Iterable[Indicator]) -> None:
    """Check every example on a database that holds only the territories, left as it was.

    Each example is measured as an indicator of its own, all in one cube. Raises
    DeclarationError at the first value that is not the one expected.
    """
    cases = [
        (indicator, number, example)
        for indicator in indicators
        for number, example in enumerate(indicator.examples, start=1)
    ]
    con.execute("BEGIN")
    try:
        for case in cases:
            _measure(con, *case)
        con.execute(CUBE.read_text("utf-8"))
        for case in cases:
            _compare(con, *case)
    finally:
        con.execute("ROLLBACK")
        con.execute("SET search_path = 'main'")


def _name(indicator: Indicator, number: int) -> str:
    return f"{indicator.slug}-exemple-{number}"


def _wrong(indicator: Indicator, number: int, reason: str) -> DeclarationError:
    return DeclarationError(
        f"indicators/{indicator.slug}.sql : exemple {number} : {reason} ; corrigez l’exemple ou la requête"
    )


def _measure(con: duckdb.DuckDBPyConnection, indicator: Indicator, number: int, example: Example) -> None:
    name = _name(indicator, number)
    try:
        sources = {fact: _give(con, name, fact, rows, example) for fact, rows in example.given.items()}
    except duckdb.Error as error:
        raise _wrong(indicator, number, str(error).splitlines()[0]) from error
    declare(con, indicator.model_copy(update={"slug": name, "targets": ()}))
    measure(con, indicator, sources, name=name)


def _compare(con: duckdb.DuckDBPyConnection, indicator: Indicator, number: int, example: Example) -> None:
    kind, start = period_of(example)
    rows = con.execute(
        "SELECT territoire, valeur FROM cube WHERE indicateur = $name AND ventilation = 'total'"
        " AND periode_type = $kind AND debut = $start",
        {"name": _name(indicator, number), "kind": kind, "start": start},
    ).fetchall()
    values = dict(rows)
    for territory, expected in example.expect.items():
        found = values.get(territory, "inconnu")
        if found != _exact(expected):
            raise _wrong(indicator, number, f"{territory} vaut {found}, {expected} attendu")


def _exact(value: float | str) -> Decimal | str:
    return value if isinstance(value, str) else Decimal(str(value)).quantize(Decimal("0.000001"))


def _give(con: duckdb.DuckDBPyConnection, name: str, fact: str, rows: list[dict], example: Example) -> Source:
    source = Source.model_construct(
        slug=f"{name}-{fact}",
        feeds=fact,
        nature=example.nature,
        level=example.level,
        standalone=example.standalone,
    )
    for row in rows:
        named = ", ".join(f"${name} AS {name}" for name in row)
        con.execute(f"INSERT INTO {fact} BY NAME SELECT '{source.slug}' AS source, {named}", row)
    return source


def period_of(example: Example) -> tuple[str, datetime.date]:
    """The kind and first day of the period an example speaks of (2023, 2023-T3, 2023-09)."""
    text = example.period
    if text is None:
        months = [row["mois"] for rows in example.given.values() for row in rows if "mois" in row]
        text = str(max(months).year)
    year, _, part = text.partition("-")
    if not part:
        return "annee", datetime.date(int(year), 1, 1)
    if part.startswith("T"):
        return "trimestre", datetime.date(int(year), 3 * int(part[1:]) - 2, 1)
    return "mois", datetime.date(int(year), int(part), 1)
