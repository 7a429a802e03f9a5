"""Compare the places of a level on one indicator: map, ranking, table."""

from dash import html

from observatory import figures, maps, sentences
from observatory.comparison import Place, label, places, ranked
from observatory.declarations import Indicator
from observatory.observations import Observation
from observatory.pages.method_note import how_to_send
from observatory.parts import (
    Chart,
    Content,
    chart,
    csv_url,
    explained,
    link,
    per_inhabitants,
    proved,
    section,
    table,
)
from observatory.store import Store


def comparison(store: Store, indicator: Indicator, place: str, level: str):
    """The places of a level side by side: a map and a ranking, with one table behind both."""
    title = f"Comparer les {sentences.LEVELS[level]}"
    rows = latest_of_level(store, indicator, level)
    found = places(rows, indicator)
    if not any(one.rate is not None for one in found):
        return section(title, *_nothing(store, indicator, rows, found), id="comparaison")
    shown = [chart(store, one) for one in _charts(indicator, place, level, rows, found)]
    if not ranked(found):
        shown.append(html.P("Pas de classement : il faut au moins deux valeurs, toutes réelles."))
    if level not in maps.OUTLINES and not ranked(found):
        shown += [*explained(rows), places_table(found, indicator, sentences.when(rows[0]))]
    return section(title, *shown, id="comparaison")


def _nothing(store: Store, indicator: Indicator, rows: list[Observation], found: list[Place]) -> Content:
    """What is said where no place has a value: some are hidden, or none is published."""
    count = sum(one.observation.hidden for one in found)
    if not count:
        text = "Aucune valeur n’est publiée à ce niveau : il n’y a rien à comparer."
        return [html.P(text), *how_to_send(store, indicator)]
    when = sentences.when(rows[0])
    text = f"{when} : aucune valeur à comparer, {sentences.masked(count)} sur {len(found)} territoires."
    return [html.P(text), *explained(rows), places_table(found, indicator, when)]


def _charts(
    indicator: Indicator, place: str, level: str, rows: list[Observation], found: list[Place]
) -> list[Chart]:
    subject = f"{sentences.when(rows[0])} : {sentences.rate_unit(indicator)}"
    shared = {
        "table": places_table(found, indicator, sentences.when(rows[0])),
        "csv": csv_url(indicator, niveau=level, pas=rows[0].step),
        "rows": rows,
        "told": found[0].observation,
    }
    charts = []
    if level in maps.OUTLINES:
        figure = maps.choropleth(found, indicator, level)
        sentence = _extremes(found, indicator)
        charts.append(
            Chart("carte", f"Carte, {subject}", sentence, figure, height=560, beside=True, **shared)
        )
    if ranked(found):
        figure = figures.ranking(found, indicator, place)
        height = 60 + 24 * sum(one.rate is not None for one in found)
        sentence = _position(found, place, indicator)
        charts.append(
            Chart("classement", f"Classement, {subject}", sentence, figure, height=height, **shared)
        )
    return charts


def latest_of_level(store: Store, indicator: Indicator, level: str) -> list[Observation]:
    """The places of a level at the last complete year that shows a value, else the last period."""
    rows = store.observations(indicator.slug, level=level)
    placed = [one for one in rows if one.placed]
    last = sentences.reference(placed, indicator)
    if last is None:
        return []
    shown = [one for one in placed if one.step == last.step and one.value is not None]
    chosen = sentences.reference(shown, indicator) or last
    return [one for one in rows if (one.step, one.start) == (chosen.step, chosen.start)]


def _extremes(found: list[Place], indicator: Indicator) -> str:
    known = [one for one in found if one.rate is not None]
    high, low = known[0], known[-1]
    unit = sentences.rate_unit(indicator)
    if high is low:
        return f"{high.observation.name} : {_rate(high, indicator)} {unit}{_hidden(found)}."
    return (
        f"De {_rate(low, indicator)} ({low.observation.name}) à {_rate(high, indicator)} "
        f"({high.observation.name}) {unit} ; {len(known)} territoires connus sur {len(found)}"
        f"{_hidden(found)}."
    )


def _hidden(found: list[Place]) -> str:
    count = sum(one.observation.hidden for one in found)
    return f", {sentences.masked(count)}" if count else ""


def _position(places: list[Place], place: str, indicator: Indicator) -> str:
    known = [one for one in places if one.rate is not None]
    here = [n for n, one in enumerate(known, start=1) if one.observation.territory == place]
    if not here:
        return _extremes(places, indicator)
    one = known[here[0] - 1]
    rank = "1er" if here[0] == 1 else f"{here[0]}e"
    found = f"{_rate(one, indicator)} {sentences.rate_unit(indicator)}"
    return f"{one.observation.name} : {found}, {rank} rang sur {len(known)}{_hidden(places)}."


def _rate(place: Place, indicator: Indicator) -> str:
    if place.rate is None:
        return sentences.absence(place.observation)
    return sentences.rate(place.rate, indicator)


def places_table(found: list[Place], indicator: Indicator, when: str):
    """The places, their comparable value, their value, what to know of it."""
    head = [
        "Territoire",
        per_inhabitants(indicator),
        f"Valeur ({indicator.unit})",
        "Statut",
        "Note",
    ]
    lines = [
        [
            link(label(one.observation), f"/territoires/{one.observation.territory}"),
            proved(_rate(one, indicator), one.observation),
            proved(sentences.cell(one.observation, indicator), one.observation),
            sentences.status(one.observation),
            one.observation.note or "",
        ]
        for one in found
    ]
    return table(f"{indicator.title}, {when}", head, lines, numbers=(1, 2))
