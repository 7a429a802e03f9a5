"""What is known and what is missing: the state of each territory, indicator and period of a vintage."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from observatory.french import plain
from observatory.store import Store

LEVELS = ("national", "region", "departement", "hub", "tani")
STEPS = ("mois", "trimestre", "annee", "periode")
YEAR = "annee"
# `maille`: the level of the place that a TANI is the whole of, else the level itself.
PLACES = """
    SELECT t.id, t.niveau, coalesce(any_value(e.niveau), t.niveau) AS maille
    FROM territoires t
    LEFT JOIN territoires_liens l
        ON t.niveau = 'tani' AND l.ancetre = t.id AND l.egale AND l.territoire <> t.id
    LEFT JOIN territoires e ON e.id = l.territoire
    WHERE t.ventile AND list_contains($levels, t.niveau) AND ($level IS NULL OR t.niveau = $level)
    GROUP BY t.id, t.niveau"""
FIRST = """
    SELECT indicateur, territoire_niveau, min(year(periode_debut)) FROM observations
    WHERE ventilation = 'total' AND ventile AND (valeur IS NOT NULL OR statut_conf = 'c') GROUP BY ALL"""
TOLD = """
    SELECT indicateur, territoire_id, periode_type, periode_debut, periode_fin, nature, statut_conf = 'c',
           couverture, mois_couverts, mois_attendus, entendus, attendus
    FROM observations
    WHERE ventilation = 'total' AND ventile AND (valeur IS NOT NULL OR statut_conf = 'c')
      AND list_contains($levels, territoire_niveau) AND ($level IS NULL OR territoire_niveau = $level)
      AND ($slug IS NULL OR indicateur = $slug)
      AND ($year IS NULL OR year(periode_debut) <= $year AND year(periode_fin) >= $year)
      AND list_contains($steps, periode_type)"""
YEARS = """
    SELECT DISTINCT year(periode_debut) FROM observations
    WHERE periode_type = 'annee' AND ventilation = 'total' AND ventile
      AND (valeur IS NOT NULL OR statut_conf = 'c') AND ($level IS NULL OR territoire_niveau = $level)
      AND ($invented OR nature <> 'demonstration') ORDER BY 1"""


class State(StrEnum):
    """What a vintage knows of a value, as the file writes it: a closed list."""

    KNOWN = "connue"
    PARTIAL = "partielle"
    HIDDEN = "masquee"
    INVENTED = "demonstration"
    MISSING = "manquante"
    BEFORE = "avant_la_serie"
    UNAVAILABLE = "hors_source"
    NOT_CONCERNED = "sans_objet"


# What somebody owes; then all that the Observatory expects.
OWED = (State.PARTIAL, State.INVENTED, State.MISSING)
EXPECTED = (State.KNOWN, State.HIDDEN, *OWED)
Period = tuple[str, datetime.date, datetime.date]


@dataclass(frozen=True, slots=True)
class Cell:
    """The state of an indicator in a territory over a period; the counts are those of a value."""

    indicator: str
    territory: str
    level: str
    step: str
    start: datetime.date
    end: datetime.date
    state: State
    months: int | None = None
    months_expected: int | None = None
    heard: int | None = None
    expected: int | None = None


def years(store: Store, level: str | None = None, *, invented: bool = True) -> list[int]:
    """The years of which a vintage knows something, at a level or at all; oldest first."""
    return [year for (year,) in store.query(YEARS, {"level": level, "invented": invented})]


def cells(
    store: Store, level: str | None = None, year: int | None = None, slug: str | None = None
) -> list[Cell]:
    """Every cell of a selection: by indicator, then territory (levels, names), then period.

    The periods are years; an indicator asked for in one year has its months and quarters too, and
    over all years its longer periods. Three queries, whatever the selection.
    """
    asked = {"level": level, "levels": LEVELS}
    steps = STEPS if slug and year else ("annee", "periode") if slug else ("annee",)
    rows = store.query(TOLD, asked | {"slug": slug, "year": year, "steps": steps})
    told = {row[:5]: row[5:] for row in rows}
    first = {row[:2]: row[2] for row in store.query(FIRST)}
    periods = _periods([year] if year else years(store), told)
    places = sorted(store.query(PLACES, asked), key=lambda one: _order(store, one))
    return [
        _cell(store, one, place, period, told, first)
        for one in ([slug] if slug else store.indicators)
        for place in places
        for period in periods
    ]


def _order(store: Store, place: tuple) -> tuple:
    territory, level, _ = place
    return LEVELS.index(level), plain(store.territories[territory].name), territory


def _periods(wanted: Iterable[int], told: Iterable[tuple]) -> list[Period]:
    """The years wanted, and every period of what is told, in order of time."""
    found = {(YEAR, datetime.date(year, 1, 1), datetime.date(year, 12, 31)) for year in wanted}
    found |= {key[2:] for key in told}
    return sorted(found, key=lambda one: (one[1].year, STEPS.index(one[0]), one[1], one[2]))


def _cell(store: Store, slug: str, place: tuple, period: Period, told: dict, first: dict) -> Cell:
    territory, level, grain = place
    row = told.get((slug, territory, *period))
    if row:
        nature, hidden, coverage, *counts = row
        return Cell(slug, territory, level, *period, _known(nature, hidden, coverage), *counts)
    applicable = ("epci" if grain == "epci" else level) not in store.indicators[slug].not_applicable
    return Cell(slug, territory, level, *period, _absent(first.get((slug, grain)), period, applicable))


def _known(nature: str, hidden: bool, coverage) -> State:
    """The state of what is told; an invented value is one that is really missing."""
    if nature == "demonstration":
        return State.INVENTED
    if hidden:
        return State.HIDDEN
    return State.KNOWN if coverage == 1 else State.PARTIAL


def _absent(first: int | None, period: Period, applicable: bool) -> State:
    """The state of what is not told; `first`: the first year known at that level, None for none."""
    if not applicable:
        return State.NOT_CONCERNED
    if first is None:
        return State.UNAVAILABLE
    return State.BEFORE if period[2].year < first else State.MISSING
