"""From the rows of an indicator back to the lines of its files, and line numbers in words."""

import datetime
from collections.abc import Iterable
from pathlib import Path

import duckdb

from observatory.declarations import Indicator, Source
from observatory.reader.read import read
from observatory.trail.lineage import Query, behind, enough

Lines = dict[int, set[int]]  # for each row, by its `rang`, the numbers of what is behind it


def facts_behind(
    con: duckdb.DuckDBPyConnection, indicator: Indicator, drawn: Iterable[Source], wanted: str
) -> dict[str, Lines]:
    """For each source, the facts (by their rowid) behind each measure of the table `wanted`.

    `drawn`: the sources that these measures were drawn from together, one for each fact read.
    """
    found = {}
    named = {one.feeds: f"(SELECT * FROM main.{one.feeds} WHERE source = '{one.slug}')" for one in drawn}
    for one in drawn:
        con.execute(
            "CREATE OR REPLACE TEMP TABLE faits_lus AS SELECT rowid AS ligne, *"
            f" FROM main.{one.feeds} WHERE source = ?",
            [one.slug],
        )
        beside = {fact: rows for fact, rows in named.items() if fact != one.feeds}
        found[one.slug] = behind(con, Query(indicator.sql, one.feeds, "faits_lus", "mesures", beside), wanted)
    return found


def open_file(con: duckdb.DuckDBPyConnection, source: Source, path: Path, today: datetime.date) -> Query:
    """Read a file again by its contract, into `fichier_lignes`; the query that its lines are given to."""
    read(con, source, path, today=today)
    con.execute("SET VARIABLE fichier_nom = ?", [path.name])
    con.execute("CREATE OR REPLACE TEMP TABLE fichier_lignes AS FROM fichier")
    return Query(source.sql, "fichier", "fichier_lignes", source.feeds)


def lines_behind(con: duckdb.DuckDBPyConnection, source: Source, query: Query, facts: Iterable[int]) -> Lines:
    """The lines of the open file behind each of some facts, by their rowid."""
    _want(con, source, facts)
    return behind(con, query, "faits_voulus")


def enough_lines(
    con: duckdb.DuckDBPyConnection, source: Source, query: Query, facts: Iterable[int]
) -> set[int]:
    """The lines of the open file that, read alone, give some facts exactly as they are."""
    facts = list(facts)
    found = lines_behind(con, source, query, facts)
    return enough(con, query, "faits_voulus", set().union(*found.values()))


def _want(con: duckdb.DuckDBPyConnection, source: Source, facts: Iterable[int]) -> None:
    con.execute(
        "CREATE OR REPLACE TEMP TABLE faits_voulus AS SELECT rowid AS rang, * EXCLUDE (source)"
        f" FROM main.{source.feeds} WHERE rowid IN (SELECT unnest($1::BIGINT[]))",
        [list(facts)],
    )


def spans(numbers: Iterable[int]) -> str:
    """Line numbers, compressed: « 2-102,310 »."""
    ends: list[list[int]] = []
    for number in sorted(numbers):
        if ends and number == ends[-1][1] + 1:
            ends[-1][1] = number
        else:
            ends.append([number, number])
    return ",".join(f"{first}-{last}" if first < last else str(first) for first, last in ends)


def numbers(spans: str) -> set[int]:
    """The numbers that `spans` compressed."""
    ends = [part.partition("-") for part in spans.split(",") if part]
    return {number for first, _, last in ends for number in range(int(first), int(last or first) + 1)}


NAMES = {"json": ("enregistrement", "enregistrements"), "parquet": ("enregistrement", "enregistrements")}


def told(source: Source, compressed: str) -> str:
    """Line numbers in words: « lignes 2 à 102, 310 » ; in a workbook, with the sheet."""
    one, several = NAMES.get(source.format, ("ligne", "lignes"))
    where = f"feuille « {source.sheet} », " if source.sheet else ""
    if not compressed:
        return f"aucune {one} : la requête donne cette valeur d’elle-même"
    words = ", ".join(part.replace("-", " à ") for part in compressed.split(","))
    return f"{where}{one if compressed.isdigit() else several} {words}"
