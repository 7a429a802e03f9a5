"""What it would take, and whether the last nine months bring anything."""

from fractions import Fraction

import pytest
from courses import FALLING, flow, states, years


def test_mayotte_stands_still_while_its_pace_is_still_066():
    found = states({"12/2022": 6_665, "12/2023": 25_038, "03/2024": 25_073, "09/2024": 25_575}, 72_000)
    effort = found.effort
    assert (effort.gained, effort.window, effort.left) == (537, 9, 27)
    assert (effort.required, effort.at_due) == (Fraction(72_000 - 25_575, 27), 27_186)
    assert effort.standstill


@pytest.mark.parametrize(("before", "still"), [(82, True), (81, True), ("80.2", False), (80, False)])
def test_a_standstill_is_less_than_a_tenth_of_what_is_needed(before, still):
    # 18 are missing in nine months: two a month are needed, a tenth of them is 1.8 in nine months.
    found = states({"12/2025": 0, "06/2025": before, "03/2026": 82}, 100, since="06/2025")
    assert found.effort.required == 2
    assert found.effort.standstill == still


def test_the_rate_is_read_over_the_first_span_of_nine_months_or_more():
    assert states({"12/2022": 0, "12/2023": 12, "09/2024": 12, "12/2024": 24}, 100).effort.window == 12
    assert states({"12/2022": 0, "09/2024": 12}, 100).effort.recent is None  # 21 months is another story
    assert states({"12/2022": 0, "03/2023": 1}, 100).effort.recent is None


def test_the_last_nine_months_may_begin_before_the_course():
    found = states({"06/2022": 0, "12/2022": 6, "03/2023": 9}, 100)
    assert (found.effort.window, found.effort.recent) == (9, 1)


def test_the_last_nine_months_of_a_flow_go_back_over_the_new_year():
    quarters = [flow(f"2023-T{n}", 30) for n in (1, 2, 3, 4)]
    rows = [flow("2023", 120), *quarters, flow("2024", 60, until="03/2024"), flow("2024-T1", 60)]
    found = years(rows, 400)[-1]
    assert (found.effort.gained, found.effort.recent) == (120, Fraction(40, 3))
    assert (found.effort.required, found.effort.at_due) == (Fraction(340, 9), 180)


def test_nothing_is_needed_once_the_target_is_reached_or_its_date_has_come():
    assert states({"12/2022": 0, "12/2023": 100, "09/2024": 100}, 100).effort.required is None
    assert not states({"12/2022": 0, "12/2023": 100, "09/2024": 100}, 100).effort.standstill
    assert states({"12/2022": 0, "03/2026": 50, "12/2026": 50}, 100).effort.required is None


def test_a_falling_target_needs_a_fall():
    found = states({"12/2022": 100, "12/2023": 90, "09/2024": 90}, 36, one=FALLING)
    assert (found.effort.required, found.effort.standstill) == (-2, True)
    assert not states({"12/2022": 100, "12/2023": 90, "09/2024": 80}, 26, one=FALLING).effort.standstill
