"""The register of recommendations and actions, and the confidence declared beside what is measured.

Only what its author lets show is in a vintage; a vintage older than these tables knows nothing of it.
"""

import datetime
from calendar import monthrange
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from observatory import french, sentences
from observatory.declarations import Indicator
from observatory.exports import plain
from observatory.history import rows_of
from observatory.observations import Observation
from observatory.progress.course import Progress
from observatory.progress.expected import number
from observatory.progress.points import month_of
from observatory.progress.rule import Verdict
from observatory.progress.words import measured, where
from observatory.store import Store

DONE = ("réalisée", "abandonnée")
STATES = ("proposée", "retenue", "engagée", *DONE)
YEAR = 12  # months
# The « météo » of the French administration, from the best to the worst.
LEVELS = {
    "soleil": "objectif sécurisé",
    "couvert": "objectif atteignable",
    "nuage": "appuis nécessaires",
    "orage": "objectif compromis",
}
Pair = tuple[Observation | None, Observation | None]
_SLOW = (Verdict.LATE, Verdict.BACKWARD, Verdict.MISSED)
_WELL = (Verdict.ON_TIME, Verdict.MET)
CONTRADICTED = {"soleil": _SLOW, "couvert": _SLOW, "orage": _WELL}


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A recommendation, or an action; `origin` is the published recommendation that an action serves."""

    source: str
    number: str
    kind: str
    origin: str | None
    meeting: str | None
    date: datetime.date
    text: str
    owner: str
    due: datetime.date | None
    state: str
    indicators: list[str]
    territories: list[str]

    def late(self, today: datetime.date) -> bool:
        """Whether its due date has passed while it is neither done nor dropped."""
        return self.due is not None and self.due < today and self.state not in DONE


@dataclass(frozen=True, slots=True)
class Situation:
    """An indicator in a territory: its last value on the day of a recommendation, and the last one since.

    Either is None when nothing is known; `nothing` says why where no value was ever published.
    """

    indicator: str
    territory: str
    before: Observation | None
    after: Observation | None
    nothing: str | None


@dataclass(frozen=True, slots=True)
class Confidence:
    """What an author, a function or a body, declared last on an indicator in a territory."""

    source: str
    indicator: str
    territory: str
    level: str
    author: str
    date: datetime.date
    comment: str | None


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A declared confidence that what is measured contradicts, and the sentence that says it."""

    confidence: Confidence
    progress: Progress
    sentence: str


def recommendations(store: Store) -> list[Recommendation]:
    """Every recommendation and action published, newest first."""
    return [Recommendation(*row.values()) for row in rows_of(store, "recommandations")]


def confidences(store: Store) -> list[Confidence]:
    """The last confidence of each author, by indicator, territory and author."""
    return [Confidence(*row.values()) for row in rows_of(store, "confiances")]


def dropped(store: Store) -> int:
    """How many rows were received and not published, because they are not marked public."""
    return sum(row["non_publiees"] for row in rows_of(store, "registre"))


def grouped(rows: Iterable[Recommendation]) -> list[list[Recommendation]]:
    """Each recommendation with its actions after it; an action without a published one is alone."""
    groups = {(one.source, one.number): [one] for one in rows if one.origin is None}
    for one in rows:
        if one.origin is not None:
            groups[one.source, one.origin].append(one)
    return list(groups.values())


def situations(store: Store, one: Recommendation) -> list[Situation]:
    """The indicators that a recommendation aims at, in each of its territories."""
    return [_situation(store, slug, place, one.date) for slug in one.indicators for place in one.territories]


def _situation(store: Store, slug: str, place: str, day: datetime.date) -> Situation:
    rows = store.observations(slug, territory=place)
    never = not any(one.told for one in rows)
    nothing = sentences.absence(rows[-1] if rows else None) if never else None
    return Situation(slug, place, *around(rows, day, store.indicators[slug]), nothing)


def around(rows: Iterable[Observation], day: datetime.date, indicator: Indicator) -> Pair:
    """The last value whose period ended by a day, and the last one since; hidden ones are values.

    What adds up over a period has its seasons: whole years are compared, else the same quarter, else the
    same month, of two years. Where no two values compare, the one before is told alone if there is one.
    """
    known = [one for one in rows if one.told]
    if indicator.takes_last:
        return _pair(known, day, _read_on)
    groups = defaultdict(list)
    for one in [one for one in known if _whole(one)] or known:
        groups[_months(one), one.start.month].append(one)
    pairs = [_pair(group, day, lambda one: one.end) for group in groups.values()]
    return min(pairs, key=_worth, default=(None, None))


def _pair(rows: list[Observation], day: datetime.date, ended: Callable[[Observation], datetime.date]) -> Pair:
    ordered = sorted(rows, key=lambda one: (ended(one), one.start, -one.end.toordinal()))
    before = [one for one in ordered if ended(one) <= day]
    return before[-1] if before else None, ordered[-1] if len(before) < len(ordered) else None


def _worth(pair: Pair) -> tuple:
    """The order of preference: two values, the one before, a year, the longest of the rest, the latest."""
    one = pair[1] or pair[0]
    months = _months(one)
    return None in pair, pair[0] is None, months > YEAR, -months, -one.end.toordinal()


def _read_on(one: Observation) -> datetime.date:
    month = month_of(one)
    return month.replace(day=monthrange(month.year, month.month)[1])


def _months(one: Observation) -> int:
    return number(one.end) - number(one.start) + 1


def _whole(one: Observation) -> bool:
    return one.months is None or not one.months_expected or one.months >= one.months_expected


def contradictions(store: Store, found: Mapping[tuple[str, str], Progress]) -> list[Contradiction]:
    """Each declared confidence that the verdict on the last value contradicts.

    `found` gives the course of the last value by indicator and territory, as `board.latest` does. All is
    said to be well (the two best levels) and it is late, falling or missed; or all is said to be lost (the
    worst) and it is on time or met.
    """
    return [
        Contradiction(one, progress, _sentence(store, one, progress))
        for one in confidences(store)
        if (progress := found.get((one.indicator, one.territory)))
        and progress.verdict in CONTRADICTED.get(one.level, ())
    ]


def _sentence(store: Store, one: Confidence, progress: Progress) -> str:
    place, title = store.territories[one.territory], store.indicators[one.indicator].title
    return (
        f"{where(place)}, la confiance déclarée le {french.date(one.date)} sur « {title} » est"
        f" « {one.level} », {LEVELS[one.level]} (auteur : {one.author}), alors que la mesure dit :"
        f" {measured(progress)}."
    )


def lines(store: Store) -> list[dict]:
    """The rows of the register's file: one for each recommendation or action, territory and indicator."""
    return [
        line
        for one in recommendations(store)
        for line in [_line(store, one, each) for each in situations(store, one)]
        or [_told(store, one, place) for place in one.territories]
    ]


def _line(store: Store, one: Recommendation, found: Situation) -> dict:
    said = {"indicateur": found.indicator, "unite": store.indicators[found.indicator].unit}
    pair = _stated("avant", found.before) | _stated("apres", found.after)
    return _told(store, one, found.territory) | said | pair


def _told(store: Store, one: Recommendation, place: str) -> dict:
    return {
        "numero": one.number,
        "type": one.kind,
        "origine": one.origin,
        "conference": one.meeting,
        "date": one.date,
        "texte": one.text,
        "responsable": one.owner,
        "echeance": one.due,
        "etat": one.state,
        "source": store.sources[one.source].credit,
        "territoire_id": place,
        "territoire_nom": store.territories[place].name,
        "millesime": store.vintage,
    }


def _stated(when: str, one: Observation | None) -> dict:
    if one is None:
        return {}
    return {
        f"valeur_{when}": plain(one.value),
        f"periode_{when}_debut": one.start,
        f"periode_{when}_fin": one.end,
        f"statut_conf_{when}": one.confidentiality,
        f"nature_{when}": one.nature,
    }
