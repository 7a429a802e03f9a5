"""A real 404: what was asked for, and the nearest things that exist."""

from dash import html

from observatory.parts import NotFound, Page, link


def page(error: NotFound) -> Page:
    """The page shown, with status 404, when something does not exist."""
    near = [html.Li(link(text, path)) for text, path in error.suggestions]
    content = [
        html.H1("Page introuvable"),
        html.P(error.what, className="chapeau"),
        *([html.P("Vous cherchiez peut-être :"), html.Ul(near, className="liens")] if near else []),
        html.P(link("Retour à l’accueil", "/")),
    ]
    return Page("Page introuvable", error.what, content, status=404)
