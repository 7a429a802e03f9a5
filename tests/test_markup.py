"""Dash components become HTML that a browser reads without JavaScript, and that nobody can inject."""

import dash_bootstrap_components as dbc
import pytest
from dash import dcc, html

from observatory.markup import to_html

ATTACK = "<script>alert('x')</script> & \"y\""


def test_text_is_escaped_and_numbers_and_lists_are_written():
    assert to_html(ATTACK) == "&lt;script&gt;alert('x')&lt;/script&gt; &amp; \"y\""
    assert to_html([1, "a", None, ("b", html.B("c"))]) == "1ab<b>c</b>"
    assert to_html(None) == ""
    assert to_html(html.P()) == "<p></p>"
    assert to_html(html.P(0)) == "<p>0</p>"


def test_attributes_are_escaped_between_their_quotes():
    assert to_html(html.A("x", href=f'/?a="{ATTACK}')) == (
        '<a href="/?a=&quot;&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt; &amp; &quot;y&quot;">x</a>'
    )


@pytest.mark.parametrize(
    ("component", "expected"),
    [
        (html.Div("a", className="b", id="c"), '<div id="c" class="b">a</div>'),
        (html.Label("a", htmlFor="b"), '<label for="b">a</label>'),
        (html.Div(tabIndex=0, role="region"), '<div role="region" tabindex="0"></div>'),
        (html.Div(**{"aria-label": "a"}), '<div aria-label="a"></div>'),
        (html.Details("a", open=True), "<details open>a</details>"),
        (html.Details("a", open=False), "<details>a</details>"),
        (html.Div(style={"width": "40%", "minHeight": 3}), '<div style="width:40%;min-height:3px"></div>'),
        (html.Br(), "<br>"),
        (html.Img(src="/a.png", alt=""), '<img alt="" src="/a.png">'),
        (html.Td("1", colSpan=2), '<td colspan="2">1</td>'),
        (html.A("a", href="/", n_clicks=3), '<a href="/">a</a>'),
    ],
)  # fmt: skip
def test_attributes_take_their_html_names(component, expected):
    written = to_html(component)
    assert sorted(written.replace(">", " ").split()) == sorted(expected.replace(">", " ").split())
    assert written.split(">")[-1] == expected.split(">")[-1]


def test_a_list_of_choices_has_its_options_and_the_one_chosen():
    options = [{"value": "a", "label": "A"}, {"value": 'b"', "label": "<B>"}]
    written = to_html(dbc.Select(id="choix", name="lieu", options=options, value='b"'))
    assert written.startswith("<select ")
    assert 'name="lieu"' in written
    assert 'class="form-select"' in written
    assert (
        '<option value="a">A</option><option value="b&quot;" selected>&lt;B&gt;</option></select>' in written
    )


def test_a_field_to_type_in_is_an_input():
    written = to_html(dbc.Input(id="champ", name="commune", value='"><b>', type="text"))
    assert written.startswith("<input ")
    assert 'value="&quot;&gt;&lt;b&gt;"' in written
    assert "</input>" not in written


def test_a_chart_says_that_its_values_are_in_the_table_and_carries_no_figure():
    written = to_html(dcc.Graph(id="g", figure={"data": [{"y": [12345]}]}, style={"height": 380}))
    assert "les mêmes valeurs sont dans le tableau" in written
    assert 'id="g"' in written
    assert "12345" not in written


@pytest.mark.parametrize(
    "component", [dcc.Dropdown(["a"]), dcc.Markdown("a"), dbc.Card("a"), dcc.Store(id="a")]
)
def test_a_component_that_the_server_cannot_write_is_refused(component):
    with pytest.raises(TypeError, match="is not rendered by the server"):
        to_html(html.Div([html.P("a"), component]))
