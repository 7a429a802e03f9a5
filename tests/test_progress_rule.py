"""The rule that says whether a place is on track, each branch with the figures of a real or plain case.

A state goes from its first value to a target between two dates; a flow restarts from zero each January.
"""

from decimal import Decimal
from fractions import Fraction

import pytest
from courses import FALLING, STOCK, YEARLY, flow, state, states, target, told, years
from hypothesis import given
from hypothesis import strategies as st

from observatory.progress.course import follow
from observatory.progress.rule import FLOOR, Evidence, Reason, Verdict, judge


def percent(share):
    return None if share is None else round(float(100 * share), 1)


# Who, first value in 12/2022, value in 09/2024, target for 12/2026: verdict, share of the way.
CASES = [
    ("Ain, accompagnements: past its target", 16_456, 68_865, 61_500, "atteint", 116.4),
    ("Creuse, aidants: past its target from the start", 95, 134, 37, "atteint", None),
    ("Nation, aidants: 19,489 of 20,000", 12_476, 19_489, 20_000, "a_l_heure", 93.2),
    ("Nation, accompagnements", 1_156_570, 4_297_913, 6_000_000, "a_l_heure", 64.9),
    ("Mayotte, accompagnements", 6_665, 25_575, 72_000, "a_accelerer", 28.9),
    ("Corse-du-Sud, accompagnements", 1_671, 6_175, 27_000, "en_retard", 17.8),
    ("A place that has lost aidants since the start", 40, 36, 100, "recul", -6.7),
    ("A place where nothing has moved", 0, 0, 100, "en_retard", 0.0),
    ("A place exactly at its target", 0, 100, 100, "atteint", 100.0),
    ("A place past its target at the start, and no longer", 120, 90, 100, "recul", None),
    ("A place at its target at the start, and no longer", 100, 90, 100, "recul", None),
]


@pytest.mark.parametrize(("first", "now", "aim", "verdict", "share"), [case[1:] for case in CASES],
                         ids=[case[0] for case in CASES])  # fmt: skip
def test_in_september_2024_on_a_course_from_2022_to_2026(first, now, aim, verdict, share):
    found = states({"12/2022": first, "09/2024": now}, aim)
    assert (told(found), percent(found.ruling.progress)) == (verdict, share)
    assert found.ruling.expected == Fraction(21, 48)  # 21 months out of 48, whatever the day it is read
    assert found.ruling.from_the_start == (first >= aim)


def test_the_pace_is_the_share_done_over_the_share_expected():
    mayotte = states({"12/2022": 6_665, "09/2024": 25_575}, 72_000)
    assert round(float(mayotte.ruling.pace), 2) == 0.66
    assert (mayotte.awaited, mayotte.gap) == (Fraction("35249.0625"), Fraction("-9674.0625"))


@pytest.mark.parametrize(
    ("pace", "verdict"),
    [
        ("-0.01", Verdict.BACKWARD),
        ("0", Verdict.LATE),
        ("0.5999999999", Verdict.LATE),
        ("0.6", Verdict.SPEED_UP),
        ("0.9499999999", Verdict.SPEED_UP),
        ("0.95", Verdict.ON_TIME),
        ("1.9", Verdict.ON_TIME),
    ],
)
def test_the_pace_decides_at_exactly_60_and_95_hundredths(pace, verdict):
    half = Evidence(Decimal(0), Decimal(pace) * 50, Decimal(100), Fraction(1, 2))
    assert judge(half).verdict is verdict


def test_in_2023_the_nation_reached_82_percent_of_1_5_million_and_the_year_is_closed():
    [year] = years([flow("2023", "1237378.187453")])
    assert (told(year), percent(year.ruling.progress)) == ("non_atteint", 82.5)
    assert (year.initial, year.ruling.expected) == (0, 1)


def test_nine_months_of_2024_are_set_against_nine_months_of_the_goal():
    [year] = years([flow("2024", "779537.054229", until="09/2024")])
    assert (told(year), percent(year.ruling.progress)) == ("a_accelerer", 52.0)
    assert (year.ruling.expected, year.awaited) == (Fraction(9, 12), 1_125_000)


def test_each_january_the_count_restarts_from_zero():
    first, second = years([flow("2023", 1_600_000), flow("2024", 100_000, until="03/2024")])
    assert (told(first), percent(first.ruling.progress)) == ("atteint", 106.7)
    assert (told(second), second.initial, percent(second.ruling.pace)) == ("en_retard", 0, 26.7)


def test_a_goal_reached_before_the_end_of_the_year_is_reached():
    [year] = years([flow("2024", 1_500_000, until="09/2024")])
    assert told(year) == "atteint"


def test_a_target_is_missed_only_when_its_date_has_come():
    late = {"12/2022": 0, "11/2026": 50}
    assert told(states(late, 100)) == "en_retard"
    assert told(states(late | {"12/2026": 99}, 100)) == "non_atteint"
    assert told(states(late | {"12/2026": 100}, 100)) == "atteint"


# Why a value is not judged, in this order.
def test_without_a_target_nothing_is_judged():
    [found] = follow(STOCK, "DEP-80", [state("12/2022", 0), state("09/2024", 5)], [])
    assert (told(found), found.value) == ("sans_cible", 5)


def test_one_point_is_too_few_for_a_state_and_enough_for_a_year():
    assert told(states({"12/2022": 6_665}, 72_000)) == "points_insuffisants"
    assert told(years([flow("2023", 12)])[0]) == "non_atteint"
    [nothing] = follow(STOCK, "DEP-80", [], [target(100)])
    assert (told(nothing), nothing.value) == ("points_insuffisants", None)


def test_a_value_known_before_the_course_begins_is_not_a_point_of_it():
    assert told(states({"06/2022": 0, "12/2022": 10}, 100)) == "points_insuffisants"


@pytest.mark.parametrize(("heard", "verdict"), [(80, "a_accelerer"), (79, "couverture_insuffisante")])
def test_under_four_territories_heard_of_five_a_value_is_not_judged(heard, verdict):
    rows = {"12/2022": 6_665, "09/2024": 25_575}
    assert told(states(rows, 72_000, heard=heard, expected=100)) == verdict
    assert Fraction(4, 5) == FLOOR


def test_a_first_value_heard_from_too_few_is_no_start():
    rows = [
        state("12/2022", 6_665, heard=50, expected=101),
        state("09/2024", 25_575, heard=101, expected=101),
    ]
    [found] = follow(STOCK, "FR", rows, [target(72_000)])
    assert told(found) == "couverture_insuffisante"


def test_a_year_with_holes_is_not_judged_nor_one_whose_coverage_nobody_knows():
    nine = flow("2024", 1_500_000, until="09/2024", months=7)
    assert told(years([nine])[0]) == "couverture_insuffisante"
    assert told(years([flow("2023", 1, coverage=None)])[0]) == "couverture_insuffisante"


@pytest.mark.parametrize("values", [(None, 5), (5, None)])
def test_a_hidden_value_hides_the_verdict(values):
    found = states(dict(zip(("12/2022", "09/2024"), values, strict=True)), 100)
    assert (told(found), found.ruling.progress, found.effort) == ("valeur_masquee", None, None)
    assert told(years([flow("2023", None)])[0]) == "valeur_masquee"


def test_before_anything_is_expected_nothing_is_judged():
    evidence = Evidence(Decimal(0), Decimal(5), Decimal(10), Fraction(0))
    assert judge(evidence).reason is Reason.NOTHING_EXPECTED


def test_an_invented_value_is_not_judged():
    rows = {"12/2022": 6_665, "09/2024": 68_865}
    assert told(states(rows, 61_500, nature="demonstration")) == "demonstration"


def test_of_several_reasons_the_first_is_given():
    wrong = {"coverage": Fraction(0), "hidden": True, "demonstration": True, "points": 1}
    whole = {"coverage": Fraction(1), "hidden": False, "points": 2}
    given_reasons = []
    evidence = {"initial": None, "value": None, "target": None, "expected": Fraction(0), **wrong}
    for mended in ("target", "points", "coverage", "hidden", "expected", "demonstration"):
        given_reasons.append(judge(Evidence(**evidence)).reason)
        sound = {"target": Decimal(1), "expected": Fraction(1), "demonstration": False}
        evidence[mended] = (whole | sound)[mended]
    assert given_reasons == list(Reason)


def test_a_falling_target_is_judged_as_a_rising_one():
    left = states({"12/2022": 13_000, "09/2024": 11_000}, 9_000, one=FALLING)
    assert (told(left), percent(left.ruling.progress)) == ("a_l_heure", 50.0)
    assert told(states({"12/2022": 13_000, "09/2024": 14_000}, 9_000, one=FALLING)) == "recul"
    assert told(states({"12/2022": 13_000, "09/2024": 8_999}, 9_000, one=FALLING)) == "atteint"
    assert states({"12/2022": 8_000, "09/2024": 8_500}, 9_000, one=FALLING).ruling.from_the_start


# What must hold for any values.
WORST_FIRST = [Verdict.BACKWARD, Verdict.LATE, Verdict.SPEED_UP, Verdict.ON_TIME, Verdict.MISSED, Verdict.MET]
numbers = st.decimals(-(10**9), 10**9, places=6)
evidences = st.builds(
    Evidence,
    numbers,
    numbers,
    numbers,
    expected=st.fractions(min_value=Fraction(1, 1000), max_value=1),
    closed=st.booleans(),
    rising=st.booleans(),
)


def changed(evidence, change, **more):
    values = {name: change(getattr(evidence, name)) for name in ("initial", "value", "target")}
    kept = {name: getattr(evidence, name) for name in ("expected", "closed", "rising")}
    return Evidence(**kept | values | more)


@given(evidences, st.decimals("0.001", 1000, places=3))
def test_counting_in_another_unit_changes_nothing(evidence, scale):
    assert judge(changed(evidence, lambda value: value * scale)) == judge(evidence)


@given(evidences)
def test_a_falling_course_is_the_mirror_of_a_rising_one(evidence):
    mirror = changed(evidence, lambda value: -value, rising=not evidence.rising)
    assert judge(mirror) == judge(evidence)


@given(evidences, numbers)
def test_doing_better_never_gives_a_worse_verdict(evidence, other):
    better = max(evidence.value, other) if evidence.rising else min(evidence.value, other)
    after = changed(evidence, lambda value: value)
    after = Evidence(after.initial, better, after.target, after.expected, after.closed, after.rising)
    assert WORST_FIRST.index(judge(after).verdict) >= WORST_FIRST.index(judge(evidence).verdict)


@given(st.integers(0, 1000), st.integers(0, 1000), st.integers(0, 1000), st.text(min_size=1))
def test_no_verdict_changes_when_a_territory_is_renamed(first, now, aim, name):
    rows = {"12/2022": first, "09/2024": now}
    plain = states(rows, aim)
    renamed = states(rows, aim, name=name, code=name[:3], territory=f"DEP-{name}")
    assert (renamed.ruling, renamed.effort) == (plain.ruling, plain.effort)


@given(st.integers(0, 10**7))
def test_what_is_kept_is_never_clipped(value):
    [year] = years([flow("2023", value)], one=YEARLY)
    assert year.ruling.progress == Fraction(value, 1_500_000)
