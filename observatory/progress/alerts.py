"""What the steering body looks at first: falling, late, at a standstill, far under the others. Pure."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from observatory.progress.board import Place, behind
from observatory.progress.course import Progress
from observatory.progress.expected import number
from observatory.progress.rule import Verdict

OLD = 12  # months: an older value no longer tells where things stand
WIDEST = ("national", "region", "departement", "hub", "tani", "epci")


class Alert(StrEnum):
    """A reason to look at a course, as the addresses of the page write it."""

    BACKWARD = "recul"
    LATE = "en-retard"
    STANDSTILL = "a-l-arret"
    BEHIND = "sous-la-mediane"


@dataclass(frozen=True, slots=True)
class Raised:
    """A course that raises an alert; `middle` is the median it is far under, for that alert only."""

    progress: Progress
    middle: Fraction | None = None


def alerts(found: Mapping[Place, Progress], level: Mapping[str, str]) -> dict[Alert, list[Raised]]:
    """The courses behind each alert, widest territories then slowest pace first; none left out.

    `found` holds one course for each indicator and place, `level` the level of each territory.
    """
    medians = behind(found.values(), level)
    raised: dict[Alert, list[Raised]] = {alert: [] for alert in Alert}
    for place, one in sorted(found.items(), key=lambda item: _order(item[1], level)):
        for alert in _of(one):
            raised[alert].append(Raised(one))
        if place in medians:
            raised[Alert.BEHIND].append(Raised(one, medians[place]))
    return raised


def _of(one: Progress) -> list[Alert]:
    told = {
        Alert.BACKWARD: one.verdict is Verdict.BACKWARD,
        Alert.LATE: one.verdict is Verdict.LATE,
        Alert.STANDSTILL: bool(one.effort and one.effort.standstill),
    }
    return [alert for alert, stands in told.items() if stands]


def _order(one: Progress, level: Mapping[str, str]) -> tuple:
    pace = one.ruling.pace if one.ruling.pace is not None else Fraction(-1)
    return WIDEST.index(level[one.territory]), pace, one.indicator, one.territory


def old(one: Progress, today: datetime.date) -> bool:
    """Whether a value is more than twelve months old; a verdict never looks at that."""
    return one.at is not None and number(today) - number(one.at) > OLD
