"""Turn a tree of Dash components into HTML, so that every page is complete without JavaScript.

Only the components that the pages use are known; any other is an error, seen in the tests.
"""

from copy import copy
from html import escape

from dash import html
from dash.development.base_component import Component

from observatory import french

VOID = {"br", "hr", "img", "input", "link", "meta", "col"}
# React's names of attributes that are not their lower-case HTML name.
NAMES = {"className": "class", "htmlFor": "for", "class_name": "class"}
IGNORED = {"children", "key", "n_clicks", "disable_n_clicks", "options", "figure", "config"}
WITHOUT_SCRIPT = "Graphique : les mêmes valeurs sont dans le tableau."


def to_html(node: object) -> str:
    """The HTML of a component, of a list of them, of a text or of a number."""
    if node is None:
        return ""
    if isinstance(node, list | tuple):
        return "".join(to_html(child) for child in node)
    if not isinstance(node, Component):
        return escape(str(node), quote=False)
    if node._type == "Select":
        return _select(node)
    if node._type == "Graph":
        return f"<div{_attributes(_props(node))}><p>{french.typeset(WITHOUT_SCRIPT)}</p></div>"
    if node._type == "Input":
        return f"<input{_attributes(_props(node))}>"
    if node._namespace != "dash_html_components":
        raise TypeError(f"{node._namespace}.{node._type} is not rendered by the server")
    return _element(node._type.lower(), node)


def drawn(node: object) -> bool:
    """Whether a tree holds a drawing, which a script makes; without one, its HTML is all of it."""
    if isinstance(node, list | tuple):
        return any(drawn(child) for child in node)
    return isinstance(node, Component) and (node._type == "Graph" or drawn(getattr(node, "children", None)))


def light(node: object) -> object:
    """The same tree with an empty place for each table: the page has it already, and moves it there."""
    if isinstance(node, list | tuple):
        return [light(child) for child in node]
    if not isinstance(node, Component) or getattr(node, "children", None) is None:
        return node
    if getattr(node, "className", "") == "tableau":
        return html.Div(className="garde")
    drawn_again = copy(node)
    drawn_again.children = light(node.children)
    return drawn_again


def typeset(node: object) -> object:
    """The same tree, with the spaces that French typography keeps on one line."""
    if isinstance(node, str):
        return french.typeset(node)
    if isinstance(node, list | tuple):
        return [typeset(child) for child in node]
    if isinstance(node, Component) and node._type != "Code":  # code is copied as it is
        for name in ("children", "options"):
            if getattr(node, name, None):
                setattr(node, name, typeset(getattr(node, name)))
    if isinstance(node, dict):
        return node | {"label": typeset(node["label"])}
    return node


def _props(node: Component) -> dict:
    return node.to_plotly_json()["props"]


def _element(tag: str, node: Component) -> str:
    opened = f"<{tag}{_attributes(_props(node))}>"
    return opened if tag in VOID else f"{opened}{to_html(getattr(node, 'children', None))}</{tag}>"


def _select(node: Component) -> str:
    props = _props(node)
    chosen = props.pop("value", None)
    options = "".join(
        f'<option value="{escape(option["value"])}"'
        f"{' selected' if option['value'] == chosen else ''}>{escape(option['label'])}</option>"
        for option in props["options"]
    )
    props["className"] = f"form-select {props.get('className', '')}".strip()
    return f"<select{_attributes(props)}>{options}</select>"


def _attributes(props: dict) -> str:
    return "".join(
        _attribute(NAMES.get(name, name.lower()), value)
        for name, value in props.items()
        if name not in IGNORED
    )


def _attribute(name: str, value: object) -> str:
    if value is None or value is False:
        return ""
    if value is True:
        return f" {name}"
    if name == "style":
        value = ";".join(f"{_hyphenated(key)}:{_length(part)}" for key, part in value.items())
    return f' {name}="{escape(str(value))}"'


def _hyphenated(name: str) -> str:
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in name)


def _length(value: object) -> str:
    """A bare number is a length in pixels, as React has it."""
    return f"{value}px" if isinstance(value, int | float) else str(value)
