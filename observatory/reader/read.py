"""Read a producer's file by its declared contract: nothing is sniffed, nothing is lost.

Bytes to records of text, records to typed rows, rows to a verdict. Every record is accepted,
rejected or ignored, and counted; rejections are data, never exceptions.
"""

import datetime
import hashlib
import mmap
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import duckdb

from observatory.declarations import Source
from observatory.durable import digest
from observatory.reader import doubles, rejections, totals, verdict
from observatory.reader.columns import Cells, cells, create_lexicons
from observatory.reader.reading import LISTED, ConservationError, Reading, Records, SourceError
from observatory.reader.records import read_records
from observatory.reader.typed import type_rows

UNREADABLE, FORM = "fichier illisible", "colonnes ou forme du fichier"


def read(
    con: duckdb.DuckDBPyConnection,
    source: Source,
    path: Path,
    *,
    today: datetime.date,
    previous_volume: int | None = None,
) -> Reading:
    """Read a file into the temporary table `fichier`, by the contract of its source.

    `con` holds the reference territories. A file refused whole has its reasons in `refused`;
    what could be read of it is counted all the same.
    """
    try:
        if not path.is_file():
            raise SourceError(f"{source.slug} : fichier {path.name} introuvable ; déposez-le")
        sha256, records = _hashed_records(con, source, path)
    except SourceError as error:
        sha256 = digest(path) if path.is_file() else hashlib.sha256(b"").hexdigest()
        return Reading(0, 0, 0, 0, refused=(str(error),), refused_by=(UNREADABLE,), sha256=sha256)
    reading = judge(con, source, records, path.name, today=today, previous_volume=previous_volume)
    return replace(reading, sha256=sha256)


def _hashed_records(con, source: Source, path: Path) -> tuple[str, Records]:
    """The hash of a file, computed while its records are read."""
    with ThreadPoolExecutor(1) as pool:
        sha256 = pool.submit(digest, path)
        records = read_records(con, source, _mapped(path), path.name, path)
        return sha256.result(), records


def _mapped(path: Path) -> bytes | mmap.mmap:
    """The bytes of a file, left on the disk: those that were read are given back when memory lacks."""
    if not path.stat().st_size:
        return b""
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def judge(
    con: duckdb.DuckDBPyConnection,
    source: Source,
    records: Records,
    name: str,
    *,
    today: datetime.date,
    previous_volume: int | None = None,
) -> Reading:
    """Type the records of `brut` into `fichier`, check keys and totals, and give the verdict."""
    columns = cells(source, today)
    create_lexicons(con, source)
    if records.faults:
        reading = _unreadable(con, columns, records)
    else:
        reading = _typed(con, source, columns, records, name)
        found = verdict.verdict(con, source, columns, reading, previous_volume)
        reasons = [reason for reasons in found.values() for reason in reasons]
        rules = [*([FORM] if records.refused else []), *found]
        reading = replace(reading, refused=(*records.refused, *reasons), refused_by=tuple(rules))
    return _conserved(reading, name)


def _typed(con, source: Source, columns: list[Cells], records: Records, name: str) -> Reading:
    """What became of each record, by the rules of its columns, the key and the totals."""
    rows = totals.set_aside_named(con, source, columns)
    changes = type_rows(con, columns, rows)
    normalisations = Counter(records.normalisations) + changes
    twice = doubles.drop_doubles(con, source, columns) if source.key else doubles.Doubles()
    if not source.key:
        normalisations += Counter({doubles.KEPT: doubles.count_repeated(con, columns, rows)})
    aside, checked = _totals(con, source, columns, rows != "brut", records.rejected_count + twice.different)
    accepted, mistyped, totalled = _counts(con, bool(aside))
    return Reading(
        records=records.physical,
        accepted=accepted,
        rejected=records.rejected_count + mistyped + twice.different,
        ignored=records.ignored_count + totalled + twice.repeated,
        rejections=_first(records.rejected, rejections.listed(con, source, name, columns),
                          rejections.of_lines(con, source, name, twice.lines)),
        ignored_lines=_first(records.ignored, aside, twice.ignored),
        normalisations=dict(normalisations),
        totals=checked,
        encoding=records.encoding,
        changed=changes.total(),
    )  # fmt: skip


def _unreadable(con, columns: list[Cells], records: Records) -> Reading:
    """The reading of a file whose header is at fault: told once; every row is out, none is listed."""
    type_rows(con, columns, "(FROM brut LIMIT 0)")
    return Reading(
        records=records.physical,
        accepted=0,
        rejected=records.physical - records.ignored_count,
        ignored=records.ignored_count,
        rejections=list(records.faults),
        ignored_lines=records.ignored,
        normalisations=records.normalisations,
        refused=records.refused,
        refused_by=(FORM,),
        encoding=records.encoding,
    )


def _counts(con, totalled: bool) -> tuple[int, int, int]:
    """How many rows were accepted, how many break a rule, how many are totals."""
    tables = ["fichier", "typage WHERE NOT accepte", *(["totaux"] if totalled else [])]
    counts = [con.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables]
    return (*counts, 0)[:3]


def _totals(con, source: Source, columns: list[Cells], named: bool, misread: int):
    """The rows of totals, set aside, and what comes of their comparison with their members."""
    if source.totals and source.totals.territories:
        totals.set_aside_territories(con, source, columns)
    elif not named:
        return [], []
    return totals.ignored(con), totals.check(con, source, columns, misread)


def _first(*lists) -> list:
    """The first of several lists, by line."""
    return sorted((one for each in lists for one in each), key=lambda one: one.line)[:LISTED]


def _conserved(reading: Reading, name: str) -> Reading:
    """Give back the reading when each record is in exactly one class."""
    if reading.accepted + reading.rejected + reading.ignored != reading.records:
        raise ConservationError(
            f"{name} : {reading.records} enregistrements, mais {reading.accepted} acceptés, "
            f"{reading.rejected} rejetés et {reading.ignored} ignorés ; le fichier n’est pas pris"
        )
    return reading
