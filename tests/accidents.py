"""Files as senders write them, in any dialect, and the accidents that befall them (hypothesis)."""

from dataclasses import dataclass

from hypothesis import strategies as st

SEPARATORS = (";", ",", "\t", "|")
DECLARED = r"""
reject_rate = 1.0
encodings = ["utf-8", "cp1252", "utf-16"]
separators = [";", ",", "\t", "|"]
columns.departement = "departement"
columns.nom = "texte?"
columns.personnes = { type = "entier", number = "fr", required = false, min = 0 }
columns.taux = { type = "decimal", number = "fr", required = false }
columns.jour = { type = "date", dates = ["AAAA-MM-JJ", "JJ/MM/AAAA"] }
columns.mois = "mois?"
"""
CELLS = {
    "departement": ["01", "2A", "75", "974", "1", "2a", "01.0", " 59\u00a0", "20", "97", "975", "Ain", ""],
    "nom": ["Ain", "Côte-d’Or", "œuvre à 5 €", 'a "b" c', "a;b,c|d\te", "x\ny", "x\r\ny", "", "NA", "RÃ©"],
    "personnes": ["0", "12", "1 234", "1\u00a0234", "12,0", "12.0", "-3", "\u22125", "1.234", "1e5", ""],
    "taux": ["0", "12,5", "-0,25", "1 234,5", "1.234", "1.5", "12,5 %", "inf", "NaN", "0,1234567", ""],
    "jour": ["2023-05-06", "06/05/2023", "6/5/2023", "2024-02-29", "2023-02-29", "31/06/2023", "43831"],
    "mois": ["2023-05", "2023-12", "2023-13", "2023-5", "2023-05-06", ""],
}
# What breaks readers: ends of line, quotes, separators, nul, half characters, marks, controls.
FRAGMENTS = [
    b"\n",
    b"\r",
    b"\r\n",
    b'"',
    b'""',
    b";",
    b",",
    b"\t",
    b"|",
    b"\0",
    b"\xe9",
    b"\xc3",
    b"\xef\xbb\xbf",
]
FRAGMENTS += [b"\xff\xfe", b"\x1a", b"\x81", b"\xc2\xa0", b"\xe2\x80\x8b", b"sep=;\n", b"\n\n", b"<html>"]
WILD = st.text(st.sampled_from('0129aéœ€ ;,"|\t\n\r\u00a0\u202f\u2212.-/%=\u200b\x07Ã©'), max_size=8)


@dataclass(frozen=True)
class Written:
    """A file, the number of records that its writer meant, and whether no accident befell it."""

    raw: bytes
    meant: int
    intact: bool


@st.composite
def rows(draw) -> list[list[str]]:
    """A table with its header: the columns in any order; some rows with an accident of their own."""
    names = draw(st.permutations(list(CELLS)))
    cell = {name: st.sampled_from(good) | WILD if draw(st.booleans()) else st.sampled_from(good)
            for name, good in CELLS.items()}  # fmt: skip
    table = draw(st.lists(st.tuples(*(cell[name] for name in names)).map(list), min_size=1, max_size=8))
    return [list(names), *(draw(_altered(row, list(names))) for row in table)]


def _altered(row: list[str], names: list[str]) -> st.SearchStrategy[list[str]]:
    swapped = st.permutations(row).map(list)
    others = st.sampled_from([[""] * len(row), row[:-1], [*row, "reste"], [*row, ""], names, [""]])
    return st.integers(0, 9).flatmap(lambda n: swapped if n == 8 else others if n == 9 else st.just(row))


@st.composite
def files(draw) -> Written:
    """A table written in one dialect, then struck by up to three accidents."""
    table, end = draw(rows()), draw(st.sampled_from(["\n", "\r\n", "\r"]))
    separator, always = draw(st.sampled_from(SEPARATORS)), draw(st.booleans())
    lines = [separator.join(_quoted(cell, separator, always) for cell in row) for row in table]
    whole = end.join(lines) + end
    if lines[-1] and draw(st.booleans()):  # an empty line without its end is no line
        whole = whole.removesuffix(end)
    raw = draw(_encoded(whole))
    accidents = draw(st.lists(_accident(), max_size=3))
    for strike in accidents:
        raw = strike(raw)
    return Written(raw, len(table) - 1, not accidents)


def _quoted(cell: str, separator: str, always: bool) -> str:
    needed = always or any(one in cell for one in (separator, '"', "\n", "\r"))
    return '"' + cell.replace('"', '""') + '"' if needed else cell


def _encoded(text: str) -> st.SearchStrategy[bytes]:
    codecs = ["utf-8", "utf-8", "utf-8-sig", "utf-16"]
    try:
        text.encode("cp1252")
        codecs.append("cp1252")
    except UnicodeEncodeError:
        pass
    return st.sampled_from(codecs).map(text.encode)


def _accident():
    """A change of bytes at some place: one flipped, some lost, the end cut, others put in."""
    place = st.floats(0, 1)
    return st.one_of(
        st.tuples(place, st.integers(0, 7)).map(lambda one: lambda raw: _flip(raw, *one)),
        st.tuples(place, st.integers(1, 4)).map(lambda one: lambda raw: _lose(raw, *one)),
        place.map(lambda where: lambda raw: raw[: int(where * len(raw))]),
        st.tuples(place, st.sampled_from(FRAGMENTS)).map(lambda one: lambda raw: _insert(raw, *one)),
    )


def _flip(raw: bytes, where: float, bit: int) -> bytes:
    if not raw:
        return raw
    at = min(int(where * len(raw)), len(raw) - 1)
    return raw[:at] + bytes([raw[at] ^ 1 << bit]) + raw[at + 1 :]


def _lose(raw: bytes, where: float, count: int) -> bytes:
    at = int(where * len(raw))
    return raw[:at] + raw[at + count :]


def _insert(raw: bytes, where: float, fragment: bytes) -> bytes:
    at = int(where * len(raw))
    return raw[:at] + fragment + raw[at:]
