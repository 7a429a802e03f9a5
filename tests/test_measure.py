"""Measuring: the query of an indicator runs once for each source, and each value says where it is from."""

import pytest
from series import QUERY, combine, give, indicator, source

from observatory.declarations import DeclarationError

RATES = (
    "SELECT r.mois, r.territoire, r.valeur * usagers / accompagnements AS valeur"
    " FROM releves r CROSS JOIN ratios_usagers"
)
RATIO = "INSERT INTO ratios_usagers VALUES ('{}', {}, 10, 1, 1, 1, 1)"


@pytest.fixture
def con(territories):
    """The territories, outside of any transaction: as in a build, an error ends only its query."""
    yield territories
    for table in ("mesures", "objectifs", "indicateurs", "releves", "ratios_usagers"):
        territories.execute(f"DELETE FROM {table}")


def measures(con, columns="sources, territoire, valeur"):
    return con.execute(f"SELECT {columns} FROM mesures ORDER BY ALL").fetchall()


def refusal(con, query):
    with pytest.raises(DeclarationError) as error:
        combine(con, indicator("flow", query=query), source("a"))
    assert "\n" not in str(error.value)
    assert str(error.value).startswith("indicators/serie.sql : ")
    return str(error.value)


def test_each_measure_says_its_source_its_nature_its_level_and_whether_it_stands_alone(con):
    official = give(con, source("a"), ("DEP-02", "2023-01", 1))
    cited = give(con, source("b", "citee", "national", standalone=True), ("FR", "2023-01", 9))
    combine(con, indicator("flow"), official, cited)
    assert measures(con, "sources, nature, maille, isolee, territoire, valeur") == [
        ("a", "officielle", "departement", False, "DEP-02", 1),
        ("b", "citee", "national", True, "FR", 9),
    ]


def test_the_query_sees_the_facts_of_one_source_at_a_time(con):
    first = give(con, source("a"), ("DEP-02", "2023-01", 1))
    second = give(con, source("b"), ("DEP-59", "2023-01", 3))
    combine(
        con,
        indicator("flow", query=f"{QUERY} WHERE valeur = (SELECT max(valeur) FROM releves)"),
        first,
        second,
    )
    assert measures(con) == [("a", "DEP-02", 1), ("b", "DEP-59", 3)]


def test_facts_joined_by_a_query_are_drawn_from_every_pair_of_their_sources(con):
    one = give(con, source("a"), ("DEP-02", "2023-01", 10))
    ratios = [source("r", "estimee", "national", fact="ratios_usagers"), source("s", fact="ratios_usagers")]
    con.execute(RATIO.format("r", 5) + ";" + RATIO.format("s", 7))
    combine(con, indicator("flow", query=RATES), one, *ratios)
    assert measures(con, "sources, nature, maille, valeur") == [
        ("a|r", "estimee", "departement", 5),
        ("a|s", "officielle", "departement", 7),
    ]


def test_an_indicator_whose_fact_no_source_feeds_has_no_measure_and_no_error(con):
    combine(con, indicator("flow"))
    assert measures(con) == []
    assert con.execute("SELECT slug, faits FROM indicateurs").fetchall() == [("serie", "releves")]


def test_declaring_records_how_values_combine_and_the_targets(con):
    target = '[[targets]]\nvalue = 12\nperiod = "2026-12"\nsince = 2020-01-01\nreference = "Plan"\nurl = "-"'
    combine(con, indicator("ratio", unit="%", first='over_time = "last"', last=target))
    row = con.execute("SELECT genre, dernier, facteur, public, unite FROM indicateurs").fetchone()
    assert row == ("ratio", True, 100, True, "%")
    rows = con.execute("SELECT indicateur, territoire, echeance, valeur FROM objectifs").fetchall()
    assert rows == [("serie", "FR", "2026-12", 12)]


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("SELECT mois, territoire, valeurs AS valeur FROM releves", "valeurs"),
        ("SELECT mois, territoire, valeur, couleur FROM releves, (SELECT 1 AS couleur)", "couleur"),
        ("SELECT mois, territoire FROM releves", "valeur"),
        ("SELECT mois, territoire, valeur FROM", "syntax error"),
        ("SELECT mois, territoire, valeur FROM releve", "releve"),
    ],
)
def test_a_query_that_cannot_run_is_refused_in_one_line_with_the_columns_to_read(con, query, reason):
    give(con, source("a"), ("DEP-02", "2023-01", 1))
    said = refusal(con, query)
    assert reason in said
    assert "colonnes à lire : " in said


def test_a_query_that_reads_no_fact_is_refused_with_the_facts_there_are(con):
    said = refusal(con, "SELECT DATE '2023-01-01' AS mois, 'FR' AS territoire, 1 AS valeur")
    assert "ne lit aucun fait ; faits connus : activites_conseillers, activites_hubs" in said


@pytest.mark.parametrize("column", ["mois", "territoire", "valeur"])
def test_a_measure_without_month_place_or_value_is_refused(con, column):
    give(con, source("a"), ("DEP-02", "2023-01", 1))
    said = refusal(con, QUERY.replace("(source, serie)", f"(source, serie, {column}), NULL AS {column}"))
    assert "NOT NULL" in said


def test_a_measure_in_an_unknown_territory_is_refused(con):
    give(con, source("a"), ("DEP-02", "2023-01", 1))
    assert "foreign key" in refusal(con, "SELECT mois, 'DEP-99' AS territoire, valeur FROM releves").lower()


def test_a_measure_that_is_not_dated_of_the_first_of_a_month_is_refused(con):
    give(con, source("a"), ("DEP-02", "2023-01", 1))
    said = refusal(con, "SELECT DATE '2023-01-02' AS mois, territoire, valeur FROM releves")
    assert "CHECK" in said
