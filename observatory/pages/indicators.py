"""The list of every indicator, by family, with its last national value."""

from dash import html

from observatory import french, sentences
from observatory.declarations import THEMES
from observatory.parts import Page, badge, link, section, table, Visit
from observatory.store import Store

PARAMETERS = ()


def page(visit: Visit) -> Page:
    """The list of the indicators."""
    store = visit.store
    content = [
        html.H1("Les indicateurs"),
        html.P("Chaque indicateur a sa page : définition, évolution, carte, méthode, sources et fichier."),
    ]
    for theme, name in THEMES.items():
        lines = [_line(store, one) for one in store.indicators.values() if one.theme == theme]
        if lines:
            head = ["Indicateur", "Dernière valeur nationale", "Période", "Nature"]
            content.append(section(name, table(name, head, lines, texts=4), id=theme))
    return Page("Les indicateurs", "La liste des indicateurs de l’Observatoire.", content)


def _line(store: Store, indicator) -> list:
    now = sentences.reference(store.observations(indicator.slug, territory="FR"))
    name = link(indicator.title, f"/indicateurs/{indicator.slug}")
    if now is None:
        return [name, sentences.UNKNOWN, "", ""]
    when = french.period(now.step, now.start, now.end)
    return [name, sentences.spoken(now, indicator), when, badge(now.nature)]
