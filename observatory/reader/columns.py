"""The declared columns of a file and how the text of their cells becomes values."""

import datetime
from dataclasses import dataclass, replace

import duckdb

from observatory.contract import Column, Contract
from observatory.reader import columns_dates as dates
from observatory.reader import columns_numbers as numbers
from observatory.reader import columns_texts as texts
from observatory.reader.cells import Typing, ident, listed, on
from observatory.reader.geography import CODES, code, create_lexicon

BOUND = "<≤"  # a sentinel that begins so keeps its bound


@dataclass(frozen=True)
class Cells:
    """One declared column and how its cells become values; `rank` names its columns of work."""

    rank: int
    name: str
    column: Column
    typing: Typing
    bounded: bool

    @property
    def motives(self) -> dict[str, str]:
        """The columns generated beside the values, and their types."""
        motif = {f"{self.name}_motif": "VARCHAR"} if self.column.sentinels else {}
        return motif | ({f"{self.name}_haute": self.typing.sql_type} if self.bounded else {})

    @property
    def fast(self) -> str:
        """The condition on the text that it needs neither normalisation nor rule."""
        cell = ident(self.name)
        ready = f"coalesce({on(self.typing.fast, cell)}, false)"
        if self.column.sentinels:
            ready = f"({ready} AND {cell} NOT IN {listed(self.column.sentinels)})"
        empty = f"{cell} IS NULL OR {cell} = ''"
        return f"({cell} <> '' AND {ready})" if self.column.required else f"({empty} OR {ready})"

    @property
    def value(self) -> str:
        """The value of a text that passes `fast`."""
        value = on(self.typing.value, ident(self.name))
        return value if self.column.required else f"CASE WHEN {ident(self.name)} <> '' THEN {value} END"


def typing_of(column: Column, contract: Contract, today: datetime.date) -> Typing:
    """How the text of a column becomes a value, by its declared type."""
    makers = {
        "texte": lambda: texts.text(column),
        "entier": lambda: numbers.integer(column),
        "decimal": lambda: numbers.decimal(column),
        "pourcentage": lambda: numbers.percentage(column),
        "date": lambda: dates.date(column, today, contract.format),
        "mois": lambda: dates.month(column, today, contract.format),
        "horodatage": lambda: dates.timestamp(column, today),
        "booleen": texts.boolean,
        "siret": texts.siret,
    }
    return makers[column.type]() if column.type in makers else code(column.type)


def cells(contract: Contract, today: datetime.date) -> list[Cells]:
    """The columns of a contract, ready to be typed."""
    found = []
    for rank, (name, column) in enumerate(contract.columns.items()):
        typing = typing_of(column, contract, today)
        domain = (*typing.domain, *texts.allowed(column))
        bounded = any(text[:1] in BOUND for text in column.sentinels if text)
        found.append(Cells(rank, name, column, replace(typing, domain=domain), bounded))
    return found


def additive(contract: Contract) -> bool:
    """Whether the values of a file add up: none is a rate."""
    return not any(one.type == "pourcentage" or one.unit == "%" for one in contract.columns.values())


def create_lexicons(con: duckdb.DuckDBPyConnection, contract: Contract) -> None:
    """Make the lexicons of the types of codes that the columns hold."""
    for kind in {one.type for one in contract.columns.values()} & set(CODES):
        create_lexicon(con, kind, additive=additive(contract), cog=contract.cog)
