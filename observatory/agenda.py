"""The release calendar as a file that calendar programs subscribe to: iCalendar, RFC 5545."""

import datetime
from collections.abc import Iterable, Mapping

from icalendar import Calendar, Event, Timezone

from observatory import french
from observatory.releases import PARIS, Plan

NAME = "Observatoire de l’inclusion numérique : publications"
# The hours of Paris, by the European rule in force since 1996.
ZONE = """BEGIN:VTIMEZONE
TZID:Europe/Paris
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""
INDICATIVE = "Date indicative, que l’Observatoire se donne ; elle peut être reportée."


def ics(known: Iterable[Plan], titles: Mapping[str, str], written: datetime.datetime, url: str) -> bytes:
    """The publications as events in Paris time, the same bytes for the same ones.

    `titles`: the name of each indicator; `written`: when the vintage was published; `url`: the
    address of the site, empty when it has none.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Observatoire de l’inclusion numérique//Calendrier//FR")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", NAME)
    calendar.add_component(Timezone.from_ical(ZONE))
    for one in known:
        if one.indicator in titles:
            calendar.add_component(_event(one, titles[one.indicator], written, url))
    return calendar.to_ical()


def _event(plan: Plan, title: str, written: datetime.datetime, url: str) -> Event:
    event = Event()
    event.add("uid", f"{plan.indicator}-{plan.first}@observatoire-inclusion-numerique")
    event.add("dtstamp", written.astimezone(datetime.UTC))
    event.add("dtstart", datetime.datetime.combine(plan.day, plan.hour, PARIS))
    event.add("summary", f"Publication : {title}")
    told = [f"Reportée du {french.date(one.planned)} : {one.reason}" for one in plan.slips]
    event.add("description", "\n".join([INDICATIVE, *told]))
    event.add("sequence", len(plan.slips))
    event.add("status", "CONFIRMED" if plan.declared else "TENTATIVE")
    event.add("transp", "TRANSPARENT")
    if url:
        event.add("url", f"{url}/indicateurs/{plan.indicator}")
    return event
