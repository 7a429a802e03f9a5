"""The roll-up, written once: every rule of time, territory and nature, on values done by hand."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from series import combine, give, indicator, source, values
from world import cell

BASES = ("DEP-02", "DEP-59", "DEP-80", "DEP-974", "REG-32", "FR")
SAME_PLACE = [("TANI-somme", "DEP-80"), ("REG-04", "DEP-974")]
EVERYTHING = "periode_type, debut, fin, ventilation, valeur, effectif, precision, nature, couverture, sources"


@pytest.mark.parametrize(
    ("territory", "period", "value"),
    [
        ("DEP-02", "2023", 150),  # 250 at the end of 2023, 100 at the end of 2022
        ("DEP-02", "2022", None),  # nothing says what was before the first point
        ("DEP-02", "2023-06", None),  # the points of December and June hold six months
        ("DEP-02", "2023-T2", None),
        ("DEP-02", "2023-T4", None),
        ("DEP-02", "2024-01", 10),  # two points that follow each other
        ("DEP-02", "2024-T1", 10),
        ("REG-32", "2023", 540),
        ("HUB-relais", "2023", 390),
        ("NV-DEP", "2023", 4),
        ("NV-REG", "2023", 4),
        ("FR", "2023", 624),
    ],
)
def test_a_running_total_gives_its_difference_to_the_periods_that_hold_the_whole_gap(
    cube, territory, period, value
):
    assert cell(cube, "suivis", territory, period) == value


def test_a_gap_astride_two_years_belongs_to_neither(con):
    one = give(con, source("a"), ("DEP-02", "2022-10", 100), ("DEP-02", "2023-02", 180),
               ("DEP-02", "2023-12", 200))  # fmt: skip
    combine(con, indicator("cumulative"), one)
    assert values(con, "2022") == {}
    assert values(con, "2023") == {"DEP-02": 20, "REG-32": 20, "FR": 20}
    assert values(con, "2023", "mois_couverts")["DEP-02"] == 10


@pytest.mark.parametrize(
    ("territory", "period", "value"),
    [
        ("DEP-02", "2023", 12),  # the last one known, of June, and not the sum
        ("DEP-59", "2023", 25),
        ("DEP-59", "2023-T2", None),
        ("FR", "2023", 44),
        ("FR", "2023-06", 18),
        ("HUB-relais", "2023", 28),
    ],
)
def test_a_stock_is_the_last_known_month_of_the_period_and_adds_up_in_space(cube, territory, period, value):
    assert cell(cube, "aidants", territory, period) == value


@pytest.mark.parametrize(
    ("territory", "period", "value"),
    [
        ("DEP-02", "2023-01", 30),
        ("REG-32", "2023-01", 42),  # 210 used of 500 given: the mean of the rates is 30
        ("REG-32", "2023-T1", "36.885246"),  # 225 of 610
        ("HUB-relais", "2023-T1", 37),
        ("DEP-02", "2023-12", None),  # none given: no rate
        ("FR", "2023-12", "27.027027"),  # 50 of 185
        ("NV-DEP", "2023", None),
    ],
)
def test_a_ratio_is_the_sum_of_numerators_over_the_sum_of_denominators(cube, territory, period, value):
    found = cell(cube, "taux", territory, period)
    assert found == (value if value is None else Decimal(value))


def test_a_flow_adds_up_in_time_and_in_space(cube):
    assert cell(cube, "pass", "DEP-80", "2023") == 300
    assert cell(cube, "pass", "REG-32", "2023-T1") == 610
    assert cell(cube, "pass", "FR", "2023") == 805


def test_a_value_that_spans_a_year_is_not_shared_among_its_quarters(con):
    combine(con, indicator("flow"), give(con, source("a"), ("DEP-02", "2023-12", 9, {"depuis": "2023-01"})))
    assert values(con, "2023")["REG-32"] == 9
    assert values(con, "2023-T4") == values(con, "2023-12") == {}


def test_completeness_counts_the_months_and_the_territories_heard(cube):
    assert cell(cube, "aidants", "FR", "2023-06", column="couverture") == Decimal("0.75")
    assert cell(cube, "aidants", "REG-32", "2023", column="couverture") == 1
    assert cell(cube, "pass", "DEP-59", "2023-T1", column="couverture") == Decimal("0.333333")
    assert cell(cube, "suivis", "FR", "2023", column="couverture") == 1
    assert cell(cube, "suivis", "NV-DEP", "2023", column="couverture") is None


def test_what_has_no_departement_does_not_stand_for_a_departement_that_is_silent(con):
    one = give(con, source("a"), ("DEP-02", "2023-01", 1), ("DEP-59", "2023-01", 1), ("DEP-80", "2023-01", 1),
               ("FR", "2023-01", 1))  # fmt: skip
    combine(con, indicator("flow"), one)
    assert values(con, "2023-01", column="couverture")["FR"] == Decimal("0.75")
    assert values(con, "2023-01", "entendus")["FR"] == 3


@pytest.mark.parametrize(("territory", "same"), SAME_PLACE)
def test_two_territories_that_are_one_place_have_the_same_rows(cube, territory, same):
    rows = [
        cube.execute(f"SELECT indicateur, {EVERYTHING} FROM cube WHERE territoire = ? AND niveau IN"
                     " ('departement', 'region', 'tani') AND nature <> 'demonstration' ORDER BY ALL",
                     [one]).fetchall()
        for one in (territory, same)
    ]  # fmt: skip
    assert rows[0]
    assert rows[0] == rows[1]


def test_a_territory_finer_than_the_source_has_no_cell(cube):
    places = {"EPCI-248000531", "TANI-amiens"}
    assert places.isdisjoint(row[0] for row in cube.execute("SELECT territoire FROM cube").fetchall())


def test_an_intercommunalite_counts_in_its_tani_its_departement_and_its_region(con):
    combine(con, indicator("flow"), give(con, source("a", level="epci"), ("EPCI-248000531", "2023-01", 3)))
    counted = ("EPCI-248000531", "TANI-amiens", "DEP-80", "REG-32", "FR")
    assert values(con, "2023-01").items() >= dict.fromkeys(counted, 3).items()
    assert "NV-DEP" not in values(con, "2023-01")


def test_an_intercommunalite_counts_in_every_hub_and_tani_that_holds_its_departement(con):
    combine(con, indicator("flow"), give(con, source("a", level="epci"), ("EPCI-248000531", "2023-01", 3)))
    found = values(con, "2023-01")
    assert found["DEP-80"] == found.get("TANI-somme") == found.get("HUB-relais")


def test_what_is_known_by_region_only_is_allocated_to_no_departement(con):
    combine(con, indicator("flow"), give(con, source("a", level="region"), ("REG-32", "2023-01", 3)))
    assert values(con, "2023-01") == {"REG-32": 3, "FR": 3, "NV-DEP": 3}


def test_the_parts_of_a_breakdown_add_up_to_the_total_unless_the_source_gives_it(con):
    def parts(value, name):
        return ("DEP-02", "2023-01", value, {"ventilation": name})

    combine(con, indicator("flow"), give(con, source("a"), parts(1, "fixe"), parts(2, "mobile")))
    assert [cell(con, "serie", "FR", "2023-01", breakdown=one) for one in ("fixe", "mobile", "total")] == [
        1,
        2,
        3,
    ]
    give(con, source("a"), parts(9, "total"))
    con.execute("DELETE FROM mesures; DELETE FROM indicateurs")
    assert values(combine(con, indicator("flow"), source("a")), "2023-01")["FR"] == 9


months = st.dictionaries(st.sampled_from(["2022-12", "2023-03", "2023-06", "2023-12", "2024-01"]),
                         st.integers(0, 10**9))  # fmt: skip


@settings(max_examples=20)
@given(
    kind=st.sampled_from(["flow", "stock", "cumulative"]),
    known=st.fixed_dictionaries(dict.fromkeys(BASES, months)),
)
def test_departements_and_unallocated_and_regions_and_unallocated_are_exactly_france(
    territories, kind, known
):
    con = territories
    con.execute("BEGIN")
    rows = [(place, month, value) for place, found in known.items() for month, value in found.items()]
    combine(con, indicator(kind), give(con, source("a"), *rows))
    levels = con.execute(
        "PIVOT (SELECT niveau, periode_type, debut, valeur FROM cube WHERE niveau IN"
        " ('national', 'region', 'departement')) ON niveau USING sum(valeur)"
    ).fetchall()
    con.execute("ROLLBACK")
    assert [row for row in levels if not row[2] == row[3] == row[4]] == []
    if kind == "flow":
        expected = {
            year: sum(value for _, month, value in rows if month[:4] == str(year))
            for year in (2022, 2023, 2024)
        }
        found = {start.year: total for step, start, *_, total in levels if step == "annee"}
        assert all(found.get(year, 0) == total for year, total in expected.items())
