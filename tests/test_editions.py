"""Which vintages are public, and which is served: nothing before its hour, and numbers never go back."""

import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observatory.editions import Edition, edition, held, preferred, visible, waiting

START = datetime.datetime(2026, 12, 1, tzinfo=datetime.UTC)


def hour(number):
    return START + datetime.timedelta(hours=number)


def made(number, published, until=None):
    return Edition(Path(f"{number:04d}-0000000000"), hour(published), None if until is None else hour(until))


def numbers(found):
    return [one.sequence for one in found]


def served(known, now, pointed=1, beyond=1):
    return preferred(visible(known, hour(now)), f"{pointed:04d}-0000000000", beyond)[0].sequence


FIRST = made(1, 0)


@pytest.mark.parametrize(("now", "number"), [(9, 1), (9.999, 1), (10, 2), (11, 2)])
def test_a_vintage_under_embargo_is_served_from_its_hour_on(now, number):
    assert served([FIRST, made(2, 5, until=10)], now) == number


def test_what_is_built_meanwhile_replaces_what_waited_which_is_never_public():
    known = [FIRST, made(2, 5, until=10), made(3, 6, until=12)]
    assert [numbers(visible(known, hour(now))) for now in (7, 10, 11, 12, 99)] == [
        [1],
        [1],
        [1],
        [1, 3],
        [1, 3],
    ]
    assert waiting(known, hour(7)) == known[2]
    assert [bool(held(known, one, hour(99))) for one in known] == [False, True, False]
    assert "remplacé avant le" in held(known, known[1], hour(7))
    assert "sous embargo jusqu’au" in held(known, known[2], hour(7))


def test_what_is_built_after_the_hour_leaves_it_public():
    known = [FIRST, made(2, 5, until=10), made(3, 10)]
    assert numbers(visible(known, hour(10))) == [1, 2, 3]
    assert waiting(known, hour(7)) is None


def test_the_pointer_has_the_last_word_up_to_its_number():
    known = [FIRST, made(2, 1), made(3, 5, until=10)]
    assert served(known, 9, pointed=1, beyond=2) == 1
    assert served(known, 10, pointed=1, beyond=2) == 3  # set back before its hour: it still comes
    assert served(known, 10, pointed=1, beyond=3) == 1  # set back after its hour


def test_without_a_pointer_the_newest_is_served():
    assert preferred([FIRST, made(2, 1)], "", 0)[0].sequence == 2


def test_a_manifest_without_an_embargo_or_of_before_them_is_public_at_once():
    for told in ({"publie_le": hour(1).isoformat()}, {"publie_le": hour(1).isoformat(), "embargo": None}):
        assert edition(Path("0001-0000000000"), told).embargo is None
    assert made(2, 5, until=10).public == hour(10)
    assert made(2, 5).public == hour(5)


@given(st.lists(st.tuples(st.integers(0, 20), st.none() | st.integers(0, 30)), min_size=1, max_size=6))
def test_at_no_instant_is_a_vintage_seen_before_its_hour_nor_does_the_one_served_go_back(drawn):
    known, clock = [FIRST], 0
    for number, (wait, until) in enumerate(drawn, start=2):
        clock += wait
        known.append(made(number, clock, None if until is None else clock + until))
    plain = [one for one in known if one.embargo is None]
    pointed = plain[-1].sequence
    before = 0
    for now in range(clock, clock + 40):  # once all are built
        seen = visible(known, hour(now))
        assert all(one.public <= hour(now) for one in seen)
        number = served(known, now, pointed, pointed)
        assert number >= before
        before = number
