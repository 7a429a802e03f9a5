"""Run the worked examples of the indicators: they are the test and the method note at once."""

import datetime
from decimal import Decimal
from pathlib import Path

import duckdb

from observatory.declarations import DeclarationError, Example, Indicator, Source
from observatory.measure import declare, measure

CUBE = Path(__file__).with_name("cube.sql")


def check_examples(con: duckdb.DuckDBPyConnection, indicator: Indicator) -> None:
    """Check every example of an indicator on a database that holds only the territories.

    Raises DeclarationError at the first value that is not the one expected.
    """
    for number, example in enumerate(indicator.examples, start=1):
        con.execute("BEGIN")
        try:
            values = _values(con, indicator, example)
        except duckdb.Error as error:
            raise _wrong(indicator, number, str(error).splitlines()[0]) from error
        finally:
            con.execute("ROLLBACK")
        for territory, expected in example.expect.items():
            found = values.get(territory, "inconnu")
            if found != _exact(expected):
                raise _wrong(indicator, number, f"{territory} vaut {found}, {expected} attendu")


def _wrong(indicator: Indicator, number: int, reason: str) -> DeclarationError:
    return DeclarationError(
        f"indicators/{indicator.slug}.sql : exemple {number} : {reason} ; "
        "corrigez l’exemple ou la requête"
    )


def _exact(value: float | str) -> Decimal | str:
    return value if isinstance(value, str) else Decimal(str(value)).quantize(Decimal("0.000001"))


def _values(
    con: duckdb.DuckDBPyConnection, indicator: Indicator, example: Example
) -> dict[str, Decimal]:
    sources = {fact: _give(con, fact, rows, example) for fact, rows in example.given.items()}
    declare(con, indicator)
    measure(con, indicator, sources)
    con.execute(CUBE.read_text("utf-8"))
    kind, start = period_of(example)
    rows = con.execute(
        "SELECT territoire, valeur FROM cube WHERE ventilation = 'total'"
        " AND periode_type = $kind AND debut = $start",
        {"kind": kind, "start": start},
    ).fetchall()
    return dict(rows)


def _give(
    con: duckdb.DuckDBPyConnection, fact: str, rows: list[dict], example: Example
) -> Source:
    source = Source.model_construct(
        slug=f"exemple-{fact.replace('_', '-')}",
        feeds=fact,
        nature=example.nature,
        level=example.level,
        standalone=example.standalone,
    )
    for row in rows:
        named = ", ".join(f"${name} AS {name}" for name in row)
        con.execute(
            f"INSERT INTO {fact} BY NAME SELECT '{source.slug}' AS source, {named}", row
        )
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
