"""The contract that a producer's file is held to: its form, its columns, its totals, its limits."""

import datetime
from typing import Literal

from pydantic import Field, field_validator, model_validator

from observatory.header import Declaration, Sentence

ColumnType = Literal[
    "texte",
    "entier",
    "decimal",
    "pourcentage",
    "date",
    "mois",
    "horodatage",
    "booleen",
    "departement",
    "region",
    "commune",
    "epci",
    "zone",
    "siret",
]
Format = Literal["csv", "xlsx", "json", "parquet", "blocs"]
Encoding = Literal["utf-8", "cp1252", "utf-16"]
DateForm = Literal[
    "AAAA-MM-JJ", "JJ/MM/AAAA", "AAAA-MM", "MM/AAAA", "T1 AAAA", "AAAAT1", "mois AAAA", "AAAA", "excel",
    "excel-1900", "excel-1904",
]  # fmt: skip


class Column(Declaration):
    """What one column holds. `sentinels`: texts that stand for no value, and what they mean.

    `required`: no cell is empty; `present`: the column is in every file, though cells may be empty.
    `label`: the column that names the territory of which this one is the code. `dates`: `excel` is
    for workbooks, which say their epoch; a text file of serial numbers declares it.
    """

    type: ColumnType
    definition: Sentence | None = None
    required: bool = True
    present: bool = False
    aliases: tuple[str, ...] = ()
    min: float | None = None
    max: float | None = None
    values: tuple[str, ...] = ()
    sentinels: dict[str, str] = {}
    unit: str | None = None
    number: Literal["en", "fr"] = "en"
    dates: tuple[DateForm, ...] = ("AAAA-MM-JJ",)
    after: datetime.date = datetime.date(2018, 1, 1)
    before: datetime.date | None = None
    max_length: int = Field(default=10_000, ge=1)
    list: str | None = None
    path: str | None = None
    label: str | None = None


class Totals(Declaration):
    """The rows that add up others: named in a column, or told by a territory of a higher level.

    A named one adds up every row of its group (the rest of the key). A sub-total, or one of several of
    the same name in a group, adds up the rows between it and the one before.
    """

    column: str | None = None
    values: tuple[str, ...] = ()
    territories: str | None = None
    sum: tuple[str, ...]

    @model_validator(mode="after")
    def _check_choice(self) -> "Totals":
        if bool(self.column) == bool(self.territories):
            raise ValueError("totals : soit column et values, soit territories")
        return self


class Contract(Declaration):
    """The form of a file, declared: nothing about it is guessed.

    `expected`: the column of codes where every territory of its type must be found, for each value
    of the rest of the key.
    """

    format: Format = "csv"
    columns: dict[str, Column]
    key: tuple[str, ...] = ()
    encodings: tuple[Encoding, ...] = ("utf-8",)
    separators: tuple[str, ...] = (",",)
    preamble: int = Field(default=0, ge=0, le=20)
    header_rows: int = Field(default=1, ge=1, le=3)
    sheet: str | None = None
    table: str | None = None
    records: str | None = None
    footnotes: tuple[str, ...] = ()
    totals: Totals | None = None
    cog: int = 2026
    reject_rate: float = Field(default=0, ge=0, le=1)
    volume: float = Field(default=0.85, ge=0, le=1)
    expected: str | None = None
    may_be_empty: bool = False

    @field_validator("columns", mode="before")
    @classmethod
    def _expand(cls, columns: object) -> object:
        """Accept the short form: `"entier"` for a required column, `"entier?"` for an optional one."""
        if not isinstance(columns, dict):
            return columns
        return {
            name: {"type": one.removesuffix("?"), "required": not one.endswith("?")}
            if isinstance(one, str)
            else one
            for name, one in columns.items()
        }

    @model_validator(mode="after")
    def _check_names(self) -> "Contract":
        named = [("key", name) for name in self.key]
        named += [("totals.sum", name) for name in (self.totals.sum if self.totals else ())]
        named += [(f"columns.{one}.label", column.label) for one, column in self.columns.items()]
        named += [("expected", self.expected)]
        for key, name in named:
            if name and name not in self.columns:
                raise ValueError(
                    f"clé « {key} » : la colonne « {name} » n’est pas déclarée ; "
                    f"colonnes déclarées : {', '.join(self.columns)}"
                )
        return self
