"""Every verdict of every place for every indicator, from the published vintage, in one pass."""

import datetime
import functools
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from statistics import median

from observatory.foreseen import Forecast
from observatory.observations import Observation, TargetValue
from observatory.progress.course import YEARLY, Progress, follow
from observatory.progress.keys import Key, indicative
from observatory.store import COLUMNS, Store

BEHIND = Fraction(1, 10)  # of the way, under the median of the level
FAR = "personnes-eloignees"
# Every total known or hidden of an indicator that has a target; of the others, the last one known.
FOLLOWED = f"""
    WITH totaux AS (
        SELECT rowid AS ligne, * FROM observations
        WHERE ventilation = 'total' AND ventile AND (valeur IS NOT NULL OR statut_conf = 'c')
          AND ($slug IS NULL OR indicateur = $slug) AND ($territory IS NULL OR territoire_id = $territory)),
    derniers AS (
        SELECT arg_max(ligne, (valeur IS NOT NULL, coalesce(dernier_mois, periode_fin),
                               periode_fin - periode_debut))
        FROM totaux GROUP BY indicateur, territoire_id)
    SELECT {", ".join(COLUMNS)}
    FROM totaux
    WHERE indicateur IN (SELECT indicateur FROM cibles) OR ligne IN (FROM derniers)
    ORDER BY ligne"""
Place = tuple[str, str]


@functools.lru_cache(maxsize=4)
def board(store: Store, key: Key | None = None) -> tuple[Progress, ...]:
    """Every course of every indicator and published place; kept, since a vintage never changes.

    With a key, a place that has no target of a yearly national goal has its indicative share.
    """
    return courses(store, key=key)


def courses(
    store: Store, slug: str | None = None, territory: str | None = None, *, key: Key | None = None
) -> tuple[Progress, ...]:
    """The courses of an indicator, of a place, of both, or of all; asked of the vintage each time."""
    rows: dict[Place, list[Observation]] = defaultdict(list)
    asked = {"slug": slug, "territory": territory}
    for one in (Observation(*row) for row in store.query(FOLLOWED, asked)):
        rows[one.indicator, one.territory].append(one)
    targets = {
        (name, place): aims
        for (name, place), aims in _targets(store, key).items()
        if slug in (None, name) and territory in (None, place)
    }
    found = []
    for name, place in dict.fromkeys([*rows, *targets]):
        known, aims = rows.get((name, place), []), targets.get((name, place), [])
        found += follow(store.indicators[name], place, known, aims)
    forecasts = _forecasts(store)
    return tuple(_with_forecast(one, forecasts) for one in found)


def _forecasts(store: Store) -> dict[tuple[str, str, datetime.date], Forecast]:
    rows = [tuple(one.values()) for one in store.table("previsions")]
    return {row[:3]: Forecast(*row[4:]) for row in rows}


def _with_forecast(one: Progress, forecasts: dict) -> Progress:
    """A course whose value is that of a year, with the forecast of this year."""
    year = one.row is not None and one.row.step == YEARLY
    found = forecasts.get((one.indicator, one.territory, one.row.start)) if year else None
    return replace(one, forecast=found) if found else one


def latest(found: Iterable[Progress]) -> dict[Place, Progress]:
    """For each indicator and place, the course of the last value; of two, the one that ends first."""
    return {(one.indicator, one.territory): one for one in sorted(found, key=_recent)}


def shown(ours: Iterable[Progress]) -> list[Progress]:
    """Of the courses of one indicator and place: the last, and the last year that is over if it is not it."""
    ours = sorted(ours, key=_recent)
    last = ours[-1:]
    if last and last[0].yearly and last[0].at != last[0].due:
        last += [one for one in ours if one.yearly and one.at == one.due][-1:]
    return last


def _recent(one: Progress) -> tuple[int, int]:
    return (one.at.toordinal() if one.at else 0, -one.due.toordinal() if one.due else 0)


def behind(found: Iterable[Progress], level: dict[str, str]) -> dict[Place, Fraction]:
    """The places more than ten points of the way under the median of their level, and that median.

    `level` gives the level of each territory; only courses of one indicator, target and year compare.
    """
    groups = defaultdict(list)
    for one in found:
        if one.ruling.progress is not None:
            groups[one.indicator, one.due, level[one.territory]].append(one)
    return {
        (one.indicator, one.territory): middle
        for group in groups.values()
        for middle in [median([one.ruling.progress for one in group])]
        for one in group
        if one.ruling.progress < middle - BEHIND
    }


def _targets(store: Store, key: Key | None) -> dict[Place, list[TargetValue]]:
    targets: dict[Place, list[TargetValue]] = defaultdict(list)
    declared = [TargetValue(*one.values()) for one in store.table("cibles")]
    since = {(one.indicator, one.due): one.since for one in reversed(declared) if one.since}
    for one in declared:
        dated = replace(one, since=one.since or since.get((one.indicator, one.due)))
        targets[one.indicator, one.territory].append(dated)
    national = [one for one in declared if key and one.territory == "FR" and one.due == YEARLY]
    for goal in national:
        for place, share in indicative(goal, key, *_weights(store, key)).items():
            targets.setdefault((goal.indicator, place), []).append(share)
    return dict(targets)


def _weights(store: Store, key: Key) -> tuple[dict[str, Decimal | int | None], Decimal | int]:
    if key is Key.POPULATION:
        weights = {id: place.population for id, place in store.territories.items()}
        return weights, weights["FR"]
    rows = [one for one in store.observations(FAR, step=YEARLY) if one.value is not None]
    last = max((one.start for one in rows if one.territory == "FR"), default=None)
    weights = {one.territory: one.value for one in rows if one.start == last}
    return weights, weights.get("FR", 1)
