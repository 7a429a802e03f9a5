"""The charts are really drawn, whole, and in French."""

import re
from itertools import combinations

import pytest
from playwright.sync_api import Locator, Page

from .visits import WIDTHS, every_visit

# What Plotly writes in English, or with American separators: « 1.5M », « 200k », « 1,000 », « Jan ».
FOREIGN = re.compile(
    r"^[−-]?[\d,. ]+[kMGB]$|\d,\d{3}\b|\d\.\d|\b(Jan|Feb|Apr|May|Aug|Sep|Oct|Dec)\b|NaN|undefined|Click"
)


@every_visit
def test_every_chart_holds_its_marks(see, path, width):
    measures = see(path, width).measures
    assert len(measures["charts"]) == measures["graphs"]
    for chart in measures["charts"]:
        marks = {"bar": chart["bars"], "scatter": chart["points"]}
        for kind in {*chart["types"]} & {*marks}:
            known = [
                value for one in chart["traces"] if one["type"] == kind for value in one["values"] if value
            ]
            assert marks[kind] == len(known), (chart["id"], kind)


@every_visit
def test_a_chart_fills_the_width_it_is_given(see, path, width):
    for chart in see(path, width).measures["charts"]:
        given, taken = (chart[name]["right"] - chart[name]["left"] for name in ("room", "box"))
        assert given - 2 <= taken <= given, chart["id"]


@pytest.mark.parametrize("width", WIDTHS)
def test_the_map_of_the_first_page_holds_all_eighteen_regions(see, width):
    [drawn] = [one for one in see("/", width).measures["charts"] if "choropleth" in one["types"]]
    assert drawn["places"] == 18


@pytest.mark.parametrize("width", WIDTHS)
def test_the_map_of_the_departements_holds_them_all_and_paris_twice(see, width):
    path = "/indicateurs/accompagnements?territoire=DEP-80&pas=trimestre&niveau=departement"
    [drawn] = [one for one in see(path, width).measures["charts"] if "choropleth" in one["types"]]
    assert drawn["places"] == 101 + 4


@every_visit
def test_the_words_of_a_chart_are_french(see, path, width):
    words = [one["text"] for chart in see(path, width).measures["charts"] for one in chart["texts"]]
    assert [text for text in words if FOREIGN.search(text)] == []


@every_visit
def test_no_word_of_a_chart_is_cut(see, path, width):
    assert [
        (chart["id"], one["text"])
        for chart in see(path, width).measures["charts"]
        for one in chart["texts"]
        if one["left"] < chart["box"]["left"] - 1 or one["right"] > chart["box"]["right"] + 1
        or one["top"] < chart["box"]["top"] - 1 or one["bottom"] > chart["box"]["bottom"] + 1
    ] == []  # fmt: skip


@every_visit
def test_no_two_words_of_a_chart_overlap(see, path, width):
    assert [
        (chart["id"], one["text"], other["text"])
        for chart in see(path, width).measures["charts"]
        for one, other in combinations(chart["texts"], 2)
        if not (one["leaning"] or other["leaning"]) and _overlap(one, other)
    ] == []


def _overlap(one: dict, other: dict, least: int = 3) -> bool:
    wide = min(one["right"], other["right"]) - max(one["left"], other["left"])
    high = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
    return wide > least and high > least


def test_pointing_at_a_bar_says_the_place_the_period_and_the_unit(opened):
    page = opened("/")
    said = _point_at(page, page.locator("#trajectoire-graphique .point path").last)
    assert said.startswith("France, 2024 : ")
    assert "personnes" in said


def test_pointing_at_a_place_of_a_map_names_it(opened):
    page = opened("/")
    widest = max(page.locator("#carte-graphique .choroplethlayer path").all(), key=_area)
    assert _point_at(page, widest).startswith("Nouvelle-Aquitaine, ")


def _area(path: Locator) -> float:
    box = path.bounding_box()
    return box["width"] * box["height"]


def _point_at(page: Page, mark: Locator) -> str:
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    return page.locator(".hoverlayer .hovertext").text_content()
