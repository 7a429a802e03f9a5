"""Courses made by hand: an indicator, a target, the values at the end of months; and their verdict."""

import datetime
from decimal import Decimal

from rows import observation
from series import indicator

from observatory.observations import TargetValue
from observatory.progress.course import Progress, follow

STOCK = indicator("stock", unit="accompagnements")
FALLING = indicator("stock", unit="personnes", first="higher_is_better = false")
YEARLY = indicator("flow", unit="personnes")


def month(text: str) -> datetime.date:
    """The month written 12/2022."""
    number, year = text.split("/")
    return datetime.date(int(year), int(number), 1)


def target(value, due="2026-12", since="12/2022") -> TargetValue:
    first = month(since) if since else None
    return TargetValue("serie", "DEP-80", due, Decimal(str(value)), "Plan", "-", first)


def state(when: str, value, **changed):
    """The row of a state known at the end of a month; None is hidden."""
    found = month(when)
    if value is None:
        changed = {"confidentiality": "c"} | changed
    return observation(value, f"{found:%Y-%m}", months=None, last_month=found, **changed)


def flow(period: str, value, until: str | None = None, **changed):
    """The row of a flow over a year (2024), a quarter or a month; `until` is its last known month."""
    row = observation(value, period)
    last = month(until) if until else row.end.replace(day=1)
    whole = row.end.month - row.start.month + 1
    told = {"months": last.month - row.start.month + 1, "months_expected": whole, "last_month": last}
    if value is None:
        told["confidentiality"] = "c"
    return observation(value, period, **{"unit": YEARLY.unit} | told | changed)


def states(values: dict, aim, *, one=STOCK, due="2026-12", since="12/2022", **changed) -> Progress:
    """The course of a state: values by month, and one dated target."""
    rows = [state(when, value, **{"unit": one.unit, **changed}) for when, value in values.items()]
    [found] = follow(one, "DEP-80", rows, [target(aim, due, since)])
    return found


def years(rows: list, aim=1_500_000, *, one=YEARLY, since="01/2019") -> list[Progress]:
    """The courses of a flow against a target of each year."""
    return follow(one, "FR", rows, [target(aim, "annee", since)])


def told(found: Progress) -> str:
    """The verdict, or the reason why there is none."""
    return found.ruling.reason.value if found.ruling.reason else found.verdict.value
