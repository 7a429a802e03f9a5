"""Statistics by blocks to records of text: under the title of each block, a label and a value a line."""

import duckdb

from observatory.declarations import Source
from observatory.reader.decode import decode
from observatory.reader.headings import check_place, find_header
from observatory.reader.physical import Record, parse
from observatory.reader.reading import SPACES, Records
from observatory.reader.rows import Rows

COLUMNS = ["titre", "bloc", "libelle", "valeur"]


class _Titles:
    """The title of the file, and those of the blocks, as the lines go by."""

    def __init__(self):
        self.file = self.block = ""
        self.parted, self.valued = True, False

    def told_by(self, cells: list[str]) -> bool:
        """Whether a line is a title: nothing beside it, and under another or under a blank line."""
        alone = not any(cell.strip(SPACES) for cell in cells[1:])
        return alone and (len(cells) == 1 or not self.valued)

    def take(self, text: str) -> None:
        if not self.file:
            self.file = text
            return
        self.block = text if self.parted or not self.block else f"{self.block} / {text}"
        self.parted = False


def read_blocks(con: duckdb.DuckDBPyConnection, source: Source, raw: bytes, name: str) -> Records:
    """Read the lines that have a value into the view `brut`, each with the titles above it.

    The first line is the title of the file; a title right under that of a block names a part of
    it: « Évolution / 2021 ». Raises SourceError for what is no text.
    """
    decoded = decode(raw, source.encodings, name)
    rows = Rows(con, source, name)
    rows.set_header(check_place(source, find_header(source, [(0, 0, COLUMNS)]), "", name))
    rows.normalisations.update(decoded.normalisations)
    titles = _Titles()
    for record in parse(decoded.text, source.separators[0]):
        _sort(rows, titles, record)
    return rows.finish(decoded.encoding)


def _sort(rows: Rows, titles: _Titles, record: Record) -> None:
    cells = record.cells
    if cells is None:
        cure = "fermez le guillemet, ou doublez-le s’il fait partie du texte"
        rows.reject(record.first, "*", record.text, "guillemet", cure)
    elif not any(cell.strip(SPACES) for cell in cells):
        titles.parted, titles.valued = True, False
        rows.ignore(record.first, "vide", record.text)
    elif titles.told_by(cells):
        rows.ignore(record.first, "séparateur" if titles.file else "avant l’en-tête", record.text)
        titles.take(cells[0].strip(SPACES))
    else:
        titles.valued = True
        rows.sort(record.first, [titles.file, titles.block, *cells])
