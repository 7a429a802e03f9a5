"""The list of every indicator, by family, with its last national value."""

from dash import html

from observatory import sentences
from observatory.declarations import Indicator
from observatory.observations import Observation
from observatory.parts import Page, Visit, badge, explained, link, proved, section, table
from observatory.vocabulary import THEMES

PARAMETERS = ()


def page(visit: Visit) -> Page:
    """The list of the indicators."""
    store = visit.store
    content = [
        html.H1("Les indicateurs"),
        html.P("Chaque indicateur a sa page : définition, évolution, carte, méthode, sources et fichier."),
    ]
    portrait = store.portrait("FR")
    for theme, name in THEMES.items():
        lines = [_line(one, portrait[one.slug]) for one in store.indicators.values() if one.theme == theme]
        if lines:
            head = ["Indicateur", "Dernière valeur nationale", "Période", "Nature"]
            content.append(section(name, table(name, head, lines), id=theme))
    content += explained(sentences.reference(portrait[slug], one) for slug, one in store.indicators.items())
    return Page("Les indicateurs", "La liste des indicateurs de l’Observatoire.", content)


def _line(indicator: Indicator, rows: list[Observation]) -> list:
    now = sentences.reference(rows, indicator)
    name = link(indicator.title, f"/indicateurs/{indicator.slug}")
    if now is None:
        return [name, sentences.UNKNOWN, "", ""]
    when = sentences.when(now)
    return [name, proved(sentences.short(now, indicator), now), when, badge(now.nature)]
