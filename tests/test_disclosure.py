"""Nothing hidden can be told, by anyone who adds and subtracts all that is shown."""

from dataclasses import replace

import numpy as np
import pytest
from attacker import SLACK, Attack
from campaign import counted, wanted
from linked import random_system, system

from observatory.disclosure.protect import suppress
from observatory.disclosure.suppression import Suppression

SYSTEMS = wanted("OBSERVATOIRE_SYSTEMES", 30)


def attack(one, hidden, table=0):
    """What is shown of a table, to an attacker."""
    shown = [
        (atoms, one.values[table][atoms].sum())
        for atoms, secret in zip(one.classes, hidden, strict=True)
        if not secret
    ]
    return Attack(one.values.shape[1], shown, one.floor[table])


def told(one, hidden, exempt=None):
    """The hidden classes that an attacker, or a sole contributor, can tell to less than is asked."""
    found = set()
    for table in range(len(one.values)):
        attacker = attack(one, hidden, table)
        knowers = [None, *np.flatnonzero(one.singles[table])]
        for knower in knowers:
            if knower is not None:
                attacker.know(knower, one.values[table][knower])
            for rank in np.flatnonzero(hidden):
                if one.classes[rank].tolist() == [knower] or (exempt is not None and exempt[rank]):
                    continue
                low, high = attacker.interval(one.classes[rank])
                value = one.values[table][one.classes[rank]].sum()
                if (
                    high - low < one.width[table, rank] - SLACK
                    or high < value + one.above[table, rank] - SLACK
                ):
                    found.add((table, int(rank), knower))
            if knower is not None:
                attacker.know(knower, None)
    return found


def test_small_cells_alone_are_told_by_subtraction():
    one = system([3, 20, 30], [[0], [1], [2], [0, 1, 2]], threshold=11)
    assert told(one, one.sensitive) == {(0, 0, None)}


def test_a_second_cell_is_hidden_so_that_the_first_cannot_be_told():
    one = system([3, 20, 30], [[0], [1], [2], [0, 1, 2]], threshold=11, costs=[1, 1, 1, 12])
    hidden, _ = suppress(one)
    assert hidden.sum() == 2 and hidden[0] and not hidden[3]
    assert told(one, hidden) == set()


def test_a_total_is_hidden_only_when_nothing_else_can_be():
    one = system([3, 4], [[0], [1], [0, 1]], threshold=11, kept=np.array([False, False, True]))
    hidden, _ = suppress(one)
    assert hidden.tolist() == [True, True, True]


def test_two_places_that_are_the_same_are_hidden_together():
    dep, tani, region = [0], [0], [0, 1, 2]
    one = system([3, 40, 50], [dep, [1], [2], region], threshold=11)
    assert dep == tani  # one class: they add up the same atoms
    assert suppress(one)[0][0]


# The four known failures of the tools: numbers 136, 135, 160 and 194 of sdcTools/UserSupport.


def test_two_tables_linked_by_their_rows_are_protected_as_one():
    county_1, county_2, big = [0, 1, 2, 3], [4, 5, 6, 7], [5, 6]
    small = [0, 1, 2, 3, 4, 7]
    cells = [*([one] for one in range(8)), county_1, county_2, big, small, list(range(8))]
    one = system([2, 2, 8, 8, 3, 3, 3, 7], cells, threshold=4)
    hidden, _ = suppress(one)
    assert told(one, hidden) == set()
    assert told(one, one.sensitive)


def test_a_sole_contributor_cannot_tell_another():
    cells = [[0], [1], [2], [0, 1, 2]]
    one = system([100, 300, 900], cells, threshold=3, sensitive=[True, True, False, False],
                 singles=np.array([[True, True, False]]), above=np.array([[18.0, 53, 0, 0]]))  # fmt: skip
    alone = replace(one, singles=np.zeros((1, 3), dtype=bool))
    assert told(alone, suppress(alone)[0]) == set()
    assert told(one, np.array([True, True, False, False])) >= {(0, 1, 0), (0, 0, 1)}
    hidden, _ = suppress(one)
    assert told(one, hidden) == set()


def test_cells_that_one_organisation_dominates_together_are_not_enough():
    cells = [[0], [1], [2], [3], [4], [0, 1, 2, 3, 4]]
    above = np.array([[950 * (100 / 85 - 1), 2, 2, 0, 0, 0]])
    one = system([950, 10, 10, 400, 300], cells, threshold=3,
                 sensitive=[True, True, True, False, False, False], above=above)  # fmt: skip
    assert (0, 0, None) in told(one, one.sensitive)  # 970 hidden together: 950 is told to 2 %
    hidden, _ = suppress(one)
    assert hidden[3] or hidden[4]
    assert told(one, hidden) == set()


@pytest.mark.parametrize(
    ("values", "sensitive"),
    [
        ([0, 0, 0], [True, False, False, False]),
        ([10, 5, 0, 0], [False, False, True, False, False]),
        ([10, 3, 1, 1], [False, False, True, True, False]),
    ],
)
def test_zeros_and_ones_do_not_give_each_other_away(values, sensitive):
    atoms = list(range(len(values)))
    one = system(values, [[atom] for atom in atoms] + [atoms], threshold=2, sensitive=sensitive)
    assert told(one, one.sensitive)
    assert told(one, suppress(one)[0]) == set()


@pytest.mark.parametrize("seed", range(SYSTEMS))
def test_nothing_hidden_can_be_told_in_linked_tables_that_overlap(seed):
    one, _ = random_system(seed)
    hidden, already = suppress(one)
    assert not already.any()
    assert (hidden | ~one.sensitive).all()
    assert told(one, hidden) == set()
    counted(1)


@pytest.mark.parametrize("seed", range(SYSTEMS))
def test_what_is_newly_hidden_is_safe_from_all_the_earlier_vintages_together(seed):
    shown, secret = {}, {}
    for months in (2, 4, 6):
        one, names = random_system(seed, months)
        keys = [tuple(names[atom] for atom in atoms) for atoms in one.classes]
        one = replace(one, known=np.array([key in shown for key in keys]),
                      hidden=np.array([key in secret for key in keys]))  # fmt: skip
        hidden, already = suppress(one)
        for key, masked in zip(keys, hidden, strict=True):
            (secret if masked else shown)[key] = True
    everything = np.array([key not in shown for key in keys])
    assert (hidden == everything).all() or (already & hidden).any()
    assert told(one, hidden & everything, exempt=already) == set()


def test_nothing_more_is_hidden_where_nothing_is_small():
    one = system([30, 40, 50], [[0], [1], [2], [0, 1, 2]], threshold=11)
    assert not suppress(one)[0].any()


def test_what_an_earlier_vintage_showed_is_said_and_no_longer_counted_on():
    one = system([3, 20, 30], [[0], [1], [2], [0, 1, 2]], threshold=11)
    hidden, already = suppress(replace(one, known=np.array([True, False, False, False])))
    assert hidden.tolist() == already.tolist() == [True, False, False, False]


def test_the_search_says_what_it_cannot_protect():
    known = np.array([False, True, True, True])
    one = system([3, 20, 30], [[0], [1], [2], [0, 1, 2]], threshold=11, known=known)
    assert Suppression(one).run().unprotected.tolist() == [True, False, False, False]
