"""Load the producers' files into the facts: read, check, type, insert, count."""

import difflib
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pandas as pd

from observatory.declarations import DeclarationError, Source
from observatory.reader import Reading, Rejection, SourceError, casts, read_file

HERE = Path(__file__).parent
# Reference tables, in the order their foreign keys ask for; every other table fed is a fact.
REFERENCE = (
    "regions",
    "departements",
    "collectivites",
    "epci",
    "communes",
    "hubs",
    "hubs_departements",
    "tani",
)


@dataclass(frozen=True)
class Loaded:
    """What became of one source: records read, accepted, rejected, and the first rejections."""

    source: Source
    records: int
    accepted: int
    sha256: str
    rejections: list[Rejection] = field(default_factory=list)


def create_schema(con: duckdb.DuckDBPyConnection) -> None:
    """Create the empty tables of the work database."""
    con.execute((HERE / "schema.sql").read_text("utf-8"))


def create_territories(con: duckdb.DuckDBPyConnection) -> None:
    """Derive every territory and membership from the reference tables."""
    con.execute((HERE / "territories.sql").read_text("utf-8"))


def facts(con: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    """The fact tables and their columns, in the order of the schema."""
    rows = con.execute(
        "SELECT table_name, list(column_name ORDER BY column_index) FROM duckdb_columns() "
        "WHERE schema_name = 'main' GROUP BY table_name HAVING bool_or(column_name = 'source')"
        " AND NOT bool_or(table_name IN (SELECT unnest(?))) ORDER BY table_name",
        [list(REFERENCE)],
    ).fetchall()
    return dict(rows)


def load(con: duckdb.DuckDBPyConnection, source: Source, path: Path) -> Loaded:
    """Read the file of a source and insert its rows in the fact that it feeds.

    Raises SourceError or DeclarationError when nothing can be taken from it.
    """
    _check_fact(con, source)
    reading = read_file(source, path)
    texts = pd.DataFrame(reading.rows, columns=list(source.columns), dtype="str")
    con.register("fichier_texte", texts)
    con.execute(f"CREATE OR REPLACE TEMP TABLE fichier AS SELECT {casts(source)} FROM fichier_texte")
    con.unregister("fichier_texte")
    _check_key(con, source)
    loaded = Loaded(source, reading.records, len(reading.rows), reading.sha256, reading.rejections)
    _record(con, loaded)
    _insert(con, source)
    return loaded


def _check_fact(con: duckdb.DuckDBPyConnection, source: Source) -> None:
    known = [*facts(con), *REFERENCE]
    if source.feeds not in known:
        near = difflib.get_close_matches(source.feeds, known, n=1, cutoff=0)[0]
        raise DeclarationError(
            f"data_sources/{source.slug}.sql : clé « feeds » : fait « {source.feeds} » inconnu ; "
            f"le plus proche est « {near} »"
        )


def _check_key(con: duckdb.DuckDBPyConnection, source: Source) -> None:
    if not source.key:
        return
    columns = ", ".join(f'"{name}"' for name in source.key)
    twice = con.execute(
        f"SELECT {columns} FROM fichier GROUP BY {columns} HAVING count(*) > 1 LIMIT 1"
    ).fetchone()
    if twice:
        raise SourceError(
            f"{source.file} : clé ({', '.join(source.key)}) en double : "
            f"{', '.join(str(value) for value in twice)} ; gardez une seule ligne"
        )


def _record(con: duckdb.DuckDBPyConnection, loaded: Loaded) -> None:
    source = loaded.source
    values = {
        "slug": source.slug,
        "titre": source.title,
        "producteur": source.producer,
        "mention": source.credit,
        "url": source.url,
        "licence": source.licence,
        "consulte_le": source.accessed,
        "periode": source.period,
        "nature": source.nature,
        "niveau": source.level,
        "isolee": source.standalone,
        "alimente": source.feeds,
        "fichier": source.file,
        "sha256": loaded.sha256,
        "lignes_lues": loaded.records,
        "lignes_acceptees": loaded.accepted,
        "lignes_rejetees": len(loaded.rejections),
        "texte": source.text,
    }
    named = ", ".join(f"${name} AS {name}" for name in values)
    con.execute(f"INSERT INTO sources BY NAME SELECT {named}", values)


def _insert(con: duckdb.DuckDBPyConnection, source: Source) -> None:
    try:
        con.execute(
            f"INSERT INTO {source.feeds} BY NAME "
            f"SELECT $source AS source, lignes.* FROM ({source.sql}\n) AS lignes",
            {"source": source.slug},
        )
    except duckdb.Error as error:
        reason = str(error).splitlines()[0]
        raise SourceError(
            f"data_sources/{source.slug}.sql : rien n’est pris de {source.file} : {reason} ; "
            "corrigez la requête ou le fichier"
        ) from error


__all__ = ["Loaded", "Reading", "SourceError", "create_schema", "create_territories", "load"]
