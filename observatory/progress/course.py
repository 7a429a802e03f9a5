"""An indicator in a place against its targets: the points of each course, judged by the rule."""

import datetime
from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from observatory.declarations import Indicator
from observatory.foreseen import Forecast
from observatory.observations import Observation, TargetValue
from observatory.progress.effort import Effort, effort
from observatory.progress.expected import expected, parse
from observatory.progress.points import Point, coverage, hidden, levels, month_of, running
from observatory.progress.rule import Evidence, Reason, Ruling, Verdict, judge

YEARLY = "annee"


@dataclass(frozen=True, slots=True)
class Progress:
    """A value against a target, with all that its verdict comes from.

    The course goes from the end of month `start`, where the value is `initial`, to that of `due`;
    `value` is known at the end of month `at` and given by `row`. `effort` comes with a verdict only.
    """

    indicator: str
    territory: str
    ruling: Ruling
    row: Observation | None = None
    target: TargetValue | None = None
    start: datetime.date | None = None
    initial: Decimal | None = None
    at: datetime.date | None = None
    value: Decimal | None = None
    due: datetime.date | None = None
    effort: Effort | None = None
    forecast: Forecast | None = None

    @property
    def verdict(self) -> Verdict:
        """What is said of the value."""
        return self.ruling.verdict

    @property
    def yearly(self) -> bool:
        """Whether the target starts again each year."""
        return self.target is not None and self.target.due == YEARLY

    @property
    def awaited(self) -> Fraction | None:
        """The value expected at the date of the value; None without a verdict, or without a way to go."""
        if self.ruling.progress is None:
            return None
        initial = Fraction(self.initial)
        return initial + self.ruling.expected * (Fraction(self.target.value) - initial)

    @property
    def gap(self) -> Fraction | None:
        """The value less the value expected."""
        return None if self.awaited is None else Fraction(self.value) - self.awaited


def follow(
    indicator: Indicator, territory: str, rows: list[Observation], targets: list[TargetValue]
) -> list[Progress]:
    """Every course of an indicator in a place: one for a dated target, one a year for a yearly one.

    `rows` are the totals known or hidden of that place, of every period. Without a target, or without a
    value, the one course says so.
    """
    by_due = defaultdict(list)
    for one in sorted(targets, key=lambda one: one.since or datetime.date.min):
        by_due[one.due].append(one)
    found = []
    for due, group in sorted(by_due.items()):
        found += _years(indicator, rows, group) if due == YEARLY else _dated(indicator, rows, group)
    return found or [_without(indicator, territory, rows, targets)]


def _without(indicator: Indicator, territory: str, rows, targets) -> Progress:
    reason = Reason.TOO_FEW if targets else Reason.NO_TARGET
    row = max(rows, key=lambda one: (month_of(one), one.end - one.start), default=None)
    target = targets[-1] if targets else None
    at, value = (month_of(row), row.value) if row else (None, None)
    ruling = Ruling(Verdict.NOT_ASSESSED, reason)
    return Progress(indicator.slug, territory, ruling, row, target, at=at, value=value)


def _adds_up(indicator: Indicator) -> bool:
    return indicator.additive and not indicator.takes_last


def _years(indicator: Indicator, rows: list[Observation], group: list[TargetValue]) -> list[Progress]:
    first = group[0].since.year if group[0].since else 0
    whole = [one for one in rows if one.step == YEARLY] if indicator.kind == "ratio" else rows
    points = [] if _adds_up(indicator) else levels(whole)
    years = {one.start.year: one for one in rows if one.step == YEARLY}
    found = []
    for year, row in sorted(years.items()):
        if year >= first and (row.value is not None or hidden(row)):
            start, due = datetime.date(year - 1, 12, 1), datetime.date(year, 12, 1)
            history = _year_of_flow(rows, row, start) if _adds_up(indicator) else points
            found.append(_judged(indicator, group, start, due, history))
    return found


def _year_of_flow(rows: list[Observation], row: Observation, start: datetime.date) -> list[Point]:
    """The running total since 1 January, and before it; the last point is the year's own value."""
    known = [one for one in running(rows, start) if one.month < month_of(row)]
    history = [*known, Point(start, Decimal(0), row), Point(month_of(row), row.value, row)]
    return sorted(history, key=lambda one: one.month)


def _dated(indicator: Indicator, rows: list[Observation], group: list[TargetValue]) -> list[Progress]:
    since, due = group[0].since, parse(group[0].due)
    start = since.replace(day=1) if since else None
    if not _adds_up(indicator):
        history = levels(rows)
    elif start and rows:
        history = running(rows, start)
        history = sorted([*history, Point(start, Decimal(0), rows[0])], key=lambda one: one.month)
    else:
        history = []
    return [_judged(indicator, group, start, due, history)] if history else []


def _judged(
    indicator: Indicator,
    group: list[TargetValue],
    start: datetime.date | None,
    due: datetime.date,
    history: list[Point],
) -> Progress:
    way = [one for one in history if (start is None or one.month >= start) and one.month <= due]
    first, last = (way[0], way[-1]) if way else (history[0], history[-1])
    target = _in_force(group, last.month)
    share = expected(indicator, start or first.month, due, last.month, since=first.month)
    evidence = _evidence(indicator, way, target, share, closed=last.month == due)
    found = Progress(
        indicator.slug, last.row.territory, judge(evidence), last.row, target,
        first.month, first.value, last.month, last.value, due,
    )  # fmt: skip
    if found.verdict is Verdict.NOT_ASSESSED:
        return found
    known = [(one.month, one.value) for one in history if one.value is not None and one.month <= last.month]
    reached = found.verdict is Verdict.MET
    return replace(found, effort=effort(known, target.value, due, reached=reached))


def _evidence(indicator, way: list[Point], target: TargetValue, share: Fraction, *, closed: bool) -> Evidence:
    ends = [way[0], way[-1]] if way else []
    shares = [coverage(one.row) if one.value is not None else Fraction(1) for one in ends]
    return Evidence(
        initial=way[0].value if way else None,
        value=way[-1].value if way else None,
        target=target.value,
        expected=share,
        closed=closed,
        rising=indicator.higher_is_better,
        points=len(way),
        coverage=None if None in shares else min(shares, default=None),
        hidden=any(one.value is None for one in ends),
        demonstration=any(one.row.nature == "demonstration" for one in ends),
    )


def _in_force(group: list[TargetValue], month: datetime.date) -> TargetValue:
    """The last target set by then; a revision keeps the course it revises, and its first value."""
    known = [one for one in group if one.since is None or one.since.replace(day=1) <= month]
    return (known or group)[-1]
