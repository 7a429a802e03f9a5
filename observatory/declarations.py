"""Read the declarations of `indicators/` and `data_sources/`: a TOML comment, then a query.

Declarations are data: reading one runs nothing. An unknown, missing or wrong key is an error
of one line that names the file, the key and the cure.
"""

import datetime
import difflib
import re
import tomllib
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from observatory.vocabulary import THEMES, UNITS

Kind = Literal["cumulative", "flow", "ratio", "stock"]
Nature = Literal["officielle", "citee", "estimee", "demonstration"]
Level = Literal["national", "region", "departement", "epci", "hub", "tani"]
ColumnType = Literal["texte", "entier", "decimal", "date", "mois"]

NATURES: tuple[Nature, ...] = ("officielle", "citee", "estimee", "demonstration")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


class DeclarationError(ValueError):
    """A declaration that cannot be read: one line with the file, the key and the cure."""


def _sentence(text: str) -> str:
    if not text[:1].isupper() and not text[:1].isdigit() and text[:1] != "«":
        raise ValueError("doit commencer par une majuscule")
    if text[-1] not in ".!?»":
        raise ValueError("doit finir par un point")
    return text


def _title(text: str) -> str:
    if not text[:1].isupper() and not text[:1].isdigit():
        raise ValueError("doit commencer par une majuscule")
    if text.endswith("."):
        raise ValueError("ne doit pas finir par un point")
    return text


Sentence = Annotated[str, Field(min_length=2), AfterValidator(_sentence)]
Title = Annotated[str, Field(min_length=2), AfterValidator(_title)]
Url = Annotated[str, Field(pattern=r"^(https?://\S+|-)$")]


class Declaration(BaseModel):
    """What every part of a header shares: no unknown key, no change after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


T = TypeVar("T", bound=Declaration)


class Target(Declaration):
    """A value to reach: each year (`period = "annee"`) or by the end of a month (`2026-12`)."""

    value: float
    territory: str = "FR"
    period: str
    since: datetime.date
    reference: Title
    url: Url

    @model_validator(mode="after")
    def _check_period(self) -> "Target":
        if self.period != "annee" and not MONTH.fullmatch(self.period):
            raise ValueError("period : « annee » ou un mois AAAA-MM attendu")
        return self


class Example(Declaration):
    """A worked example: the rows of facts given, the values expected. Test, method note and help.

    `period` is a year (2023), a quarter (2023-T3) or a month (2023-09); by default the year of
    the last row given. `inconnu` expects no value.
    """

    text: Sentence
    given: dict[str, list[dict]]
    expect: dict[str, float | Literal["inconnu"]]
    period: str | None = None
    nature: Nature = "officielle"
    level: Level = "departement"
    standalone: bool = False


class Disclosure(Declaration):
    """The rule of statistical confidentiality: already public, and why, or thresholds."""

    public: Sentence | None = None
    persons: int | None = Field(default=None, ge=2)
    organisations: int | None = Field(default=None, ge=2)
    dominance: int | None = Field(default=None, ge=50, le=100)

    @model_validator(mode="after")
    def _check_choice(self) -> "Disclosure":
        if bool(self.public) == bool(self.persons or self.organisations):
            raise ValueError("disclosure : soit public = « pourquoi », soit des seuils")
        return self


class Indicator(Declaration):
    """A published series: what it means, how it combines, and the query that measures it."""

    slug: str
    title: Title
    definition: Sentence
    unit: Literal[tuple(UNITS)]
    theme: Literal[tuple(THEMES)]
    kind: Kind
    disclosure: Disclosure
    examples: tuple[Example, ...] = Field(min_length=1)
    higher_is_better: bool = True
    decimals: int = Field(default=0, ge=0, le=3)
    per_inhabitants: int = Field(default=1000, ge=1)
    over_time: Literal["sum", "last"] | None = None
    targets: tuple[Target, ...] = ()
    caveats: tuple[Sentence, ...] = ()
    not_comparable: tuple[Sentence, ...] = ()
    text: str = Field(repr=False)
    sql: str = Field(repr=False)

    @model_validator(mode="after")
    def _check_over_time(self) -> "Indicator":
        if self.over_time and self.kind != "ratio":
            raise ValueError("over_time : réservé aux indicateurs de nature « ratio »")
        return self

    @property
    def additive(self) -> bool:
        """Whether values of départements add up to the région's and the nation's."""
        return self.kind != "ratio"

    @property
    def takes_last(self) -> bool:
        """Whether a period shows its last known month instead of the sum of its months."""
        return self.kind == "stock" or self.over_time == "last"


class Source(Declaration):
    """A producer's file: where it comes from, what it must look like, the fact it feeds."""

    slug: str
    title: Title
    producer: str
    url: Url
    licence: str
    accessed: datetime.date
    feeds: str
    nature: Nature
    level: Level
    file: str
    columns: dict[str, str]
    format: Literal["csv"] = "csv"
    key: tuple[str, ...] = ()
    period: str
    standalone: bool = False
    notes: tuple[Sentence, ...] = ()
    corrections: tuple[Sentence, ...] = ()
    text: str = Field(repr=False)
    sql: str = Field(repr=False)

    @model_validator(mode="after")
    def _check_columns(self) -> "Source":
        for name, kind in self.columns.items():
            if kind.removesuffix("?") not in ColumnType.__args__:
                expected = ", ".join(ColumnType.__args__)
                raise ValueError(f"columns.{name} : type « {kind} » inconnu ({expected})")
        for name in self.key:
            if name not in self.columns:
                raise ValueError(f"key : la colonne « {name} » n’est pas déclarée")
        return self

    @property
    def credit(self) -> str:
        """The producer and title, as printed wherever the figure goes."""
        return f"{self.producer}, {self.title}"


def split_header(text: str, name: str) -> tuple[dict, str]:
    """Split a declaration into its TOML header and its query."""
    if not text.startswith("/*") or "*/" not in text:
        raise DeclarationError(
            f"{name} : en-tête absent ; le fichier commence par un commentaire /* … */ en TOML"
        )
    header, sql = text[2:].split("*/", 1)
    try:
        return tomllib.loads(header), sql.strip()
    except tomllib.TOMLDecodeError as error:
        raise DeclarationError(f"{name} : en-tête TOML illisible : {error}") from error


def _first_problem(error: ValidationError, model: type[Declaration]) -> str:
    problem = error.errors()[0]
    key = ".".join(str(part) for part in problem["loc"])
    if problem["type"] == "missing":
        return f"clé « {key} » absente ; ajoutez-la à l’en-tête"
    if problem["type"] == "extra_forbidden":
        known = sorted(set(_keys(model)) - {"slug", "text", "sql"})
        near = difflib.get_close_matches(key.split(".")[-1], known, n=1, cutoff=0)
        return f"clé « {key} » inconnue ; la plus proche est « {near[0]} »"
    reason = problem["msg"].removeprefix("Value error, ")
    if problem["type"] == "literal_error":
        reason = f"valeur attendue parmi {problem['ctx']['expected']}"
    return f"clé « {key} » : {reason} (trouvé : {str(problem['input'])[:80]!r})"


def _keys(model: type[Declaration]) -> list[str]:
    nested = (Target, Example, Disclosure) if model is Indicator else ()
    return [*model.model_fields, *(name for part in nested for name in part.model_fields)]


def parse(model: type[T], text: str, name: str) -> T:
    """Read one declaration from its text; `name` is the file named in errors."""
    slug = Path(name).stem
    if not SLUG.fullmatch(slug):
        raise DeclarationError(f"{name} : nom de fichier attendu en minuscules, chiffres et tirets")
    header, sql = split_header(text, name)
    try:
        return model(**{"slug": slug, "text": text, "sql": sql, **header})
    except ValidationError as error:
        raise DeclarationError(f"{name} : {_first_problem(error, model)}") from error


def _read_folder(model: type[T], folder: Path) -> dict[str, T]:
    return {
        path.stem: parse(model, path.read_text("utf-8"), f"{folder.name}/{path.name}")
        for path in sorted(folder.glob("*.sql"))
    }


def read_indicators(folder: Path) -> dict[str, Indicator]:
    """Read every indicator of a folder, by slug."""
    return _read_folder(Indicator, folder)


def read_sources(folder: Path) -> dict[str, Source]:
    """Read every source of a folder, by slug."""
    return _read_folder(Source, folder)
