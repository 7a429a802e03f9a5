"""What raises an alert, and in which order they are read."""

import datetime
from dataclasses import replace
from fractions import Fraction

import pytest

from observatory.progress.alerts import Alert, alerts, old
from observatory.progress.board import board, latest


@pytest.fixture(scope="module")
def found(steered):
    return latest(board(steered))


@pytest.fixture(scope="module")
def level(steered):
    return {id: place.level for id, place in steered.territories.items()}


def named(raised):
    return [(one.progress.indicator, one.progress.territory) for one in raised]


def test_a_place_that_goes_the_wrong_way_is_said_to_fall(found, level):
    assert named(alerts(found, level)[Alert.BACKWARD]) == [("restants", "DEP-80")]


def test_a_slow_place_is_late_and_the_widest_territories_are_told_first(found, level):
    late = alerts(found, level)[Alert.LATE]
    assert late and {one.progress.verdict for one in late} == {"en_retard"}
    order = ["national", "region", "departement", "hub", "tani"]
    ranks = [order.index(level[one.progress.territory]) for one in late]
    assert ranks == sorted(ranks)


def test_a_place_far_under_the_others_of_its_level_is_told_with_their_median(found, level):
    behind = alerts(found, level)[Alert.BEHIND]
    mine = [
        one
        for one in behind
        if one.progress.indicator == "restants" and one.progress.row.level == "departement"
    ]
    assert {one.progress.territory for one in mine} == {"DEP-80"}
    assert mine[0].middle == Fraction(30, 50)  # of 1, 30/50 and a fall


def test_a_place_without_a_verdict_raises_nothing(found, level):
    raised = {case for cases in alerts(found, level).values() for case in named(cases)}
    assert raised
    assert all(found[case].ruling.reason is None for case in raised)


def test_a_standstill_is_told_beside_the_verdict(found, level):
    one = found["restants", "DEP-59"]
    stopped = replace(one, effort=replace(one.effort, recent=Fraction(0), required=Fraction(-2), window=9))
    raised = alerts(found | {("restants", "DEP-59"): stopped}, level)
    assert ("restants", "DEP-59") in named(raised[Alert.STANDSTILL])
    assert ("restants", "DEP-59") not in named(alerts(found, level)[Alert.STANDSTILL])


def test_a_value_is_old_after_twelve_months_whatever_its_verdict(found):
    one = found["restants", "DEP-02"]  # December 2023
    assert not old(one, datetime.date(2024, 12, 31))
    assert old(one, datetime.date(2025, 1, 1))
