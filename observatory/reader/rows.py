"""The rows of a table, sorted one by one: kept as text, ignored with a reason, or rejected."""

from collections import Counter

import duckdb
import pandas as pd

from observatory.contract import Contract
from observatory.reader.headings import Header
from observatory.reader.reading import (
    LISTED,
    SHOWN,
    SPACES,
    Ignored,
    Reason,
    Records,
    Rejection,
    conserve,
    counted,
)

BATCH = 50_000


def quoted(name: str) -> str:
    """A name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def create_view(con: duckdb.DuckDBPyConnection, line: str, columns: dict[str, str], where: str = "") -> None:
    """Make `brut` the declared columns of the temporary table `brut_texte`; '' stays ''."""
    select = ", ".join(f"{sql} AS {quoted(name)}" for name, sql in columns.items())
    con.execute(
        f"CREATE OR REPLACE TEMP VIEW brut AS SELECT {line} AS ligne, {select} FROM brut_texte{where}"
    )


class Rows:
    """Sorts the rows of one table into the view `brut`, the ignored and the rejected."""

    def __init__(self, con: duckdb.DuckDBPyConnection, source: Contract, name: str, sheet: str | None = None):
        self.con, self.source, self.name, self.sheet = con, source, name, sheet
        self.ignored: list[Ignored] = []
        self.rejected: list[Rejection] = []
        self.normalisations: Counter[str] = Counter()
        self.refused: list[str] = []
        self.faults: tuple[Rejection, ...] = ()
        self.physical = self.ignored_count = self.rejected_count = 0
        self._batch: list[tuple] = []
        self._longer = self._longer_line = self._longer_rows = 0
        texts = ", ".join(f"{quoted(column)} VARCHAR" for column in source.columns)
        con.execute(f"CREATE OR REPLACE TEMP TABLE brut_texte (ligne BIGINT, {texts})")
        create_view(con, "ligne", {column: quoted(column) for column in source.columns})

    def set_header(self, header: Header) -> None:
        """Say where the columns are, before the first row is sorted."""
        self.header = header
        self.refused.extend(f"{self.name} : {fault}" for fault in header.faults)
        self.faults = tuple(
            Rejection(self.name, self.sheet, max(header.line, 1), one.column, one.value, one.rule, one.cure)
            for one in header.faults
        )
        self.normalisations.update(header.normalisations)
        self._places = [header.positions.get(column) for column in self.source.columns]

    def column(self, place: int) -> str:
        """The declared column in a place of the table, or « * » where there is none."""
        return next((column for column, at in self.header.positions.items() if at == place), "*")

    def ignore(self, line: int, reason: Reason, text: str) -> None:
        """Leave a record aside, counted."""
        self.physical += 1
        self.ignored_count += 1
        if len(self.ignored) < LISTED:
            self.ignored.append(Ignored(line, reason, text[:SHOWN]))

    def reject(self, line: int, column: str, value: str, rule: str, cure: str) -> None:
        """Leave a record out, counted."""
        self.physical += 1
        self.rejected_count += 1
        if len(self.rejected) < LISTED:
            self.rejected.append(Rejection(self.name, self.sheet, line, column, value[:SHOWN], rule, cure))

    def keep(self, line: int, values: list[str | None]) -> None:
        """Keep a record: one text by declared column, in their order."""
        self.physical += 1
        self._batch.append((line, *values))
        if len(self._batch) >= BATCH:
            self._flush()

    def sort(self, line: int, cells: list[str]) -> None:
        """Put one row after the header in its class."""
        reason = no_data(self.source, self.header, cells)
        if reason:
            self.ignore(line, reason, ";".join(cells))
            return
        width = self.header.width
        extra = cells[width:]
        gained = any(cell.strip(SPACES) for cell in extra)
        self._follow(line, len(cells) if gained else 0)
        if gained:
            self._reject_width(line, cells, "champs-en-trop")
        elif len(cells) < width:
            self._reject_width(line, cells, "champs-manquants")
        elif "\x00" in "".join(cells):
            place = next(place for place, cell in enumerate(cells) if "\x00" in cell)
            value = cells[place].replace("\x00", "␀")
            self.reject(line, self.column(place), value, "caractere-interdit", "retirez le caractère nul")
        else:
            if extra:
                self.normalisations["cellules vides en trop"] += 1
            self.keep(line, [None if place is None else cells[place] for place in self._places])

    def _reject_width(self, line: int, cells: list[str], rule: str) -> None:
        found, wanted = (counted(number, "champ", "champs") for number in (len(cells), self.header.width))
        self.reject(line, "*", found, rule, f"mettez {wanted}")

    def finish(self, encoding: str = "utf-8") -> Records:
        """The account of the table, once every row is sorted."""
        self._flush()
        if self._longer_rows > 1:
            self.refused.append(
                f"{self.name}, ligne {self._longer_line} : à partir d’ici, {self._longer} champs au lieu de "
                f"{self.header.width} ; une colonne est gagnée en cours de fichier : refaites l’export"
            )
        [(kept,)] = self.con.execute("SELECT count(*) FROM brut").fetchall()
        records = Records(
            self.physical,
            self.ignored,
            self.rejected,
            dict(self.normalisations),
            self.header.line,
            encoding,
            tuple(self.refused),
            self.faults,
            self.ignored_count,
            self.rejected_count,
        )
        return conserve(kept, records, self.name)

    def _follow(self, line: int, longer: int) -> None:
        """Follow the rows too long by the same number of cells, up to the end of the file."""
        if not longer or longer != self._longer:
            self._longer, self._longer_line, self._longer_rows = longer, line, 0
        self._longer_rows += bool(longer)

    def _flush(self) -> None:
        if self._batch:
            frame = pd.DataFrame(self._batch, columns=["ligne", *self.source.columns], dtype=object)
            frame["ligne"] = frame["ligne"].astype("int64")
            self.con.register("brut_lot", frame)
            self.con.execute("INSERT INTO brut_texte SELECT * FROM brut_lot")
            self.con.unregister("brut_lot")
            self._batch = []


def no_data(source: Contract, header: Header, cells: list[str]) -> Reason | None:
    """Why a row holds no data: blank, the header again, a footnote; None for a row of data."""
    first = cells[0].strip(SPACES) if cells else ""
    if not first and not any(cell.strip(SPACES) for cell in cells):
        return "vide"
    if any(first == row[0] for row in header.rows) and _trimmed(cells) in map(_trimmed, header.rows):
        return "en-tête répété"
    return "note" if first.startswith(source.footnotes) else None


def _trimmed(cells: list[str] | tuple[str, ...]) -> list[str]:
    """Cells without the spaces around them, nor the empty ones at the end."""
    trimmed = [cell.strip(SPACES) for cell in cells]
    while trimmed and not trimmed[-1]:
        trimmed.pop()
    return trimmed
