"""Find a territory: by commune, or in the lists of régions, départements, hubs and TANI."""

import difflib

import dash_bootstrap_components as dbc
from dash import html

from observatory.french import plain
from observatory.observations import Territory
from observatory.parts import Page, Visit, filters, full_name, link, section, table
from observatory.store import Store

PARAMETERS = ("commune",)


def page(visit: Visit) -> Page:
    """The list of the territories, and the answer to a search by commune."""
    store = visit.store
    query = visit.query
    asked = query.get("commune", "").strip()
    field = html.Div(
        [
            html.Label("Commune (nom ou code Insee)", htmlFor="choix-commune"),
            dbc.Input(id="choix-commune", name="commune", value=asked, type="text", autocomplete="off"),
        ],
        className="choix",
    )
    content = [
        html.H1("Les territoires"),
        link("France entière", "/territoires/FR"),
        html.Div(filters("/territoires", field), role="search"),
        *(_found(store, asked) if asked else []),
        _regions(store),
        _list(store, "tani", "Territoires d’action pour un numérique inclusif (TANI)"),
        _list(store, "hub", "Hubs territoriaux"),
    ]
    return Page("Les territoires", "Trouver un territoire et ses chiffres.", content)


def _found(store: Store, asked: str) -> list:
    hits = store.communes(plain(asked))
    if not hits:
        return [html.P(f"Aucune commune ne s’appelle « {asked} ».", role="status")]
    lines = [
        [f"{name} ({code})", _links(store, f"DEP-{departement}", epci)]
        for code, name, departement, epci in hits
    ]
    return [table(f"Territoires de « {asked} »", ["Commune", "Territoires"], lines)]


def _links(store: Store, departement: str, epci: str | None) -> list:
    place = store.territories[departement]
    ids = [
        departement,
        place.region,
        *store.holders(departement, "hub"),
        *store.holders(departement, "tani"),
    ]
    ids += store.holders(f"EPCI-{epci}", "tani") if epci else []
    linked = [link(store.territories[one].name, f"/territoires/{one}") for one in ids]
    return [part for one in linked for part in (one, " · ")][:-1]


def _of_level(store: Store, level: str) -> list[Territory]:
    found = [place for place in store.territories.values() if place.level == level]
    return sorted(found, key=lambda place: plain(place.name))


def _regions(store: Store):
    blocks = []
    for region in _of_level(store, "region"):
        inside = [p for p in _of_level(store, "departement") if p.region == region.id]
        items = [html.Li(link(full_name(place), f"/territoires/{place.id}")) for place in inside]
        title = html.H3(link(region.name, f"/territoires/{region.id}"))
        blocks.append(html.Div([title, html.Ul(items, className="liens")], className="carte"))
    return section("Régions et départements", html.Div(blocks, className="cartes"), id="regions")


def _list(store: Store, level: str, title: str):
    items = [html.Li(link(place.name, f"/territoires/{place.id}")) for place in _of_level(store, level)]
    return section(title, html.Ul(items, className="liens"), id=level)


def nearest(store: Store, asked: str) -> list[tuple[str, str]]:
    """The territories whose id or name looks most like what was asked."""
    known = {plain(place.id): place for place in store.territories.values() if place.level != "epci"}
    known |= {plain(place.name): place for place in known.values()}
    close = difflib.get_close_matches(plain(asked), known, n=6, cutoff=0.3)
    found = {known[one].id: known[one] for one in close}
    return [(place.name, f"/territoires/{place.id}") for place in found.values()]
