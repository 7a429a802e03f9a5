"""What a strict reading must give, told again from the bytes in plain Python: the reader's witness.

Nothing here imports the reader. A record begins at a physical line; it goes on to the line that
evens its quotes where the whole is then well written, else its line alone is at fault.
"""

import datetime
import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal

from accidents import SEPARATORS

REQUIRED = {"departement", "jour"}
NAMES = ("departement", "nom", "personnes", "taux", "jour", "mois")
DEPARTEMENTS = {f"{n:02d}" for n in range(1, 96) if n != 20} | {"2A", "2B", "971", "972", "973", "974", "976"}
NAMED = {"ain": "01", "cote-d’or": "21"}  # the names that are written
FARTHEST = 21
GROUPED = re.compile(r"([-−]?)(\d{1,3}(?:[\s’']\d{3})+|\d{1,3}(?:\.\d{3}){2,}|\d+)(?:([.,])(\d+))?")
DAYS = (
    (re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[ T]00:00(?::00(?:\.0+)?)?)?"), (1, 2, 3)),
    (re.compile(r"(\d\d?)/(\d\d?)/(\d{4})"), (3, 2, 1)),
)
FIRST, LAST = datetime.date(2018, 1, 1), datetime.date(2026, 11, 21)


def text_of(raw: bytes) -> bytes | None:
    """The text in UTF-8: a mark decides, else UTF-8, else cp1252; None when none reads it."""
    marks = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
    for mark, codec in marks:
        if raw.startswith(mark):
            return _decoded(raw[len(mark) :], codec)
    plain = _decoded(raw, "utf-8")
    return _decoded(raw, "cp1252") if plain is None else plain


def _decoded(raw: bytes, codec: str) -> bytes | None:
    try:
        return raw.decode(codec).encode("utf-8")
    except UnicodeDecodeError:
        return None


def records_of(data: bytes, separator: str) -> Iterator[tuple[int, list[str] | None]]:
    """Each record: its first physical line and its cells, None where a quote is at fault."""
    mark = re.escape(separator.encode())
    cell = rb'(?:"(?:[^"]|"")*"|(?!")[^' + mark + rb"\r\n]*)"
    record, one = (
        re.compile(cell + rb"(?:" + mark + cell + rb")*"),
        re.compile(cell + rb"(?=" + mark + rb"|\Z)"),
    )
    lines, place = data.splitlines(keepends=True), 0
    while place < len(lines):
        for span in _spans(lines, place):
            text = re.sub(rb"(\r\n|\r|\n)\Z", b"", b"".join(lines[place : place + span]))
            if record.fullmatch(text):
                yield place + 1, [_cell(found) for found in _cells(one, text)]
                break
        else:
            span = 1
            yield place + 1, None
        place += span


def _spans(lines: list[bytes], place: int) -> Iterator[int]:
    yield 1
    if lines[place].count(b'"') % 2:
        after = (n for n in range(place + 1, len(lines)) if lines[n].count(b'"') % 2)
        yield from (n - place + 1 for n in [next(after, None)] if n is not None)


def _cells(one: re.Pattern, text: bytes) -> Iterator[bytes]:
    start = 0
    while start <= len(text):
        found = one.match(text, start)
        yield found.group()
        start = found.end() + 1


def _cell(raw: bytes) -> str:
    text = raw.decode("utf-8")
    return text[1:-1].replace('""', '"') if text.startswith('"') else text


def header_and_rows(data: bytes):
    """The columns' places in the header, its line, its width and every record; None without a header.

    The first row that has every column required, by the first separator that gives one; else the
    row that has most columns.
    """
    best, most = None, 0
    for separator in SEPARATORS:
        every = list(records_of(data, separator))
        for line, cells in _told(every, separator)[:FARTHEST]:
            places, names = _places(cells), [_folded(cell) for cell in cells if cell.strip()]
            found = (places, line, len(_trimmed(cells)), every)
            if places.keys() >= REQUIRED and len(names) == len(set(names)):
                return found
            if len(places) > most:
                best, most = found, len(places)
    return best


def _told(every: list, separator: str) -> list[tuple[int, list[str]]]:
    """The records that say something: neither blank nor the line that tells the separator to Excel."""
    told = [(line, cells or [""]) for line, cells in every if cells is None or "".join(cells).strip()]
    return [one for one in told if not re.fullmatch(r"(?i)sep=.\s*", separator.join(one[1]))]


def _places(cells: list[str]) -> dict[str, int]:
    names = [_folded(cell) for cell in cells]
    return {name: names.index(name) for name in NAMES if names.count(name) == 1}


def _folded(text: str) -> str:
    plain = "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one))
    return " ".join(re.sub("[\u200b-\u200d\u2060\ufeff\u00ad]", "", plain).casefold().split())


def _trimmed(cells: list[str]) -> list[str]:
    cells = [cell.strip() for cell in cells]
    while cells and not cells[-1]:
        cells.pop()
    return cells


PLAIN = {
    "nom": re.compile(r"([A-Za-z’-]{1,20})?"),
    "personnes": re.compile(r"(0|[1-9]\d{0,8})?"),
    "taux": re.compile(r"((0|[1-9]\d{0,5})(,\d{1,4})?)?"),
}


def plain(name: str, text: str) -> bool:
    """Whether a cell is written in the plainest way that its column allows: nothing may reject it."""
    if name in PLAIN:
        return bool(PLAIN[name].fullmatch(text))
    if name == "departement":
        return text in DEPARTEMENTS
    return bool(re.fullmatch(r"[\d-]{10}|[\d-]{7}", text) and allowed(name, text)) or (
        name == "mois" and not text
    )


def allowed(name: str, text: str | None) -> set:
    """Every value that the text of a cell may become: itself typed, or a declared normalisation."""
    bare = (text or "").strip()
    if not bare:
        return set() if name in REQUIRED else {None}
    return {"departement": _departement, "nom": lambda one: {one}, "personnes": _whole,
            "taux": _decimal, "jour": _day, "mois": _month}[name](bare)  # fmt: skip


def _departement(text: str) -> set:
    if _folded(text) in NAMED:
        return {NAMED[_folded(text)]}
    code = re.sub(r"\.0+\Z", "", text).upper()
    return {code.rjust(2, "0") if code.isdigit() else code} & DEPARTEMENTS


def _whole(text: str) -> set:
    found = GROUPED.fullmatch(text)
    if not found or (found[4] or "").strip("0") or (found[3] == "." and len(found[4]) == 3):
        return set()
    value = int(("-" if found[1] else "") + re.sub(r"\D", "", found[2]))
    return {value} if value >= 0 else set()


def _decimal(text: str) -> set:
    found = GROUPED.fullmatch(text)
    if not found or found[3] == "." or len((found[4] or "").rstrip("0")) > 6:
        return set()
    return {Decimal(("-" if found[1] else "") + re.sub(r"\D", "", found[2]) + "." + (found[4] or "0"))}


def _day(text: str) -> set:
    for form, order in DAYS:
        if found := form.fullmatch(text):
            try:
                day = datetime.date(*(int(found[part]) for part in order))
            except ValueError:
                return set()
            return {day} if FIRST <= day <= LAST else set()
    return set()


def _month(text: str) -> set:
    found = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", text)
    day = datetime.date(int(found[1]), int(found[2]), 1) if found and found[1] != "0000" else None
    return {day} if day and FIRST <= day <= LAST else set()
