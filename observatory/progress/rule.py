"""The rule: values, target and expected share in, verdict out. Pure and exact, nothing clipped."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

FLOOR = Fraction(4, 5)  # of what was expected: heard less, a value is not judged
ON_TIME, NOT_FAST_ENOUGH = Fraction(19, 20), Fraction(3, 5)


class Verdict(StrEnum):
    """What is said of a value against its target, as the files write it."""

    NOT_ASSESSED = "non_evaluable"
    MET = "atteint"
    MISSED = "non_atteint"
    ON_TIME = "a_l_heure"
    SPEED_UP = "a_accelerer"
    LATE = "en_retard"
    BACKWARD = "recul"


class Reason(StrEnum):
    """Why there is no verdict: a closed list, looked at in this order."""

    NO_TARGET = "sans_cible"
    TOO_FEW = "points_insuffisants"
    COVERAGE = "couverture_insuffisante"
    HIDDEN = "valeur_masquee"
    NOTHING_EXPECTED = "rien_attendu"
    DEMONSTRATION = "demonstration"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a verdict is given on. `expected` is the share of the way due at the date of the value.

    `coverage` is the share heard of what was expected by then, None where nobody knows it.
    """

    initial: Decimal | None
    value: Decimal | None
    target: Decimal | None
    expected: Fraction
    closed: bool = False
    rising: bool = True
    points: int = 2
    coverage: Fraction | None = Fraction(1)
    hidden: bool = False
    demonstration: bool = False

    def reaches(self, value: Decimal) -> bool:
        """Whether a value is at the target or past it, in the direction wanted."""
        return value >= self.target if self.rising else value <= self.target


@dataclass(frozen=True, slots=True)
class Ruling:
    """The verdict, and the numbers it comes from; `progress` and `pace` are shares of one.

    `progress` is None where there was no way to go: the first value was at the target or past it.
    """

    verdict: Verdict
    reason: Reason | None = None
    progress: Fraction | None = None
    expected: Fraction | None = None
    pace: Fraction | None = None
    from_the_start: bool = False


def judge(evidence: Evidence) -> Ruling:
    """The verdict on a value: not assessed, else met, else closed, else by its pace."""
    reason = _obstacle(evidence)
    if reason:
        return Ruling(Verdict.NOT_ASSESSED, reason)
    start = evidence.reaches(evidence.initial)
    progress = None if start else _progress(evidence)
    pace = None if start else progress / evidence.expected
    return Ruling(_verdict(evidence, pace), None, progress, evidence.expected, pace, start)


def _obstacle(evidence: Evidence) -> Reason | None:
    obstacles = {
        Reason.NO_TARGET: evidence.target is None,
        Reason.TOO_FEW: evidence.points < 2,
        Reason.COVERAGE: evidence.coverage is None or evidence.coverage < FLOOR,
        Reason.HIDDEN: evidence.hidden,
        Reason.NOTHING_EXPECTED: evidence.expected == 0,
        Reason.DEMONSTRATION: evidence.demonstration,
    }
    return next((reason for reason, stands in obstacles.items() if stands), None)


def _progress(evidence: Evidence) -> Fraction:
    done = Fraction(evidence.value) - Fraction(evidence.initial)
    return done / (Fraction(evidence.target) - Fraction(evidence.initial))


def _verdict(evidence: Evidence, pace: Fraction | None) -> Verdict:
    if evidence.reaches(evidence.value):
        return Verdict.MET
    if evidence.closed:
        return Verdict.MISSED
    if pace is None or pace < 0:  # past the target at the start, and no longer: it went back
        return Verdict.BACKWARD
    if pace < NOT_FAST_ENOUGH:
        return Verdict.LATE
    return Verdict.SPEED_UP if pace < ON_TIME else Verdict.ON_TIME
