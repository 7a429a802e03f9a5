"""What is off track, before anything else: each alert counted, then said in sentences."""

from collections import Counter
from dataclasses import dataclass

from dash import html

from observatory import french
from observatory.observations import Territory
from observatory.pages import releases
from observatory.parts import Content, Visit, folded, link, section
from observatory.progress import prospects, words
from observatory.progress.alerts import Alert, Raised, old
from observatory.progress.alerts import alerts as alerts_of
from observatory.progress.board import Place, board, latest
from observatory.progress.course import Progress
from observatory.register import contradictions, recommendations
from observatory.store import Store

SHOWN = 3  # sentences of an alert before the others are folded
TITLES = {
    Alert.BACKWARD: "En recul",
    Alert.LATE: "En retard",
    Alert.STANDSTILL: "À l’arrêt",
    Alert.BEHIND: "Loin sous la médiane",
}
EXPLAINED = {
    Alert.STANDSTILL: "Les derniers mois apportent moins d’un dixième de ce qu’il faudrait.",
    Alert.BEHIND: "L’avancement est à plus de dix points sous la médiane des territoires du même niveau.",
}
AGED, REGISTER = "Données en retard", "/pilotage/registre"


@dataclass(frozen=True)
class Group:
    """An alert of the page: its anchor, its title, what it means, a sentence for each case."""

    anchor: str
    title: str
    explained: str
    items: list[Content]


def alerts(visit: Visit, place: Territory, *, whole: bool):
    """The alerts of a place and of those it holds, counted then said; `whole`: none is folded."""
    store, inside, courses = visit.store, scope(visit.store, place), latest(board(visit.store))
    found = [
        *_groups(store, inside, courses),
        _contradicted(store, inside, courses),
        _aged(visit, courses),
    ]
    counts = [
        html.Li(
            html.A(
                [html.Strong(french.number(len(one.items))), f" {one.title}"],
                href=f"#{one.anchor}" if one.items else "#alertes",
            )
        )
        for one in found
    ]
    of = "tous les territoires" if place.id == "FR" else f"{place.name} et les départements qu’il contient"
    told = html.P(f"À la date de la dernière valeur connue, pour {of}.")
    parts = html.Div([_said(one, whole) for one in found if one.items], className="alertes")
    return section("Ce qui doit alerter", told, html.Ul(counts, className="compteurs"), parts, id="alertes")


def _groups(store: Store, inside: set[str], found: dict[Place, Progress]) -> list[Group]:
    level = {id: one.level for id, one in store.territories.items()}
    decided = Counter(
        (slug, place)
        for one in recommendations(store)
        for slug in one.indicators
        for place in one.territories
    )
    return [
        Group(
            alert,
            TITLES[alert],
            EXPLAINED.get(alert, ""),
            [_item(store, one, alert, decided) for one in cases if one.progress.territory in inside],
        )
        for alert, cases in alerts_of(found, level).items()
    ]


def scope(store: Store, place: Territory) -> set[str]:
    """The territories that the page of a place alerts about: itself, and the départements it holds."""
    if place.id == "FR":
        return set(store.territories)
    return {place.id, *store.members(place.id, "departement")}


def _item(store: Store, one: Raised, alert: Alert, decided: Counter) -> Content:
    """A case: the indicator, the sentence, and where to read what was decided about it."""
    found, indicator = one.progress, store.indicators[one.progress.indicator]
    place = store.territories[found.territory]
    if alert is Alert.BEHIND:
        sentence = words.behind(found, one.middle, place)
    else:
        sentence = words.headline(found, indicator, place)
    if alert is Alert.STANDSTILL:
        sentence = f"{sentence} {prospects.standstill(found, indicator)}"
    count = decided[found.indicator, found.territory]
    query = {"indicateur": found.indicator, "territoire": found.territory}
    known = [" ", link(f"Ce qui a été décidé ({count})", REGISTER, **query)] if count else []
    return [_to(indicator.title, found), f". {sentence}", *known]


def _to(title: str, found: Progress):
    return link(title, f"/indicateurs/{found.indicator}", territoire=found.territory)


def _contradicted(store: Store, inside: set[str], found: dict[Place, Progress]) -> Group:
    """The declared confidences that what is measured contradicts."""
    items = [
        [_to(store.indicators[one.progress.indicator].title, one.progress), f". {one.sentence}"]
        for one in contradictions(store, found)
        if one.progress.territory in inside
    ]
    text = "La confiance déclarée (météo) ne dit pas ce que dit la mesure."
    return Group("confiance-contredite", "Confiance contredite", text, items)


def _aged(visit: Visit, found: dict[Place, Progress]) -> Group:
    """The indicators whose release is late, or whose last national value is over a year old."""
    store, items = visit.store, []
    for due in releases.dues(store, visit.today):
        one = found.get((due.slug, "FR"))
        aged = one is not None and old(one, visit.today)
        if due.late or aged:
            said = f". {words.age(one, visit.today)}" if aged else "."
            when = f" Prochaine publication : {releases.day(due.next)} ({releases.state(due, visit.today)})."
            items.append([link(store.indicators[due.slug].title, f"/indicateurs/{due.slug}"), said, when])
    text = "La dernière valeur nationale a plus de douze mois, ou la date annoncée est passée."
    return Group("donnees-en-retard", AGED, text, items)


def _said(one: Group, whole: bool):
    title = html.H3(f"{one.title} : {french.number(len(one.items))}", id=one.anchor)
    items = [html.Li(item) for item in one.items]
    first = len(items) if whole else SHOWN
    rest = folded(f"Voir les {french.number(len(items) - SHOWN)} autres", html.Ul(items[first:]))
    said = [title, html.P(one.explained) if one.explained else None, html.Ul(items[:first])]
    return html.Div([*said, rest if items[first:] else None])
