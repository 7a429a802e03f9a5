"""An address is a view: reloaded, gone back to, or sent to someone else, it shows the same."""

import pytest
from playwright.sync_api import Page

from .visits import EVERY, settled

FILTERED = "/indicateurs/accompagnements?territoire=REG-32&pas=trimestre&niveau=hub"

DRAWN = (
    "[...document.querySelectorAll('.js-plotly-plot')].map(({ data }) => data.map((one) => one.hovertext))"
)


def _view(page: Page) -> dict:
    settled(page)
    return {
        "url": page.url,
        "text": page.locator("main").inner_text(),
        "choices": [one.input_value() for one in page.locator(".filtres select").all()],
        "drawn": page.evaluate(DRAWN),
    }


def test_the_choices_of_an_address_are_those_of_the_form(opened):
    assert _view(opened(FILTERED))["choices"] == ["REG-32", "trimestre", "hub"]


def test_back_forward_and_reload_keep_the_view(opened):
    page = opened("/indicateurs/accompagnements")
    first = _view(page)
    page.locator("#choix-territoire").select_option("REG-32")
    page.locator("#choix-niveau").select_option("hub")
    with page.expect_navigation():
        page.locator(".filtres button").click()
    second = _view(page)
    assert first["text"] != second["text"]
    page.go_back()
    assert _view(page) == first
    page.go_forward()
    assert _view(page) == second
    page.reload()
    assert _view(page) == second


@pytest.mark.parametrize("name", ["hubs-compares", "comparer-six"])
def test_an_address_sent_to_someone_else_shows_the_same(opened, new_context, name):
    mine = _view(opened(EVERY[name]))
    theirs = new_context().new_page()
    theirs.goto(EVERY[name])
    assert _view(theirs) == mine


def test_a_stray_parameter_changes_nothing(opened):
    usual, stray = (_view(opened(path)) for path in (FILTERED, f"{FILTERED}&utm_source=lettre"))
    assert {**stray, "url": ""} == {**usual, "url": ""}
