"""The roll-up a second time, in plain Python: what each published number is made of, and its value.

It takes nothing from cube.sql: that the two agree on every number is the evidence.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from observatory.trail.rules import Places, Rule

Day = datetime.date
PLACES = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class Measure:
    """One value of an indicator for a base territory and a span of months, as its query gives it."""

    sources: str
    nature: str
    alone: bool
    territory: str
    since: Day | None
    month: Day
    breakdown: str | None
    value: Decimal
    base: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """What a base territory brings over the months [since, month]; `of`: the measures behind it."""

    territory: str
    since: Day
    month: Day
    breakdown: str
    value: Decimal
    base: Decimal | None
    low: Decimal | None
    high: Decimal | None
    of: tuple[Measure, ...]

    @property
    def alone(self) -> bool:
        """Whether it stands alone: never added to another."""
        return self.of[0].alone

    @property
    def invented(self) -> bool:
        """Whether it is demonstration."""
        return self.of[0].nature == "demonstration"


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a number stands: territory, period, breakdown."""

    territory: str
    step: str
    start: Day
    end: Day
    breakdown: str


@dataclass(frozen=True, slots=True)
class Value:
    """A number and its bounds; None where there is none."""

    value: Decimal | None
    low: Decimal | None
    high: Decimal | None


def cells(rule: Rule, measures: Iterable[Measure], places: Places) -> dict[Cell, list[Part]]:
    """Every cell of an indicator, with the parts that make it."""
    kept: dict[tuple[Cell, bool], list[Part]] = defaultdict(list)
    for step, start, end, part in _placed(rule, _parts(rule, measures)):
        for holder, same in places.holders[part.territory]:
            divided = rule.kind == "ratio" and holder not in places.real
            if (same or not part.alone) and not divided:
                kept[Cell(holder, step, start, end, part.breakdown), part.invented].append(part)
    return _without_needless_invention(kept, places)


def combined(rule: Rule, parts: list[Part]) -> Value:
    """The value of a cell: a sum, or a sum of numerators over a sum of denominators."""
    total = sum(part.value for part in parts)
    if rule.kind == "ratio":
        bases = [part.base for part in parts if part.base is not None]
        if not bases:
            total = max(part.value for part in parts)
        else:
            total = rule.factor * total / sum(bases) if sum(bases) else None
    value = None if total is None else total.quantize(PLACES, ROUND_HALF_UP)
    return Value(value, _bound(parts, "low"), _bound(parts, "high"))


def _bound(parts: list[Part] | list[Measure], name: str) -> Decimal | None:
    """The sum of the bounds; what has none counts for its value."""
    bounds = [getattr(part, name) for part in parts]
    if all(bound is None for bound in bounds):
        return None
    return sum(part.value if bound is None else bound for part, bound in zip(parts, bounds, strict=True))


def _parts(rule: Rule, measures: Iterable[Measure]) -> list[Part]:
    added = _added(measures)
    return _differences(added) if rule.kind == "cumulative" else added


def _added(measures: Iterable[Measure]) -> list[Part]:
    """One part for each span, territory and breakdown; a total, unless the source gives it."""
    spans: dict[tuple, dict[str, list[Measure]]] = defaultdict(lambda: defaultdict(list))
    for one in measures:
        span = (one.sources, one.nature, one.alone, one.territory, one.since or one.month, one.month)
        spans[span][one.breakdown or "total"].append(one)
    parts = []
    for (*_, since, month), told in spans.items():
        if "total" not in told:
            told["total"] = [one for found in told.values() for one in found]
        parts += [_sum(since, month, breakdown, found) for breakdown, found in told.items()]
    return parts


def _sum(since: Day, month: Day, breakdown: str, found: list[Measure]) -> Part:
    bases = [one.base for one in found if one.base is not None]
    value, base = sum(one.value for one in found), sum(bases) if bases else None
    low, high = _bound(found, "low"), _bound(found, "high")
    return Part(found[0].territory, since, month, breakdown, value, base, low, high, tuple(found))


def _differences(added: list[Part]) -> list[Part]:
    """From one point of a running total to the next: what happened between the two."""
    series = defaultdict(list)
    for part in added:
        series[part.of[0].sources, part.territory, part.breakdown].append(part)
    return [
        _difference(before, after)
        for points in series.values()
        for before, after in pairwise(sorted(points, key=lambda part: part.month))
    ]


def _difference(before: Part, after: Part) -> Part:
    ends = [
        getattr(after, name) - getattr(before, name)
        for name in ("low", "high")
        if getattr(after, name) is not None and getattr(before, name) is not None
    ]
    return Part(
        after.territory,
        month_after(before.month),
        after.month,
        after.breakdown,
        after.value - before.value,
        after.base,
        min(ends, default=None),
        max(ends, default=None),
        before.of + after.of,
    )


def _placed(rule: Rule, parts: list[Part]) -> Iterator[tuple[str, Day, Day, Part]]:
    """Each part in the periods that hold its whole span; of a state, only the last one stays."""
    found = [
        (step, start, end, part)
        for part in parts
        for step, start, end in _periods(part)
        if not part.alone or rule.last or (part.since, part.month) == (start, end)
    ]
    if not rule.last:
        yield from found
        return
    latest: dict[tuple, Day] = {}
    for step, start, end, part in found:
        at = (part.territory, part.breakdown, step, start, end, part.invented)
        latest[at] = max(part.month, latest.get(at, part.month))
    for step, start, end, part in found:
        if latest[part.territory, part.breakdown, step, start, end, part.invented] == part.month:
            yield step, start, end, part


def _periods(part: Part) -> Iterator[tuple[str, Day, Day]]:
    if part.since == part.month:
        yield "mois", part.month, part.month
    quarter = part.month.replace(month=part.month.month - (part.month.month - 1) % 3)
    if part.since >= quarter:
        yield "trimestre", quarter, quarter.replace(month=quarter.month + 2)
    year = part.month.replace(month=1)
    if part.since >= year:
        yield "annee", year, year.replace(month=12)
    elif part.alone:
        yield "periode", part.since, part.month


def _without_needless_invention(
    kept: dict[tuple[Cell, bool], list[Part]], places: Places
) -> dict[Cell, list[Part]]:
    """Demonstration never stands where the level and period, or the territory, hold a real figure."""
    real = [cell for cell, invented in kept if not invented]
    territories = {cell.territory for cell in real}
    periods = {_at(cell, places) for cell in real if cell.territory in places.real}
    return {
        cell: parts
        for (cell, invented), parts in kept.items()
        if not invented or not (cell.territory in territories or _at(cell, places) in periods)
    }


def _at(cell: Cell, places: Places) -> tuple:
    return places.levels[cell.territory], cell.step, cell.start, cell.end


def month_after(day: Day) -> Day:
    """The first day of the next month."""
    return day.replace(year=day.year + 1, month=1) if day.month == 12 else day.replace(month=day.month + 1)
