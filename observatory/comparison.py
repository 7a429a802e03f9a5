"""Compare places: values brought to the same number of inhabitants, classes for a map. Pure."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from observatory.declarations import Indicator
from observatory.observations import Observation

CLASSES = 5


@dataclass(frozen=True, slots=True)
class Place:
    """A place among others of its level: its observation and its comparable value, or None."""

    observation: Observation
    rate: Decimal | None


def label(observation: Observation) -> str:
    """A place as a list names it: a département with its code, told from a région of its name."""
    if observation.level == "departement" and observation.placed:
        return f"{observation.name} ({observation.code})"
    return observation.name


def rate(observation: Observation, indicator: Indicator) -> Decimal | None:
    """The comparable value: as it is for a ratio, per so many inhabitants for a quantity."""
    if observation.value is None:
        return None
    if not indicator.additive:
        return observation.value
    if not observation.population:
        return None
    return observation.value * indicator.per_inhabitants / observation.population


def places(observations: list[Observation], indicator: Indicator) -> list[Place]:
    """The places of a level, highest comparable value first; those without one last, by name."""
    found = [Place(one, rate(one, indicator)) for one in observations if one.placed]
    return sorted(found, key=lambda place: (place.rate is None, -(place.rate or 0), place.observation.name))


def ranked(found: list[Place]) -> bool:
    """Whether a rank may be given: two known places at least, and no demonstration."""
    known = [place for place in found if place.rate is not None]
    return len(known) > 1 and all(p.observation.nature != "demonstration" for p in known)


def bounds(found: list[Place]) -> list[Decimal]:
    """The bounds of at most five classes of equal number, lowest first, without repeats."""
    values = sorted(place.rate for place in found if place.rate is not None)
    if not values:
        return []
    cuts = [values[min(len(values) - 1, len(values) * i // CLASSES)] for i in range(CLASSES)]
    return sorted({*cuts, values[-1]})


def class_of(value: Decimal, cuts: list[Decimal]) -> int:
    """The number of the class that holds a value, from 0."""
    inside = [i for i, (low, _) in enumerate(pairwise(cuts)) if value >= low]
    return max(inside, default=0)
