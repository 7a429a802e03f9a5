"""Places are compared by what an inhabitant has, never by raw numbers."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from rows import FLOW, RATIO, observation

from observatory.comparison import CLASSES, Place, bounds, class_of, places, ranked, rate


def named(found):
    return [place.observation.name for place in found]


def with_rates(*rates):
    return [Place(observation(), None if one is None else Decimal(one)) for one in rates]


def test_a_quantity_is_brought_to_the_number_of_inhabitants_that_the_indicator_declares():
    assert rate(observation(1200, population=600_000), FLOW) == 2
    many = FLOW.model_copy(update={"per_inhabitants": 100_000})
    assert rate(observation(1200, population=600_000), many) == 200


def test_a_ratio_is_compared_as_it_is():
    assert rate(observation(45, unit="%"), RATIO) == 45


def test_nothing_is_compared_without_a_value_or_without_inhabitants():
    assert rate(observation(), FLOW) is None
    assert rate(observation(3, population=None), FLOW) is None
    assert rate(observation(3, population=0), FLOW) is None
    assert rate(observation(0), FLOW) == 0  # a true zero is compared


def test_places_come_highest_rate_first_then_the_unknown_by_name_and_no_unallocated_row():
    rows = [
        observation(10, name="Grand", population=10_000_000),
        observation(5, name="Petit", population=1_000),
        observation(name="Inconnu"),
        observation(name="Absent"),
        observation(99, name="Non ventilé", placed=False),
        observation(0, name="Zéro"),
    ]
    assert named(places(rows, FLOW)) == ["Petit", "Grand", "Zéro", "Absent", "Inconnu"]


def test_hidden_places_come_last_by_name_whatever_they_hide():
    rows = [observation(name="B", confidentiality="c"), observation(1, name="C")]
    rows += [observation(name="A", confidentiality="c"), observation(2, name="D")]
    assert named(places(rows, FLOW)) == ["D", "C", "A", "B"]


def test_equal_rates_are_sorted_by_name():
    assert named(places([observation(1, name=name) for name in "CAB"], FLOW)) == ["A", "B", "C"]


def test_a_rank_needs_two_known_places_and_no_invented_value():
    one, two = observation(1), observation(2)
    assert ranked(places([one, two], FLOW))
    assert not ranked(places([one, observation()], FLOW))
    assert not ranked(places([one, two, observation(3, nature="demonstration")], FLOW))
    assert ranked(places([one, two, observation(nature="demonstration")], FLOW))


def test_classes_hold_the_same_number_of_places():
    cuts = bounds(with_rates(*range(10)))
    assert cuts == [0, 2, 4, 6, 8, 9]
    assert [class_of(Decimal(value), cuts) for value in range(10)] == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]


def test_there_is_no_class_without_a_value_and_one_when_all_are_equal():
    assert bounds(with_rates(None)) == []
    assert bounds(with_rates(3, 3, None)) == [3]
    assert class_of(Decimal(3), [Decimal(3)]) == 0


@given(st.lists(st.decimals(0, 1000, places=2), min_size=1, max_size=40))
def test_every_value_falls_in_one_of_at_most_five_classes_that_hold_it(rates):
    cuts = bounds(with_rates(*rates))
    assert cuts == sorted(set(cuts))
    assert (cuts[0], cuts[-1]) == (min(rates), max(rates))
    for value in rates:
        number = class_of(value, cuts)
        assert 0 <= number < CLASSES
        assert cuts[number] <= value <= cuts[min(number + 1, len(cuts) - 1)]
