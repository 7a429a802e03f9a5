"""Charts and maps: plain dicts that Plotly accepts, true to the rows, never by colour alone."""

import json
from dataclasses import replace
from decimal import Decimal
from itertools import permutations

import plotly.graph_objects as go
import pytest
from rows import FLOW, RATIO, STOCK, observation
from world import ROOT

from observatory import figures, maps
from observatory.comparison import places

INTERVAL = {"precision": "intervalle", "low": Decimal(8), "high": Decimal(15)}
ROWS = [
    observation(10, "2021", **INTERVAL),
    observation(when="2022"),
    observation(0, "2023", nature="estimee"),
    observation(7, "2024", status="p", months=9),
]
HIDDEN = observation(confidentiality="c")
NATURES = ("officielle", "citee", "estimee", "demonstration")


def accepted(figure):
    """The figure, checked by Plotly property by property, and writable as JSON as it is."""
    go.Figure(figure)
    return json.loads(json.dumps(figure))


def of_level(level, rates, **changed):
    outlines = json.loads((ROOT / "assets" / "outlines" / f"{maps.OUTLINES[level]}.json").read_text("utf-8"))
    known = [
        one["id"]
        for one in outlines["features"]
        if one["id"][:3] in ("REG", "DEP") and one["id"].count("-") < 2
    ]
    rows = [
        observation(rate, territory=id, name=id, unit="%", **changed)
        for id, rate in zip(known, rates, strict=False)
    ]
    return places(rows, RATIO)


def shapes(figure):
    return [trace for trace in figure["data"] if trace["type"] == "choropleth" and trace.get("showlegend")]


def words(figure):
    return json.dumps(figure, ensure_ascii=False)


def test_quantities_are_bars_and_an_unknown_value_is_a_hole_not_a_zero():
    [trace] = accepted(figures.over_time(ROWS, FLOW))["data"]
    assert trace["type"] == "bar"
    assert trace["x"] == ["2021", "2022", "2023", "2024"]
    assert trace["y"] == [10.0, None, 0.0, 7.0]


@pytest.mark.parametrize("indicator", [STOCK, RATIO])
def test_states_and_rates_are_points_that_no_line_joins_over_a_gap(indicator):
    [trace] = accepted(figures.over_time(ROWS, indicator))["data"]
    assert (trace["type"], trace["mode"], trace["connectgaps"]) == ("scatter", "lines+markers", False)
    assert trace["y"] == [10.0, None, 0.0, 7.0]


@pytest.mark.parametrize("indicator", [FLOW, STOCK])
def test_a_hidden_period_is_a_band_with_its_words_not_a_zero_nor_a_plain_gap(indicator):
    rows = [observation(10, "2021"), observation(when="2022"), HIDDEN]
    figure = accepted(figures.over_time(rows, indicator))
    trace, band = figure["data"]
    assert trace["y"] == [10.0, None, None]
    assert (band["x"], band["hovertext"]) == (["2023"], ["Somme, 2023 : masqué par le secret statistique"])
    assert (band["yaxis"], band["name"]) == ("y2", "[c] masqué par le secret statistique")
    assert (figure["layout"]["showlegend"], trace["showlegend"], band["showlegend"]) == (True, False, True)
    assert figure["layout"]["yaxis2"]["range"] == [0, 1] == [0, band["y"][0]]
    assert len(figures.over_time(rows[:2], indicator)["data"]) == 1


def test_a_range_is_drawn_on_both_sides_of_its_value_only():
    [trace] = accepted(figures.over_time(ROWS, FLOW))["data"]
    assert trace["error_y"]["arrayminus"] == [2.0, 0.0, 0.0, 0.0]
    assert trace["error_y"]["array"] == [5.0, 0.0, 0.0, 0.0]
    [trace] = accepted(figures.over_time(ROWS[1:], FLOW))["data"]
    assert trace["error_y"] == {"visible": False}


def test_each_nature_and_a_partial_period_have_a_pattern_of_their_own():
    rows = [observation(1, nature=nature) for nature in NATURES] + [ROWS[3]]
    [trace] = accepted(figures.over_time(rows, FLOW))["data"]
    assert trace["marker"]["pattern"]["shape"] == ["", "", ".", "x", "/"]


def test_the_target_is_a_line_with_its_words():
    layout = accepted(figures.over_time(ROWS, FLOW, Decimal(12), "Objectif : 12 par an"))["layout"]
    assert (
        [shape["y0"] for shape in layout["shapes"]] == [shape["y1"] for shape in layout["shapes"]] == [12.0]
    )
    assert [one["text"] for one in layout["annotations"]] == ["Objectif : 12 par an"]
    assert "shapes" not in figures.over_time(ROWS, FLOW)["layout"]


def test_a_point_says_its_place_its_period_its_value_and_what_to_know():
    said = figures.describe(observation(1234, "2023-T2", nature="estimee", note="À lire."), FLOW)
    assert said == "Somme, 2e trimestre 2023 : 1\u202f234\u00a0pass<br>À lire.<br>Estimation."
    assert figures.describe(observation(), FLOW) == "Somme, 2023 : non disponible"
    assert figures.describe(HIDDEN, FLOW) == "Somme, 2023 : masqué par le secret statistique"


@pytest.mark.parametrize("nature", NATURES)
def test_a_chart_with_an_invented_value_is_stamped_and_no_other_is(nature):
    rows = [observation(1, nature=nature), observation(2, "2024")]
    stamped = nature == "demonstration"
    assert ("DÉMONSTRATION" in words(figures.over_time(rows, FLOW))) is stamped
    assert ("DÉMONSTRATION" in words(figures.ranking(places(rows, FLOW), FLOW))) is stamped
    assert (
        "DÉMONSTRATION" in words(maps.choropleth(of_level("region", [1, 2], nature=nature), RATIO, "region"))
    ) is stamped
    assert "DÉMONSTRATION" not in words(figures.over_time([observation(nature=nature)], FLOW))


def test_a_ranking_has_the_highest_on_top_and_leaves_the_unknown_out():
    rows = [
        observation(value, name=name, territory=name, level="region")
        for name, value in (("A", 1), ("B", 3), ("C", 2), ("D", None))
    ]
    figure = accepted(figures.ranking(places(rows, FLOW), FLOW, "B"))
    [trace] = figure["data"]
    assert [name.strip("<b/>") for name in trace["y"]] == ["A", "C", "B"]  # Plotly draws from the bottom
    assert trace["x"] == sorted(trace["x"])
    assert trace["y"][-1] == "<b>B</b>"


def test_a_region_and_a_departement_of_the_same_name_have_each_their_bar():
    rows = [
        observation(value, name="La Réunion", territory=id, level=level, code=id[4:])
        for id, level, value in (("REG-04", "region", 1), ("DEP-974", "departement", 2))
    ]
    [trace] = figures.ranking(places(rows, FLOW), FLOW)["data"]
    assert len(set(trace["y"])) == 2


@pytest.mark.parametrize(("level", "count"), [("region", 18), ("departement", 101)])
def test_every_place_of_a_level_is_drawn_once_on_an_outline_that_exists(level, count):
    found = of_level(level, [None if rate == 3 else rate for rate in range(count)])
    figure = accepted(maps.choropleth(found, RATIO, level))
    outlines = json.loads((ROOT / shapes(figure)[0]["geojson"].lstrip("/")).read_text("utf-8"))
    drawn = [id for trace in shapes(figure) for id in trace["locations"]]
    assert len(found) == count
    assert sorted(id for id in drawn if not id.endswith("-encart")) == sorted(
        one.observation.territory for one in found
    )
    assert len(drawn) == len(set(drawn))
    assert set(drawn) <= {one["id"] for one in outlines["features"]}
    assert all(
        len(trace["locations"]) == len(trace["hovertext"]) == len(trace["z"]) for trace in shapes(figure)
    )


def test_a_map_has_at_most_five_classes_named_in_its_legend_and_one_for_the_unknown():
    figure = accepted(maps.choropleth(of_level("region", [None, *range(1, 18)]), RATIO, "region"))
    names = [trace["name"] for trace in shapes(figure)]
    assert len(names) == 6
    assert names[0] == "de 1,0 à 4,0"
    assert names[-1] == "non disponible"
    assert len({trace["colorscale"][0][1] for trace in shapes(figure)}) == 6


def of_all_kinds():
    """A map with a zero, values, and each kind of absence; the place of each by name in the legend."""
    found = [one.observation for one in of_level("region", [0, None, None, None, *range(1, 15)])]
    changes = [{}, {"confidentiality": "c"}, {"status": "x"}, {"status": "z"}]
    found[-4:] = [replace(one, **change) for one, change in zip(found[-4:], changes, strict=True)]
    figure = accepted(maps.choropleth(places(found, RATIO), RATIO, "region"))
    return found, {trace["name"]: trace for trace in shapes(figure)}


def test_zero_hidden_unavailable_and_not_concerned_have_each_a_fill_and_a_name_on_a_map():
    found, traces = of_all_kinds()
    names = ["zéro", "[c] masqué par le secret statistique", "non disponible", "sans objet"]
    assert [traces[name]["locations"] for name in names] == [[one.territory] for one in found[-4:]]
    assert len({trace["colorscale"][0][1] for trace in traces.values()}) == len(traces) == 5 + 4
    assert [traces[name]["hovertext"][0].split(" : ")[1] for name in names] == [
        "0,0\u00a0%", "masqué par le secret statistique", "non disponible", "sans objet",
    ]  # fmt: skip


def luminance(color):
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_two_places_side_by_side_are_told_apart_by_their_fill_or_by_the_line_between_them():
    fills = [
        (trace["colorscale"][0][1], trace["marker"]["line"]["color"]) for trace in of_all_kinds()[1].values()
    ]
    for (one, line), (other, _) in permutations(fills, 2):
        assert max(contrast(one, other), contrast(one, line), contrast(other, line)) >= 3, (one, other)
    assert all(contrast(fill, line) >= 3 for fill, line in fills)


@pytest.mark.parametrize("rates", [[5] * 18, [None] * 18, [1, 2]])
def test_a_map_of_one_value_of_none_or_of_two_is_still_a_map(rates):
    figure = accepted(maps.choropleth(of_level("region", rates), RATIO, "region"))
    assert sum(len(trace["locations"]) for trace in shapes(figure)) == len(rates)


def test_axes_begin_at_zero_and_nothing_calls_another_server():
    figure = accepted(figures.over_time(ROWS, FLOW))
    assert figure["layout"]["yaxis"]["rangemode"] == "tozero"
    assert figures.CONFIG["locale"] == "fr"
    assert "http" not in words(maps.choropleth(of_level("region", range(18)), RATIO, "region"))
