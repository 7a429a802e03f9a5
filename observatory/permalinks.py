"""Keep a reader in the vintage asked for: every link and form of a page, and the banner that says so."""

import copy
from urllib.parse import parse_qsl, urlencode, urlsplit

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from observatory import embargo, french
from observatory.parts import link
from observatory.served import DATED, Query, View


def staying(node: object, asked: Query) -> object:
    """The same tree, where each link and each form of the site keeps the parameters asked for."""
    if not asked:
        return node
    if isinstance(node, list | tuple):
        return [staying(child, asked) for child in node]
    if not isinstance(node, Component):
        return node
    kept = copy.copy(node)
    if getattr(kept, "children", None) is not None:
        kept.children = staying(kept.children, asked)
    if _inside(getattr(kept, "href", None)):
        kept.href = _with(kept.href, asked)
    if _inside(getattr(kept, "action", None)):
        hidden = [dbc.Input(type="hidden", name=name, value=value) for name, value in asked]
        kept.children = [*_listed(getattr(kept, "children", None)), *hidden]
    return kept


def _inside(address: str | None) -> bool:
    """Whether an address is a page or a file of the site: not another site, not a style or a script."""
    return bool(address) and address.startswith("/") and not address.startswith(("//", "/assets/"))


def _with(address: str, asked: Query) -> str:
    parts = urlsplit(address)
    query = parse_qsl(parts.query) + [*asked]
    return parts._replace(query=urlencode(query)).geturl()


def _listed(children: object) -> list:
    if children is None:
        return []
    return [*children] if isinstance(children, list | tuple) else [children]


def banner(view: View, path: str, query: Query):
    """Which vintage is seen, and the same view on the current one; nothing on the current one itself."""
    if not view.asked:
        return None
    words = [html.Strong(f"Millésime {view.store.vintage}, {_dated(view)}. "), *_words(view)]
    if not view.early:
        words.append(link("Voir cette page dans le millésime courant", path, **dict(query)))
    return html.Div(html.P(words), role="status", className="millesime")


def _dated(view: View) -> str:
    if view.early:
        return f"sous embargo jusqu’au {embargo.told(view.store.edition.public)}"
    return f"publié le {_day(view)}"


def _day(view: View) -> str:
    return french.date(embargo.day(view.store.edition.public))


def _words(view: View) -> list[str]:
    here, current = view.store.edition, view.current.edition
    if view.early:
        return ["Accès anticipé : ne diffusez ni cette page, ni son adresse, ni ses chiffres."]
    told = []
    asked = dict(view.asked)
    if DATED in asked:
        told.append(f"C’est ce qui était publié le {french.loose_date(asked[DATED])}. ")
    if here.sequence == current.sequence:
        return [*told, "C’est encore le millésime courant. "]
    day = french.date(embargo.day(current.public))
    if here.sequence < current.sequence:
        return [*told, f"Un millésime plus récent existe : {current.id}, du {day}. "]
    return [*told, f"Il a été retiré : le millésime servi est {current.id}, du {day}. "]
