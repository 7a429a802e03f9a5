"""What is missing at a level, by indicator: how much, who owes it, when it is due, how to send it."""

import datetime
from collections import Counter, defaultdict

from dash import html

from observatory import french
from observatory.coverage import OWED, Cell, State
from observatory.debts import Debt, Debts
from observatory.pages import releases
from observatory.pages.data import MODEL
from observatory.pages.releases import Due
from observatory.parts import Visit, link, section, table
from observatory.store import Store

HEAD = [
    "Indicateur",
    "Manquent",
    "En partie",
    "Démonstration",
    "Qui le doit",
    "Échéance",
    "Comment l’envoyer",
]
COUNTED = (State.MISSING, State.PARTIAL, State.INVENTED)


def missing(visit: Visit, found: list[Cell], level: str):
    """The table of what is missing among some cells of a level."""
    store, owed = visit.store, defaultdict(Counter)
    for one in found:
        if one.state in OWED:
            owed[one.indicator][one.state] += 1
    if not owed:
        return section("Ce qui manque", html.P("Rien ne manque dans ce choix."), id="manque")
    debts, known = Debts(store), {one.slug: one for one in releases.dues(store, visit.today)}
    lines = [
        [
            link(store.indicators[slug].title, f"/indicateurs/{slug}"),
            *(french.number(counts[state]) for state in COUNTED),
            debts.of(slug, level).who,
            _due(known[slug], visit.today),
            _how(store, slug, debts.of(slug, level)),
        ]
        for slug, counts in sorted(owed.items(), key=lambda one: (-_missing(one[1]), one[0]))
    ]
    words = html.P(
        "Les dates viennent du calendrier indicatif de l’Observatoire : elles n’engagent aucun producteur."
        " Une valeur inventée compte comme une valeur qui manque."
    )
    grid = table("Ce qui manque, par indicateur", HEAD, lines, numbers=(1, 2, 3))
    return section("Ce qui manque", words, grid, id="manque")


def _missing(counts: Counter) -> int:
    return counts[State.MISSING] + counts[State.INVENTED]


def _due(due: Due, today: datetime.date) -> str:
    """The first date not kept: late by so many days, else to come."""
    if due.late:
        return releases.state(due, today)
    return french.date(due.next.day) if due.next else "sans date"


def _how(store: Store, slug: str, debt: Debt):
    """The model to fill, if there is one; else the page that gives the columns, for invented values."""
    names = [one.removeprefix(MODEL) for one in debt.models if one.startswith(MODEL)]
    if names:
        return [html.A("Modèle à remplir", href=f"/donnees/modeles/{name}/{name}.xlsx") for name in names]
    if store.awaited(slug):
        return link("Colonnes attendues", f"/indicateurs/{slug}")
    return "–"
