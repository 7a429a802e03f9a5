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
    lines = [
        _line(one, here[one.slug], [portrait[one.slug] for portrait in others])
        for one in store.indicators.values()
    ]
    text = (
        "Chaque valeur est celle de la dernière année complète, sinon la dernière connue ;"
        " entre parenthèses, la valeur rapportée aux habitants, la seule à comparer."
    )
    return section(
        "Tous les indicateurs",
        html.P(text),
        table(f"Indicateurs, {place.name}", head, lines),
        id="indicateurs",
    )


def _line(indicator: Indicator, rows: list[Observation], beside: list[list[Observation]]) -> list:
    now = sentences.reference(rows, indicator)
    if now is None:
        return _line_without(indicator, rows, beside)
    name = link(indicator.title, f"/indicateurs/{indicator.slug}", territoire=now.territory)
    period = (now.step, now.start, now.end)
    others = [
        next((one for one in found if (one.step, one.start, one.end) == period), None) for found in beside
    ]
    return [
        name,
        sentences.when(now),
        proved(comparable(now, indicator), now),
        [badge(now.nature), f" {now.note}" if now.note else ""],
        *[proved(comparable(one, indicator), one) if one else sentences.UNKNOWN for one in others],
    ]


def _line_without(indicator: Indicator, rows: list[Observation], beside: list[list[Observation]]) -> list:
    """The line of an indicator that the territory lacks: what the others have, and when."""
    name = link(indicator.title, f"/indicateurs/{indicator.slug}")
    others = [sentences.reference(found, indicator) for found in beside]
    known = [one for one in others if one]
    when = sentences.when(known[-1]) if known else ""
    note = rows[-1].note if rows else "Aucune donnée publiée."
    shown = [proved(comparable(one, indicator), one) if one else sentences.UNKNOWN for one in others]
    return [name, when, sentences.UNKNOWN, note, *shown]


def comparable(one: Observation, indicator: Indicator) -> str:
    """A value with its unit, then its rate per inhabitants when it is a quantity."""
    if one.value is None:
        return sentences.UNKNOWN
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
