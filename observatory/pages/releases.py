"""The release calendar: the next date of every indicator, what slipped and why, what was published."""

import datetime
from dataclasses import dataclass
from itertools import groupby

from dash import html

from observatory import french, history
from observatory.parts import Page, Visit, link, section, table
from observatory.releases import Plan, following, late, plans
from observatory.store import Store

PARAMETERS = ()
TITLE = "Le calendrier des publications"
FILE = "/calendrier.ics"
SHOWN = 20  # vintages told in the list of what was published


@dataclass(frozen=True)
class Due:
    """Where an indicator stands: its next publication, the one that is late, the last that came."""

    slug: str
    next: Plan | None
    late: Plan | None
    last: datetime.date | None


def page(visit: Visit) -> Page:
    """The release calendar."""
    store = visit.store
    content = [
        html.H1(TITLE),
        html.P(
            "Ce calendrier est indicatif : l’Observatoire se donne ces dates, elles n’engagent aucun"
            " producteur. Une date reportée reste affichée, avec la nouvelle date et la raison. Une date"
            " passée sans nouvelle valeur est dite en retard.",
            className="chapeau",
        ),
        html.P(
            html.A("S’abonner au calendrier (fichier .ics, heure de Paris)", href=FILE, className="fichier")
        ),
        _next(store, dues(store, visit.today), visit.today),
        _slipped(store),
        _published(store),
    ]
    return Page(TITLE, "La prochaine date de chaque indicateur.", content)


def of_indicator(visit: Visit, slug: str):
    """The next date of an indicator, on its page."""
    [due] = [one for one in dues(visit.store, visit.today) if one.slug == slug]
    return html.P(
        [
            f"Prochaine publication : {day(due.next)} ({state(due, visit.today)}). ",
            link("Calendrier", "/calendrier"),
        ]
    )


def dues(store: Store, today: datetime.date) -> list[Due]:
    """Where each indicator stands, in their order."""
    known, came = plans(history.releases(store)), history.published(store)
    found = []
    for slug in store.indicators:
        ours = [one for one in known if one.indicator == slug]
        days = [when for when, _, one in came if one == slug]
        found.append(
            Due(slug, following(ours, days, today), late(ours, days, today), max(days, default=None))
        )
    return found


def _next(store: Store, dues: list[Due], today: datetime.date):
    dues = sorted(
        dues, key=lambda one: (one.next.day if one.next else datetime.date.max, _title(store, one.slug))
    )
    lines = [
        [
            link(_title(store, one.slug), f"/indicateurs/{one.slug}"),
            day(one.next),
            state(one, today),
            french.date(one.last) if one.last else "aucune",
        ]
        for one in dues
    ]
    head = ["Indicateur", "Prochaine date", "État", "Dernières valeurs réelles publiées"]
    return section(
        "Prochaines dates", table("Prochaine publication de chaque indicateur", head, lines), id="dates"
    )


def day(plan: Plan | None) -> str:
    """The day and hour of a publication, in words."""
    return f"{french.date(plan.day)} à {_hour(plan.hour)}" if plan else "pas encore fixée"


def _hour(hour: datetime.time) -> str:
    minutes = f"{french.NBSP}{hour.minute:02}" if hour.minute else ""
    return f"{hour.hour}{french.NBSP}h{minutes}"


def state(due: Due, today: datetime.date) -> str:
    """Late first; else moved, or as planned."""
    if due.late:
        days = (today - due.late.day).days
        return f"en retard de {days} jour{'s' if days > 1 else ''} : prévue le {french.date(due.late.day)}"
    if due.next and due.next.slips:
        return f"reportée : prévue d’abord le {french.date(due.next.first)}"
    return "prévue" if due.next else "sans date"


def _slipped(store: Store):
    rows = [one for one in history.releases(store) if one.moved]
    if not rows:
        return section("Ce qui a été reporté", html.P("Aucune date n’a été reportée."), id="reports")
    lines = [
        [_title(store, one.indicator), french.date(one.planned), french.date(one.moved), one.reason]
        for one in rows
    ]
    head = ["Indicateur", "Date prévue", "Nouvelle date", "Raison"]
    return section("Ce qui a été reporté", table("Dates reportées", head, lines), id="reports")


def _published(store: Store):
    """The vintages that brought real values, newest first."""
    came = reversed(history.published(store))
    vintages = [(key, [slug for _, _, slug in rows]) for key, rows in groupby(came, key=lambda one: one[:2])]
    items = [
        html.Li([html.Strong(f"{french.date(when)}, millésime {id}"), f" : {_titles(store, slugs)}."])
        for (when, id), slugs in vintages[:SHOWN]
    ]
    words = html.P("Les indicateurs dont des valeurs réelles ont été publiées ou révisées, jour par jour.")
    return section("Ce qui a été publié", words, html.Ul(items), id="publications")


def _titles(store: Store, slugs: list[str]) -> str:
    return " ; ".join(sorted(_title(store, slug) for slug in slugs))


def _title(store: Store, slug: str) -> str:
    return store.indicators[slug].title if slug in store.indicators else slug
