"""When Dash takes the page over, nothing moves; the page stays where the reader was."""

import pytest

from .visits import EVERY, every_visit, settled

LARGEST_MOVE = 24  # pixels


@every_visit
def test_no_heading_moves(see, see_without_script, path, width):
    before, after = (look(path, width).measures["tops"] for look in (see_without_script, see))
    assert before.keys() == after.keys()
    moved = {name: after[name] - top for name, top in before.items()}
    assert {name: move for name, move in moved.items() if abs(move) >= LARGEST_MOVE} == {}


def test_a_link_to_a_part_of_a_page_leads_there(opened):
    page = opened("/indicateurs/accompagnements#methode")
    page.wait_for_timeout(500)
    assert abs(page.locator("#methode").bounding_box()["y"]) < LARGEST_MOVE


@pytest.fixture
def held(page):
    """Open a path, and let Dash wait for its content until `release` is called."""
    waiting = []

    def hold(path: str):
        page.route("**/_dash-update-component*", lambda route: waiting.append(route))
        with page.expect_request("**/_dash-update-component*"):
            page.goto(path)
        return page

    def release():
        for route in waiting:
            route.continue_()
        settled(page)

    return hold, release


def test_the_focus_stays_where_it_was(held):
    hold, release = held
    page = hold(EVERY["comparer-deux"])
    page.locator("#choix-t2").focus()
    release()
    assert page.evaluate("document.activeElement.id") == "choix-t2"


def test_what_was_chosen_before_is_kept(held):
    hold, release = held
    page = hold(EVERY["comparer-deux"])
    page.locator("#choix-t2").select_option("DEP-80")
    release()
    assert page.locator("#choix-t2").input_value() == "DEP-80"


def test_what_was_opened_before_stays_open(held):
    hold, release = held
    page = hold("/indicateurs/aidants-formes")
    page.locator("#evolution summary").click()
    release()
    assert page.locator("#evolution table").is_visible()
