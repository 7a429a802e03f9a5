"""What the roll-up goes by: how an indicator combines, and which territory holds which."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from observatory.declarations import Indicator


@dataclass(frozen=True, slots=True)
class Rule:
    """How the values of an indicator combine: its kind, whether the last month stands, its factor."""

    kind: str
    last: bool
    factor: int


@dataclass(frozen=True)
class Places:
    """The territories: the level of each, those that are real places, and who holds whom.

    `holders`: for each territory, those that hold it, and whether the two are the same place.
    """

    levels: dict[str, str]
    real: frozenset[str]
    holders: dict[str, list[tuple[str, bool]]]


def rule_of(indicator: Indicator) -> Rule:
    """How the values of an indicator combine, as it is declared."""
    return Rule(indicator.kind, indicator.takes_last, 100 if indicator.unit == "%" else 1)


def places_of(rows: Iterable[tuple], links: Iterable[tuple]) -> Places:
    """Territories from rows (id, level, real) and links (territory, holder, same place)."""
    rows, holders = list(rows), defaultdict(list)
    for territory, holder, same in links:
        holders[territory].append((holder, same))
    levels = {id: level for id, level, _ in rows}
    return Places(levels, frozenset(id for id, _, real in rows if real), dict(holders))
