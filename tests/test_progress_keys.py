"""An indicative share of the national goal is ours, says so, and is given only when asked for."""

from decimal import Decimal

from courses import target

from observatory.progress.keys import Key, indicative

NATIONAL = target(1_500_000, "annee", "01/2019")


def shares(key=Key.POPULATION, **weights):
    return indicative(NATIONAL, key, weights, 68_952_941)


def test_a_share_is_in_proportion_and_the_whole_is_kept():
    found = shares(north=40_000_000, south=28_952_941)
    assert found["north"].value == Decimal("870158.678221")
    assert sum(one.value for one in found.values()) == 1_500_000
    assert (found["south"].territory, found["south"].due) == ("south", "annee")


def test_it_says_that_it_is_a_convention_of_ours_and_by_what_key():
    [one] = shares(north=1).values()
    assert one.indicative and "convention de l’Observatoire" in one.reference
    assert "selon la population" in one.reference and one.url == "-"
    [far] = shares(Key.FAR, north=1).values()
    assert "personnes éloignées du numérique" in far.reference


def test_a_place_without_a_weight_has_no_share_and_one_of_nobody_has_nothing():
    assert shares(north=None) == {}
    assert shares(north=0)["north"].value == 0


def test_the_place_of_the_goal_keeps_its_own():
    assert indicative(NATIONAL, Key.POPULATION, {NATIONAL.territory: 5, "x": 5}, 10).keys() == {"x"}
