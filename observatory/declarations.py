"""What is declared: indicators in `indicators/`, sources in `data_sources/`."""

import datetime
import difflib
import re
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from observatory.confidentiality import Disclosure
from observatory.contract import Contract
from observatory.header import SLUG, Declaration, DeclarationError, Sentence, T, Title, Url, parse
from observatory.vocabulary import THEMES, UNITS

Kind = Literal["cumulative", "flow", "ratio", "stock"]
Nature = Literal["officielle", "citee", "estimee", "demonstration"]
Level = Literal["national", "region", "departement", "epci", "hub", "tani"]

NATURES: tuple[Nature, ...] = ("officielle", "citee", "estimee", "demonstration")
MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
FEEDS = ("folder", "url", "resource", "postgres")


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


class Milestone(Declaration):
    """The share of the way that is expected to be done by the end of a month."""

    month: str = Field(pattern=rf"^{MONTH.pattern}$")
    share: Decimal = Field(ge=0, le=1)


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
    milestones: tuple[Milestone, ...] = ()
    profile: tuple[Decimal, ...] = ()
    caveats: tuple[Sentence, ...] = ()
    not_comparable: tuple[Sentence, ...] = ()
    not_applicable: tuple[Level, ...] = ()
    text: str = Field(repr=False)
    sql: str = Field(repr=False)

    @model_validator(mode="after")
    def _check_over_time(self) -> "Indicator":
        if self.over_time and self.kind != "ratio":
            raise ValueError("over_time : réservé aux indicateurs de nature « ratio »")
        return self

    @model_validator(mode="after")
    def _check_expected(self) -> "Indicator":
        if any(a.month >= b.month or a.share > b.share for a, b in pairwise(self.milestones)):
            raise ValueError("milestones : mois dans l’ordre, parts qui ne diminuent jamais")
        if self.profile and (len(self.profile) != 12 or min(self.profile) < 0 or sum(self.profile) != 1):
            raise ValueError("profile : douze parts de l’année, de janvier à décembre, dont la somme est 1")
        return self

    @property
    def additive(self) -> bool:
        """Whether values of départements add up to the région's and the nation's."""
        return self.kind != "ratio"

    @property
    def takes_last(self) -> bool:
        """Whether a period shows its last known month instead of the sum of its months."""
        return self.kind == "stock" or self.over_time == "last"


class Feed(Declaration):
    """Where new files of a source come from: exactly one place.

    A folder of `var/depot/`, an address, a resource of data.gouv.fr, or the environment variable
    that holds the address of a PostgreSQL database. `sha256` pins the file of an address.
    """

    folder: str | None = Field(default=None, pattern=rf"^{SLUG.pattern}$")
    url: str | None = Field(default=None, pattern=r"^(https://|http://(127\.0\.0\.1|localhost)[:/])\S+$")
    resource: str | None = Field(default=None, pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")
    postgres: str | None = Field(default=None, pattern=r"^[A-Z][A-Z0-9_]*$")
    sha256: str | None = Field(default=None, pattern=r"^[0-9a-f]{64}$")

    @model_validator(mode="after")
    def _check_choice(self) -> "Feed":
        if sum(getattr(self, name) is not None for name in FEEDS) != 1:
            raise ValueError("une seule provenance attendue : folder, url, resource ou postgres")
        if self.sha256 and not self.url:
            raise ValueError("sha256 : réservé à url")
        return self

    @property
    def kind(self) -> str:
        """Which of the four places it is."""
        return next(name for name in FEEDS if getattr(self, name) is not None)


class Source(Contract):
    """A producer's file: where it comes from, the contract it is held to, the fact it feeds.

    `public`: why a file that is received may be shown line by line; without it, it is not.
    """

    slug: str
    title: Title
    producer: str
    url: Url
    licence: str
    accessed: datetime.date
    feeds: str
    nature: Nature
    level: Level
    file: str | None = None
    feed: Feed | None = None
    replaces: tuple[str, ...] = ()
    every: int | None = Field(default=None, ge=1)
    example: str | None = Field(default=None, pattern=r"^exemples/\S+$")
    period: str
    standalone: bool = False
    personal: bool = False
    public: Sentence | None = None
    notes: tuple[Sentence, ...] = ()
    corrections: tuple[Sentence, ...] = ()
    text: str = Field(repr=False)
    sql: str = Field(repr=False)

    @model_validator(mode="after")
    def _check_file_or_feed(self) -> "Source":
        if bool(self.file) == bool(self.feed):
            raise ValueError("soit file (un fichier du projet), soit feed (d’où viennent les fichiers)")
        if self.public and (self.personal or not self.feed):
            raise ValueError("public : réservé à un feed, et jamais avec personal")
        if bool(self.feed and self.feed.postgres) != bool(self.table):
            raise ValueError("feed.postgres et table vont ensemble")
        if self.table and (self.format, self.separators, self.encodings) != ("csv", (",",), ("utf-8",)):
            raise ValueError("une table est apportée en csv : ni format, ni separators, ni encodings")
        return self

    @property
    def open(self) -> bool:
        """Whether its file is public: its lines may be shown, and counted."""
        if self.personal or self.nature == "demonstration":
            return False
        return bool(self.file or self.public)

    @property
    def credit(self) -> str:
        """The producer and title, as printed wherever the figure goes."""
        return f"{self.producer}, {self.title}"


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
    sources = _read_folder(Source, folder)
    for source in sources.values():
        _check_replaced(source, sources, f"{folder.name}/{source.slug}.sql")
    return sources


def _check_replaced(source: Source, sources: dict[str, Source], name: str) -> None:
    for slug in source.replaces:
        replaced = sources.get(slug)
        if replaced is None or replaced is source or replaced.feeds != source.feeds:
            others = [one.slug for one in sources.values() if one.feeds == source.feeds and one is not source]
            near = difflib.get_close_matches(slug, others, n=1, cutoff=0)
            cure = f"la plus proche est « {near[0]} »" if near else "aucune autre n’existe"
            raise DeclarationError(
                f"{name} : clé « replaces » : « {slug} » n’est pas une autre source du fait"
                f" « {source.feeds} » ; {cure}"
            )


__all__ = ["DeclarationError", "Indicator", "Source", "parse", "read_indicators", "read_sources"]
