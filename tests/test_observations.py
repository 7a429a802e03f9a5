"""Rows made for what is not published: empty, and never the value of something else."""

import datetime
from dataclasses import asdict
from decimal import Decimal

from rows import observation

from observatory.observations import Territory, absent, years_since

EPCI = Territory("EPCI-248000531", "epci", "248000531", "CA Amiens Métropole", 0, 180_000, "REG-32")
FULL = observation(
    12, "2023", low=Decimal(10), high=Decimal(15), note="À lire.", status="e", nature="estimee"
)


def test_a_year_without_any_published_value_is_an_empty_row_between_the_others():
    rows = [observation(1, "2021"), FULL]
    shown = years_since(rows, 2019)
    assert [one.start.year for one in shown] == [2019, 2020, 2021, 2022, 2023]
    assert [one.value for one in shown] == [None, None, 1, None, 12]
    assert (shown[2], shown[4]) == tuple(rows)
    assert shown[3].end == datetime.date(2022, 12, 31)


def test_an_empty_year_keeps_nothing_of_a_value_but_its_place_and_its_nature():
    [empty, _] = years_since([FULL], 2022)
    assert (empty.low, empty.high, empty.status, empty.coverage, empty.precision) == (None,) * 5
    assert (empty.territory, empty.unit, empty.nature) == ("DEP-80", "pass", "estimee")
    assert empty.note == "Aucune donnée publiée."


def test_a_row_made_for_what_is_missing_is_never_said_to_be_hidden():
    hidden = observation(when="2023", confidentiality="c")
    empty, kept = years_since([hidden], 2022)
    assert (empty.hidden, kept.hidden, absent(hidden, EPCI).hidden) == (False, True, False)
    assert (empty.told, kept.told, FULL.told) == (False, True, True)


def test_a_place_finer_than_the_source_has_an_empty_row_of_its_own():
    row = asdict(absent(FULL, EPCI))
    assert (row["territory"], row["level"], row["name"], row["population"]) == (
        "EPCI-248000531", "epci", "CA Amiens Métropole", 180_000,
    )  # fmt: skip
    assert [row[name] for name in ("value", "low", "high", "coverage", "precision", "heard")] == [None] * 6
    assert (row["status"], row["nature"]) == ("x", "estimee")
    assert row["note"] == "Non disponible à cette maille."
    assert (row["start"], row["end"], row["step"]) == (FULL.start, FULL.end, "annee")
