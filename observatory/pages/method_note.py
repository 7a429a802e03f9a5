"""The method note of an indicator: rules in words, worked examples, cited figures, sources."""

from dash import html

from observatory import french
from observatory.declarations import Example, Indicator
from observatory.journal import rule
from observatory.observations import Observation
from observatory.parts import JOURNAL, Content, badge, link, outside, section, table
from observatory.store import Store

KINDS = {
    "cumulative": "La source donne un cumul ; la valeur d’une période est la différence entre deux"
    " points du cumul. Quand un écart entre deux points déborde d’une période, elle reste inconnue.",
    "flow": "Les valeurs s’additionnent d’un mois à l’autre et d’un territoire à l’autre.",
    "stock": "La valeur d’une période est la dernière connue dans la période ; les territoires"
    " s’additionnent.",
    "ratio": "La valeur d’un territoire est la somme des numérateurs divisée par la somme des"
    " dénominateurs : ce n’est pas la moyenne des valeurs de ses membres.",
}


def method(indicator: Indicator):
    """Definition, rule, worked examples, cautions."""
    cautions = [*indicator.caveats, *indicator.not_comparable]
    return section(
        "Note de méthode",
        html.P(indicator.definition),
        html.P(KINDS[indicator.kind]),
        *_targets(indicator),
        html.H3("Exemple"),
        *[_example(one) for one in indicator.examples],
        *([html.H3("Précautions"), html.Ul([html.Li(text) for text in cautions])] if cautions else []),
        html.H3("Secret statistique"),
        html.P(_disclosure(indicator)),
        id="methode",
    )


def _targets(indicator: Indicator) -> Content:
    if not indicator.targets:
        return []
    items = [
        html.Li(
            [
                f"{french.quantity(one.value, indicator.unit)}, {french.due(one.period)} : ",
                outside(one.reference, one.url),
                ".",
            ]
        )
        for one in indicator.targets
    ]
    return [html.H3("Objectif"), html.Ul(items)]


def _example(example: Example):
    return html.P(example.text, className="exemple")


def _disclosure(indicator: Indicator) -> Content:
    found = indicator.disclosure
    if found.public:
        return [f"Rien n’est masqué. {found.public}"]
    zero = "Un zéro est masqué comme un petit nombre." if found.zeros else "Un zéro reste publié."
    shared = (
        " Les indicateurs qui comptent les mêmes personnes masquent les mêmes cases."
        if found.population
        else ""
    )
    return [
        f"Sous le niveau national, aucune valeur publiée ne parle de {rule(found)}. {zero} D’autres valeurs"
        f" sont masquées pour qu’aucune ne se retrouve par addition ou par soustraction.{shared} Les données"
        " de démonstration, inventées, sont protégées comme si elles étaient vraies. ",
        link("Journal du secret", JOURNAL),
    ]


def cited(store: Store, indicator: Indicator) -> Content:
    """The figures published elsewhere about the same thing, each with where."""
    found = store.citations(indicator.slug)
    if not found:
        return []
    lines = [
        [one.figure, one.period, one.territory, outside(one.source, one.url), one.note or ""] for one in found
    ]
    head = ["Chiffre", "Période", "Territoire", "Source", "Note"]
    text = "Chiffres lus ailleurs, repris tels quels : ils ne comptent pas toujours la même chose."
    grid = table(f"Chiffres cités : {indicator.title}", head, lines)
    return [section("Chiffres cités", html.P(text), grid, id="citations")]


def provenance(store: Store, indicator: Indicator):
    """The sources behind the values, with their licence, their notes and their corrections."""
    items = []
    for one in store.sources_of(indicator.slug):
        words = [badge(one.nature), " ", outside(one.credit, one.url), f". {one.period}. "]
        words.append(f"Licence : {one.licence}. Consulté le {french.date(one.accessed)}. ")
        words += [html.Span(f"{note} ") for note in one.notes]
        words += [html.Span(f"Correction : {text} ") for text in one.corrections]
        items.append(html.Li(words))
    none = html.P("Aucune source n’alimente encore cet indicateur.")
    return section("Sources", html.Ul(items) if items else none, id="sources")


def missing(store: Store, indicator: Indicator, rows: list[Observation]) -> Content:
    """What is missing, and how to send it: the columns that a source of this fact declares."""
    name = rows[0].name if rows else "France"
    if rows and all(one.status == "z" for one in rows):
        return [html.P(f"{name} : sans objet, cet indicateur n’a pas de sens à cette maille.")]
    said = html.P(f"{name} : aucune valeur n’est publiée pour ce choix. Une case vide n’est pas un zéro.")
    if store.contents[indicator.slug][1]:
        return [said]
    return [said, *how_to_send(store, indicator)]


def how_to_send(store: Store, indicator: Indicator) -> Content:
    """The file that would fill the gap: its form, its first line, where to send it."""
    formats = store.awaited(indicator.slug)
    if not formats:
        return []
    shown = [html.Li(html.Code(",".join(one.columns))) for one in formats]
    return [
        html.P(
            "Ces données n’existent pas en accès public. Pour les fournir : un fichier CSV en"
            " UTF-8, séparé par des virgules, dont la première ligne est celle-ci, envoyé au"
            " contact des mentions légales."
        ),
        html.Ul(shown),
    ]
