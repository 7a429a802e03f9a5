"""The table of the steering page: every indicator of a place against its target, with its verdict."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from dash import html

from observatory import french, sentences
from observatory.declarations import Indicator
from observatory.observations import Observation, Territory
from observatory.pages import releases
from observatory.pages.verdict import verdict
from observatory.parts import Content, Visit, badge, explained, link, proved, table
from observatory.progress import prospects, words
from observatory.progress.board import courses, shown
from observatory.progress.course import Progress
from observatory.progress.keys import Key
from observatory.progress.rule import Verdict
from observatory.sparkline import sparkline

GRAVEST = (
    Verdict.BACKWARD, Verdict.LATE, Verdict.MISSED, Verdict.SPEED_UP,
    Verdict.ON_TIME, Verdict.MET, Verdict.NOT_ASSESSED,
)  # fmt: skip
TREND = 12  # periods of a sparkline
MEASURED = ("officielle", "estimee")  # figures cited here and there make no series
NONE = "–"


@dataclass(frozen=True, slots=True)
class Line:
    """An indicator of a place: its course, None where nothing is known, all its rows, its releases."""

    indicator: Indicator
    progress: Progress | None
    rows: list[Observation]
    due: releases.Due
    today: datetime.date
    place: str


def lines(visit: Visit, place: Territory, key: Key | None) -> list[Line]:
    """The lines of a place: one for each indicator, two where a year under way follows one that is over."""
    store, rows = visit.store, visit.store.portrait(place.id)
    due = {one.slug: one for one in releases.dues(store, visit.today)}
    found = courses(store, territory=place.id, key=key)
    return [
        Line(indicator, one, rows[slug], due[slug], visit.today, place.id)
        for slug, indicator in store.indicators.items()
        for one in shown(each for each in found if each.indicator == slug) or [None]
    ]


def _title(one: Line) -> Content:
    unit = html.Span(f" en {one.indicator.unit}", className="repere")
    return [link(one.indicator.title, f"/indicateurs/{one.indicator.slug}", territoire=one.place), unit]


def _value(one: Line) -> Content | str:
    if one.progress is None or one.progress.row is None:
        return sentences.absence(one.rows[-1] if one.rows else None)
    row, found = one.progress.row, one.progress
    if found.value in (row.value, None):
        number = proved(sentences.cell(row, one.indicator), row)
    else:
        number = french.number(found.value, one.indicator.decimals)
    when = words.when(found) + (f" ({words.partial(found)})" if words.partial(found) else "")
    return [number, html.Br(), when, *([" ", badge(row.nature)] if row.nature != "officielle" else [])]


def _target(one: Line) -> Content | str:
    aim = one.progress and one.progress.target
    if not aim:
        return NONE
    label = ", clé indicative" if aim.indicative else ""
    number = french.number(aim.value, one.indicator.decimals)
    return [number, html.Br(), f"{french.due(aim.due)}{label}"]


def _awaited(one: Line) -> str:
    awaited = one.progress and one.progress.awaited
    return NONE if awaited is None else french.number(words.exact(awaited), one.indicator.decimals)


def _gap(one: Line) -> str:
    """The signed gap; to three digits where the value is an estimate."""
    gap = one.progress and one.progress.gap
    if gap is None:
        return NONE
    estimated = one.progress.row.nature == "estimee" and one.indicator.additive
    number = french.significant(words.exact(gap)) if estimated else words.exact(gap)
    sign = "+" if gap > 0 else ""
    about = sentences.MARKS["environ"] if estimated else ""
    return f"{about}{sign}{french.number(number, one.indicator.decimals)}"


def _verdict(one: Line):
    return verdict(one.progress, one.indicator) if one.progress else words.WORDS[Verdict.NOT_ASSESSED]


def _trend(one: Line):
    """The last whole periods of the step that shows the most: a drawing, and the words it is read by."""
    rows = [each for each in one.rows if each.nature in MEASURED and not _cut(each)]
    steps = [[each for each in rows if each.step == step][-TREND:] for step in ("trimestre", "annee")]
    drawn = next((found for found in steps if sum(each.value is not None for each in found) > 2), [])
    known = [each for each in drawn if each.value is not None]
    if not known:
        return NONE
    ends = [
        f"{sentences.when(each)} : {sentences.cell(each, one.indicator)}" for each in (known[0], known[-1])
    ]
    image = sparkline([each.value for each in drawn])
    return html.Img(src=image, alt=" ; ".join(ends), className="tendance")


def _cut(row: Observation) -> bool:
    return row.months is not None and row.months < row.months_expected


def _forecast(one: Line) -> str:
    return (one.progress and prospects.outlook(one.progress, one.indicator)) or NONE


def _update(one: Line) -> Content:
    last = f"{one.due.last:%d/%m/%Y}" if one.due.last else "aucune valeur réelle"
    following = f"{one.due.next.day:%d/%m/%Y}" if one.due.next else "pas encore fixée"
    late = f", {releases.state(one.due, one.today)}" if one.due.late else ""
    return [last, html.Br(), f"prochaine : {following}{late}"]


def _coverage(one: Line) -> Content | str:
    row = one.progress and one.progress.row
    if not row or row.coverage is None:
        return "non connue"
    heard = f"{french.number(row.heard)} sur {french.number(row.expected)}" if row.expected else ""
    return [french.percent(row.coverage, 0), html.Br(), heard]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its cell, and what lines are sorted by in it, if they are."""

    title: str
    cell: Callable[[Line], object]
    rank: Callable[[Line], object] | None = None


def _or(missing: object, read: Callable[[Progress], object]) -> Callable[[Line], object]:
    """What is read of a course, or what stands for it where there is none."""

    def rank(one: Line) -> object:
        found = read(one.progress) if one.progress else None
        return missing if found is None else found

    return rank


FIRST, LAST = datetime.date.min, datetime.date.max
COLUMNS = {
    "indicateur": Column("Indicateur", _title, lambda one: french.plain(one.indicator.title)),
    "valeur": Column("Valeur", _value, _or(FIRST, lambda found: found.at)),
    "cible": Column("Cible", _target, _or(True, lambda found: found.target is None)),
    "attendu": Column("Attendu à la date de la valeur", _awaited),
    "ecart": Column("Écart", _gap, _or(99, lambda found: found.ruling.pace)),
    "verdict": Column("Verdict", _verdict, _or(len(GRAVEST), lambda found: GRAVEST.index(found.verdict))),
    "tendance": Column("Tendance", _trend),
    "prevision": Column("Prévision de l’année", _forecast),
    "mise-a-jour": Column("Mise à jour", _update, lambda one: one.due.last or FIRST),
    "couverture": Column("Couverture", _coverage, _or(2, lambda found: found.row and found.row.coverage)),
}
DEFAULT = "verdict"


def ordered(found: Iterable[Line], asked: str) -> list[Line]:
    """The lines sorted by a column, the other way round after a minus; ties by title."""
    column = COLUMNS[asked.removeprefix("-")]
    by_title = sorted(found, key=COLUMNS["indicateur"].rank)
    return sorted(by_title, key=column.rank, reverse=asked.startswith("-"))


def sortings() -> list[str]:
    """What the parameter `tri` may ask for."""
    names = [name for name, column in COLUMNS.items() if column.rank]
    return [*names, *(f"-{name}" for name in names)]


def steering_table(found: list[Line], place: Territory, asked: str, path: str, **query: str | None):
    """The table of the lines; its headings are links that sort it."""
    head = [
        _heading(name, column, asked, partial(link, path=path, **query)) for name, column in COLUMNS.items()
    ]
    body = [[column.cell(one) for column in COLUMNS.values()] for one in ordered(found, asked)]
    order = (list(COLUMNS).index(asked.removeprefix("-")), asked.startswith("-"))
    grid = table(f"Indicateurs, {place.name}", head, body, sorted_by=order)
    return html.Div([*explained(row for one in found for row in one.rows[-1:]), grid], className="pilote")


def _heading(name: str, column: Column, asked: str, to: Callable) -> object:
    if column.rank is None:
        return column.title
    again = f"-{name}" if asked == name else name
    mark = {name: " ▲", f"-{name}": " ▼"}.get(asked, "")
    return to(f"{column.title}{mark}", tri=again)
