"""The few pieces that pages share: sections, charts with their table, labels, filters."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlencode

import dash_bootstrap_components as dbc
from dash import dcc, html

from observatory import french, sentences
from observatory.declarations import Indicator
from observatory.figures import CONFIG
from observatory.observations import Observation, Territory
from observatory.settings import Settings
from observatory.store import Store
from observatory.trail import period

Content = list
JOURNAL = "/journal-du-secret"


@dataclass(frozen=True)
class Page:
    """A page ready to be shown: its title, its one-sentence description, its content, its status."""

    title: str
    description: str
    content: Content
    status: int = 200
    crumbs: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Visit:
    """What a page is a function of: the vintage, who publishes, the day, the argument and the query."""

    store: Store
    settings: Settings
    today: datetime.date
    argument: str = ""
    query: dict[str, str] = field(default_factory=dict)


class NotFound(LookupError):
    """What was asked for does not exist; with the nearest things that do."""

    def __init__(self, what: str, suggestions: list[tuple[str, str]]):
        super().__init__(what)
        self.what = what
        self.suggestions = suggestions


def link(text: str, path: str, **query: str | None):
    """A link inside the site; empty parameters are left out."""
    kept = {name: value for name, value in query.items() if value}
    return html.A(text, href=f"{path}?{urlencode(kept)}" if kept else path)


def outside(text: str, url: str):
    """A link to a source; a source without address is plain text."""
    return html.Span(text) if url == "-" else html.A(text, href=url, rel="external")


def badge(nature: str):
    """The label of the nature of a figure: official, cited, estimated or demonstration."""
    return html.Span(sentences.NATURES[nature], className=f"nature nature-{nature}")


def badges(rows: Iterable[Observation]) -> list:
    """The labels of every nature present among rows that hold a value, surest first."""
    present = {one.nature for one in rows if one.value is not None}
    return [badge(nature) for nature in sentences.NATURES if nature in present]


def section(title: str, *children, id: str):
    """A titled part of a page, that a link can name."""
    heading = html.H2(title, id=f"titre-{id}")
    return html.Section([heading, *children], id=id, **{"aria-labelledby": f"titre-{id}"})


def table(
    caption: str,
    head: list,
    rows: list[list],
    *,
    numbers: tuple[int, ...] = (),
    sorted_by: tuple[int, bool] | None = None,
):
    """A table with its caption; the first cell of a row names it; `numbers`: columns of numbers.

    `sorted_by`: the column that the rows are sorted by, and whether from the last to the first.
    """
    header = html.Thead(html.Tr([_head(name, rank, numbers, sorted_by) for rank, name in enumerate(head)]))
    body = html.Tbody([_row(row, numbers) for row in rows])
    grid = html.Table([html.Caption(html.Span(caption)), header, body], className="table")
    return html.Div(grid, className="tableau", tabIndex=0, role="region", **{"aria-label": caption})


def _head(name: object, rank: int, numbers: tuple[int, ...], sorted_by: tuple[int, bool] | None):
    told = {}
    if sorted_by and sorted_by[0] == rank:
        told["aria-sort"] = "descending" if sorted_by[1] else "ascending"
    return html.Th(name, scope="col", className=_align(rank, numbers), **told)


def _row(cells: list, numbers: tuple[int, ...]):
    first = html.Th(cells[0], scope="row")
    others = [html.Td(cell, className=_align(i, numbers)) for i, cell in enumerate(cells[1:], start=1)]
    return html.Tr([first, *others])


def _align(index: int, numbers: tuple[int, ...]) -> str:
    return "nombre" if index in numbers else "texte"


def folded(summary: str, *children, opened: bool = False):
    """Content that opens on demand, with or without JavaScript."""
    return html.Details([html.Summary(summary), *children], open=opened)


@dataclass(frozen=True)
class Chart:
    """A chart and all that must stand beside it: title, sentence, table, file, source."""

    id: str
    title: str
    sentence: str
    figure: dict
    table: object
    csv: str
    rows: list[Observation]
    height: int = 380
    beside: bool = False  # the table stands open beside the drawing, on a wide screen
    told: Observation | None = None  # the number that the sentence tells first


def chart(store: Store, one: Chart):
    """Show a chart: what it shows, the sentence, the drawing, the table, the CSV, the source.

    And what a hidden value is, where there is one.
    """
    natures = badges(one.rows)
    title = html.H3([one.title, " ", *natures], id=f"{one.id}-titre")
    size = {"height": one.height}
    drawing = dcc.Graph(id=f"{one.id}-graphique", figure=one.figure, config=CONFIG, style=size)
    values = folded("Voir les valeurs en tableau", one.table, opened=one.beside)
    return html.Figure(
        [
            title,
            html.P(one.sentence, className="lecture"),
            html.Div(
                [html.Div(drawing, className="graphique", style=size), values],
                className="cote-a-cote" if one.beside else "",
            ),
            *explained(one.rows),
            caption(store, one),
        ],
        role="group",
        **{"aria-labelledby": f"{one.id}-titre"},
    )


def explained(rows: Iterable[Observation | None]) -> Content:
    """What « [c] » means and where it is counted, if one of the rows is hidden; else nothing."""
    if not any(one is not None and one.hidden for one in rows):
        return []
    return [html.P([f"{sentences.WHY_HIDDEN} ", link("Journal du secret", JOURNAL)], className="repere")]


def caption(store: Store, one: Chart):
    """Under a chart: the file behind it, where its first number comes from, its sources, the vintage."""
    credits = sorted({row.source for row in one.rows if row.value is not None})
    return html.Figcaption(
        [
            html.A("Télécharger ces valeurs (CSV)", href=one.csv, className="fichier"),
            proved(f"D’où vient ce chiffre ? ({one.told.name})", one.told) if one.told else None,
            html.Span(f"Source : {' ; '.join(credits)}." if credits else "Aucune source."),
            html.Span(f"Millésime {store.vintage}.", className="de-millesime"),
        ]
    )


def choices(name: str, label: str, options: list[tuple[str, str]], chosen: str):
    """A labelled list of choices, sent with its form as the parameter `name`."""
    entries = [{"value": value, "label": text} for value, text in options]
    select = dbc.Select(id=f"choix-{name}", name=name, options=entries, value=chosen)
    return html.Div([html.Label(label, htmlFor=f"choix-{name}"), select], className="choix")


def filters(action: str, *fields):
    """A form of filters: it works without JavaScript, and its result is a link to share."""
    button = html.Button("Afficher", type="submit", className="btn btn-primary")
    return html.Form([*fields, button], action=action, method="get", className="filtres", autoComplete="off")


def place_options(store: Store, levels: tuple[str, ...]) -> list[tuple[str, str]]:
    """The territories of some levels, in the order of the levels then by name."""
    kinds = {"region": "Région", "departement": "Département", "hub": "Hub", "tani": "TANI"}
    found = [place for place in store.territories.values() if place.level in levels]
    found.sort(key=lambda place: (levels.index(place.level), place.name))
    return [
        (place.id, f"{kinds[place.level]} : {place.name}" if place.level in kinds else place.name)
        for place in found
    ]


def proof_url(one: Observation) -> str:
    """The address of the page that says where a number comes from."""
    when = period.written(one.step, one.start, one.end)
    query = {"territoire": one.territory, "periode": when}
    query |= {} if one.breakdown == "total" else {"ventilation": one.breakdown}
    return f"/preuve/{one.indicator}?{urlencode(query)}"


def proved(text: str, one: Observation | None):
    """A number, as the link to where it comes from; words about a missing one stay words."""
    if one is None or (one.value is None and one.confidentiality is None):
        return text
    return html.A(text, href=proof_url(one), className="preuve", rel="nofollow")


def csv_url(indicator: Indicator, **query: str | None) -> str:
    """The address of an indicator's CSV, filtered as asked."""
    kept = {name: value for name, value in query.items() if value}
    path = f"/donnees/{indicator.slug}.csv"
    return f"{path}?{urlencode(kept)}" if kept else path


def full_name(place: Territory) -> str:
    """A territory as a title names it: « Ain (01) », « Bretagne »."""
    return f"{place.name} ({place.code})" if place.level == "departement" else place.name


def per_inhabitants(indicator: Indicator) -> str:
    """The heading of a column of comparable values."""
    if not indicator.additive:
        return indicator.unit
    return f"Pour {french.number(indicator.per_inhabitants)} habitants"
