"""The annex to the minutes of a session: the steering page as it stood on a day, to be printed on A4."""

import datetime

from dash import html

from observatory import french
from observatory.pages import steering
from observatory.pages.steering_table import lines
from observatory.parts import Page, Visit

PARAMETERS = ("territoire", "cle", "tri")
PATH = f"{steering.PATH}/seance"


def page(visit: Visit) -> Page:
    """The steering page of what was published at the end of the day named by the address."""
    day = datetime.date.fromisoformat(visit.argument)  # no page is asked for on another day
    place, key = steering.asked_place(visit), steering.asked_key(visit.query)
    found = lines(visit, place, key)
    title = f"Séance du {french.date(day)}"
    content = [
        html.H1(f"Annexe au compte rendu de la séance du {french.date(day)}"),
        html.P(steering.summary(found, place), className="chapeau"),
        html.P(
            f"Cette page montre ce qui était publié à la fin du {french.date(day)} : millésime"
            f" {visit.store.vintage}. Ce qui est publié un autre jour ne la change pas."
        ),
        *steering.content_of(visit, place, key, found, f"{PATH}/{visit.argument}", whole=True),
    ]
    crumbs = [("Pilotage", steering.PATH)]
    return Page(title, steering.summary(found, place), [html.Div(content, className="seance")], crumbs=crumbs)
