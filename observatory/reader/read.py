"""Read a producer's file by its declared contract: nothing is sniffed, nothing is lost.

Bytes to records of text, records to typed rows, rows to a verdict. Every record is accepted,
rejected or ignored, and counted; rejections are data, never exceptions.
"""

import datetime
import hashlib
from collections import Counter
from dataclasses import replace
from pathlib import Path

import duckdb

from observatory.declarations import Source
from observatory.reader import doubles, rejections, totals, verdict
from observatory.reader.columns import Cells, cells, create_lexicons
from observatory.reader.reading import ConservationError, Reading, Records, SourceError
from observatory.reader.records import read_records
from observatory.reader.typed import type_rows

LIMIT = rejections.LIMIT


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
    raw = b""
    try:
        if not path.is_file():
            raise SourceError(f"{source.slug} : fichier {path.name} introuvable ; déposez-le")
        raw = path.read_bytes()
        records = read_records(con, source, raw, path.name, path)
    except SourceError as error:
        return Reading(0, 0, 0, 0, refused=(str(error),), sha256=_sha256(raw))
    digest = _sha256(raw)
    del raw
    reading = judge(con, source, records, path.name, today=today, previous_volume=previous_volume)
    return replace(reading, sha256=digest)


def _sha256(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


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
    rows = totals.set_aside_named(con, source, columns)
    normalisations = Counter(records.normalisations) + type_rows(con, columns, rows)
    twice = doubles.drop_doubles(con, source, columns) if source.key else doubles.Doubles()
    if not source.key:
        normalisations += Counter({doubles.KEPT: doubles.count_repeated(con, columns, rows)})
    aside, checked = _totals(con, source, columns, rows != "brut", len(records.rejected) + twice.different)
    aside += records.ignored
    [accepted] = con.execute("SELECT count(*) FROM fichier").fetchone()
    [mistyped] = con.execute("SELECT count(*) FROM typage WHERE NOT accepte").fetchone()
    rejected = len(records.rejected) + mistyped + twice.different
    refused = [*records.refused, *verdict.reasons(source, accepted, rejected, previous_volume)]
    refused += verdict.wrong_totals(checked)
    refused += [*verdict.mixed_units(con, columns), *verdict.missing(con, source)]
    reading = Reading(
        records=records.physical,
        accepted=accepted,
        rejected=rejected,
        ignored=len(aside) + twice.repeated,
        rejections=_first(records.rejected, rejections.listed(con, source, name, columns),
                          rejections.of_lines(con, source, name, twice.lines)),
        ignored_lines=_first(aside, twice.ignored),
        normalisations=dict(normalisations),
        totals=checked,
        refused=tuple(refused),
        encoding=records.encoding,
    )  # fmt: skip
    return _conserved(reading, name)


def _totals(con, source: Source, columns: list[Cells], named: bool, misread: int):
    """The rows of totals, set aside, and what comes of their comparison with their members."""
    if source.totals and source.totals.territories:
        totals.set_aside_territories(con, source, columns)
    elif not named:
        return [], []
    return totals.ignored(con), totals.check(con, source, columns, misread)


def _first(*lists) -> list:
    """The first of several lists, by line."""
    return sorted((one for each in lists for one in each), key=lambda one: one.line)[:LIMIT]


def _conserved(reading: Reading, name: str) -> Reading:
    """Give back the reading when each record is in exactly one class."""
    if reading.accepted + reading.rejected + reading.ignored != reading.records:
        raise ConservationError(
            f"{name} : {reading.records} enregistrements, mais {reading.accepted} acceptés, "
            f"{reading.rejected} rejetés et {reading.ignored} ignorés ; le fichier n’est pas pris"
        )
    return reading
