"""An indicator: what it means, its course, its map and ranking, its method and its sources."""

from dash import html

from observatory import figures, french, maps, sentences
from observatory.comparison import Place, places, ranked, rate
from observatory.declarations import Indicator
from observatory.observations import Observation
from observatory.pages import method_note
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
    filters,
    folded,
    link,
    outside,
    per_inhabitants,
    place_options,
    section,
    table,
)
from observatory.store import Store

PARAMETERS = ("territoire", "pas", "niveau")
PLACES = ("national", "region", "departement", "hub", "tani")
COMPARED = ("region", "departement", "hub", "tani")


def page(visit: Visit) -> Page:
    """The page of an indicator, for a territory, a step of time and a level of comparison."""
    store, slug = visit.store, visit.argument
    query = visit.query
    indicator = store.indicators.get(slug)
    if indicator is None:
        known = [(one.title, f"/indicateurs/{one.slug}") for one in store.indicators.values()]
        raise NotFound(f"L’indicateur « {slug} » n’existe pas.", known)
    place = query.get("territoire", "FR")
    if place not in store.territories:
        raise NotFound(f"Le territoire « {place} » n’existe pas.", [("Tous les territoires", "/territoires")])
    rows = store.observations(slug, territory=place)
    step = _step(rows, query.get("pas"))
    level = query["niveau"] if query.get("niveau") in COMPARED else "region"
    content = [
        html.H1(indicator.title),
        html.P(
            [badge(one) for one in sentences.NATURES if one in store.contents[slug][1]], className="natures"
        ),
        html.P(indicator.definition, className="chapeau"),
        *_warning(indicator),
        _filters(store, indicator, place, step, level, rows),
        _course(store, indicator, rows, step),
        _comparison(store, indicator, place, level),
        *_breakdown(store, indicator, place),
        method_note.method(indicator),
        *method_note.cited(store, indicator),
        method_note.provenance(store, indicator),
    ]
    reading = sentences.reading(
        sentences.reference(rows, indicator), indicator, _target(store, indicator, rows)
    )
    crumbs = [("Indicateurs", "/indicateurs")]
    return Page(indicator.title, reading, content, crumbs=crumbs)


def _step(rows: list[Observation], asked: str | None) -> str:
    known = [one.step for one in rows if one.value is not None]
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
    if not known:
        return section("Évolution", *method_note.missing(store, indicator, rows), id="evolution")
    target = _target(store, indicator, rows)
    drawn = target if target and (target.due != "annee" or step == "annee") else None
    label = f"Objectif : {french.number(target.value)} {french.due(target.due)}" if drawn else ""
    shown = [one for one in rows if one.step == step]
    first = sentences.reference(known, indicator)
    one = Chart(
        id="evolution",
        title=f"{indicator.title}, {known[0].name}",
        sentence=sentences.reading(first, indicator, target),
        figure=figures.over_time(shown, indicator, drawn.value if drawn else None, label),
        table=_values(shown, indicator, target),
        csv=csv_url(indicator, territoire=known[0].territory, pas=step),
        rows=shown,
    )
    return section("Évolution", chart(store, one), id="evolution")


def _values(rows: list[Observation], indicator: Indicator, target) -> object:
    head = ["Période", f"Valeur ({indicator.unit})", "Part de l’objectif", "Statut", "Note"]
    lines = []
    for one in rows:
        found = sentences.share(one, target)
        lines.append(
            [
                sentences.when(one),
                sentences.cell(one, indicator),
                french.percent(found) if found is not None else "–",
                sentences.status(one),
                one.note or "",
            ]
        )
    return table(f"{indicator.title}, {rows[0].name}", head, lines)


def _comparison(store: Store, indicator: Indicator, place: str, level: str):
    title = f"Comparer les {sentences.LEVELS[level]}"
    rows = latest_of_level(store, indicator, level)
    found = places(rows, indicator)
    if not any(one.rate is not None for one in found):
        text = "Aucune valeur n’est publiée à ce niveau : il n’y a rien à comparer."
        return section(title, html.P(text), id="comparaison")
    when = sentences.when(rows[0])
    unit = sentences.rate_unit(indicator)
    csv = csv_url(indicator, niveau=level, pas=rows[0].step)
    listing = _places_table(found, indicator, when)
    charts = []
    if level in maps.OUTLINES:
        figure = maps.choropleth(found, indicator, level)
        sentence = _extremes(found, indicator)
        charts.append(Chart("carte", f"Carte, {when} : {unit}", sentence, figure, listing, csv, rows, 560))
    if ranked(found):
        figure = figures.ranking(found, indicator, place)
        height = 60 + 24 * sum(one.rate is not None for one in found)
        sentence = _position(found, place, indicator)
        charts.append(
            Chart(
                "classement",
                f"Classement, {when} : {unit}",
                sentence,
                figure,
                listing,
                csv,
                rows,
                height,
            )
        )
    if not charts:
        charts_or_table = [html.P("Pas de classement sur des données de démonstration."), listing]
    else:
        charts_or_table = [chart(store, one) for one in charts]
    return section(title, *charts_or_table, id="comparaison")


def latest_of_level(store: Store, indicator: Indicator, level: str) -> list[Observation]:
    """The places of a level at the last complete year that holds a value, else the last period."""
    rows = store.observations(indicator.slug, level=level)
    chosen = sentences.reference([one for one in rows if one.placed], indicator)
    if chosen is None:
        return []
    return [one for one in rows if (one.step, one.start) == (chosen.step, chosen.start)]


def _extremes(found: list[Place], indicator: Indicator) -> str:
    known = [one for one in found if one.rate is not None]
    high, low = known[0], known[-1]
    unit = sentences.rate_unit(indicator)
    if high is low:
        return f"{high.observation.name} : {_rate(high, indicator)} {unit}."
    return (
        f"De {_rate(low, indicator)} ({low.observation.name}) à {_rate(high, indicator)} "
        f"({high.observation.name}) {unit} ; {len(known)} territoires connus sur {len(found)}."
    )


def _position(found: list[Place], place: str, indicator: Indicator) -> str:
    known = [one for one in found if one.rate is not None]
    here = [n for n, one in enumerate(known, start=1) if one.observation.territory == place]
    if not here:
        return _extremes(found, indicator)
    one = known[here[0] - 1]
    rank = "1er" if here[0] == 1 else f"{here[0]}e"
    return f"{one.observation.name} : {_rate(one, indicator)} {sentences.rate_unit(indicator)}, {rank} rang sur {len(known)}."


def _rate(place: Place, indicator: Indicator) -> str:
    decimals = max(indicator.decimals, 1) if indicator.additive else indicator.decimals
    return french.number(place.rate, decimals)


def _places_table(found: list[Place], indicator: Indicator, when: str):
    head = [
        "Territoire",
        per_inhabitants(indicator),
        f"Valeur ({indicator.unit})",
        "Statut",
        "Note",
    ]
    lines = [
        [
            link(one.observation.name, f"/territoires/{one.observation.territory}"),
            _rate(one, indicator) if one.rate is not None else sentences.UNKNOWN,
            sentences.cell(one.observation, indicator),
            sentences.status(one.observation),
            one.observation.note or "",
        ]
        for one in found
    ]
    return table(f"{indicator.title}, {when}", head, lines)


def _breakdown(store: Store, indicator: Indicator, place: str) -> list:
    rows = store.observations(indicator.slug, territory=place, breakdowns=True)
    parts = [one for one in rows if one.breakdown != "total" and one.value is not None]
    if not parts:
        return []
    head = ["Période", "Détail", f"Valeur ({indicator.unit})", "Statut", "Source"]
    chosen = [one for one in parts if one.step in ("annee", "periode")] or parts
    lines = [
        [
            sentences.when(one),
            one.breakdown,
            sentences.cell(one, indicator),
            sentences.status(one),
            one.source,
        ]
        for one in chosen
    ]
    shown = table(f"{indicator.title}, détail, {parts[0].name}", head, lines, texts=2)
    csv = csv_url(indicator, territoire=place, ventilation="oui")
    file = html.P(html.A("Télécharger le détail (CSV)", href=csv, className="fichier"))
    return [
        section(
            "Détail",
            html.P(badges(parts)),
            folded("Voir le détail", shown, opened=len(lines) < 20),
            file,
            id="detail",
        )
    ]


__all__ = ["latest_of_level", "outside", "page", "rate"]
