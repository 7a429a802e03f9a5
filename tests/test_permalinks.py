"""Every link and form of a page keeps its reader in the vintage asked for, and nothing else changes."""

import datetime
from dataclasses import replace
from pathlib import Path

import dash_bootstrap_components as dbc
import pytest
from dash import dcc, html

from observatory.editions import Edition
from observatory.markup import to_html
from observatory.permalinks import banner, staying
from observatory.served import View
from observatory.store import Store

ASKED = (("millesime", "0001-0123456789"), ("acces", "a&b"))
KEPT = "millesime=0001-0123456789&acces=a%26b"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/", f"/?{KEPT}"),
        ("/indicateurs/a#methode", f"/indicateurs/a?{KEPT}#methode"),
        ("/donnees/a.csv?pas=annee&territoire=FR", f"/donnees/a.csv?pas=annee&territoire=FR&{KEPT}"),
        ("/comparer?t1=%C3%A9%20%26", f"/comparer?t1=%C3%A9+%26&{KEPT}"),
        ("#contenu", "#contenu"),
        ("//ailleurs.fr/", "//ailleurs.fr/"),
        ("https://ailleurs.fr/?a=1", "https://ailleurs.fr/?a=1"),
        ("/assets/style.css", "/assets/style.css"),
        ("mailto:a@b.fr", "mailto:a@b.fr"),
    ],
)
def test_a_link_of_the_site_keeps_what_was_asked_and_no_other_does(address, expected):
    assert staying(html.A("a", href=address), ASKED).href == expected


def test_the_walk_reaches_every_depth_and_leaves_the_tree_it_was_given(tree=None):
    link = html.A("a", href="/b")
    tree = html.Div(["x", None, 3, [html.P(link), (html.B(html.A(html.I("c"), href="/d")),)]], id="e")
    before = to_html(tree)
    walked = to_html(staying(tree, ASKED))
    assert walked.count("0001-0123456789") == 2
    assert walked.replace("?" + KEPT.replace("&", "&amp;"), "") == before
    assert to_html(tree) == before
    assert staying(tree, ()) is tree


@pytest.mark.parametrize("children", [None, html.Button("b"), [dbc.Input(name="x"), html.Button("b")]])
def test_a_form_sends_what_was_asked_beside_its_own_fields(children):
    form = staying(html.Form(children, action="/comparer", method="get"), ASKED)
    written = to_html(form)
    for name, value in (("millesime", "0001-0123456789"), ("acces", "a&amp;b")):
        assert f'name="{name}"' in written
        assert f'value="{value}"' in written
    assert written.count('type="hidden"') == 2
    assert staying(html.Form(action="https://ailleurs.fr/"), ASKED).children is None


def test_a_chart_is_left_as_it_is():
    graph = dcc.Graph(id="g", figure={"data": [], "layout": {}})
    assert staying([graph], ASKED)[0].figure == graph.figure


def view(here, current, **keys):
    def store(number, day):
        one = Store(Path(f"{number:04d}-0123456789"))
        one.edition = Edition(one.folder, datetime.datetime(2026, 11, day, 9, tzinfo=datetime.UTC), None)
        return one

    return replace(View(store(*here), store(*current), (("millesime", "x"),)), **keys)


@pytest.mark.parametrize(
    ("seen", "told"),
    [
        (view((1, 21), (3, 25)), "Un millésime plus récent existe : 0003-0123456789, du 25 novembre 2026"),
        (view((3, 25), (3, 25)), "C’est encore le millésime courant"),
        (view((3, 25), (1, 21)), "Il a été retiré : le millésime servi est 0001-0123456789, du 21 nov"),
        (view((1, 21), (3, 25), asked=(("au", "2026-11-22"),)), "ce qui était publié le 22 novembre 2026"),
        (view((4, 28), (3, 25), early=True), "sous embargo jusqu’au 28 novembre 2026 à 10 h 00"),
    ],
)  # fmt: skip
def test_a_banner_says_which_vintage_is_seen_and_what_became_of_it(seen, told):
    written = to_html(banner(seen, "/comparer", (("t1", "FR"),)))
    assert 'role="status"' in written
    assert f"Millésime {seen.store.vintage}" in written
    assert told in written
    assert ('href="/comparer?t1=FR"' in written) == (not seen.early)


def test_nothing_is_said_of_the_current_vintage():
    assert banner(view((1, 21), (1, 21), asked=()), "/", ()) is None
