"""Every verdict of every place at once: on the embedded figures, and in the small world."""

import csv
import io
from decimal import Decimal
from fractions import Fraction

import pytest
from courses import told

from observatory.exports import plain
from observatory.observations import TargetValue
from observatory.progress.board import behind, board, latest
from observatory.progress.keys import Key
from observatory.progress.table import COLUMNS, csv_bytes
from observatory.served import Vintages
from observatory.store import Store


@pytest.fixture(scope="module")
def national(embedded):
    """The published vintage of the project."""
    return Vintages(embedded).current()


def of(store, indicator, territory, key=None):
    return [one for one in board(store, key) if (one.indicator, one.territory) == (indicator, territory)]


def test_the_nation_reached_82_percent_of_its_goal_in_2023_and_was_at_52_in_september_2024(national):
    closed, current = of(national, "personnes-formees", "FR")
    assert (told(closed), round(closed.ruling.progress, 4)) == ("non_atteint", Fraction("0.8249"))
    assert (told(current), current.at.month, current.ruling.expected) == ("a_accelerer", 9, Fraction(9, 12))
    assert (current.row.heard, current.row.expected) == (101, 101)


def test_19_489_helpers_of_20_000_are_on_time(national):
    [one] = of(national, "aidants-formes", "FR")
    assert (one.initial, one.value, one.target.value, told(one)) == (12_476, 19_489, 20_000, "a_l_heure")
    assert one.ruling.expected == Fraction(21, 48)


def test_mayotte_is_at_a_standstill_with_537_accompaniments_in_nine_months(national):
    for place in ("DEP-976", "REG-06"):
        [one] = of(national, "accompagnements-cumules", place)
        assert (told(one), round(float(one.ruling.pace), 2)) == ("a_accelerer", 0.66)
        assert (one.effort.gained, one.effort.window, one.effort.standstill) == (537, 9, True)


def test_the_ain_is_past_its_target(national):
    [one] = of(national, "accompagnements-cumules", "DEP-01")
    assert (one.value, one.target.value, told(one)) == (68_865, 61_500, "atteint")
    assert not one.ruling.from_the_start and one.ruling.progress > 1


def test_the_creuse_and_21_others_were_past_their_target_from_the_start(national):
    [one] = of(national, "aidants-formes", "DEP-23")
    assert (one.initial, one.target.value, told(one)) == (95, 37, "atteint")
    helpers = [one for one in board(national) if one.indicator == "aidants-formes"]
    early = [one for one in helpers if one.ruling.from_the_start and one.row.level == "departement"]
    assert len(early) == 22 and {told(one) for one in early} == {"atteint"}


def test_every_indicator_and_every_place_with_a_value_has_its_verdict(national):
    shown = national.query(
        "SELECT DISTINCT indicateur, territoire_id FROM observations"
        " WHERE ventilation = 'total' AND ventile AND valeur IS NOT NULL"
    )
    found = latest(board(national))
    assert set(shown) <= set(found)
    assert {one.indicator for one in found.values()} == set(national.indicators)
    assert found["structures-aidants-connect", "FR"].row.step == "annee"  # known in February 2024 alone


def test_one_query_reads_all_the_values(national):
    asked = []

    class Counted(Store):
        def query(self, sql, parameters=None):
            asked.append(sql)
            return super().query(sql, parameters)

    assert len(board(Counted(national.folder))) == len(board(national))
    assert sum("FROM observations" in sql for sql in asked) == 1


def test_the_value_of_a_course_is_the_published_one(national):
    published = dict(
        ((slug, place, start, end), value)
        for slug, place, start, end, value in national.query(
            "SELECT indicateur, territoire_id, periode_debut, periode_fin, valeur FROM observations"
            " WHERE ventilation = 'total' AND valeur IS NOT NULL"
        )
    )
    for one in board(national):
        if one.row and not one.row.hidden:
            assert published[one.indicator, one.territory, one.row.start, one.row.end] == one.value


def test_a_target_without_a_date_begins_with_the_one_of_the_nation(steered):
    [one] = of(steered, "aidants", "DEP-80")
    assert (one.target.value, one.start.isoformat()) == (9, "2023-06-01")
    assert (one.initial, one.value, one.ruling.progress) == (2, 3, Fraction(1, 7))  # 1 in January


def test_a_falling_series_its_zero_and_its_holes_are_judged(steered):
    found = {place: of(steered, "restants", place)[0] for place in ("DEP-02", "DEP-59", "DEP-80", "DEP-974")}
    assert {place: told(one) for place, one in found.items()} == {
        "DEP-02": "atteint",
        "DEP-59": "a_l_heure",
        "DEP-80": "recul",
        "DEP-974": "points_insuffisants",
    }
    assert (found["DEP-02"].value, found["DEP-02"].ruling.progress) == (0, 1)
    assert found["DEP-59"].ruling.pace == Fraction(30, 50) / Fraction(12, 24)


def test_a_sum_over_places_of_which_one_is_missing_says_how_many_were_heard(steered):
    [region] = of(steered, "restants", "REG-32")
    assert (told(region), region.row.heard, region.row.expected) == ("a_accelerer", 3, 3)
    assert told(of(steered, "restants", "FR")[0]) == "sans_cible"
    assert of(steered, "restants", "FR")[0].row.heard == 3  # of 4


def test_the_last_course_is_the_one_of_the_last_value(steered):
    years = of(steered, "suivis", "FR")
    assert [one.row.start.year for one in years] == [2023, 2024]
    assert latest(years)["suivis", "FR"].row.start.year == 2024
    assert latest(reversed(years)) == latest(years)


def test_a_place_has_an_indicative_share_only_when_it_is_asked_for(steered):
    [plain_one] = of(steered, "suivis", "REG-32")
    assert told(plain_one) == "sans_cible"
    *_, shared = of(steered, "suivis", "REG-32", Key.POPULATION)
    assert shared.target.indicative and "convention" in shared.target.reference
    assert [steered.territories[id].population for id in ("REG-32", "FR")] == [3_600_000, 4_005_000]
    assert round(shared.target.value, 3) == Decimal("898.876")
    assert not of(steered, "suivis", "FR", Key.POPULATION)[0].target.indicative


def test_without_figures_for_the_key_nobody_has_a_share(steered):
    assert board(steered, Key.FAR) == board(steered)


def test_a_declared_target_is_kept_where_there_is_one(steered):
    target = steered.targets("restants", "DEP-59")
    assert [one.value for one in target] == [50] and not target[0].indicative
    assert isinstance(target[0], TargetValue) and target[0].since.year == 2022


def test_those_more_than_ten_points_under_the_median_are_named(national):
    levels = {id: place.level for id, place in national.territories.items()}
    group = [one for one in board(national) if one.indicator == "accompagnements-cumules"]
    found = behind(group, levels)
    assert ("accompagnements-cumules", "DEP-2A") in found
    shares = sorted(one.ruling.progress for one in group if one.row.level == "departement")
    middle = shares[50]
    assert set(found.values()) >= {middle}
    late = {one.territory for one in group if one.row.level == "departement"
            and one.ruling.progress < middle - Fraction(1, 10)}  # fmt: skip
    assert {place for _, place in found if place.startswith("DEP-")} == late


def test_the_file_of_verdicts_has_its_columns_and_its_numbers_can_be_worked_out_again(national):
    found = latest(board(national))
    text = csv_bytes(found.values(), national.indicators, national.vintage).decode()
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert tuple(rows[0]) == tuple(COLUMNS) and len(rows) == len(found)
    [nation] = [one for one in rows if one["territoire_id"] == "FR" and one["indicateur"] == "aidants-formes"]
    assert {name: nation[name] for name in list(COLUMNS)[2:14]} == {
        "periode_debut": "2024-09-01", "periode_fin": "2024-09-30", "valeur": "19489", "cible": "20000",
        "attendu": "15767.75", "ecart": "3721.25", "avancement": "0.932084", "rythme": "2.130478",
        "verdict": "a_l_heure", "motif": "", "taux_pilote": "93.21", "ratio_open_sdg": "1.99522",
    }  # fmt: skip
    for row in rows:
        one = found[row["indicateur"], row["territoire_id"]]
        assert row["valeur"] == plain(one.value) and bool(row["motif"]) == (row["verdict"] == "non_evaluable")
        assert row["millesime"] == national.vintage


def test_no_series_of_today_is_long_enough_for_a_forecast(national):
    assert national.table("previsions") == []


def test_a_forecast_is_given_with_the_year_that_it_foresees(steered):
    years = of(steered, "longs", "FR")
    assert [one.forecast is not None for one in years] == [False, True]
    found = years[-1].forecast
    assert (found.months, found.reason) == (39, None)
    assert years[-1].value < found.low < found.middle < found.high
    text = csv_bytes(years[-1:], steered.indicators, steered.vintage).decode()
    [row] = csv.DictReader(io.StringIO(text, newline=""))
    assert [row[name] for name in ("prevision_basse", "prevision", "prevision_haute")] == [
        plain(value) for value in (found.low, found.middle, found.high)
    ]


def test_verdicts_are_worked_out_once_for_a_vintage(steered):
    assert board(steered) is board(steered)
