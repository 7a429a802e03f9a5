"""A vintage published while the server runs is what the next page shows, and no page shows two."""

import shutil

from world import NOW, ROOT

from observatory.publish import publish

from .conftest import serving
from .visits import settled


def test_the_next_page_shows_the_new_vintage(embedded, tmp_path, new_context):
    var = tmp_path / "var"
    shutil.copytree(embedded, var)
    old = (var / "current").read_text().strip()
    with serving(var, tmp_path / "journal") as address:
        page = new_context().new_page()
        page.goto(f"{address}/territoires/REG-32")
        settled(page)
        assert _cited(page) == {old}
        held, release = _held(new_context().new_page(), f"{address}/territoires/REG-53")
        new = publish(ROOT, var, NOW, lambda step: None, demonstration=True, force=True).id
        assert new != old
        with held.expect_navigation():  # drawn from the new vintage, the page is asked for again
            release()
        settled(held)
        assert _cited(held) == {new}
        for path in ("/territoires/REG-32", "/"):
            page.goto(f"{address}{path}")
            settled(page)
            assert _cited(page) == {new}


def _held(page, address):
    """A page that came whole before Dash drew it, and how to let Dash draw it."""
    waiting = []
    page.route("**/_dash-update-component*", lambda route: waiting.append(route))
    with page.expect_request("**/_dash-update-component*"):
        page.goto(address)

    def release():
        page.unroute("**/_dash-update-component*")
        for route in waiting:
            route.continue_()

    return page, release


def _cited(page) -> set[str]:
    """The vintages that a page cites: at its foot, and under each chart."""
    said = page.locator("footer, figcaption").all_inner_texts()
    return {word.strip(".") for text in said for word in text.split() if word[:4].isdigit() and "-" in word}
