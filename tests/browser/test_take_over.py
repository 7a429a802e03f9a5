"""When Dash takes the page over, nothing moves; the page stays where the reader was."""

import pytest

from .visits import LOOK, WIDTHS, every_visit

LARGEST_MOVE = 24  # pixels


@pytest.fixture(scope="module")
def tops_before(browser, browser_context_args):
    """Where each heading stands in the page that the server sends, before any script."""
    contexts = {
        width: browser.new_context(
            **browser_context_args
            | {"viewport": {"width": width, "height": height}, "java_script_enabled": False}
        )
        for width, height in WIDTHS.items()
    }
    pages = {width: context.new_page() for width, context in contexts.items()}

    def measure(path: str, width: int) -> dict[str, float]:
        pages[width].goto(path)
        return pages[width].evaluate(LOOK)["tops"]

    yield measure
    for context in contexts.values():
        context.close()


@every_visit
def test_no_heading_moves(see, tops_before, path, width):
    before, after = tops_before(path, width), see(path, width).measures["tops"]
    assert before.keys() == after.keys()
    moved = {name: after[name] - top for name, top in before.items()}
    assert {name: move for name, move in moved.items() if abs(move) >= LARGEST_MOVE} == {}


def test_a_link_to_a_part_of_a_page_leads_there(opened):
    page = opened("/indicateurs/accompagnements#methode")
    page.wait_for_timeout(500)
    assert abs(page.locator("#methode").bounding_box()["y"]) < LARGEST_MOVE


def test_the_focus_stays_where_it_was(page):
    page.goto("/comparer", wait_until="commit")
    page.locator("#serveur #choix-t2").focus()
    page.wait_for_selector("#react-entry-point.pret")
    assert page.evaluate("document.activeElement.id") == "choix-t2"


def test_what_was_chosen_or_opened_before_is_kept(page):
    page.goto("/indicateurs/accompagnements", wait_until="commit")
    page.locator("#serveur #choix-niveau").select_option("departement")
    page.locator("#serveur #evolution summary").click()
    page.wait_for_selector("#react-entry-point.pret")
    assert page.locator("#choix-niveau").input_value() == "departement"
    assert page.locator("#evolution details").first.get_attribute("open") is not None
