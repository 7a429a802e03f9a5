"""An indicator: what it means, its course, its map and ranking, its method and its sources."""

import difflib

from dash import html

from observatory import figures, french, sentences
from observatory.declarations import Indicator
from observatory.observations import Observation, years_since
from observatory.pages import method_note, ranking, releases, revisions, verdict
from observatory.parts import (
    Chart,
    NotFound,
    Page,
    Visit,
    badge,
    badges,
    chart,
    choices,
    csv_url,
    explained,
    filters,
    folded,
    place_options,
    proved,
    section,
    table,
)
from observatory.store import Store

PARAMETERS = ("territoire", "pas", "niveau")
PLACES = ("national", "region", "departement", "hub", "tani")
COMPARED = ("region", "departement", "hub", "tani")


def page(visit: Visit) -> Page:
    """The page of an indicator, for a territory, a step of time and a level of comparison."""
    store, query = visit.store, visit.query
    indicator = asked_indicator(store, visit.argument)
    place = query.get("territoire", "FR")
    if place not in store.territories:
        raise NotFound(f"Le territoire « {place} » n’existe pas.", [("Tous les territoires", "/territoires")])
    rows = store.observations(indicator.slug, territory=place)
    step = _step(rows, query.get("pas"))
    level = query["niveau"] if query.get("niveau") in COMPARED else "region"
    content = [
        *_introduction(store, indicator),
        releases.of_indicator(visit, indicator.slug),
        _filters(store, indicator, place, step, level, rows),
        _course(store, indicator, rows, step),
        *verdict.of_indicator(visit, indicator, place),
        ranking.comparison(store, indicator, place, level),
        *_breakdown(store, indicator, place),
        method_note.method(indicator),
        *method_note.cited(store, indicator),
        revisions.of_indicator(store, indicator.slug),
        method_note.provenance(store, indicator),
    ]
    reading = sentences.reading(
        sentences.reference(rows, indicator), indicator, _target(store, indicator, rows)
    )
    return Page(indicator.title, reading, content, crumbs=[("Indicateurs", "/indicateurs")])


def asked_indicator(store: Store, slug: str) -> Indicator:
    """The indicator of an address; raises NotFound with the nearest ones."""
    if slug not in store.indicators:
        titles = {one.slug: one.title for one in store.indicators.values()}
        near = difflib.get_close_matches(slug, titles, n=5, cutoff=0.3) or list(titles)[:5]
        found = [(titles[one], f"/indicateurs/{one}") for one in near]
        raise NotFound(f"L’indicateur « {slug} » n’existe pas.", found)
    return store.indicators[slug]


def _introduction(store: Store, indicator: Indicator) -> list:
    natures = [badge(one) for one in sentences.NATURES if one in store.contents[indicator.slug][1]]
    return [
        html.H1(indicator.title),
        html.P(natures, className="natures"),
        html.P(indicator.definition, className="chapeau"),
        *_warning(indicator),
    ]


def _step(rows: list[Observation], asked: str | None) -> str:
    known = [one.step for one in rows if one.value is not None] or [one.step for one in rows if one.hidden]
    if asked in sentences.STEPS:
        return asked
    return next((step for step in sentences.STEPS if step in known), "annee")


def _warning(indicator: Indicator) -> list:
    if not indicator.caveats:
        return []
    return [html.P([html.Strong("À savoir : "), indicator.caveats[0]], className="avertissement")]


def _filters(store, indicator, place: str, step: str, level: str, rows: list[Observation]):
    steps = [(key, name) for key, name in sentences.STEPS.items() if key in {r.step for r in rows}]
    levels = [(key, sentences.LEVELS[key].capitalize()) for key in COMPARED[:2]]
    levels += [(key, sentences.LEVELS[key]) for key in COMPARED[2:]]
    return filters(
        f"/indicateurs/{indicator.slug}",
        choices("territoire", "Territoire", place_options(store, PLACES), place),
        choices("pas", "Pas de temps", steps or [("annee", "Année")], step),
        choices("niveau", "Comparer les", levels, level),
    )


def _target(store: Store, indicator: Indicator, rows: list[Observation]):
    found = store.targets(indicator.slug, rows[0].territory) if rows else []
    return found[0] if found else None


def _course(store: Store, indicator: Indicator, rows: list[Observation], step: str):
    known = [one for one in rows if one.step == step and one.value is not None]
    target = _target(store, indicator, rows)
    if not known:
        return section("Évolution", *_without(store, indicator, rows, step, target), id="evolution")
    drawn = target if target and (target.due != "annee" or step == "annee") else None
    label = f"Objectif : {french.number(target.value)} {french.due(target.due)}" if drawn else ""
    shown = [one for one in rows if one.step == step]
    if drawn and drawn.due == "annee":
        shown = years_since(shown, indicator.targets[0].since.year)
    first = sentences.reference(known, indicator)
    one = Chart(
        id="evolution",
        title=f"{indicator.title}, {known[0].name}",
        sentence=sentences.reading(first, indicator, target) + _masked(shown),
        figure=figures.over_time(shown, indicator, drawn.value if drawn else None, label),
        table=_values(shown, indicator, target),
        csv=csv_url(indicator, territoire=known[0].territory, pas=step),
        rows=shown,
        told=first,
    )
    return section("Évolution", chart(store, one), id="evolution")


def _masked(rows: list[Observation]) -> str:
    count = sum(one.hidden for one in rows)
    return f" Sur ce graphique, {sentences.masked(count)}." if count else ""


def _without(store: Store, indicator: Indicator, rows: list[Observation], step: str, target) -> list:
    """What stands in the place of a chart without a value: all are hidden, or none is known."""
    shown = [one for one in rows if one.step == step]
    count = sum(one.hidden for one in shown)
    if not count:
        return method_note.missing(store, indicator, rows)
    said = f"{shown[0].name} : aucune valeur à montrer, {sentences.masked(count)}."
    values = folded("Voir les périodes en tableau", _values(shown, indicator, target), opened=count < 10)
    return [html.P(said, className="lecture"), *explained(shown), values]


def _values(rows: list[Observation], indicator: Indicator, target) -> object:
    head = ["Période", f"Valeur ({indicator.unit})", "Part de l’objectif", "Statut", "Note"]
    lines = []
    for one in rows:
        found = sentences.share(one, target)
        lines.append(
            [
                sentences.when(one),
                proved(sentences.cell(one, indicator), one),
                proved(french.percent(found), one) if found is not None else "–",
                sentences.status(one),
                one.note or "",
            ]
        )
    return table(f"{indicator.title}, {rows[0].name}", head, lines, numbers=(1, 2))


def _breakdown(store: Store, indicator: Indicator, place: str) -> list:
    rows = store.observations(indicator.slug, territory=place, breakdowns=True)
    parts = [one for one in rows if one.breakdown != "total" and one.told]
    if not parts:
        return []
    head = ["Période", "Détail", f"Valeur ({indicator.unit})", "Statut", "Source"]
    chosen = [one for one in parts if one.step in ("annee", "periode")] or parts
    lines = [
        [
            sentences.when(one),
            one.breakdown,
            proved(sentences.cell(one, indicator), one),
            sentences.status(one),
            one.source,
        ]
        for one in chosen
    ]
    shown = table(f"{indicator.title}, détail, {parts[0].name}", head, lines, numbers=(2,))
    csv = csv_url(indicator, territoire=place, ventilation="oui")
    file = html.P(html.A("Télécharger le détail (CSV)", href=csv, className="fichier"))
    return [
        section(
            "Détail",
            html.P(badges(parts)),
            *explained(chosen),
            folded("Voir le détail", shown, opened=len(lines) < 20),
            file,
            id="detail",
        )
    ]
