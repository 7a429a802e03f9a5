"""The header of a table: found among the first rows, its names matched to the declared columns."""

import difflib
import re
import unicodedata
from dataclasses import dataclass

from observatory.contract import Contract
from observatory.reader.reading import SPACES, SourceError, counted

DOUBLE = "colonne-en-double"
FARTHEST = 20  # rows before a header, at most
APOSTROPHES = re.compile("[‘’‛ʼʹ′`´＇]")
INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad]")


@dataclass(frozen=True)
class Fault:
    """What makes a header unusable: the column, what was found, the rule broken and the cure."""

    column: str
    value: str
    rule: str
    reason: str
    cure: str

    def __str__(self) -> str:
        return f"{self.reason} ; {self.cure}"


Row = tuple[int, int, list[str]]  # first and last physical lines, cells


@dataclass(frozen=True)
class Header:
    """Where the declared columns are: `positions` has none for a column that the file lacks."""

    index: int  # rows before it that are not blank
    line: int
    last: int
    rows: tuple[tuple[str, ...], ...]
    names: tuple[str, ...]
    positions: dict[str, int]
    faults: tuple[Fault, ...]
    normalisations: dict[str, int]

    @property
    def width(self) -> int:
        """Number of cells that a record must have."""
        return len(self.names)


def fold(name: str) -> str:
    """A name without what hands vary: case, accents, spaces, apostrophes."""
    name = APOSTROPHES.sub("'", INVISIBLE.sub("", name))
    plain = "".join(
        letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter)
    )
    return " ".join(plain.casefold().replace("œ", "oe").replace("æ", "ae").split())


def find_header(source: Contract, rows: list[Row]) -> Header | None:
    """The first header that has every required column; otherwise the one that has most columns."""
    best = None
    for index in range(min(len(rows) - source.header_rows + 1, FARTHEST + 1)):
        header = _header(source, index, rows[index : index + source.header_rows])
        if header and not header.faults:
            return header
        if header and (best is None or len(header.positions) > len(best.positions)):
            best = header
    return best


def check_place(source: Contract, header: Header | None, first: str, name: str) -> Header:
    """Give back the header, or say why there is none.

    Raises SourceError when it is absent, or farther than declared.
    """
    if header is None:
        raise SourceError(
            f"{name} : en-tête introuvable ; colonnes attendues : {', '.join(source.columns)} ; "
            f"première ligne du fichier : « {first[:200].strip(SPACES)} »"
        )
    if header.index > source.preamble:
        raise SourceError(
            f"{name}, ligne {header.line} : {counted(header.index, 'ligne', 'lignes')} avant l’en-tête "
            f"({', '.join(source.columns)}), {source.preamble} au plus ; supprimez ce qui précède, "
            f"ou déclarez preamble = {header.index}"
        )
    return header


def _header(source: Contract, index: int, rows: list[Row]) -> Header | None:
    cells = tuple(tuple(cell.strip(SPACES) for cell in row[2]) for row in rows)
    names = _joined(cells)
    known = {fold(name): column for name, column in _declared(source).items()}
    found: dict[str, list[int]] = {}
    for position, name in enumerate(names):
        if fold(name) in known:
            found.setdefault(known[fold(name)], []).append(position)
    if not found:
        return None
    positions = {column: places[0] for column, places in found.items() if len(places) == 1}
    return Header(
        index=index,
        line=rows[0][0],
        last=rows[-1][1],
        rows=cells,
        names=names,
        positions=positions,
        faults=(*_twice(names, found), *_missing(source, names, found)),
        normalisations=_told(source, names, found),
    )


def _joined(rows: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    """One name a column: the parts that a header on several rows gives, a merged one repeated."""
    width = max(len(row) for row in rows)
    parts = [list(row) + [""] * (width - len(row)) for row in rows]
    for above, below in zip(parts, parts[1:], strict=False):
        for position in range(1, width):
            if not above[position] and below[position]:
                above[position] = above[position - 1]
    names = [" / ".join(part for part in column if part) for column in zip(*parts, strict=True)]
    while names and not names[-1]:
        names.pop()
    return tuple(names)


def _twice(names: tuple[str, ...], found: dict[str, list[int]]) -> list[Fault]:
    seen: dict[str, str] = {}
    told = []
    for column, places in found.items():
        if len(places) > 1:
            several = " et ".join(f"« {names[place]} »" for place in places)
            reason = f"colonnes {several} pour « {column} »"
            told.append(Fault(column, names[places[-1]], DOUBLE, reason, "gardez une seule"))
    matched = {place for places in found.values() for place in places}
    for position, name in enumerate(names):
        if name and position not in matched:
            if fold(name) in seen:
                reason, cure = f"colonne « {name} » en double", "gardez une seule, ou renommez l’autre"
                told.append(Fault("*", name, DOUBLE, reason, cure))
            seen[fold(name)] = name
    return told


def _missing(source: Contract, names: tuple[str, ...], found: dict[str, list[int]]) -> list[Fault]:
    matched = {place for places in found.values() for place in places}
    extra = {fold(name): name for place, name in enumerate(names) if name and place not in matched}
    told = []
    for column, declared in source.columns.items():
        if (declared.required or declared.present) and column not in found:
            near = difflib.get_close_matches(fold(column), extra, n=1, cutoff=0)
            value = extra[near[0]] if near else ""
            hint = f" ; la plus proche trouvée est « {value} »" if near else ""
            reason = f"colonne « {column} » absente{hint}"
            told.append(Fault(column, value, "colonne-absente", reason, "ajoutez-la ou renommez-la"))
    return told


def _declared(source: Contract) -> dict[str, str]:
    """Each name that a column may have, and the column."""
    return {
        name: column
        for column, declared in source.columns.items()
        for name in (column, declared.path or column, *declared.aliases)
    }


def _told(source: Contract, names: tuple[str, ...], found: dict[str, list[int]]) -> dict[str, int]:
    declared = _declared(source)
    told, matched = {}, {place: column for column, places in found.items() for place in places}
    for position, name in enumerate(names):
        if position not in matched:
            told[f"colonne ignorée « {name or f'sans nom, en position {position + 1}'} »"] = 1
        elif name not in declared:
            told[f"colonne « {name} » lue comme « {matched[position]} »"] = 1
    return told
