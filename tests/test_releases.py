"""The release calendar: every indicator has a next date; what slipped, what is late, and the .ics file."""

import datetime
import re
from zoneinfo import ZoneInfo

import icalendar
import pytest
from world import NOW, ROOT, write_world

from observatory import history
from observatory.agenda import ics
from observatory.declarations import read_indicators
from observatory.markup import to_html, typeset
from observatory.pages import indicator, releases
from observatory.parts import Visit
from observatory.publish import publish
from observatory.releases import Plan, Release, following, kept, late, plans
from observatory.served import Vintages
from observatory.settings import Settings
from observatory.store import Store

INDICATORS = read_indicators(ROOT / "indicators")
TEN = datetime.time(10)
LINES = """indicateur,prevu_le,heure,etat,reporte_au,motif
suivis,2026-12-01,10:00,prévue,,
suivis,2027-01-15,10:00,prévue,,
aidants,2026-12-01,10:00,reportée,2026-12-08,"Le fichier est annoncé pour le 7 décembre."
aidants,2026-12-08,09:30,reportée,2026-12-20,"Le fichier reçu est incomplet."
pass,2026-11-20,10:00,publiée,,
pass,2027-03-30,10:00,prévue,,
"""


def day(text):
    return datetime.date.fromisoformat(text)


def line(planned, moved=None, state=None, hour=TEN, slug="serie"):
    state = state or ("reportée" if moved else "prévue")
    return Release(
        slug, day(planned), hour, state, day(moved) if moved else None, "Pourquoi." if moved else None
    )


def write_calendar(root, lines=LINES):
    (root / "data_sources" / "figures").mkdir(exist_ok=True)
    (root / "data_sources" / "figures" / "calendrier.csv").write_text(lines, "utf-8")
    declaration = (ROOT / "data_sources" / "calendrier.sql").read_text("utf-8")
    (root / "data_sources" / "calendrier.sql").write_text(declaration, "utf-8")
    return root


def send(root, var):
    publish(root, var, NOW, lambda step: None, demonstration=False, force=False)
    return Vintages(var).current()


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Store:
    """The vintage of 21 November 2026 of a project that has a calendar."""
    home = tmp_path_factory.mktemp("calendrier")
    return send(write_calendar(write_world(home / "projet")), home / "var")


def shown(store, today, module=releases, argument=""):
    visit = Visit(store, Settings(None, *[""] * 4), day(today), argument)
    return to_html(typeset(module.page(visit).content)).replace("\u00a0", " ")


def row(text, title):
    """The cells of the line of an indicator in the table of the next dates."""
    table = re.search(r"<table.*?</table>", text).group()
    [found] = [one for one in re.findall(r"<tr>(.*?)</tr>", table) if f">{title}</a>" in one]
    return re.findall(r"<td[^>]*>(.*?)</td>", found)


def test_a_date_moved_twice_is_one_publication_that_keeps_its_first_day():
    [one, other] = plans(
        [line("2026-12-08", "2026-12-20"), line("2026-12-01", "2026-12-08"), line("2027-01-05")]
    )
    assert (one.first, one.day) == (day("2026-12-01"), day("2026-12-20"))
    assert [slip.moved for slip in one.slips] == [day("2026-12-08"), day("2026-12-20")]
    assert other == Plan("serie", day("2027-01-05"), TEN, (), False)


def test_two_indicators_on_the_same_days_are_not_confused():
    found = plans([line("2026-12-01", "2026-12-08", slug="a"), line("2026-12-08", slug="b")])
    assert [(one.indicator, one.first, one.day) for one in found] == [
        ("a", day("2026-12-01"), day("2026-12-08")), ("b", day("2026-12-08"), day("2026-12-08")),
    ]  # fmt: skip


def test_a_date_moved_to_one_that_has_its_own_line_takes_its_hour():
    [one] = plans([line("2026-12-01", "2026-12-08"), line("2026-12-08", hour=datetime.time(9, 30))])
    assert (one.day, one.hour) == (day("2026-12-08"), datetime.time(9, 30))


def test_a_publication_is_kept_by_the_first_new_values_from_its_day_on():
    [one] = plans([line("2026-12-01")])
    assert kept(one, [day("2026-11-30")]) is None
    assert kept(one, [day("2026-12-01")]) == day("2026-12-01")
    assert kept(one, [day("2026-12-09"), day("2026-12-04")]) == day("2026-12-04")
    [declared] = plans([line("2026-12-01", state="publiée")])
    assert kept(declared, []) == day("2026-12-01")


@pytest.mark.parametrize(
    ("today", "published", "next", "missed"),
    [
        ("2026-11-30", [], "2026-12-01", None),
        ("2026-12-01", [], "2026-12-01", None),  # the day itself is not late
        ("2026-12-01", ["2026-12-01"], "2027-01-15", None),  # already there
        ("2026-12-02", [], "2027-01-15", "2026-12-01"),
        ("2026-12-02", ["2026-11-30"], "2027-01-15", "2026-12-01"),  # too early to be this one
        ("2026-12-09", ["2026-12-05"], "2027-01-15", None),  # late, then there
        ("2027-01-16", [], None, "2026-12-01"),
        ("2027-01-16", ["2026-12-05"], None, "2027-01-15"),
    ],
)
def test_what_is_next_and_what_is_late_depend_on_the_day_and_on_what_came(today, published, next, missed):
    known, came = plans([line("2026-12-01"), line("2027-01-15")]), [day(one) for one in published]
    found = following(known, came, day(today)), late(known, came, day(today))
    assert [one.day if one else None for one in found] == [
        day(one) if one else None for one in (next, missed)
    ]


def test_the_page_gives_the_next_date_of_every_indicator_even_of_one_that_has_none(store):
    text = shown(store, "2026-11-22")
    assert row(text, "Une série en accompagnements") == [
        "1er décembre 2026 à 10 h",
        "prévue",
        "21 novembre 2026",
    ]
    assert row(text, "Une série en pass")[:2] == ["30 mars 2027 à 10 h", "prévue"]
    assert row(text, "Une série en %")[:2] == ["pas encore fixée", "sans date"]


def test_the_page_tells_what_slipped_with_both_dates_and_the_reason(store):
    text = shown(store, "2026-11-22")
    assert row(text, "Une série en aidants")[:2] == [
        "20 décembre 2026 à 9 h 30",
        "reportée : prévue d’abord le 1er décembre 2026",
    ]
    slips = text[text.index("Ce qui a été reporté") :]
    assert '<td class="texte">1er décembre 2026</td><td class="texte">8 décembre 2026</td>' in slips
    assert "Le fichier reçu est incomplet." in slips


def test_a_date_that_passed_without_new_values_is_late_until_they_come(store):
    assert "en retard" not in row(shown(store, "2026-12-01"), "Une série en accompagnements")[1]
    late = row(shown(store, "2026-12-02"), "Une série en accompagnements")
    assert late[:2] == ["15 janvier 2027 à 10 h", "en retard de 1 jour : prévue le 1er décembre 2026"]
    assert "en retard de 10 jours" in row(shown(store, "2026-12-11"), "Une série en accompagnements")[1]
    assert "en retard" not in row(shown(store, "2026-12-11"), "Une série en pass")[1]


def test_the_page_tells_what_was_published_and_in_which_vintage(store):
    text = shown(store, "2026-11-22")
    assert f"<strong>21 novembre 2026, millésime {store.vintage}</strong> : Une série en %" in text


def test_the_page_of_an_indicator_gives_its_next_date(store):
    text = shown(store, "2026-12-02", indicator, "suivis")
    assert "Prochaine publication : 15 janvier 2027 à 10 h (en retard de 1 jour" in text
    assert "Prochaine publication : pas encore fixée (sans date)" in shown(
        store, "2026-12-02", indicator, "taux"
    )


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("suivis,2026-12-01,25:00,prévue,,", "heure « 25:00 »"),
        ("suivis,2026-12-01,10:00,reportée,2026-12-09,", "une date reportée, et elle seule"),
        ("suivis,2026-12-01,10:00,prévue,2026-12-09,Pourquoi.", "une date reportée, et elle seule"),
        ("suivis,2026-12-01,10:00,bientôt,,", "etat"),
        ("inconnu,2026-12-01,10:00,prévue,,", "Une date du calendrier vise un indicateur déclaré"),
    ],
)
def test_a_line_that_cannot_be_is_refused(tmp_path, wrong, told):
    root = write_calendar(write_world(tmp_path / "projet"), f"{LINES.splitlines()[0]}\n{wrong}\n")
    with pytest.raises(ValueError, match=told):
        send(root, tmp_path / "var")


# The .ics file ---------------------------------------------------------------------------------


def agenda(store):
    titles = {slug: one.title for slug, one in store.indicators.items()}
    return ics(plans(history.releases(store)), titles, NOW, "https://observatoire.exemple.fr")


def events(data):
    return {str(one["uid"]).split("@")[0]: one for one in icalendar.Calendar.from_ical(data).walk("VEVENT")}


def test_the_file_gives_each_publication_at_its_hour_in_paris(store):
    found = events(agenda(store))
    assert set(found) == {"suivis-2026-12-01", "suivis-2027-01-15", "aidants-2026-12-01", "pass-2026-11-20",
                          "pass-2027-03-30"}  # fmt: skip
    one = found["suivis-2026-12-01"]
    assert one.start == datetime.datetime(2026, 12, 1, 10, tzinfo=ZoneInfo("Europe/Paris"))
    assert (one["dtstart"].params["tzid"], one["sequence"]) == ("Europe/Paris", 0)
    assert one["summary"] == "Publication : Une série en accompagnements"
    assert one["url"] == "https://observatoire.exemple.fr/indicateurs/suivis"
    summer = found["pass-2027-03-30"]
    assert summer.start.utcoffset() == datetime.timedelta(hours=2)


def test_a_publication_that_slipped_keeps_its_name_and_says_why(store):
    one = events(agenda(store))["aidants-2026-12-01"]
    assert one.start.date() == day("2026-12-20")
    assert one["sequence"] == 2
    assert "Reportée du 8 décembre 2026 : Le fichier reçu est incomplet." in one["description"]


def test_the_file_is_the_same_each_time_and_keeps_to_the_standard(store):
    data = agenda(store)
    assert data == agenda(store)
    lines = data.split(b"\r\n")
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 75
    assert (lines[0], lines[-2]) == (b"BEGIN:VCALENDAR", b"END:VCALENDAR")
    calendar = icalendar.Calendar.from_ical(data)
    assert [one["tzid"] for one in calendar.walk("VTIMEZONE")] == ["Europe/Paris"]
    for one in calendar.walk("VEVENT"):
        assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY"} <= set(one)
        assert one["dtstamp"].dt == NOW


def test_the_zone_of_the_file_is_that_of_paris_to_the_minute(store):
    [zone] = icalendar.Calendar.from_ical(agenda(store)).walk("VTIMEZONE")
    ours, paris = zone.to_tz(lookup_tzid=False), ZoneInfo("Europe/Paris")
    for start in (
        datetime.datetime(2026, 10, 24),
        datetime.datetime(2027, 3, 27),
        datetime.datetime(2027, 7, 1),
    ):
        for minutes in range(0, 3 * 24 * 60, 30):
            hour = (start + datetime.timedelta(minutes=minutes)).replace(tzinfo=ours)
            if hour.hour not in (2, 3):  # those that are skipped or come twice
                assert hour.utcoffset() == hour.replace(tzinfo=paris).utcoffset(), hour


def test_the_site_sends_the_file_and_that_of_one_indicator(client):
    answer = client.get("/calendrier.ics")
    assert (answer.status_code, answer.mimetype) == (200, "text/calendar")
    assert client.get("/calendrier.ics").data == answer.data
    assert len({one.rsplit("-", 3)[0] for one in events(answer.data)}) == len(INDICATORS)
    alone = client.get("/calendrier.ics?indicateur=accompagnements")
    assert {one.rsplit("-", 3)[0] for one in events(alone.data)} == {"accompagnements"}
    assert client.get("/calendrier.ics?indicateur=inconnu").status_code == 404
    assert client.get("/calendrier.ics", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


# The calendar of the project -------------------------------------------------------------------


@pytest.fixture(scope="module")
def planned(site):
    """The publications that the project plans, by indicator."""
    known = plans(history.releases(site.vintages.current()))
    return {slug: [one for one in known if one.indicator == slug] for slug in INDICATORS}


@pytest.mark.parametrize("slug", INDICATORS)
def test_every_indicator_of_the_project_has_a_next_date(planned, slug):
    assert following(planned[slug], [], NOW.date()), f"{slug} : ajoutez une date à figures/calendrier.csv"


def test_the_calendar_of_the_project_goes_four_months_ahead(planned):
    horizon = NOW.date() + datetime.timedelta(days=4 * 31)
    assert all(known[-1].day >= horizon for known in planned.values())


def test_the_calendar_says_that_it_binds_nobody(read):
    assert "Ce calendrier est indicatif" in read("/calendrier").text
