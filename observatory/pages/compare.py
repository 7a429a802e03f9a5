"""Compare two to six territories on one indicator, per inhabitant, then on all of them."""

from dash import html

from observatory import figures, sentences
from observatory.comparison import Place, label, places, ranked
from observatory.declarations import Indicator
from observatory.observations import Observation
from observatory.pages.goal import HEADLINE
from observatory.pages.ranking import places_table
from observatory.pages.territory import comparable
from observatory.parts import (
    Chart,
    NotFound,
    Page,
    Visit,
    chart,
    choices,
    csv_url,
    explained,
    filters,
    full_name,
    link,
    place_options,
    proved,
    section,
    table,
)
from observatory.store import Store

MOST = 6
NAMES = tuple(f"t{number}" for number in range(1, MOST + 1))
PARAMETERS = ("indicateur", *NAMES)
LEVELS = ("national", "region", "departement", "hub", "tani")


def page(visit: Visit) -> Page:
    """The comparison asked for in the query string: `indicateur`, then `t1` to `t6`."""
    store = visit.store
    query = visit.query
    slug = query.get("indicateur", HEADLINE)
    if slug not in store.indicators:
        raise NotFound(f"L’indicateur « {slug} » n’existe pas.", [("Les indicateurs", "/indicateurs")])
    asked = list(dict.fromkeys(query[name] for name in NAMES if query.get(name)))
    unknown = [one for one in asked if one not in store.territories]
    if unknown:
        raise NotFound(f"Le territoire « {unknown[0]} » n’existe pas.", [("Les territoires", "/territoires")])
    indicator = store.indicators[slug]
    content = [
        html.H1("Comparer des territoires"),
        html.P(
            "De deux à six territoires. On compare des valeurs rapportées aux habitants, jamais des"
            " nombres bruts : un grand territoire n’est pas en avance parce qu’il est grand.",
            className="chapeau",
        ),
        _form(store, slug, asked),
        *_result(store, indicator, asked),
    ]
    return Page("Comparer des territoires", "Comparer de deux à six territoires.", content)


def _form(store: Store, slug: str, asked: list[str]):
    options = [("", "–"), *place_options(store, LEVELS)]
    indicators = [(one.slug, one.title) for one in store.indicators.values()]
    fields = [choices("indicateur", "Indicateur", indicators, slug)]
    for number, name in enumerate(NAMES):
        chosen = asked[number] if number < len(asked) else ""
        fields.append(choices(name, f"Territoire {number + 1}", options, chosen))
    return filters("/comparer", *fields)


def _result(store: Store, indicator: Indicator, asked: list[str]) -> list:
    if len(asked) < 2:
        return [html.P("Choisissez au moins deux territoires.", role="status")]
    portraits = [store.portrait(id) for id in asked]
    rows = same_period(indicator, portraits)
    if not any(one.told for one in rows):
        return [html.P("Aucune valeur n’est publiée pour ces territoires.", role="status")]
    found = places(rows, indicator)
    listing = places_table(found, indicator, sentences.when(rows[0]))
    whole = ranked(found)
    shown = [chart(store, _chart(indicator, rows, found, listing))] if whole else [listing, *explained(rows)]
    return [section("Comparaison", *shown, id="comparaison"), _everything(store, asked, portraits)]


def _chart(indicator: Indicator, rows: list[Observation], found: list[Place], listing) -> Chart:
    unit = sentences.rate_unit(indicator)
    known = [one for one in found if one.rate is not None]
    words = [f"{label(one.observation)} : {sentences.rate(one.rate, indicator)}" for one in known]
    hidden = [f" {label(one.observation)} : {sentences.MASKED}." for one in found if one.observation.hidden]
    first = rows[0]
    return Chart(
        id="comparaison",
        title=f"{indicator.title}, {sentences.when(first)} : {unit}",
        sentence=f"{' ; '.join(words)} {unit}.{''.join(hidden)}",
        figure=figures.ranking(found, indicator),
        table=listing,
        csv=csv_url(indicator, pas=first.step, du=first.start.isoformat(), jusqua=first.end.isoformat()),
        rows=rows,
        height=120 + 44 * len(known),
        told=known[0].observation,
    )


def same_period(indicator: Indicator, portraits: list[dict[str, list[Observation]]]) -> list[Observation]:
    """One row for each territory, at the last complete period known for one of them."""
    rows = [portrait[indicator.slug] for portrait in portraits]
    chosen = max(
        (one for found in rows if (one := sentences.reference(found, indicator))),
        key=lambda one: (one.value is not None, one.step == "annee", one.start),
        default=None,
    )
    if chosen is None:
        return []
    period = (chosen.step, chosen.start, chosen.end)
    return [one for found in rows for one in found if (one.step, one.start, one.end) == period]


def _everything(store: Store, asked: list[str], portraits: list[dict]):
    lines, shown = [], []
    for indicator in store.indicators.values():
        rows = {one.territory: one for one in same_period(indicator, portraits)}
        shown += rows.values()
        first = next(iter(rows.values()), None)
        when = sentences.when(first) if first else ""
        cells = [proved(comparable(rows.get(id), indicator), rows.get(id)) for id in asked]
        nature = sentences.NATURES[first.nature] if first else ""
        lines.append([link(indicator.title, f"/indicateurs/{indicator.slug}"), when, nature, *cells])
    head = ["Indicateur", "Période", "Nature", *[full_name(store.territories[id]) for id in asked]]
    grid = table("Tous les indicateurs, pour ces territoires", head, lines)
    return section("Tous les indicateurs", grid, *explained(shown), id="tous")
