"""Read a producer's file by its declared contract: nothing is sniffed, nothing is lost.

Bytes are decoded as UTF-8, split by a strict parser, checked by the declared columns and kept
as text; the database types them. Every record after the header is accepted or rejected, and counted.
"""

import csv
import datetime
import hashlib
import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from observatory.declarations import Source

LARGEST = 10**17  # what the database holds, to the sixth decimal
INTEGER = re.compile(r"-?[0-9]+")
DECIMAL = re.compile(r"-?[0-9]+(\.[0-9]{1,6})?")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
SQL_TYPES = {
    "texte": "VARCHAR",
    "entier": "BIGINT",
    "decimal": "DECIMAL(24, 6)",
    "date": "DATE",
    "mois": "DATE",
}
CURES = {
    "entier": "un nombre entier sans espace (1234)",
    "decimal": "un nombre à point décimal (12.5)",
    "date": "une date AAAA-MM-JJ",
    "mois": "un mois AAAA-MM",
}


class SourceError(ValueError):
    """A file that cannot be taken: one or two lines with the file, the place and the cure."""


@dataclass(frozen=True)
class Rejection:
    """A record left out: where, what was found, and how to mend it."""

    file: str
    line: int
    column: str
    value: str
    cure: str

    def __str__(self) -> str:
        return (
            f"{self.file}, ligne {self.line}, colonne « {self.column} » : "
            f"« {self.value} » trouvé, {self.cure} attendu"
        )


@dataclass(frozen=True)
class Reading:
    """What a file gave: checked rows of text in the file's order, every record accounted for."""

    rows: list[tuple[str | None, ...]]
    rejections: list[Rejection]
    sha256: str

    @property
    def records(self) -> int:
        """Number of records after the header: accepted plus rejected, exactly."""
        return len(self.rows) + len(self.rejections)


def _integer(text: str) -> str:
    if not INTEGER.fullmatch(text) or abs(int(text)) > LARGEST:
        raise ValueError(text)
    return text


def _decimal(text: str) -> str:
    if not DECIMAL.fullmatch(text) or abs(Decimal(text)) > LARGEST:
        raise ValueError(text)
    return text


def _date(text: str) -> str:
    if not DATE.fullmatch(text):
        raise ValueError(text)
    return datetime.date.fromisoformat(text).isoformat()


def _month(text: str) -> str:
    if not MONTH.fullmatch(text):
        raise ValueError(text)
    return f"{text}-01"


CHECKS: dict[str, Callable[[str], str]] = {
    "texte": str,
    "entier": _integer,
    "decimal": _decimal,
    "date": _date,
    "mois": _month,
}


def read_file(source: Source, path: Path) -> Reading:
    """Read a CSV file by the contract of its source.

    Raises SourceError when the file is absent, is not UTF-8, or when its header is not the
    declared one.
    """
    if not path.is_file():
        raise SourceError(f"{source.slug} : fichier {source.file} introuvable ; déposez-le")
    raw = path.read_bytes()
    records = _records(source, raw)
    _check_header(source, next(records, (1, []))[1])
    rows, rejections = [], []
    for line, fields in records:
        checked = _checked(source, line, fields)
        (rejections if isinstance(checked, Rejection) else rows).append(checked)
    return Reading(rows, rejections, hashlib.sha256(raw).hexdigest())


def _records(source: Source, raw: bytes):
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise SourceError(
            f"{source.file}, ligne {line} : ce n’est pas de l’UTF-8 ; enregistrez-le en UTF-8"
        ) from error
    parser = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for fields in parser:
            yield parser.line_num, fields
    except csv.Error as error:
        raise SourceError(f"{source.file}, ligne {parser.line_num} : {error}") from error


def _check_header(source: Source, header: list[str]) -> None:
    expected = list(source.columns)
    if header != expected:
        missing = [name for name in expected if name not in header]
        extra = [name for name in header if name not in expected]
        raise SourceError(
            f"{source.file}, ligne 1 : colonnes attendues {', '.join(expected)} "
            f"(absentes : {', '.join(missing) or 'aucune'} ; "
            f"en trop : {', '.join(extra) or 'aucune'})"
        )


def _checked(source: Source, line: int, fields: list[str]) -> tuple | Rejection:
    if len(fields) != len(source.columns):
        cure = f"{len(source.columns)} champs"
        return Rejection(source.file, line, "*", f"{len(fields)} champs", cure)
    values = []
    for (name, declared), text in zip(source.columns.items(), fields, strict=True):
        kind = declared.removesuffix("?")
        if text == "" and declared.endswith("?"):
            values.append(None)
            continue
        try:
            if text == "":
                raise ValueError(text)
            values.append(CHECKS[kind](text))
        except ValueError:
            return Rejection(source.file, line, name, text, CURES.get(kind, "un texte"))
    return tuple(values)


def casts(source: Source) -> str:
    """The select list that types the columns of text as declared."""
    return ", ".join(
        f'CAST("{name}" AS {SQL_TYPES[kind.removesuffix("?")]}) AS "{name}"'
        for name, kind in source.columns.items()
    )
