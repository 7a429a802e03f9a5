"""When an indicator is published: the dates planned, those that slipped, what is late. Pure."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")


@dataclass(frozen=True, slots=True)
class Release:
    """A line of the calendar: a day, and where it was moved to and why if it slipped."""

    indicator: str
    planned: datetime.date
    hour: datetime.time
    state: str
    moved: datetime.date | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Plan:
    """A publication of an indicator: its day as it stands, and the lines by which it slipped."""

    indicator: str
    day: datetime.date
    hour: datetime.time
    slips: tuple[Release, ...]
    declared: bool

    @property
    def first(self) -> datetime.date:
        """The day first planned, which names the publication for good."""
        return self.slips[0].planned if self.slips else self.day


def plans(rows: Iterable[Release]) -> list[Plan]:
    """The publications that the lines of the calendar tell, by day; a day moved twice is one of them."""
    rows = list(rows)
    lines = {(one.indicator, one.planned): one for one in rows}
    reached = {(one.indicator, one.moved) for one in rows if one.moved}
    found = [_followed(one, lines) for key, one in lines.items() if key not in reached]
    return sorted(found, key=lambda one: (one.day, one.indicator))


def _followed(line: Release, lines: dict[tuple[str, datetime.date], Release]) -> Plan:
    slips, hour = [], line.hour
    while line and line.moved:
        slips.append(line)
        hour, line = line.hour, lines.get((line.indicator, line.moved))
    day, hour = (line.planned, line.hour) if line else (slips[-1].moved, hour)
    indicator = (line or slips[-1]).indicator
    return Plan(indicator, day, hour, tuple(slips), bool(line) and line.state == "publiée")


def kept(plan: Plan, published: Iterable[datetime.date]) -> datetime.date | None:
    """The day on which a publication came: the first with new values from the day planned on."""
    came = min((day for day in published if day >= plan.day), default=None)
    return came or (plan.day if plan.declared else None)


def following(known: Iterable[Plan], published: Iterable[datetime.date], today: datetime.date) -> Plan | None:
    """The next publication of an indicator, the earliest that is still to come."""
    days = list(published)
    return next((one for one in known if one.day >= today and not kept(one, days)), None)


def late(known: Iterable[Plan], published: Iterable[datetime.date], today: datetime.date) -> Plan | None:
    """The publication whose day has passed without new values, the earliest if there are several."""
    days = list(published)
    return next((one for one in known if one.day < today and not kept(one, days)), None)


def pending(known: Iterable[Plan], published: Iterable[datetime.date]) -> Plan | None:
    """The first publication of an indicator that has not come, whether it is late or to come."""
    days = list(published)
    return next((one for one in known if not kept(one, days)), None)
