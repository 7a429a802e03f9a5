"""An hour of Paris is read as one instant, or refused with the cure."""

import datetime

import pytest

from observatory.embargo import EmbargoError, day, read_hour, told

NOW = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-12-01 08:45", "2026-12-01T07:45+00:00"),
        ("2026-07-01 08:45", "2026-07-01T06:45+00:00"),
        ("2026-03-29 01:59", "2026-03-29T00:59+00:00"),  # the last minute before the clocks go forward
        ("2026-03-29 03:00", "2026-03-29T01:00+00:00"),
        ("2026-10-25 01:59", "2026-10-24T23:59+00:00"),  # the last minute before the hour that comes twice
        ("2026-10-25 03:00", "2026-10-25T02:00+00:00"),
        (" 2026-12-01 08:45\n", "2026-12-01T07:45+00:00"),
    ],
)
def test_an_hour_of_paris_is_an_instant(text, instant):
    assert read_hour(text, NOW) == datetime.datetime.fromisoformat(instant)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2026-03-29 02:30", "le 29 mars 2026, 02:30 n’existe pas"),
        ("2026-10-25 02:00", "le 25 octobre 2026, 02:00 arrive deux fois"),
        ("2026-10-25 02:59", "choisissez avant 02:00 ou à partir de 03:00"),
        ("2025-12-31 08:45", "31 décembre 2025 à 8 h 45 (heure de Paris) est déjà passé"),
        ("2026-01-01 01:00", "est déjà passé"),  # this very second
        ("demain", "écrivez la date et l’heure de Paris, comme 2026-12-01 08:45"),
        ("2026-12-01", "écrivez"),
        ("2026-12-01T08:45+01:00", "écrivez"),
        ("2026-02-30 08:45", "écrivez"),
    ],
)
def test_an_hour_that_names_no_instant_to_come_is_refused_with_the_cure(text, why):
    with pytest.raises(EmbargoError) as error:
        read_hour(text, NOW)
    assert why in str(error.value)


def test_an_instant_is_told_by_the_clock_of_paris():
    assert told(read_hour("2026-12-01 08:05", NOW)) == "1er décembre 2026 à 8 h 05 (heure de Paris)"
    assert day(datetime.datetime(2026, 7, 1, 22, 30, tzinfo=datetime.UTC)) == datetime.date(2026, 7, 2)
