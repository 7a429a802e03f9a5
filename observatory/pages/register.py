"""The register of recommendations and actions, each with its indicators before it and today."""

from collections.abc import Mapping

from dash import html

from observatory import french, register, sentences
from observatory.observations import Observation
from observatory.pages.territory import KINDS
from observatory.parts import (
    Content,
    Page,
    Visit,
    badge,
    choices,
    explained,
    filters,
    full_name,
    link,
    proved,
    section,
    table,
)
from observatory.progress.board import board, latest
from observatory.progress.course import Progress
from observatory.progress.points import month_of
from observatory.progress.rule import Verdict
from observatory.progress.words import SHAPES, WORDS, measured
from observatory.register import Recommendation, Situation
from observatory.store import Store

PARAMETERS = ("etat", "territoire", "indicateur")
TITLE = "Le registre des recommandations"
FILE = "/donnees/registre.csv"
MODEL = "/donnees/modeles/recommandations/recommandations.xlsx"
EVERY = "tous"
CAUTION = (
    "« Aujourd’hui » est la dernière valeur connue depuis l’adoption, « avant » la dernière connue ce"
    " jour-là ; ce qui se compte sur une durée est comparé sur des années entières, sinon sur le même"
    " trimestre ou le même mois de deux années, et la seconde période peut avoir commencé avant"
    " l’adoption. L’écart entre les deux ne prouve pas que la recommandation l’explique."
)
WHOLE = "Une recommandation est montrée avec toutes ses actions dès que l’une d’elles répond à ces choix."
NONE = "Aucune recommandation n’est publiée à ce jour."
UNFED = "Aucun fichier de recommandations n’a encore été pris en compte."
Courses = Mapping[tuple[str, str], Progress]


def page(visit: Visit) -> Page:
    """The register: all of it, or what answers to the filters."""
    store = visit.store
    groups, dropped = register.grouped(register.recommendations(store)), register.dropped(store)
    content = [
        html.H1(TITLE),
        html.P(
            "Ce que recommandent l’instance nationale de partenariat et les conférences régionales, ce qui en"
            " est fait, et où en sont les indicateurs visés.",
            className="chapeau",
        ),
        *(_register(visit, groups) if groups else [html.P(NONE if dropped else f"{NONE} {UNFED}")]),
        _dropped(dropped),
        _sending(),
    ]
    words = "Les recommandations et les actions, avec les indicateurs visés avant et aujourd’hui."
    return Page(TITLE, words, content, crumbs=[("Pilotage", "/pilotage")])


def _register(visit: Visit, groups: list[list[Recommendation]]) -> Content:
    offered = _offered(visit.store, [one for group in groups for one in group])
    asked = {name: visit.query.get(name) for name in PARAMETERS}
    asked = {name: one if one in dict(offered[name][1]) else EVERY for name, one in asked.items()}
    kept = [group for group in groups if any(_answers(one, asked) for one in group)]
    courses = latest(board(visit.store)) if any(one.indicators for group in kept for one in group) else {}
    return [
        _filters(offered, asked),
        html.P(
            [
                html.Strong(_counted(kept)),
                " ",
                html.A("Télécharger le registre (CSV)", href=FILE, className="fichier"),
            ]
        ),
        html.P(WHOLE) if set(asked.values()) != {EVERY} else None,
        html.P(CAUTION, className="avertissement"),
        *[_group(visit, courses, group, index) for index, group in enumerate(kept, start=1)],
    ]


def _answers(one: Recommendation, asked: Mapping[str, str]) -> bool:
    return (
        asked["etat"] in (EVERY, one.state)
        and asked["territoire"] in (EVERY, *one.territories)
        and asked["indicateur"] in (EVERY, *one.indicators)
    )


def _offered(store: Store, rows: list[Recommendation]) -> dict[str, tuple[str, list[tuple[str, str]]]]:
    """The choices of each filter: the states, and the places and indicators that the register names."""
    places = {place: full_name(store.territories[place]) for one in rows for place in one.territories}
    titles = {slug: store.indicators[slug].title for one in rows for slug in one.indicators}
    return {
        "etat": ("État", [(state, state) for state in register.STATES]),
        "territoire": ("Territoire", sorted(places.items(), key=lambda one: french.plain(one[1]))),
        "indicateur": ("Indicateur", sorted(titles.items(), key=lambda one: french.plain(one[1]))),
    }


def _filters(offered: dict, asked: Mapping[str, str]):
    fields = [
        choices(name, label, [(EVERY, "Tous"), *options], asked[name])
        for name, (label, options) in offered.items()
    ]
    return filters("/pilotage/registre", *fields)


def _counted(kept: list[list[Recommendation]]) -> str:
    if not kept:
        return "Aucune recommandation ni action ne répond à ces choix."
    kinds = [one.kind for group in kept for one in group]
    told = [_number(kinds.count(kind), kind) for kind in ("recommandation", "action") if kind in kinds]
    return f"{french.listing(told)}."


def _number(count: int, word: str) -> str:
    return f"{french.number(count)} {word}{'' if count < 2 else 's'}"


def _group(visit: Visit, courses: Courses, group: list[Recommendation], index: int):
    """A recommendation, then its actions."""
    first, *actions = group
    parts = [part for one in actions for part in [html.H3(_title(one)), *_told(visit, courses, one)]]
    return section(_title(first), *_told(visit, courses, first), *parts, id=f"r{index}")


def _title(one: Recommendation) -> str:
    return f"{one.kind.capitalize()} {one.number}, {french.date(one.date)}"


def _told(visit: Visit, courses: Courses, one: Recommendation) -> Content:
    found = register.situations(visit.store, one)
    pairs = [
        ("Réunion", one.meeting or "non précisée"),
        ("Responsable", one.owner),
        ("Échéance", _due(visit, one)),
        ("État", one.state),
        ("Territoires", _joined([_place(visit.store, place) for place in one.territories])),
        ("Indicateurs", _joined([_indicator(visit.store, slug) for slug in one.indicators])),
    ]
    facts = [part for name, said in pairs for part in (html.Dt(name), html.Dd(said))]
    return [
        html.P(one.text),
        html.Dl(facts, className="fiche"),
        *_situations(visit.store, courses, one, found),
    ]


def _due(visit: Visit, one: Recommendation):
    if one.due is None:
        return "aucune"
    day = french.date(one.due)
    return [f"{day}, ", html.Strong("en retard")] if one.late(visit.today) else day


def _joined(links: list) -> Content:
    parts = [part for one in links for part in (one, ", ")]
    return parts[:-1] or ["aucun"]


def _place(store: Store, id: str):
    place = store.territories[id]
    return link(full_name(place), f"/territoires/{id}") if place.level in KINDS else full_name(place)


def _indicator(store: Store, slug: str):
    return link(store.indicators[slug].title, f"/indicateurs/{slug}")


def _situations(store: Store, courses: Courses, one: Recommendation, found: list[Situation]) -> Content:
    if not found:
        return []
    rows = [row for each in found for row in (each.before, each.after)]
    head = ["Indicateur et territoire", "Avant", "Aujourd’hui", "Verdict"]
    caption = (
        f"{one.kind.capitalize()} {one.number} : les indicateurs, le {french.date(one.date)} et aujourd’hui"
    )
    return [table(caption, head, [_line(store, courses, each) for each in found]), *explained(rows)]


def _line(store: Store, courses: Courses, one: Situation) -> list:
    place = full_name(store.territories[one.territory])
    return [
        f"{store.indicators[one.indicator].title}, {place}",
        _value(store, one.before, one.nothing or "aucune valeur connue ce jour-là"),
        _value(store, one.after, one.nothing or "aucune valeur à comparer depuis"),
        _verdict(courses.get((one.indicator, one.territory))),
    ]


def _value(store: Store, one: Observation | None, none: str):
    if one is None:
        return none
    said = sentences.HIDDEN if one.hidden else sentences.value(one, store.indicators[one.indicator])
    when = sentences.when(one) if one.months is not None else f"fin {french.month(month_of(one))}"
    note = f" ({sentences.partial(one)})" if sentences.partial(one) else ""
    return [proved(said, one), f", {when}{note} ", badge(one.nature)]


def _verdict(one: Progress | None) -> str:
    verdict = one.verdict if one else Verdict.NOT_ASSESSED
    return f"{SHAPES[verdict]} {measured(one) if one else WORDS[verdict]}"


def _dropped(count: int):
    if not count:
        return None
    if count == 1:
        return html.P("1 ligne n’a pas été publiée : son auteur ne l’a pas demandé.")
    return html.P(f"{french.number(count)} lignes n’ont pas été publiées : leur auteur ne l’a pas demandé.")


def _sending():
    return section(
        "Envoyer des recommandations",
        html.P(
            [
                "Une instance ou une conférence remplit ",
                html.A("le modèle des recommandations (classeur)", href=MODEL),
                " ou l’un des ",
                link("autres formats", "/donnees#modeles"),
                ", et l’envoie au contact des ",
                link("mentions légales", "/mentions-legales"),
                ". Seules les lignes marquées « oui » dans la colonne publique sont publiées.",
            ]
        ),
        id="envoyer",
    )
