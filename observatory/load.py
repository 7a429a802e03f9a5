"""Load the producers' files into the facts: read by contract, insert, count, keep the last good."""

import datetime
import difflib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import duckdb

from observatory.declarations import DeclarationError, Source
from observatory.feeds.inbox import History
from observatory.reader.read import read
from observatory.reader.reading import Reading, SourceError

HERE = Path(__file__).parent
# Reference tables, in the order their foreign keys ask for; every other table fed is a fact.
REFERENCE = (
    "regions",
    "departements",
    "collectivites",
    "epci",
    "communes",
    "anciens_codes",
    "hubs",
    "hubs_departements",
    "tani",
    "acces_anticipes",
)


@dataclass(frozen=True)
class Loaded:
    """What became of a source: the reading of its newest file, and the reading of the one used.

    Both are the same, but after a refusal, when the last good file is used instead. None: no file
    was received yet (`newest`), or none could be used (`used`).
    """

    source: Source
    newest: Reading | None
    used: Reading | None
    file: str = ""

    @property
    def clean(self) -> bool:
        """Whether nothing was refused or rejected."""
        return self.newest is None or not (self.newest.refused or self.newest.rejected)


def create_schema(con: duckdb.DuckDBPyConnection) -> None:
    """Create the empty tables of the work database."""
    con.execute((HERE / "schema.sql").read_text("utf-8"))


def create_territories(con: duckdb.DuckDBPyConnection) -> None:
    """Derive every territory and membership from the reference tables."""
    con.execute((HERE / "territories.sql").read_text("utf-8"))


@cache
def facts() -> dict[str, list[str]]:
    """The fact tables of the schema and their columns, in its order."""
    with duckdb.connect() as con:
        create_schema(con)
        rows = con.execute(
            "SELECT table_name, list(column_name ORDER BY column_index) FROM duckdb_columns() "
            "WHERE schema_name = 'main' GROUP BY table_name HAVING bool_or(column_name = 'source')"
            " AND NOT bool_or(table_name IN (SELECT unnest(?))) ORDER BY table_name",
            [list(REFERENCE)],
        ).fetchall()
    return dict(rows)


def load(
    con: duckdb.DuckDBPyConnection,
    source: Source,
    files: Sequence[Path],
    *,
    today: datetime.date,
    previous: int | None = None,
) -> Loaded:
    """Take the first file that is not refused, newest first, into the fact that the source feeds.

    `previous` is the volume last accepted. Raises SourceError when a file of the project itself is
    refused, DeclarationError when the fact does not exist.
    """
    _check_fact(source)
    newest = None
    for path in files:
        volume = previous if newest is None else None
        reading = read(con, source, path, today=today, previous_volume=volume)
        reading = _taken(con, source, path.name, reading)
        newest = newest or reading
        if not reading.refused:
            return Loaded(source, newest, reading, path.name)
        if source.file:
            reasons = [*reading.refused, *(str(one) for one in reading.rejections[:1])]
            raise SourceError(f"data_sources/{source.slug}.sql : {' ; '.join(reasons)}")
    return Loaded(source, newest, None)


def _taken(con: duckdb.DuckDBPyConnection, source: Source, name: str, reading: Reading) -> Reading:
    """Insert the rows of a reading that is not refused; what the fact refuses refuses the file."""
    if reading.refused:
        return reading
    con.execute("SET VARIABLE fichier_nom = ?", [name])
    try:
        con.execute(
            f"INSERT INTO {source.feeds} BY NAME "
            "SELECT $source AS source, COLUMNS(lambda name: name <> 'ligne')"
            f" FROM ({source.sql}\n) AS lignes",
            {"source": source.slug},
        )
    except duckdb.Error as error:
        reason = (
            f"rien n’est pris de {name} : {str(error).splitlines()[0]} ; corrigez la requête ou le fichier"
        )
        return replace(reading, refused=(reason,), refused_by=("valeurs contradictoires",))
    return reading


def _check_fact(source: Source) -> None:
    known = [*facts(), *REFERENCE]
    if source.feeds not in known:
        near = difflib.get_close_matches(source.feeds, known, n=1, cutoff=0)[0]
        raise DeclarationError(
            f"data_sources/{source.slug}.sql : clé « feeds » : fait « {source.feeds} » inconnu ; "
            f"le plus proche est « {near} »"
        )


def record(con: duckdb.DuckDBPyConnection, loaded: Loaded, history: History) -> None:
    """Write what became of a source: provenance of what is used, state of what was received."""
    source, used = loaded.source, loaded.used
    if used:
        _write(con, "sources", _provenance(source, used))
    _write(con, "etat", _state(loaded, history))


def _provenance(source: Source, used: Reading) -> dict:
    return {
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
        "sha256": used.sha256,
        "lignes_lues": used.records,
        "lignes_acceptees": used.accepted,
        "lignes_rejetees": used.rejected,
        "texte": source.text,
    }


def _state(loaded: Loaded, history: History) -> dict:
    source, newest = loaded.source, loaded.newest
    used = loaded.used.sha256 if loaded.used else None
    return {
        "slug": source.slug,
        "producteur": source.producer,
        "mention": source.credit,
        "alimente": source.feeds,
        "nature": source.nature,
        "personnelle": source.personal,
        "etat": "en attente" if newest is None else "refusé" if newest.refused else "accepté",
        "utilise": loaded.used is not None,
        "lues": newest.records if newest else None,
        "acceptees": newest.accepted if newest else None,
        "rejetees": newest.rejected if newest else None,
        "ignorees": newest.ignored if newest else None,
        "regles": _rules(newest) if newest else "",
        "refus": ", ".join(newest.refused_by) if newest else "",
        "tous_les": source.every,
        "recu_le": history.received[-1].time.date() if history.received else None,
        "utilise_du": next((one.time.date() for one in history.received if used == one.sha256), None),
        "echec_le": history.failing_since.date() if history.failing_since else None,
    }


def _rules(reading: Reading) -> str:
    """The rules that rows broke, each with its count where every rejection is listed."""
    counts = Counter(one.rule for one in reading.rejections)
    whole = counts.total() == reading.rejected
    return ", ".join(f"{rule} ({count})" if whole else rule for rule, count in sorted(counts.items()))


def _write(con: duckdb.DuckDBPyConnection, table: str, values: dict) -> None:
    named = ", ".join(f"${name} AS {name}" for name in values)
    con.execute(f"INSERT INTO {table} BY NAME SELECT {named}", values)
