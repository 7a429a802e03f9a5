"""What was revised: this figure was worth X, it is worth Y, because Z."""

from itertools import groupby

from dash import html

from observatory import french, history, sentences
from observatory.observations import Revision
from observatory.parts import Content, Page, Visit, choices, filters, link, section, table
from observatory.store import Store

PARAMETERS = ("indicateur",)
TITLE = "Les révisions"
KINDS = {
    "routine": "Révision attendue",
    "correction": "Correction d’une erreur",
    "methode": "Changement de méthode",
    "secret": "Secret statistique",
}
FILE = "/donnees/revisions.csv"
SHOWN, SHOWN_ALONE = 5, 100  # values of a reason: among all the indicators, and for one


def page(visit: Visit) -> Page:
    """The list of the revisions, of all the indicators or of one."""
    store, asked = visit.store, visit.query.get("indicateur", "")
    asked = asked if asked in store.indicators else ""
    found = history.revisions(store, asked or None, first=SHOWN_ALONE if asked else SHOWN)
    titles = [("tous", "Tous"), *((slug, one.title) for slug, one in store.indicators.items())]
    content = [
        html.H1(TITLE),
        html.P(
            "Quand un chiffre publié change, il est dit ici ce qu’il valait, ce qu’il vaut et pourquoi. Sans"
            " motif déclaré, rien n’est publié. Une valeur nouvelle n’est pas une révision, ni un chiffre de"
            " démonstration, inventé, qui laisse la place à un vrai.",
            className="chapeau",
        ),
        filters("/revisions", choices("indicateur", "Indicateur", titles, asked or "tous")),
        html.P(html.A("Télécharger toutes les révisions (CSV)", href=FILE, className="fichier")),
        *(
            [_vintage(store, list(rows)) for _, rows in groupby(found, key=lambda one: one.vintage)]
            or [_none()]
        ),
    ]
    return Page(TITLE, "Les chiffres publiés qui ont changé, et pourquoi.", content)


def of_indicator(store: Store, slug: str):
    """The revisions of an indicator, on its page: its last vintage revised, and the way to the others."""
    found = history.revisions(store, slug, first=SHOWN)
    latest = [one for one in found if one.vintage == found[0].vintage]
    shown: Content = [_dated(latest[0])] if latest else [_none()]
    shown += [part for rows in _reasons(latest) for part in _reason(store, rows)]
    others = html.P(link("Toutes les révisions de cet indicateur", "/revisions", indicateur=slug))
    return section("Révisions", *shown, others, id="revisions")


def _none():
    return html.P("Aucun chiffre publié n’a été révisé.")


def _vintage(store: Store, rows: list[Revision]):
    content: Content = []
    for slug, ours in groupby(rows, key=lambda one: one.indicator):
        known = store.indicators.get(slug)
        content.append(html.H3(link(known.title, f"/indicateurs/{slug}") if known else slug))
        content += [part for same in _reasons(list(ours)) for part in _reason(store, same)]
    one = rows[0]
    return section(f"Publié le {french.date(one.published)}", _dated(one), *content, id=f"m-{one.vintage}")


def _dated(one: Revision):
    words = f"Millésime {one.vintage}, du {french.date(one.published)}"
    return html.P(f"{words} ; les anciennes valeurs sont celles du millésime {one.since}.")


def _reasons(rows: list[Revision]) -> list[list[Revision]]:
    return [list(same) for _, same in groupby(rows, key=lambda one: (one.indicator, one.kind, one.reason))]


def _reason(store: Store, rows: list[Revision]) -> Content:
    """Why, then the values: the widest territories first."""
    one = rows[0]
    known = store.indicators.get(one.indicator)
    lines = [_line(row, known.decimals if known else 0) for row in rows]
    title = f"{known.title if known else one.indicator}, {KINDS[one.kind].lower()}, {one.vintage}"
    rest = one.among - len(rows)
    more = f"Autres valeurs révisées pour ce motif, dans le fichier : {french.number(rest)}."
    return [
        html.P([html.Strong(f"{KINDS[one.kind]} : "), one.reason]),
        table(title, ["Ce chiffre", "Valait", "Vaut"], lines, numbers=(1, 2)),
        html.P(more) if rest else None,
    ]


def _line(one: Revision, decimals: int) -> list:
    part = "" if one.breakdown == "total" else f", {one.breakdown}"
    what = f"{one.name}, {french.period(one.step, one.start, one.end)}{part}"
    if one.hidden:
        return [what, "non répétée", "masquée"]
    return [what, sentences.stated(one.before, decimals), _now(one, decimals)]


def _now(one: Revision, decimals: int) -> str:
    return sentences.UNKNOWN if one.after.value is None else sentences.stated(one.after, decimals)
