"""Draw maps: places in, a Plotly choropleth as a plain dict out. The outlines are ours, by URL."""

from decimal import Decimal
from itertools import pairwise

from observatory import sentences
from observatory.comparison import Place, bounds, class_of
from observatory.declarations import Indicator
from observatory.figures import FONT, base_layout, describe, stamped

OUTLINES = {"region": "regions", "departement": "departements"}
SCALE = ("#dcebf7", "#a9cbe8", "#6ba3d2", "#2f76b5", "#123f70")
ZERO = "#ffffff"
# What stands in the place of a value, in the words of the legend: each its own fill.
ABSENCES = {
    f"[c] {sentences.MASKED}": "#e2b04a",
    sentences.UNKNOWN: "#d6d6d6",
    sentences.NOT_CONCERNED: "#979797",
}
# Lines between places: 3:1 with the fills that they border (WCAG 1.4.11).
DARK, LIGHT = "#1b2a41", "#ffffff"
# The départements drawn a second time, enlarged, around Paris.
ENLARGED = ("DEP-75", "DEP-92", "DEP-93", "DEP-94")
OVERSEAS = {"Guadeloupe": -3.9, "Martinique": -1.22, "Guyane": 1.46, "La Réunion": 4.14, "Mayotte": 6.82}
LEGEND = {"orientation": "h", "y": 0, "yanchor": "top", "x": 0, "font": FONT | {"size": 13}}
GEO = {
    "projection": {"type": "mercator"},
    "lonaxis": {"range": [-5.3, 9.7]},
    "lataxis": {"range": [40.1, 51.2]},
    "center": {"lon": 2.2, "lat": 45.93},
    "visible": False,
    "bgcolor": "rgba(0,0,0,0)",
}


def choropleth(found: list[Place], indicator: Indicator, level: str) -> dict:
    """A map in classes, each named in the legend; zero and each kind of absence have their own fill."""
    zero = [place for place in found if place.rate == 0]
    traces = [_frames(level), _names(level)]
    traces += [_filled(zero, indicator, level, "zéro", ZERO)] if zero else []
    traces += _classes([place for place in found if place.rate], indicator, level)
    for name, color in ABSENCES.items():
        missing = [place for place in found if place.rate is None and _absence(place) == name]
        traces += [_filled(missing, indicator, level, name, color)] if missing else []
    margin = {"l": 0, "r": 0, "t": 24, "b": 64}
    layout = base_layout(showlegend=True, legend=LEGEND, geo=GEO, margin=margin)
    return stamped({"data": traces, "layout": layout}, [place.observation for place in found])


def _absence(place: Place) -> str:
    return sentences.absence(place.observation, next(iter(ABSENCES)))


def _classes(found: list[Place], indicator: Indicator, level: str) -> list[dict]:
    cuts = bounds(found)
    spans = list(pairwise(cuts)) or [(cut, cut) for cut in cuts]
    tones = SCALE[len(SCALE) - len(spans) :]
    return [
        _filled(
            [place for place in found if class_of(place.rate, cuts) == number],
            indicator,
            level,
            _span(low, high, indicator),
            tones[number],
        )
        for number, (low, high) in enumerate(spans)
    ]


def _span(low: Decimal, high: Decimal, indicator: Indicator) -> str:
    return f"de {sentences.rate(low, indicator)} à {sentences.rate(high, indicator)}"


def _filled(found: list[Place], indicator: Indicator, level: str, name: str, color: str) -> dict:
    twice = [place for place in found if place.observation.territory in ENLARGED]
    ids = [place.observation.territory for place in found]
    ids += [f"{place.observation.territory}-encart" for place in twice]
    texts = [describe(place.observation, indicator) for place in [*found, *twice]]
    return _shapes(level, ids) | {
        "colorscale": [[0, color], [1, color]],
        "showlegend": True,
        "name": name,
        "hovertext": texts,
        "hoverinfo": "text",
        "marker": {"line": {"color": LIGHT if color == SCALE[-1] else DARK, "width": 0.7}},
    }


def _shapes(level: str, ids: list[str]) -> dict:
    return {
        "type": "choropleth",
        "geojson": f"/assets/outlines/{OUTLINES[level]}.json",
        "featureidkey": "id",
        "locations": ids,
        "z": [1] * len(ids),
        "zmin": 0,
        "zmax": 1,
        "showscale": False,
    }


def _frames(level: str) -> dict:
    count = 5 if level == "region" else 6
    ids = [f"CADRE-{number}" for number in range(1, count + 1)]
    clear = "rgba(0,0,0,0)"
    return _shapes(level, ids) | {
        "colorscale": [[0, clear], [1, clear]],
        "hoverinfo": "skip",
        "marker": {"line": {"color": "#9aa5b1", "width": 1}},
    }


def _names(level: str) -> dict:
    names, lons, lats = list(OVERSEAS), list(OVERSEAS.values()), [41.783] * len(OVERSEAS)
    if level == "departement":
        names, lons, lats = [*names, "Autour de Paris"], [*lons, -3.65], [*lats, 50.931]
    return {
        "type": "scattergeo",
        "mode": "text",
        "text": names,
        "lon": lons,
        "lat": lats,
        "textfont": FONT | {"size": 10},
        "hoverinfo": "skip",
        "showlegend": False,
    }
