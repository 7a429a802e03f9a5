"""What a workbook is made of: its parts, checked before use, and what its cells do not say.

A workbook is a ZIP of XML. It is refused when it is something else, holds macros, or would not fit
in memory once decompressed.
"""

import io
import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.parsers import expat

from observatory.reader.reading import SourceError

LARGEST = 300_000_000  # bytes, decompressed
LARGEST_SHEET = 20_000_000  # cells, in the rectangle that holds them
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
RELATION = re.compile(r"\{.*/relationships\}id")
PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
AGAIN = "enregistrez-le en .xlsx depuis un tableur"


@dataclass
class Marks:
    """What calamine leaves out of a sheet. Lines count from 1, columns from 0."""

    epoch_1904: bool = False
    faults: dict[tuple[int, int], str] = field(default_factory=dict)  # an error, or « =formule »
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


@dataclass(frozen=True)
class Workbook:
    """A workbook that may be read: its sheets, by name, and the part that holds each."""

    name: str
    parts: zipfile.ZipFile
    sheets: dict[str, str]
    visible: list[str]
    epoch_1904: bool

    def marks(self, sheet: str) -> Marks:
        """Go through one sheet for its errors, its formulas without value, and what is hidden.

        Raises SourceError when its cells would not fit in memory.
        """
        found = _SheetPass(Marks(self.epoch_1904))
        try:
            with self.parts.open(self.sheets[sheet]) as part:
                found.parser.ParseFile(part)
        except (expat.ExpatError, KeyError, ValueError) as error:
            raise _unreadable(self.name, error) from error
        if found.height * found.width > LARGEST_SHEET:
            raise SourceError(
                f"{self.name}, feuille « {sheet} » : {found.height} lignes sur {found.width} colonnes, "
                "c’est trop ; supprimez les cellules inutiles loin du tableau, ou envoyez un CSV"
            )
        return found.marks


def open_workbook(raw: bytes, name: str) -> Workbook:
    """Open a workbook after checking that it is safe and whole.

    Raises SourceError with the reason and the cure.
    """
    if not raw:
        raise SourceError(f"{name} : fichier vide (0 octet) ; refaites l’export")
    if bytes(raw[:8]) == OLD:
        if "EncryptedPackage".encode("utf-16-le") in bytes(raw):
            raise SourceError(f"{name} : classeur protégé par un mot de passe ; retirez-le")
        raise SourceError(f"{name} : ancien format .xls ; {AGAIN}")
    try:
        parts = zipfile.ZipFile(io.BytesIO(raw))
        _check_parts(parts, name)
        return _described(parts, name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise _unreadable(name, error) from error
    except (ElementTree.ParseError, expat.ExpatError, KeyError, ValueError) as error:
        if isinstance(error, SourceError):
            raise
        raise _unreadable(name, error) from error


def _unreadable(name: str, error: Exception) -> SourceError:
    return SourceError(f"{name} : ce n’est pas un classeur .xlsx lisible ({error}) ; {AGAIN}")


def _check_parts(parts: zipfile.ZipFile, name: str) -> None:
    """Nothing too large, no macro, every part whole."""
    size = sum(part.file_size for part in parts.infolist())
    if size > LARGEST:
        raise SourceError(
            f"{name} : {size // 10**6} Mo une fois décompressé, {LARGEST // 10**6} Mo au plus ; "
            "retirez les images et les feuilles inutiles, ou envoyez un CSV"
        )
    names = parts.namelist()
    if len(set(names)) != len(names):
        raise SourceError(f"{name} : archive anormale, deux parties du même nom ; {AGAIN}")
    if any("vbaproject" in part.lower() or "macrosheets/" in part.lower() for part in names):
        raise SourceError(f"{name} : classeur avec des macros ; enregistrez-le en .xlsx, sans macro")
    if parts.testzip():  # reads each part to its end, which is where its size says
        raise SourceError(f"{name} : classeur .xlsx abîmé ; envoyez-le de nouveau")


def _described(parts: zipfile.ZipFile, name: str) -> Workbook:
    book = _tree(parts, "xl/workbook.xml")
    targets = {
        one.get("Id"): posixpath.normpath(posixpath.join("/xl", one.get("Target", "")))[1:]
        for one in _tree(parts, "xl/_rels/workbook.xml.rels")
    }
    sheets, visible = {}, []
    for sheet in _found(book, "sheets/{}sheet"):
        relation = next(value for key, value in sheet.items() if RELATION.fullmatch(key))
        sheets[sheet.attrib["name"]] = targets[relation]
        if sheet.get("state", "visible") == "visible":
            visible.append(sheet.attrib["name"])
    settings = _found(book, "workbookPr")
    epoch = any(one.get("date1904", "0") in ("1", "true") for one in settings)
    return Workbook(name, parts, sheets, visible, epoch)


def _tree(parts: zipfile.ZipFile, path: str) -> ElementTree.Element:
    content = parts.read(path)
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise ValueError("DOCTYPE")
    return ElementTree.fromstring(content)


def _found(book: ElementTree.Element, path: str) -> list[ElementTree.Element]:
    return [one for space in (MAIN, STRICT) for one in book.findall(space + path.format(space))]


class _SheetPass:
    """One pass over the XML of a sheet."""

    def __init__(self, marks: Marks):
        self.marks = marks
        self.height = self.width = 0
        self._line, self._column = 0, -1
        self._kind = self._text = ""
        self._formula = self._reading = False
        self.parser = expat.ParserCreate(namespace_separator="}")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.parser.StartDoctypeDeclHandler = self._refuse

    def _refuse(self, *_: object) -> None:
        raise ValueError("DOCTYPE")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition("}")[2]
        if tag == "c":
            self._place(attributes)
        elif tag == "row":
            self._line, self._column = int(attributes.get("r", self._line + 1)), -1
            if attributes.get("hidden") in ("1", "true"):
                self.marks.hidden_rows.add(self._line)
        elif tag == "f":
            self._formula = True
        elif tag in ("v", "is"):
            self._reading = True
        elif tag == "col" and attributes.get("hidden") in ("1", "true"):
            first, last = int(attributes["min"]), int(attributes["max"])
            self.marks.hidden_columns.update(range(first - 1, min(last, 16_384)))

    def _place(self, attributes: dict[str, str]) -> None:
        """Where a cell is; one without reference follows the one before."""
        self._column += 1
        placed = PLACE.fullmatch(attributes.get("r", ""))
        if placed:
            letters, line = placed.groups()
            self._line, self._column = int(line), 0
            for letter in letters:
                self._column = self._column * 26 + ord(letter) - 64
            self._column -= 1
        self._kind, self._text, self._formula = attributes.get("t", "n"), "", False

    def _characters(self, text: str) -> None:
        if self._reading:
            self._text += text

    def _end(self, tag: str) -> None:
        tag = tag.rpartition("}")[2]
        if tag in ("v", "is"):
            self._reading = False
        elif tag == "c":
            self._close()

    def _close(self) -> None:
        if self._text or self._formula:
            self.height, self.width = max(self.height, self._line), max(self.width, self._column + 1)
        if self._kind == "e":
            self.marks.faults[self._line, self._column] = self._text or "#N/A"
        elif self._formula and not self._text and self._kind != "str":
            self.marks.faults[self._line, self._column] = "=formule"
