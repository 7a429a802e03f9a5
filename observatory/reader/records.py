"""A producer's file to records of text: nothing is sniffed, nothing lost, every record in one class.

The database splits a CSV file by the declared dialect, and that is kept where a pass over the bytes
counts the same records and finds the text regular; otherwise the records are read one by one.
"""

import re
import tempfile
from itertools import islice
from pathlib import Path

import duckdb

from observatory.declarations import Source
from observatory.reader import bulk
from observatory.reader.blocks import read_blocks
from observatory.reader.decode import Decoded, decode, presumed_utf8
from observatory.reader.headings import FARTHEST, Header, check_place, find_header
from observatory.reader.nested import read_json
from observatory.reader.parquet import read_parquet
from observatory.reader.physical import Record, lines, parse, release, survey
from observatory.reader.reading import SPACES, Records, SourceError
from observatory.reader.rows import Rows
from observatory.reader.sheets import read_sheet

PAGE = re.compile(rb"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype|html|head|body)\b", re.I | re.S)
SEPARATOR_LINE = re.compile(r"sep=.\s*", re.I)
CURES = {
    b"PK\x03\x04": "c’est un classeur ou une archive ; enregistrez-le en CSV",
    b"\xd0\xcf\x11\xe0": "c’est un classeur Excel ancien ; enregistrez-le en CSV",
    b"PAR1": 'c’est un fichier Parquet ; déclarez format = "parquet"',
    b"\x1f\x8b": "c’est un fichier compressé ; décompressez-le",
}
SHOWN_FAULTS = 10  # lines named in a refusal
OTHERS = (";", ",", "\t", "|")


def read_records(
    con: duckdb.DuckDBPyConnection, source: Source, raw: bytes, name: str, path: Path | None = None
) -> Records:
    """Read a file into the view `brut`; `path`, where the same bytes are, spares a copy.

    Raises SourceError when it holds no records: empty, undecodable, without its header.
    """
    if source.format == "xlsx":
        return read_sheet(con, source, raw, name)
    if source.format == "json":
        return read_json(con, source, raw, name)
    if source.format == "parquet":
        return read_parquet(con, source, path, name)
    check_form(raw, name)
    if source.format == "blocs":
        return read_blocks(con, source, raw, name)
    quick = presumed_utf8(raw, source.encodings)
    if quick:
        try:
            records = _fast(con, source, quick, name, path)
        except UnicodeDecodeError:
            records = None
        if records:
            return records
    decoded = decode(raw, source.encodings, name)
    records = None if quick else _fast(con, source, decoded, name, None)
    return records or exact(con, source, decoded, name)


def check_form(raw: bytes, name: str) -> None:
    """Refuse what is no text at all: nothing, a web page, a workbook.

    Raises SourceError with the cure.
    """
    head = bytes(memoryview(raw)[:2000])
    if not head:
        raise SourceError(f"{name} : fichier vide (0 octet) ; refaites l’export")
    if PAGE.match(head.removeprefix(b"\xef\xbb\xbf")):
        raise SourceError(
            f"{name} : c’est une page web, sans doute une page d’erreur ; téléchargez de nouveau le fichier"
        )
    for mark, cure in CURES.items():
        if head.startswith(mark):
            raise SourceError(f"{name} : {cure}")


def exact(con: duckdb.DuckDBPyConnection, source: Source, decoded: Decoded, name: str) -> Records:
    """Read the records one by one."""
    separator, header = _header(source, decoded.text, name)
    rows = _start(con, source, decoded, name, header, separator)
    faults: list[int] = []
    for record in parse(decoded.text, separator):
        if record.first < header.line:
            _before(rows, record)
        elif record.first <= header.last:
            continue
        elif record.cells is None:
            cure = "fermez le guillemet, ou doublez-le s’il fait partie du texte"
            rows.reject(record.first, "*", record.text, "guillemet", cure)
            faults += [record.first] if len(faults) < SHOWN_FAULTS else []
        else:
            rows.sort(record.first, record.cells)
    if len(faults) > 1:
        shown = ", ".join(map(str, faults))
        rows.refused.append(f"{name} : guillemets mal fermés aux lignes {shown} ; refaites l’export")
    return rows.finish(decoded.encoding)


def _start(con, source: Source, decoded: Decoded, name: str, header: Header, separator: str) -> Rows:
    rows = Rows(con, source, name)
    rows.set_header(header)
    rows.normalisations.update(decoded.normalisations)
    if len(source.separators) > 1:
        rows.normalisations[f"séparateur « {'tabulation' if separator == chr(9) else separator} »"] = 1
    if decoded.text[-1] not in b"\r\n":
        rows.normalisations["dernière ligne sans fin de ligne"] = 1
    return rows


def _before(rows: Rows, record: Record) -> None:
    if record.first == 1 and SEPARATOR_LINE.fullmatch(record.text):
        rows.ignore(1, "séparateur", record.text)
    else:
        blank = record.cells is not None and not any(cell.strip(SPACES) for cell in record.cells)
        rows.ignore(record.first, "vide" if blank else "avant l’en-tête", record.text)


def _header(source: Source, text: memoryview, name: str) -> tuple[str, Header]:
    """The first declared separator that gives the header, and the header."""
    found = [(separator, _candidate(source, text, separator)) for separator in source.separators]
    separator, header = next(
        ((separator, header) for separator, header in found if header and not header.faults),
        max(found, key=lambda one: len(one[1].positions) if one[1] else 0),
    )
    if header is None:
        for other in OTHERS:
            if other not in source.separators and _candidate(source, text, other):
                raise SourceError(
                    f"{name} : séparateur « {' » ou « '.join(source.separators)} » attendu, "
                    f"« {other} » trouvé ; refaites l’export ou ajoutez-le à separators"
                )
    return separator, check_place(source, header, next(lines(text), ""), name)


def _candidate(source: Source, text: memoryview, separator: str) -> Header | None:
    """The header by one separator; blank rows and `sep=` count for nothing."""
    rows = (
        (record.first, record.last, [record.text] if record.cells is None else record.cells)
        for record in parse(text, separator)
        if record.text.strip(SPACES + separator)
        and not (record.first == 1 and SEPARATOR_LINE.fullmatch(record.text))
    )
    return find_header(source, list(islice(rows, FARTHEST + source.header_rows)))


def _fast(con, source: Source, decoded: Decoded, name: str, path: Path | None) -> Records | None:
    """Let the database split the text; None where that is not proved to be what `exact` gives."""
    separator, header = _header(source, decoded.text, name)
    skipped = list(islice(lines(decoded.text), header.last))
    data = decoded.text[sum(len(line.encode("utf-8")) for line in skipped) :]
    surveyed = survey(data, separator)
    release(data)
    if not surveyed.regular or (len(surveyed.blank) and header.width == 1):
        return None
    if surveyed.separators != surveyed.records * (header.width - 1):  # a record too short or too long
        return None
    rows = _start(con, source, decoded, name, header, separator)
    for record in islice(parse(decoded.text, separator), header.last):
        if record.first < header.line:
            _before(rows, record)
    with tempfile.NamedTemporaryFile(suffix=".csv") as copy:
        skip = 0 if path is None or decoded.encoding != "utf-8" else header.last
        if not skip:
            copy.write(data)
            copy.flush()
        split = bulk.split(con, path if skip else Path(copy.name), skip, separator, header, surveyed)
    return bulk.finish(rows, decoded.encoding, surveyed) if split else None
