"""How a case is written: a declaration, the bytes sent, and what must come of each record."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from observatory.declarations import Source, parse

HEADER = """/*
title = "Fichier du corpus"
producer = "Un expéditeur"
url = "-"
licence = "non vérifiée"
accessed = 2026-11-21
period = "2023"
feeds = "cumuls"
nature = "officielle"
level = "departement"
file = "figures/corpus.csv"
"""
# Three columns that no rule of typing disturbs: what is under test is the bytes, not the values.
PLAIN = 'columns = { code = "texte", nom = "texte", nombre = "entier" }'
SEMICOLON = 'separators = [";"]'
# One bad row does not refuse the file: the row is what is under test.
TOLERANT = "reject_rate = 0.9"


@dataclass(frozen=True)
class Sent:
    """A file sent, the contract it is held to, and the outcome expected, row by row.

    `accepted`: tuples (line, values…), or None where the whole file has no usable row.
    `rejected`: (line, column, rule). `ignored`: (line, reason). `normalised`: a part of the name
    of each normalisation, and its count. `refused`: a part of the reason, "" when the file is
    accepted. `totals`: (line, verdict). `also`: generated columns read after the declared ones.
    """

    declared: str
    content: bytes | Callable[[], bytes]
    accepted: list[tuple] | None
    rejected: list[tuple[int, str, str]] = field(default_factory=list)
    ignored: list[tuple[int, str]] = field(default_factory=list)
    normalised: dict[str, int] = field(default_factory=dict)
    refused: str = ""
    totals: list[tuple[int, str]] = field(default_factory=list)
    cures: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    facts: list[tuple] | None = None
    sql: str = "SELECT * FROM fichier"
    name: str = "corpus.csv"
    previous: int | None = None
    variant: str = ""
    number: int = 0
    title: str = ""

    @property
    def source(self) -> Source:
        """The declaration, read as those of the project are."""
        return parse(Source, f"{HEADER}{self.declared}\n*/\n{self.sql}\n", "data_sources/corpus.sql")

    @property
    def raw(self) -> bytes:
        """The bytes of the file; the largest are made only when they are read."""
        return self.content() if callable(self.content) else self.content

    @property
    def records(self) -> int:
        """Every record that the sender wrote, counted by hand: each has exactly one outcome."""
        lines = {line for line, *_ in self.rejected}
        return len(self.accepted or ()) + len(lines) + len(self.ignored)

    def __str__(self) -> str:
        return f"{self.number:02d} {self.title}{f', {self.variant}' if self.variant else ''}"


SENT: list[Sent] = []


def case(number: int, title: str) -> Callable:
    """Register the files of a case, under its number in the list of the corpus."""

    def register(files: Callable[[], Iterator[Sent]]) -> Callable:
        for sent in files():
            object.__setattr__(sent, "number", number)
            object.__setattr__(sent, "title", title)
            SENT.append(sent)
        return files

    return register


def keys(*lines: str) -> str:
    """Keys of a declaration, one a line."""
    return "\n".join(lines)


def plain(text: str | bytes, accepted, *more: str, **outcome) -> Sent:
    """A file `code;nom;nombre`, that tolerates rejected rows; `more`: other keys declared."""
    raw = text.encode("utf-8") if isinstance(text, str) else text
    separators = () if any(key.startswith("separators") for key in more) else (SEMICOLON,)
    return Sent(keys(*separators, TOLERANT, *more, PLAIN), raw, accepted, **outcome)


def column(kind: str, cells: list[str], values: list, *more: str, **outcome) -> Sent:
    """A file of one column under test, `valeur`, beside a rank; None where the cell is rejected.

    `kind`: the TOML of the column. `rejected` in the outcome: (line, rule). A cell's line is 2, 3…
    """
    text = "rang;valeur\n" + "".join(f"{rank};{cell}\n" for rank, cell in enumerate(cells, 1))
    rejected = [(line, "valeur", rule) for line, rule in outcome.pop("rejected", [])]
    out = {line for line, *_ in rejected}
    accepted = [
        (rank + 1, rank, *(value if isinstance(value, tuple) else (value,)))
        for rank, value in enumerate(values, 1)
        if rank + 1 not in out
    ]
    declared = keys(SEMICOLON, TOLERANT, *more, 'columns.rang = "entier"', f"columns.valeur = {kind}")
    return Sent(declared, text.encode("utf-8"), accepted, rejected=rejected, **outcome)
