"""The points of a series, from published observations: known at the end of a month, or hidden."""

import datetime
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from observatory.observations import Observation
from observatory.progress.expected import number, of_number
from observatory.progress.rule import FLOOR

FINEST = ("mois", "trimestre", "annee", "periode")


@dataclass(frozen=True, slots=True)
class Point:
    """A value at the end of a month, None where it is hidden, and the row that gives it."""

    month: datetime.date
    value: Decimal | None
    row: Observation


def hidden(row: Observation) -> bool:
    """Whether the value exists and is not shown."""
    return row.value is None and row.confidentiality == "c"


def month_of(row: Observation) -> datetime.date:
    """The month at the end of which a value is known: the last month heard, else the period's."""
    return row.last_month or row.end.replace(day=1)


def coverage(row: Observation) -> Fraction | None:
    """The share heard of what was expected by the date of the value, None where nobody knows.

    Territories heard of those expected; for what adds up in time, months heard of those elapsed.
    """
    if row.coverage is None or not row.expected or row.heard is None:
        return None
    places = Fraction(row.heard, row.expected)
    return places if row.months is None else places * min(Fraction(1), Fraction(row.months, elapsed(row)))


def elapsed(row: Observation) -> int:
    """The months from the beginning of the period to the date of the value."""
    return number(month_of(row)) - number(row.start) + 1


def levels(rows: list[Observation]) -> list[Point]:
    """The points of a state or of a rate, oldest first; of two rows for a month, the finest period's."""
    found: dict[datetime.date, Point] = {}
    for row in sorted(rows, key=lambda one: FINEST.index(one.step)):
        if row.value is not None or hidden(row):
            found.setdefault(month_of(row), Point(month_of(row), row.value, row))
    return [found[month] for month in sorted(found)]


def running(rows: list[Observation], anchor: datetime.date) -> list[Point]:
    """The running total of a flow from the end of month `anchor`, where it is 0, oldest first.

    Two months are linked by a row that holds all the months between them, heard well enough;
    those before the anchor are negative. The nearest in number of rows is kept, so that the total
    of a year is the published one.
    """
    links = defaultdict(list)
    for row in rows:
        if row.value is not None and row.months == elapsed(row) and (coverage(row) or 0) >= FLOOR:
            first, last = number(row.start) - 1, number(month_of(row))
            links[first].append((last, row.value, row))
            links[last].append((first, -row.value, row))
    reached, found = {number(anchor): Decimal(0)}, {}
    queue = [number(anchor)]
    for month in queue:
        for other, change, row in links[month]:
            if other not in reached:
                reached[other] = reached[month] + change
                found[other] = Point(of_number(other), reached[other], row)
                queue.append(other)
    return [found[month] for month in sorted(found)]
