"""The course that a value is set against: its first value, its dates, what is expected by when."""

import datetime
from fractions import Fraction

import pytest
from courses import STOCK, YEARLY, flow, month, state, states, target, told, years
from series import indicator

from observatory.progress.course import follow
from observatory.progress.expected import expected
from observatory.progress.points import levels, running

SLOW = 'milestones = [{ month = "2024-12", share = 0.25 }, { month = "2025-12", share = 0.5 }]'
SUMMER = "profile = [0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0, 0, 0.1, 0.1, 0.1, 0.1]"
SCHOOL = "profile = [0, 0.1, 0.1, 0.1, 0.1, 0.1, 0, 0, 0.2, 0.1, 0.1, 0.1]"


def due_by(one, at, start="12/2022", due="12/2026", since=None):
    return expected(one, month(start), month(due), month(at), since and month(since))


@pytest.mark.parametrize(
    ("at", "share"), [("12/2022", 0), ("09/2024", "21/48"), ("12/2026", 1), ("01/2027", 1)]
)
def test_without_more_the_calendar_says_what_is_expected(at, share):
    assert due_by(STOCK, at) == Fraction(share)


@pytest.mark.parametrize(
    ("at", "share"),
    [("12/2024", "1/4"), ("12/2023", "1/8"), ("06/2025", "3/8"), ("12/2025", "1/2"), ("06/2026", "3/4")],
)
def test_milestones_say_it_first_and_straight_between_two(at, share):
    assert due_by(indicator("stock", first=f"{SLOW}\n{SUMMER}"), at) == Fraction(share)


def test_a_profile_says_what_each_month_of_a_year_brings():
    one = indicator("flow", first=SUMMER)
    shares = [due_by(one, f"{at:02}/2024", "12/2023", "12/2024") for at in (1, 6, 8, 9, 12)]
    assert shares == [Fraction(share) for share in ("1/10", "6/10", "6/10", "7/10", "1")]
    assert due_by(one, "08/2024", "12/2022", "12/2026") == Fraction(16, 40)


def test_milestones_of_another_course_are_left_aside():
    one = indicator("stock", first=SLOW)
    assert due_by(one, "06/2023", "12/2022", "12/2023") == Fraction(1, 2)
    assert due_by(one, "06/2025", "12/2024", "12/2026") == Fraction(1, 4)  # that of its first day too


def test_a_course_that_is_known_late_is_set_against_what_then_remained():
    assert due_by(STOCK, "09/2024", since="06/2023") == Fraction(15, 42)
    assert due_by(indicator("stock", first=SLOW), "12/2025", since="12/2024") == Fraction(1, 3)
    assert due_by(STOCK, "12/2026", since="12/2026") == 0


def test_in_january_nothing_is_expected_by_a_profile_that_begins_in_february():
    one = indicator("flow", first=SCHOOL)
    [january] = years([flow("2024", 10, until="01/2024")], one=one)
    assert told(january) == "rien_attendu"


def test_the_first_value_is_that_of_the_start_else_the_next_one_known():
    found = states({"06/2022": 1, "12/2022": 2, "09/2024": 3}, 10)
    assert (found.initial, found.start) == (2, month("12/2022"))
    late = states({"06/2022": 1, "03/2023": 2, "09/2024": 3}, 10)
    assert (late.initial, late.start, late.ruling.expected) == (2, month("03/2023"), Fraction(18, 45))


def test_without_a_date_a_course_begins_at_the_first_point():
    found = states({"06/2022": 1, "09/2024": 3}, 10, since=None)
    assert (found.initial, found.start) == (1, month("06/2022"))


def test_values_after_the_date_of_a_target_do_not_count_for_it():
    found = states({"12/2022": 0, "12/2023": 80, "03/2024": 120}, 100, due="2023-12")
    assert (told(found), found.value) == ("non_atteint", 80)
    earlier = states({"12/2022": 0, "03/2023": 8, "12/2023": 80, "03/2024": 120}, 100, due="2023-12")
    assert earlier.effort.recent == 8  # 72 in nine months


def test_a_revised_target_keeps_the_course_and_is_in_force_from_its_date():
    targets = [target(100), target(50, since="06/2024")]
    before = [state("12/2022", 0), state("03/2024", 30)]
    after = [*before, state("09/2024", 30)]
    [first], [second] = (follow(STOCK, "DEP-80", rows, targets) for rows in (before, after))
    assert (first.target.value, first.ruling.progress) == (100, Fraction(30, 100))
    assert (second.target.value, second.initial, second.ruling.progress) == (50, 0, Fraction(30, 50))


def test_a_year_before_the_goal_was_set_has_no_course():
    found = years([flow("2018", 5), flow("2019", 6)])
    assert [one.row.start.year for one in found] == [2019]


def test_two_targets_are_two_courses():
    rows = [state("12/2022", 0), state("12/2023", 50)]
    found = follow(STOCK, "DEP-80", rows, [target(60, "2023-12"), target(200)])
    assert [told(one) for one in found] == ["non_atteint", "a_l_heure"]


def test_a_state_has_a_yearly_target_from_the_end_of_the_year_before():
    rows = [state("12/2022", 10), state("06/2023", 15)]
    [found] = follow(STOCK, "DEP-80", [*rows, flow("2023", 15, until="06/2023", months=None)],
                     [target(20, "annee", "01/2023")])  # fmt: skip
    assert (found.initial, found.value, found.ruling.progress) == (10, 15, Fraction(1, 2))


def test_a_rate_has_a_yearly_target_on_its_yearly_values():
    rate = indicator("ratio", unit="%")
    rows = [flow("2022", 40), flow("2023", 55), flow("2023-12", 90)]
    found = follow(rate, "DEP-80", rows, [target(60, "annee", "01/2023")])
    assert [(one.initial, one.value, told(one)) for one in found] == [(40, 55, "non_atteint")]


def test_a_flow_with_a_dated_target_adds_up_from_its_start():
    rows = [flow("2023", 60), flow("2024-T1", 10), flow("2024-T2", 10), flow("2024-T4", 99)]
    [found] = follow(YEARLY, "DEP-80", rows, [target(160)])
    assert (found.initial, found.value, found.at) == (0, 80, month("06/2024"))  # the 4th quarter is cut off


def test_a_running_total_follows_whole_periods_only():
    rows = [
        flow("2023", 100),
        flow("2023-T4", 30),
        flow("2024", 50, until="09/2024"),
        flow("2024-T1", 20),
        flow("2024-T3", 5, heard=1, expected=2),
        flow("2025", 9, until="06/2025", months=4),
    ]
    found = {f"{one.month:%Y-%m}": one.value for one in running(rows, month("12/2023"))}
    assert found == {"2022-12": -100, "2023-09": -30, "2024-03": 20, "2024-09": 50}


def test_months_that_are_not_all_known_link_nothing():
    assert running([flow("2024", 50, until="09/2024", months=8)], month("12/2023")) == []


def test_the_same_month_seen_in_a_month_and_in_a_year_is_one_point():
    year = flow("2023", 7, until="09/2023", months=None)
    points = levels([year, state("09/2023", 7), state("10/2023", None)])
    assert [(one.month, one.value, one.row.step) for one in points] == [
        (month("09/2023"), 7, "mois"),
        (datetime.date(2023, 10, 1), None, "mois"),
    ]
