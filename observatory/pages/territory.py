"""A territory: its contribution to the goal, and its figures beside the région's and the nation's."""

from dash import html

from observatory import french, sentences
from observatory.comparison import rate
from observatory.declarations import Indicator
from observatory.observations import Observation, Territory
from observatory.pages import territories
from observatory.pages.contribution import contribution, summary
from observatory.pages.identity import identity
from observatory.parts import (
    NotFound,
    Page,
    Visit,
    badge,
    explained,
    full_name,
    link,
    proved,
    section,
    table,
)
from observatory.store import Store

PARAMETERS = ()
KINDS = {
    "national": "Pays",
    "region": "Région",
    "departement": "Département",
    "hub": "Hub territorial pour un numérique inclusif",
    "tani": "Territoire d’action pour un numérique inclusif (TANI)",
}


def page(visit: Visit) -> Page:
    """The page of France, a région, a département, a hub or a TANI."""
    store, id = visit.store, visit.argument
    place = store.territories.get(id)
    if place is None or place.level not in KINDS:
        raise NotFound(f"Le territoire « {id} » n’a pas de page.", territories.nearest(store, id))
    beside = _beside(store, place)
    title = full_name(place)
    facts = [KINDS[place.level]]
    if place.population:
        facts.append(f"{french.number(place.population)} habitants (Insee, population municipale)")
    content = [
        html.H1(title),
        html.P(", ".join(facts), className="chapeau"),
        *identity(store, place),
        contribution(store, place),
        html.P(
            link("Ce territoire face à ses cibles : verdicts et alertes", "/pilotage", territoire=place.id)
        ),
        _all_indicators(store, place, beside),
        _members(store, place),
    ]
    sentence = summary(store, place)
    return Page(title, sentence, content, crumbs=[("Territoires", "/territoires")])


def _beside(store: Store, place: Territory) -> list[Territory]:
    """The région (or régions' single holder) and the nation, to read the territory's figures by."""
    ids = [place.region] if place.region and place.region != place.id else []
    if place.level in ("hub", "tani"):
        inside = store.members(place.id, "departement") + store.members(place.id, "epci")
        ids = sorted({store.territories[one].region for one in inside if store.territories[one].region})
        ids = ids if len(ids) == 1 else []
    ids += ["FR"] if place.id != "FR" else []
    return [store.territories[one] for one in ids]


def _all_indicators(store: Store, place: Territory, beside: list[Territory]):
    head = ["Indicateur", "Période", place.name, "Nature et note", *[one.name for one in beside]]
    here = store.portrait(place.id)
    others = [store.portrait(one.id) for one in beside]
    lines, shown = [], []
    for one in store.indicators.values():
        side = _side_by_side(one, here[one.slug], [portrait[one.slug] for portrait in others])
        lines.append(_line(one, here[one.slug], *side))
        shown += side
    text = (
        "Chaque valeur est celle de la dernière année complète, sinon la dernière connue ;"
        " entre parenthèses, la valeur rapportée aux habitants, la seule à comparer."
    )
    return section(
        "Tous les indicateurs",
        html.P(text),
        *explained(shown),
        table(f"Indicateurs, {place.name}", head, lines),
        id="indicateurs",
    )


def _side_by_side(
    indicator: Indicator, rows: list[Observation], beside: list[list[Observation]]
) -> list[Observation | None]:
    """The last value here and, for the same period, there; where none is known here, the last there."""
    now = sentences.reference(rows, indicator)
    if now is None:
        return [None, *(sentences.reference(found, indicator) for found in beside)]
    period = (now.step, now.start, now.end)
    same = ([one for one in found if (one.step, one.start, one.end) == period] for found in beside)
    return [now, *(next(iter(found), None) for found in same)]


def _line(
    indicator: Indicator, rows: list[Observation], now: Observation | None, *others: Observation | None
) -> list:
    known = [one for one in (*others, now) if one]
    note = [rows[-1].note if rows else "Aucune donnée publiée."]
    if now:
        note = [badge(now.nature), f" {now.note}" if now.note else ""]
    return [
        link(indicator.title, f"/indicateurs/{indicator.slug}", territoire=now.territory if now else None),
        sentences.when(known[-1]) if known else "",
        proved(comparable(now, indicator), now),
        note,
        *[proved(comparable(one, indicator), one) for one in others],
    ]


def comparable(one: Observation | None, indicator: Indicator) -> str:
    """A value with its unit, then its rate per inhabitants when it is a quantity."""
    if one is None or one.value is None:
        return sentences.absence(one)
    text = sentences.value(one, indicator)
    found = rate(one, indicator)
    if found is None or not indicator.additive:
        return text
    per = french.number(indicator.per_inhabitants)
    return f"{text} ({sentences.rate(found, indicator)} pour {per} hab.)"


def _members(store: Store, place: Territory):
    groups = []
    inner = "region" if place.level == "national" else "departement"
    for title, ids in (
        ("Territoires qu’il contient", store.members(place.id, inner)),
        ("Hubs qui le couvrent", store.holders(place.id, "hub")),
        ("TANI qui le contiennent", store.holders(place.id, "tani")),
    ):
        if ids:
            items = [html.Li(link(full_name(store.territories[one]), f"/territoires/{one}")) for one in ids]
            groups += [html.H3(title), html.Ul(items, className="liens")]
    note = "Les hubs et les TANI se chevauchent parfois : leurs chiffres ne s’additionnent pas."
    return section("Territoires liés", *groups, html.P(note), id="lies")
