"""Run the query of an indicator over the facts, once for each source it can draw on.

The query sees the facts of one source at a time, so that every measure knows where it comes
from without a word about it in the query.
"""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import duckdb

from observatory.declarations import NATURES, DeclarationError, Indicator, Source
from observatory.load import facts

GRAIN = ("national", "hub", "tani", "region", "departement", "epci")


def declare(con: duckdb.DuckDBPyConnection, indicator: Indicator) -> None:
    """Record how the values of an indicator combine, where it has no meaning, and its targets."""
    con.execute(
        "INSERT INTO indicateurs VALUES ($slug, $kind, $last, $factor, $public, $population, $threshold,"
        " $organisations, $dominance, $zeros, $unit, NULL, $text)",
        {
            "slug": indicator.slug,
            "kind": indicator.kind,
            "last": indicator.takes_last,
            "factor": 100 if indicator.unit == "%" else 1,
            "public": indicator.disclosure.public is not None,
            "population": indicator.disclosure.population or indicator.slug,
            "threshold": indicator.disclosure.threshold,
            "organisations": indicator.disclosure.organisations is not None,
            "dominance": indicator.disclosure.dominance,
            "zeros": indicator.disclosure.zeros,
            "unit": indicator.unit,
            "text": indicator.text,
        },
    )
    for level in indicator.not_applicable:
        con.execute("INSERT INTO sans_objet VALUES (?, ?)", [indicator.slug, level])
    for target in indicator.targets:
        con.execute(
            "INSERT INTO objectifs VALUES ($slug, $territory, $period, $value, $since, $reference, $url)",
            {"slug": indicator.slug} | target.model_dump(),
        )


def measure(
    con: duckdb.DuckDBPyConnection,
    indicator: Indicator,
    sources: dict[str, Source],
    *,
    name: str | None = None,
) -> None:
    """Insert the measures of an indicator, drawn from every combination of its sources.

    `name` is what the measures are called, the slug unless said otherwise. Raises
    DeclarationError when the query cannot run on the facts as they are.
    """
    name = name or indicator.slug
    read = _facts_read(con, indicator)
    con.execute("UPDATE indicateurs SET faits = ? WHERE slug = ?", [" ".join(read), name])
    feeding = [[s for s in sources.values() if s.feeds == fact] for fact in read]
    for drawn in itertools.product(*feeding):
        for fact, source in zip(read, drawn, strict=True):
            con.execute(
                f"CREATE OR REPLACE VIEW lecture.{fact} AS "
                f"SELECT * FROM main.{fact} WHERE source = '{source.slug}'"
            )
        _insert(con, indicator, drawn, name)


def _facts_read(con: duckdb.DuckDBPyConnection, indicator: Indicator) -> list[str]:
    known = facts()
    for fact in known:
        con.execute(f"CREATE OR REPLACE VIEW lecture.{fact} AS SELECT * FROM main.{fact}")
    with _asking(con, indicator, known):
        con.execute(f"EXPLAIN {indicator.sql}").fetchall()
        names = con.get_table_names(indicator.sql)
    read = sorted(name for name in names if name in known)
    if not read:
        raise DeclarationError(
            f"indicators/{indicator.slug}.sql : la requête ne lit aucun fait ; "
            f"faits connus : {', '.join(known)}"
        )
    return read


@contextmanager
def _asking(
    con: duckdb.DuckDBPyConnection, indicator: Indicator, known: dict[str, list[str]]
) -> Iterator[None]:
    """Let the query see the facts of the chosen sources; tell a refusal in the file's words."""
    con.execute("SET search_path = 'lecture,main'")
    try:
        yield
    except duckdb.Error as error:
        raise _refused(indicator, error, known) from error
    finally:
        with suppress(duckdb.TransactionException):  # an aborted transaction: its owner resets it
            con.execute("SET search_path = 'main'")


def _insert(
    con: duckdb.DuckDBPyConnection, indicator: Indicator, drawn: tuple[Source, ...], name: str
) -> None:
    fixed = {
        "indicateur": name,
        "sources": "|".join(sorted(source.slug for source in drawn)),
        "nature": max((source.nature for source in drawn), key=NATURES.index),
        "isolee": any(source.standalone for source in drawn),
        "maille": max((source.level for source in drawn), key=GRAIN.index),
    }
    named = ", ".join(f"${name} AS {name}" for name in fixed)
    with _asking(con, indicator, facts()):
        con.execute(
            f"INSERT INTO main.mesures BY NAME SELECT {named}, q.* FROM ({indicator.sql}\n) AS q",
            fixed,
        )


def _refused(indicator: Indicator, error: duckdb.Error, known: dict[str, list[str]]) -> DeclarationError:
    reason = str(error).splitlines()[0]
    read = [fact for fact in known if fact in indicator.sql]
    columns = " ; ".join(f"{fact} ({', '.join(known[fact])})" for fact in read)
    return DeclarationError(
        f"indicators/{indicator.slug}.sql : requête refusée : {reason} ; "
        f"colonnes à lire : {columns or ', '.join(known)}"
    )
