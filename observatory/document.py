"""The whole HTML document of a page: head, menu, the page's content, foot.

The content is complete in it. Where the page holds a drawing, Dash draws the same components and
`takeover.js` removes the server's copy: what was text becomes charts, and nothing else moves. A page
without a drawing loads nothing of Dash.
"""

from dash import html

from observatory.markup import drawn, to_html, typeset
from observatory.pages import FOOT, MENU
from observatory.parts import Page, link
from observatory.permalinks import banner, staying
from observatory.served import Query, View
from observatory.settings import Settings

SITE = "Observatoire de l’inclusion numérique"
SHELL = """<!DOCTYPE html>
<html lang="fr">
<head>
{metas}
<title>{title}</title>
{own}
{favicon}
{css}
</head>
<body>
{top}
<main id="contenu" tabindex="-1">
{banner}
{crumbs}
<div id="serveur">{content}</div>
{entry}
</main>
{foot}
{scripts}
</body>
</html>
"""
ENTRY = '<div id="react-entry-point"></div>'
DASH = ("config", "scripts", "renderer")
ALONE = '<script src="/assets/takeover.js"></script>'


def document(
    page: Page, path: str, query: Query, settings: Settings, view: View, parts: dict[str, str]
) -> str:
    """The HTML of a page; `parts` are the tags that Dash makes: css, scripts, config, renderer."""

    def written(node: object) -> str:
        return to_html(staying(typeset(node), view.asked))

    return SHELL.format(
        metas=parts["metas"],
        title=to_html(title(page, path)),
        own=_head(page, path, settings),
        favicon=parts["favicon"],
        css=parts["css"],
        top=written(_top(path)),
        banner=to_html(typeset(banner(view, path, query))),
        crumbs=written(_crumbs(page)),
        content=to_html(page.content),
        foot=written(_foot(view.store.vintage)),
        entry=ENTRY if drawn(page.content) else "",
        scripts="\n".join(parts[name] for name in DASH) if drawn(page.content) else ALONE,
    )


def title(page: Page, path: str) -> str:
    """The title of the tab: the page, then the site."""
    return SITE if path == "/" else f"{page.title} – {SITE}"


def _head(page: Page, path: str, settings: Settings) -> str:
    metas = {"description": page.description}
    cards = {
        "og:title": page.title,
        "og:description": page.description,
        "og:locale": "fr_FR",
        "og:site_name": SITE,
        "og:type": "website",
    }
    tags = [html.Meta(name=name, content=text) for name, text in metas.items()]
    text = to_html(tags)
    for name, content in cards.items():
        text += to_html(html.Meta(content=content, **{"data-property": name})).replace(
            "data-property", "property"
        )
    if settings.url and page.status == 200:
        text += to_html(html.Link(rel="canonical", href=settings.url + path))
    return text


def _top(path: str):
    items = [html.Li(_menu_link(name, target, path)) for target, name in MENU.items()]
    return [
        html.A("Aller au contenu", href="#contenu", className="evitement"),
        html.Header(
            html.Div(
                [
                    html.P(html.A(SITE, href="/"), className="site"),
                    html.Nav(html.Ul(items), **{"aria-label": "Menu principal"}),
                ],
                className="bande",
            )
        ),
    ]


def _menu_link(name: str, target: str, path: str):
    here = path == target or (target != "/" and path.startswith(f"{target}/"))
    return html.A(name, href=target, **({"aria-current": "page"} if here else {}))


def _crumbs(page: Page):
    if not page.crumbs:
        return None
    items = [html.Li(link(text, path)) for text, path in page.crumbs]
    here = html.Li(page.title, **{"aria-current": "page"})
    return html.Nav(html.Ol([*items, here]), className="fil", **{"aria-label": "Fil d’Ariane"})


def _foot(vintage: str):
    items = [html.Li(html.A(name, href=path)) for path, name in FOOT.items()]
    text = f"Millésime {vintage}. Aucun cookie, aucune mesure d’audience, aucun appel à un autre site."
    return html.Footer(html.Div([html.Ul(items), html.P(text)], className="bande"))
