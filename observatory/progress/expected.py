"""The share of the way expected at a date: by milestones, else a profile, else the calendar."""

import datetime
from fractions import Fraction
from itertools import pairwise

from observatory.declarations import Indicator

Way = tuple[int, Fraction]


def number(month: datetime.date) -> int:
    """A month as a whole number, so that months can be counted: 2023-01 follows 2022-12."""
    return 12 * month.year + month.month - 1


def of_number(found: int) -> datetime.date:
    """The first day of the month of a number."""
    return datetime.date(found // 12, found % 12 + 1, 1)


def parse(text: str) -> datetime.date:
    """The first day of a month written AAAA-MM."""
    return datetime.date.fromisoformat(f"{text}-01")


def expected(
    indicator: Indicator,
    start: datetime.date,
    due: datetime.date,
    at: datetime.date,
    since: datetime.date | None = None,
) -> Fraction:
    """The share of the way expected at the end of month `at`, from the end of `start` to that of `due`.

    With `since`, later than `start`: the share of what then remained to be done.
    """
    done = _share(indicator, number(start), number(due), number(at))
    before = _share(indicator, number(start), number(due), number(since or start))
    return (done - before) / (1 - before) if before < 1 else Fraction(0)


def _share(indicator: Indicator, start: int, due: int, at: int) -> Fraction:
    if not start < at < due:
        return Fraction(int(at >= due))
    steps = [(number(parse(one.month)), Fraction(one.share)) for one in indicator.milestones]
    steps = [step for step in steps if start < step[0] < due]
    if steps:
        return _between([(start, Fraction(0)), *steps, (due, Fraction(1))], at)
    if not indicator.profile:
        return Fraction(at - start, due - start)
    weights = [Fraction(one) for one in indicator.profile]
    total = _weight(weights, start, due)
    return _weight(weights, start, at) / total if total else Fraction(0)


def _between(way: list[Way], at: int) -> Fraction:
    (first, low), (last, high) = next((a, b) for a, b in pairwise(way) if a[0] <= at <= b[0])
    return low + (high - low) * Fraction(at - first, last - first)


def _weight(weights: list[Fraction], start: int, end: int) -> Fraction:
    return sum((weights[month % 12] for month in range(start + 1, end + 1)), Fraction(0))
