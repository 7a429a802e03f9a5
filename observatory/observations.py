"""What the published vintage is made of: observations, territories, targets, citations."""

import datetime
from dataclasses import dataclass, replace
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

    @property
    def hidden(self) -> bool:
        """Whether there is a value, that disclosure control keeps out of what is published."""
        return self.confidentiality == "c"

    @property
    def told(self) -> bool:
        """Whether something is known to be there: a value, or a hidden one."""
        return self.value is not None or self.hidden


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
    """A value to reach in a territory, each year (`annee`) or by the end of a month.

    `since` is when it was set, None where the source does not say; `indicative` is a share of the
    national target by a key of ours, which nobody set.
    """

    indicator: str
    territory: str
    due: str
    value: Decimal
    reference: str
    url: str
    since: datetime.date | None = None
    indicative: bool = False


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


@dataclass(frozen=True, slots=True)
class Stated:
    """A value as a vintage published it; all empty where there was none, or where it is hidden."""

    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    precision: str | None


@dataclass(frozen=True, slots=True)
class Revision:
    """A published value that changed: what it was, what it is, why. `among`: how many share the reason."""

    indicator: str
    territory: str
    name: str
    step: str
    start: datetime.date
    end: datetime.date
    breakdown: str
    before: Stated
    after: Stated
    hidden: bool
    completed: bool
    kind: str
    reason: str
    since: str
    vintage: str
    published: datetime.date
    among: int


def years_since(rows: list[Observation], first: int) -> list[Observation]:
    """Yearly rows from a first year on: a year without any published value is an empty row."""
    known = {one.start.year: one for one in rows}
    return [known.get(year) or _unknown(rows[0], year) for year in range(first, max(known) + 1)]


def absent(model: Observation, place: Territory, *, applicable: bool = True) -> Observation:
    """The empty row of a place finer than what the source knows, never the value of another.

    Not `applicable`: the indicator has no meaning there.
    """
    here = {"territory": place.id, "level": place.level, "code": place.code, "name": place.name}
    known = ("value", "low", "high", "coverage", "months", "precision", "last_month", "heard")
    empty = dict.fromkeys((*known, "confidentiality"))
    status, note = ("x", "Non disponible") if applicable else ("z", "Sans objet")
    said = {"status": status, "note": f"{note} à cette maille."}
    return replace(model, **here, **empty, population=place.population, **said)


def _unknown(model: Observation, year: int) -> Observation:
    known = ("value", "low", "high", "status", "coverage", "months", "precision")
    empty = dict.fromkeys((*known, "confidentiality"))
    start, end = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    return replace(model, **empty, start=start, end=end, note="Aucune donnée publiée.")
