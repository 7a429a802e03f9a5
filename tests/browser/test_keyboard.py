"""With the keyboard alone: everything is reached, seen, in order, and every form is sent."""

import functools

import pytest
from playwright.sync_api import BrowserContext, Page

from .visits import EVERY, HERE, settled

STOPS = (HERE / "stops.js").read_text("utf-8")
WALKED = (
    "accueil", "indicateurs", "rapport-cite", "recherche", "departement", "comparer-six", "donnees",
    "introuvable",
)  # fmt: skip
every_walk = pytest.mark.parametrize("path", [EVERY[name] for name in WALKED], ids=WALKED)


@pytest.fixture(scope="module")
def walk(contexts):
    """Walk through a page with Tab, from its top to its end: what there is, and what was passed."""
    # In one column, the order of reading is from top to bottom.
    [context] = contexts({390: 844}, reduced_motion="reduce").values()
    return functools.cache(lambda path: _walk(context, path))


def _walk(context: BrowserContext, path: str) -> tuple[dict, list[dict]]:
    page = context.new_page()
    page.goto(path)
    settled(page)
    there = page.evaluate(STOPS)
    passed = [_after(page, "Tab") for _ in there["expected"]]
    page.close()
    return there, passed


def _after(page: Page, key: str) -> dict:
    page.keyboard.press(key)
    return page.evaluate("window.stop()")


@every_walk
def test_tab_passes_through_everything_in_the_order_of_the_page(walk, path):
    there, passed = walk(path)
    assert [one["name"] for one in passed] == there["expected"]
    assert there["positive"] == []


@every_walk
def test_the_first_stop_skips_the_menu(walk, path):
    assert walk(path)[1][0]["name"] == "a Aller au contenu"


@every_walk
def test_the_focus_is_always_seen(walk, path):
    passed = walk(path)[1]
    assert [one["name"] for one in passed if not one["outlined"]] == []
    assert [one["name"] for one in passed if not one["onScreen"]] == []


@every_walk
def test_the_focus_never_goes_back_up(walk, path):
    passed = walk(path)[1][1:]  # the link that skips the menu stands above it
    pairs = zip(passed, passed[1:], strict=False)
    assert [two["name"] for one, two in pairs if two["bottom"] < one["top"]] == []


@every_walk
def test_what_scrolls_is_reached(walk, path):
    assert walk(path)[0]["scrolling"] == []


def test_the_focus_goes_back_as_it_came(opened):
    page = opened("/comparer")
    there = page.evaluate(STOPS)["expected"]
    for _ in there:
        page.keyboard.press("Tab")
    back = [_after(page, "Shift+Tab")["name"] for _ in there[1:]]
    assert back == there[-2::-1]


def test_the_first_link_leads_to_the_content(opened):
    page = opened("/indicateurs/accompagnements")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "contenu"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def _tab_to(page: Page, selector: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"Tab does not reach {selector}")


def _view(page: Page) -> tuple[str, list[str]]:
    settled(page)
    choices = [one.input_value() for one in page.locator(".filtres select, .filtres input").all()]
    return page.locator("main").inner_text(), choices


def test_an_indicator_is_filtered_and_the_address_brings_the_view_back(opened, new_context):
    page = opened("/indicateurs/accompagnements")
    _tab_to(page, "#choix-territoire")
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    place = page.locator("#choix-territoire").input_value()
    _tab_to(page, ".filtres button")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert f"territoire={place}" in page.url
    fresh = new_context().new_page()
    fresh.goto(page.url)
    assert _view(fresh) == _view(page)
    assert place in _view(fresh)[1]


def test_a_commune_is_found(opened):
    page = opened("/territoires")
    _tab_to(page, "#choix-commune")
    page.keyboard.type("Amiens")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    settled(page)
    assert "Amiens (80021)" in page.locator("main table").first.inner_text()


def test_a_table_is_opened_and_closed(opened):
    page = opened("/indicateurs/accompagnements")
    _tab_to(page, "#evolution summary")
    table = page.locator("#evolution table")
    page.keyboard.press("Enter")
    assert table.is_visible()
    page.keyboard.press("Enter")
    assert not table.is_visible()
