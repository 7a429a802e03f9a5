"""Without JavaScript, a page says and does the same; only the drawings are missing."""

import re

import pytest

from .visits import NARROWEST, every_page


@pytest.fixture
def plain(contexts):
    """A page where no script runs."""
    [context] = contexts({1280: 800}, java_script_enabled=False).values()
    return context.new_page()


@every_page
@pytest.mark.parametrize("part", ["h1", "said", "tables", "links", "forms"])
def test_a_page_holds_the_same(see, see_without_script, path, part):
    bare, full = (look(path, 1280).measures[part] for look in (see_without_script, see))
    assert bare == full


@every_page
def test_the_narrowest_screen_never_scrolls_sideways(see_without_script, path):
    assert see_without_script(path, NARROWEST).measures["overflow"] <= 0


def test_a_table_opens_on_demand(plain):
    plain.goto("/indicateurs/accompagnements")
    table = plain.locator("#evolution table")
    assert not table.is_visible()
    plain.locator("#evolution summary").first.click()
    assert table.is_visible()


def test_the_filters_of_an_indicator_are_applied(plain):
    plain.goto("/indicateurs/accompagnements")
    plain.locator("#choix-territoire").select_option("DEP-80")
    plain.locator("#choix-niveau").select_option("departement")
    plain.locator(".filtres button").click()
    assert "territoire=DEP-80" in plain.url
    assert plain.locator("#evolution .lecture").inner_text().startswith("Somme")
    assert plain.locator("#choix-territoire").input_value() == "DEP-80"


def test_territories_are_compared(plain):
    plain.goto("/comparer")
    for place, id in {"REG-32": "#choix-t1", "DEP-974": "#choix-t2"}.items():
        plain.locator(id).select_option(place)
    plain.locator(".filtres button").click()
    assert re.search(r"Hauts-de-France", plain.locator("#tous thead").inner_text())


def test_a_commune_leads_to_its_territories(plain):
    plain.goto("/territoires")
    plain.locator("#choix-commune").fill("amiens")
    plain.locator("#choix-commune").press("Enter")
    plain.get_by_role("link", name="Somme").first.click()
    assert plain.locator("h1").inner_text().startswith("Somme")
