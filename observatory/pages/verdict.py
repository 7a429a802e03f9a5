"""A verdict that opens on its formula, and what is said of the progress of an indicator in a place."""

from dash import html

from observatory.declarations import Indicator
from observatory.pages.goal import HEADLINE
from observatory.parts import Content, Visit, link, section
from observatory.progress import prospects, receipts, words
from observatory.progress.board import courses, shown
from observatory.progress.course import Progress
from observatory.progress.keys import Key

PILOT = "/pilotage"


def verdict(one: Progress, indicator: Indicator):
    """The word and the shape of a verdict; opened, the numbers it comes from, and the two other methods."""
    shape = html.Span(words.SHAPES[one.verdict], **{"aria-hidden": "true"})
    steps = html.Ul([html.Li(step) for step in receipts.formula(one, indicator)])
    others = receipts.others(one, indicator)
    said = html.Summary([shape, f" {words.verdict(one)}"])
    return html.Details([said, steps, html.P(others) if others else None], className="verdict")


def of_indicator(visit: Visit, indicator: Indicator, place: str) -> Content:
    """The progress of an indicator in a place, on its page; nothing where it has no target."""
    found = [one for one in courses(visit.store, indicator.slug, place) if one.target]
    told = [part for one in shown(found) for part in _told(visit, one, indicator)]
    return [section("Progression", *told, *_keys(indicator, place), id="progression")] if told else []


def _told(visit: Visit, one: Progress, indicator: Indicator) -> Content:
    where = visit.store.territories[one.territory]
    parts = [prospects.summary(one, indicator, where)]
    parts += [words.age(one, visit.today)] if one.at else []
    return [html.P(" ".join(parts)), verdict(one, indicator)]


def _keys(indicator: Indicator, place: str) -> Content:
    """Where to see the indicative share of the national goal, which is nobody's target."""
    if indicator.slug != HEADLINE or place == "FR":
        return []
    return [
        html.P(link("Voir une part indicative de l’objectif", PILOT, territoire=place, cle=Key.POPULATION))
    ]
