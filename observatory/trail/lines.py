"""From the rows of an indicator back to the facts, and from the facts to the lines of the files."""

import datetime
from collections.abc import Iterable
from pathlib import Path

import duckdb

from observatory.declarations import Indicator, Source
from observatory.reader.read import read
from observatory.trail.lineage import Behind, Query, behind


def facts_behind(
    con: duckdb.DuckDBPyConnection, indicator: Indicator, drawn: Iterable[Source], wanted: str
) -> dict[str, Behind]:
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


def lines_behind(
    con: duckdb.DuckDBPyConnection, source: Source, query: Query, facts: Iterable[int]
) -> Behind:
    """The lines of the open file behind some facts, by their rowid, which are put in `faits_voulus`."""
    con.execute(
        "CREATE OR REPLACE TEMP TABLE faits_voulus AS SELECT rowid AS rang, * EXCLUDE (source)"
        f" FROM main.{source.feeds} WHERE rowid IN (SELECT unnest($1::BIGINT[]))",
        [list(facts)],
    )
    return behind(con, query, "faits_voulus")
