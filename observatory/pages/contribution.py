"""What a territory brings to the national goal: people, share, people per 1,000 inhabitants."""

from dash import html

from observatory import figures, french, sentences
from observatory.comparison import rate
from observatory.declarations import Indicator
from observatory.observations import Observation, Territory
from observatory.pages.goal import HEADLINE, landmark, national
from observatory.parts import Chart, chart, csv_url, explained, proved, section, table
from observatory.store import Store

TITLE = "Contribution à l’objectif"
HEAD = [
    "Année",
    "Personnes (estimation)",
    "Part de 1,5 million",
    "Pour 1 000 habitants",
    "Statut",
    "Note",
]


def summary(store: Store, place: Territory) -> str:
    """The contribution of the last complete year, in a sentence."""
    indicator = store.indicators[HEADLINE]
    rows = store.observations(HEADLINE, territory=place.id, step="annee")
    now = sentences.reference(rows, indicator)
    if now is None:
        return f"{place.name} : le nombre de personnes accompagnées n’est pas disponible à cette maille."
    if now.hidden:
        return f"{place.name}, {now.start.year} : nombre de personnes accompagnées {sentences.MASKED}."
    return (
        f"{place.name}, {now.start.year} : {sentences.spoken(now, indicator)}, soit"
        f" {french.percent(now.value / national(store).value, 1)} de l’objectif national de"
        f" 1,5 million, et {french.number(rate(now, indicator), 1)} personnes pour"
        " 1 000 habitants (estimation)."
    )


def contribution(store: Store, place: Territory):
    """The people reached each year in a territory, beside the landmark of the goal."""
    indicator = store.indicators[HEADLINE]
    rows = store.observations(HEADLINE, territory=place.id, step="annee")
    known = [one for one in rows if one.told]
    mark = html.P(landmark(store), className="repere")
    if all(one.value is None for one in known):
        said = html.P(summary(store, place))
        return section(TITLE, said, *explained(known), mark, id="contribution")
    lines = [_line(store, indicator, one) for one in known]
    one = Chart(
        id="contribution",
        title=f"Personnes accompagnées par an, {place.name}",
        sentence=summary(store, place),
        figure=figures.over_time(known, indicator),
        table=table(f"Personnes accompagnées, {place.name}", HEAD, lines, numbers=(1, 2, 3)),
        csv=csv_url(indicator, territoire=place.id, pas="annee"),
        rows=known,
        height=300,
        told=sentences.reference(rows, indicator),
    )
    caution = html.P(indicator.caveats[2], className="avertissement")
    return section(TITLE, chart(store, one), mark, caution, id="contribution")


def _line(store: Store, indicator: Indicator, one: Observation) -> list:
    return [
        str(one.start.year),
        proved(sentences.cell(one, indicator), one),
        "–" if one.hidden else proved(french.percent(one.value / national(store).value, 1), one),
        "–" if one.hidden else proved(french.number(rate(one, indicator), 1), one),
        sentences.status(one),
        one.note or "",
    ]
