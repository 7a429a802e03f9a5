"""What is off track, before anything else: each alert counted, then said in sentences."""

from dataclasses import dataclass

from dash import html

from observatory import french
from observatory.observations import Territory
from observatory.pages import releases
from observatory.parts import Content, Visit, folded, link, section
from observatory.progress import prospects, words
from observatory.progress.alerts import Alert, Raised, old
from observatory.progress.alerts import alerts as raised_by
from observatory.progress.board import Place, board, latest
from observatory.progress.course import Progress
from observatory.store import Store

SHOWN = 3  # sentences of an alert before the others are folded
TITLES = {
    Alert.BACKWARD: "En recul",
    Alert.LATE: "En retard",
    Alert.STANDSTILL: "À l’arrêt",
    Alert.BEHIND: "Plus de dix points sous la médiane de leur niveau",
}
EXPLAINED = {
    Alert.STANDSTILL: "Les derniers mois apportent moins d’un dixième de ce qu’il faudrait.",
    Alert.BEHIND: "L’avancement y est comparé à la médiane des territoires du même niveau.",
}
AGED = "Données en retard"


@dataclass(frozen=True)
class Group:
    """An alert of the page: its anchor, its title, what it means, a sentence for each case."""

    anchor: str
    title: str
    explained: str
    items: list[Content]


def alerts(visit: Visit, place: Territory, *, whole: bool):
    """The alerts of a place and of those it holds, counted then said; `whole`: none is folded."""
    found = [*_groups(visit, place), _aged(visit)]
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


def _groups(visit: Visit, place: Territory) -> list[Group]:
    store = visit.store
    level = {id: one.level for id, one in store.territories.items()}
    raised = raised_by(latest(board(store)), level)
    inside = scope(store, place)
    return [
        Group(
            alert,
            TITLES[alert],
            EXPLAINED.get(alert, ""),
            [_item(store, one, alert) for one in cases if one.progress.territory in inside],
        )
        for alert, cases in raised.items()
    ]


def scope(store: Store, place: Territory) -> set[str]:
    """The territories that the page of a place alerts about: itself, and the départements it holds."""
    if place.id == "FR":
        return set(store.territories)
    return {place.id, *store.members(place.id, "departement")}


def _item(store: Store, one: Raised, alert: Alert) -> Content:
    found, indicator = one.progress, store.indicators[one.progress.indicator]
    place = store.territories[found.territory]
    if alert is Alert.BEHIND:
        sentence = words.behind(found, one.middle, place)
    else:
        sentence = words.headline(found, indicator, place)
    if alert is Alert.STANDSTILL:
        sentence = f"{sentence} {prospects.standstill(found, indicator)}"
    return [_to(indicator.title, found), f". {sentence}"]


def _to(title: str, found: Progress):
    return link(title, f"/indicateurs/{found.indicator}", territoire=found.territory)


def _aged(visit: Visit) -> Group:
    """The indicators whose release is late, or whose last national value is over a year old."""
    store, items = visit.store, []
    found: dict[Place, Progress] = latest(board(store))
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
