"""What stands alone is never added, what was invented never takes the place of a real figure."""

import pytest
from series import combine, give, indicator, source, values
from world import cell

BASES = ("DEP-02", "DEP-59", "DEP-80", "DEP-974")
SAME_PLACE = [("TANI-somme", "DEP-80"), ("REG-04", "DEP-974")]


def test_a_figure_that_stands_alone_stays_where_it_stands(cube):
    rows = cube.execute("SELECT DISTINCT territoire FROM cube WHERE sources = 'membres-cites'").fetchall()
    assert rows == [("FR",)]
    assert cell(cube, "membres", "FR", "2023") == 140
    assert cell(cube, "membres", "FR", "2023", column="precision") == "au_moins"


@pytest.mark.parametrize("pair", SAME_PLACE)
def test_a_figure_that_stands_alone_is_shown_for_both_names_of_its_place(con, pair):
    one = source("a", "citee", standalone=True)
    combine(con, indicator("stock"), give(con, one, (pair[1], "2023-06", 5)))
    assert values(con, "2023-06") == dict.fromkeys(pair, 5)


def test_a_figure_that_stands_alone_keeps_its_own_period(con):
    one = source("a", "citee", "national", standalone=True)
    give(con, one, ("FR", "2022-03", 100, {"depuis": "2019-01"}), ("FR", "2023-05", 7))
    combine(con, indicator("flow"), one)
    rows = con.execute(
        "SELECT periode_type, year(debut), year(fin), valeur FROM cube ORDER BY ALL"
    ).fetchall()
    assert rows == [("mois", 2023, 2023, 7), ("periode", 2019, 2022, 100)]


def test_the_nature_of_a_sum_is_the_worst_of_what_was_added(con):
    official, estimated = source("a"), source("b", "estimee")
    give(con, official, ("DEP-02", "2023-01", 1), ("DEP-974", "2023-01", 1))
    give(con, estimated, ("DEP-59", "2023-01", 1, {"precision": "environ"}))
    combine(con, indicator("flow"), official, estimated)
    natures, sources = values(con, "2023-01", "nature"), values(con, "2023-01", "sources")
    assert (natures["DEP-02"], natures["DEP-59"], natures["REG-04"]) == (
        "officielle",
        "estimee",
        "officielle",
    )
    assert natures["REG-32"] == natures["FR"] == "estimee"
    assert sources["FR"] == "a|b"
    assert values(con, "2023-01", "precision")["FR"] == "environ"


def test_demonstration_never_stands_where_the_level_and_the_period_hold_a_real_figure(con):
    real, invented = give(con, source("a"), ("DEP-02", "2023-01", 1)), source("b", "demonstration")
    give(con, invented, *[(place, month, 7) for place in BASES for month in ("2023-01", "2023-02")])
    combine(con, indicator("flow"), real, invented)
    assert values(con, "2023-01") == {"DEP-02": 1, "REG-32": 1, "FR": 1, "HUB-relais": 14, "TANI-somme": 7}
    assert values(con, "2023-01", "nature")["HUB-relais"] == "demonstration"


def test_demonstration_never_continues_the_real_figures_of_a_territory(con):
    real, invented = give(con, source("a"), ("DEP-02", "2023-01", 1)), source("b", "demonstration")
    give(con, invented, *[(place, "2023-02", 7) for place in BASES])
    combine(con, indicator("flow"), real, invented)
    assert values(con, "2023-02") == {"DEP-59": 7, "DEP-80": 7, "DEP-974": 7, "REG-04": 7, "HUB-relais": 14,
                                      "TANI-somme": 7}  # fmt: skip


def test_without_any_real_figure_demonstration_adds_up_like_the_rest(con):
    combine(con, indicator("flow"), give(con, source("b", "demonstration"), ("DEP-02", "2023-02", 7)))
    assert values(con, "2023-02") == {"DEP-02": 7, "REG-32": 7, "FR": 7}
