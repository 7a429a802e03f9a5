"""When Dash takes the page over, nothing moves; the page stays where the reader was."""

from .visits import every_visit

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
