"""The journal counts what is hidden, and says no more than what is published."""

import csv
import io
from decimal import Decimal

import pytest
from rows import FLOW, RATIO, observation

from observatory.declarations import Disclosure
from observatory.journal import COLUMNS, Line, about, csv_bytes, line, rule, unshown

HIDDEN = {"confidentiality": "c"}
ROW = {"indicateur": "serie", "niveau": "departement", "cases": 30, "masquees": 12, "deja_publiees": 2}


def nation(value, when="2023", **changed):
    return observation(value, when, territory="FR", level="national", **changed)


def year(*values, when="2023"):
    """A nation of 100, and départements: a value each, or hidden."""
    return [nation(100, when), *(observation(one, when, **({} if one else HIDDEN)) for one in values)]


@pytest.mark.parametrize(
    ("declared", "words"),
    [
        ({"persons": 11}, "moins de 11 personnes"),
        ({"organisations": 3}, "moins de 3 organisations"),
        (
            {"organisations": 3, "dominance": 85},
            "moins de 3 organisations, ou une organisation qui pèse plus de 85 %",
        ),
    ],
)
def test_a_rule_is_said_in_words(declared, words):
    assert rule(Disclosure(**declared)) == words


def test_a_line_counts_cells_hidden_cells_and_those_already_published():
    one = line(
        ROW, FLOW.model_copy(update={"disclosure": Disclosure(persons=11)}), year(40, None, None, None)
    )
    assert (one.cells, one.hidden, one.told, one.rule) == (30, 12, 2, "moins de 11 personnes")
    assert one.share == Decimal("0.6")


def test_the_share_of_the_total_is_what_the_published_figures_leave():
    rows = [*year(40, None, None), *year(70, None, None, when="2022")]
    assert unshown(rows, "departement") == Decimal("0.45")
    assert unshown(year(60, 40), "departement") == 0


def test_the_share_of_the_total_is_not_said_of_one_or_two_values():
    assert unshown(year(60, None), "departement") is None
    assert unshown(year(60, None, None), "departement") is None
    assert unshown(year(60, None, None, None), "departement") == Decimal("0.4")


@pytest.mark.parametrize(
    "rows",
    [
        [*year(60, None, None, None), observation()],  # what is missing is not what is hidden
        [nation(None, **HIDDEN), *year(None, None, None)[1:]],
        [nation(100, nature="citee"), *year(60, None, None, None)[1:]],  # two different counts
        [],
    ],
)
def test_the_share_of_the_total_is_not_said_where_it_cannot_be_read(rows):
    assert unshown(rows, "departement") is None


def test_the_share_of_the_total_is_said_only_of_what_adds_up_to_the_nation():
    rows = year(60, None, None, None)
    assert unshown(rows, "hub") is unshown(rows, "tani") is unshown(rows, "national") is None
    few = {"disclosure": Disclosure(persons=11)}
    assert line(ROW, RATIO.model_copy(update=few), rows).share is None


@pytest.mark.parametrize(
    ("share", "words"),
    [
        ("0", "0 %"),
        ("0.004", "moins de 1 %"),
        ("0.444", "44 %"),
        ("0.996", "plus de 99 %"),
        ("1", "100 %"),
    ],
)
def test_a_share_is_rounded_and_never_to_nothing_nor_to_all(share, words):
    assert about(Decimal(share)).replace("\u00a0", " ") == words


def test_the_file_has_a_line_for_each_indicator_and_level():
    lines = [Line("serie", "region", "moins de 11 personnes", 30, 12, 2, Decimal("0.456"))]
    lines.append(Line("serie", "hub", "moins de 11 personnes", 30, 0, 0))
    first, second = csv.DictReader(io.StringIO(csv_bytes(lines, "0001-abc").decode("utf-8"), newline=""))
    assert list(first) == list(COLUMNS)
    assert list(first.values()) == [
        "serie", "region", "moins de 11 personnes", "30", "12", "40", "46", "2", "0001-abc",
    ]  # fmt: skip
    assert (second["part_masquee"], second["part_du_total"]) == ("0", "")
