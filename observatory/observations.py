"""What the published vintage is made of: observations, territories, targets, citations."""

import datetime
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Observation:
    """One value, and all that must be known to read it. `value` is None where it is not known."""

    indicator: str
    territory: str
    level: str
    code: str
    name: str
    step: str
    start: datetime.date
    end: datetime.date
    value: Decimal | None
    unit: str
    precision: str | None
    low: Decimal | None
    high: Decimal | None
    status: str | None
    confidentiality: str | None
    nature: str
    coverage: Decimal | None
    source: str
    licence: str
    note: str | None
    breakdown: str
    placed: bool
    population: int | None
    months: int | None
    months_expected: int | None
    heard: int | None
    expected: int | None
    sources: str
    last_month: datetime.date | None


@dataclass(frozen=True, slots=True)
class Territory:
    """A place: its id, level, official code, name, and what French needs to speak of it."""

    id: str
    level: str
    code: str
    name: str
    liaison: int
    population: int | None
    region: str | None


@dataclass(frozen=True, slots=True)
class TargetValue:
    """A value to reach in a territory, each year (`annee`) or by the end of a month."""

    indicator: str
    territory: str
    due: str
    value: Decimal
    reference: str
    url: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A figure as it was published somewhere, shown beside an indicator."""

    family: str
    indicators: str | None
    figure: str
    period: str
    territory: str
    source: str
    url: str
    note: str | None
