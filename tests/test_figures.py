"""The real figures: what the cube says is what was published."""

from decimal import Decimal
from pathlib import Path

import pytest
from world import NOW, ROOT, cell

from observatory.build import read_project

# Indicators whose complete tables add up from départements to France.
ADDITIVE = (
    "accompagnements-cumules",
    "aidants-formes",
    "postes-conseillers",
    "structures-aidants-connect",
    "france-services",
    "habitants-qpv",
    "conventions-tani",
)
CITED = ("illectronisme", "personnes-eloignees", "financements")
INDICATORS = (*ADDITIVE, *CITED, "fragilite-numerique", "couverture-hubs")
# Slugs that a cited figure may be shown under, beside those of the indicators above.
KNOWN = {*INDICATORS} | {
    "accompagnements",
    "personnes-formees",
    "membres-mednum",
    "pass-finances",
    "pass-distribues",
    "pass-utilises",
    "taux-utilisation-pass",
    "levier-pass",
    "structures-accompagnees-hubs",
    "fonds-leves-hubs",
    "conferences",
    "inscrits-mooc",
    "kits-diffuses",
}


@pytest.fixture(scope="module")
def con(bare):
    """A database built from the real declarations, without demonstration."""
    return bare[0]


@pytest.mark.parametrize(
    ("indicator", "published"),
    [
        ("accompagnements-cumules", {"2022-12": 1156570, "2023-12": 3083785, "2024-09": 4297913}),
        ("aidants-formes", {"2022-12": 12476, "2023-12": 17841, "2024-09": 19489}),
    ],
)
def test_the_barometer_gives_the_totals_published_for_france(con, indicator, published):
    assert {month: cell(con, indicator, "FR", month) for month in published} == published


def test_regions_match_the_values_published_by_the_barometer(con):
    published = {"REG-32": 321664, "REG-06": 25575, "REG-94": 18345, "REG-11": 430515}
    found = {r: cell(con, "accompagnements-cumules", r, "2024-09") for r in published}
    assert found == published


@pytest.mark.parametrize(
    ("indicator", "target"), [("accompagnements-cumules", 6000000), ("aidants-formes", 20000)]
)
def test_national_targets_are_the_sum_of_those_of_the_departements(con, indicator, target):
    project = read_project(ROOT, Path("unused"), with_demonstration=False, today=NOW.date())
    declared = [t for t in project.indicators[indicator].targets if t.territory == "FR"]
    summed = con.execute(
        "SELECT sum(valeur), count(*), any_value(strftime(mois, '%Y-%m')) FROM cibles WHERE indicateur = ?",
        [indicator],
    ).fetchone()
    assert [(t.value, t.period) for t in declared] == [(target, "2026-12")]
    assert summed == (target, 101, "2026-12")


def test_all_3925_posts_are_counted_and_three_have_no_departement(con):
    years = [cell(con, "postes-conseillers", "FR", year) for year in ("2021", "2022", "2023")]
    assert years == [3177, 652, 96]
    assert sum(years) == 3925
    assert cell(con, "postes-conseillers", "NV-DEP", "2021") == 3


def test_a_quarter_without_a_validated_post_is_a_true_zero(con):
    assert cell(con, "postes-conseillers", "DEP-01", "2021-T1") == 0
    assert cell(con, "postes-conseillers", "DEP-02", "2021-T1") == 30


def test_the_last_quarter_of_posts_says_that_it_is_partial(con):
    assert cell(con, "postes-conseillers", "FR", "2023-T2") == 54
    assert cell(con, "postes-conseillers", "FR", "2023-T2", column="couverture") is None
    assert cell(con, "postes-conseillers", "FR", "2023", column="couverture") is None
    assert cell(con, "postes-conseillers", "FR", "2022", column="couverture") == 1


def test_aidants_connect_counts_5181_structures_of_which_222_have_no_departement(con):
    assert cell(con, "structures-aidants-connect", "FR", "2024-02") == 5181
    assert cell(con, "structures-aidants-connect", "NV-DEP", "2024-02") == 222


def test_france_services_counts_the_2706_labels_that_have_a_year(con):
    years = [cell(con, "france-services", "FR", year) for year in ("2020", "2021", "2022", "2023")]
    assert years == [960, 911, 812, 23]
    assert sum(years) == 2706
    assert cell(con, "france-services", "NV-DEP", "2021") == 2
    assert cell(con, "france-services", "FR", "2023", column="couverture") is None


def test_formats_of_france_services_add_up_to_their_total(con):
    formats = con.execute(
        "SELECT ventilation, sum(valeur) FROM cube WHERE indicateur = 'france-services'"
        " AND territoire = 'FR' AND periode_type = 'annee' AND ventilation <> 'total' GROUP BY ALL"
    ).fetchall()
    assert dict(formats) == {"Lieu fixe": 2264, "Antenne": 146, "Mobile": 144, "Multi-sites": 152}


def test_lozere_has_no_resident_of_a_priority_district_and_mayotte_is_not_known(con):
    assert cell(con, "habitants-qpv", "FR", "2013") == 5210209
    assert cell(con, "habitants-qpv", "DEP-48", "2013") == 0
    assert "Lozère" in cell(con, "habitants-qpv", "DEP-48", "2013", column="note")
    assert cell(con, "habitants-qpv", "DEP-976", "2013") is None
    assert cell(con, "habitants-qpv", "REG-06", "2013") is None
    assert cell(con, "habitants-qpv", "FR", "2013", column="couverture") < 1


def test_the_fragility_of_a_region_is_weighted_by_population_and_leaves_paris_out(con):
    population, weighted = con.execute(
        "SELECT sum(population), sum(population * CASE code WHEN '2A' THEN 5.858 ELSE 6.226 END)"
        " FROM departements WHERE region = '94'"
    ).fetchone()
    found = cell(con, "fragilite-numerique", "REG-94", "2021")
    assert found == round(weighted / population, 6)
    assert found != round((Decimal("5.858") + Decimal("6.226")) / 2, 6)
    assert cell(con, "fragilite-numerique", "DEP-01", "2021") == Decimal("5.354")
    assert cell(con, "fragilite-numerique", "DEP-75", "2021") is None
    assert cell(con, "fragilite-numerique", "REG-11", "2021", column="couverture") < 1


def test_hubs_cover_101_departements_then_89_without_hubik(con):
    assert cell(con, "couverture-hubs", "FR", "2024-05") == 100
    assert cell(con, "couverture-hubs", "FR", "2024-06") == round(Decimal(8900) / 101, 6)
    assert cell(con, "couverture-hubs", "REG-75", "2024-06") == 0
    assert cell(con, "couverture-hubs", "REG-76", "2024-06") == 100


def test_the_coverage_of_inhabitants_is_not_that_of_departements(con):
    share = cell(con, "couverture-hubs", "FR", "2024-06", "habitants")
    covered, population = con.execute(
        "SELECT sum(population) FILTER (WHERE region <> '75'), sum(population) FROM departements"
    ).fetchone()
    assert share == round(Decimal(100) * covered / population, 6)


def test_coverage_has_two_dates_and_no_curve(con):
    months = con.execute(
        "SELECT DISTINCT debut FROM cube WHERE indicateur = 'couverture-hubs'"
        " AND periode_type = 'mois' ORDER BY debut"
    ).fetchall()
    assert [f"{m:%Y-%m}" for (m,) in months] == ["2024-05", "2024-06"]


def test_ten_territories_are_retained_and_three_signatures_are_dated(con):
    signed = [cell(con, "conventions-tani", "FR", y, "signature datée") for y in ("2018", "2019", "2020")]
    retained = [cell(con, "conventions-tani", "FR", year) for year in ("2018", "2019", "2020")]
    assert signed == [1, 2, 3]
    assert retained == [1, 10, 10]
    assert cell(con, "conventions-tani", "FR", "2018", column="precision") == "au_moins"
    assert cell(con, "conventions-tani", "FR", "2021") is None


def test_each_region_counts_the_territories_it_holds_and_each_tani_counts_one(con):
    held = {"REG-75": 4, "REG-84": 2, "REG-76": 1, "REG-32": 1, "REG-27": 1, "REG-24": 1}
    assert {r: cell(con, "conventions-tani", r, "2019") for r in held} == held
    assert cell(con, "conventions-tani", "REG-11", "2019") == 0
    tani = [row[0] for row in con.execute("SELECT 'TANI-' || slug FROM tani").fetchall()]
    assert {cell(con, "conventions-tani", t, "2019") for t in tani} == {1}


def test_a_retained_territory_without_a_dated_signature_is_not_said_unsigned(con):
    assert cell(con, "conventions-tani", "DEP-23", "2020", "signature datée") is None
    assert cell(con, "conventions-tani", "DEP-64", "2020", "signature datée") == 1


@pytest.mark.parametrize("indicator", ADDITIVE)
def test_departements_and_regions_add_up_to_france(con, indicator):
    found = con.execute(
        """
        SELECT f.periode_type, f.debut, f.ventilation, f.valeur,
               sum(c.valeur) FILTER (WHERE c.niveau = 'departement') AS departements,
               sum(c.valeur) FILTER (WHERE c.niveau = 'region') AS regions
        FROM cube f JOIN cube c USING (indicateur, periode_type, debut, ventilation)
        WHERE f.territoire = 'FR' AND indicateur = ? GROUP BY ALL
        """,
        [indicator],
    ).fetchall()
    assert found
    assert [row for row in found if not row[3] == row[4] == row[5]] == []


@pytest.mark.parametrize("indicator", INDICATORS)
def test_a_tani_that_is_a_departement_or_a_region_equals_it(con, indicator):
    different = con.execute(
        """
        WITH paires AS (
            SELECT 'TANI-' || slug AS tani, upper(left(maille, 3)) || '-' || code AS lieu
            FROM tani WHERE maille <> 'epci'
        )
        SELECT tani, periode_type, debut, ventilation FROM paires
        JOIN cube ON territoire IN (tani, lieu) WHERE indicateur = ?
        GROUP BY ALL HAVING count(*) <> 2 OR count(DISTINCT valeur) <> 1
        """,
        [indicator],
    ).fetchall()
    assert different == []


def test_the_sicoval_is_finer_than_the_source_and_has_no_value(con):
    for territory in ("EPCI-243100633", "TANI-sicoval"):
        assert cell(con, "accompagnements-cumules", territory, "2024-09") is None


@pytest.mark.parametrize("indicator", CITED)
def test_no_cell_joins_figures_cited_by_two_documents(con, indicator):
    joined = con.execute(
        "SELECT territoire, debut, sources FROM cube WHERE indicateur = ? AND sources LIKE '%|%'",
        [indicator],
    ).fetchall()
    assert joined == []


def test_cited_rates_of_illectronisme_stay_where_they_were_published(con):
    published = {"FR": "16.5", "REG-11": "12", "REG-84": "15", "REG-52": "15", "REG-27": "19"}
    published |= {"REG-24": "19", "REG-32": "16.7", "REG-75": "16.7"}
    regions = con.execute(
        "SELECT territoire, valeur FROM cube WHERE indicateur = 'illectronisme'"
        " AND debut = DATE '2019-01-01' AND niveau <> 'tani'"
    ).fetchall()
    assert dict(regions) == {place: Decimal(rate) for place, rate in published.items()}
    assert cell(con, "illectronisme", "FR", "2021") == Decimal("15.4")


def test_people_far_from_digital_are_cited_for_three_years_only(con):
    years = con.execute(
        "SELECT year(debut), valeur, precision FROM cube WHERE indicateur = 'personnes-eloignees'"
        " AND territoire = 'FR' AND periode_type = 'annee' ORDER BY debut"
    ).fetchall()
    assert years == [
        (2018, 13_000_000, "environ"),
        (2020, 14_000_000, "environ"),
        (2026, 16_000_000, "environ"),
    ]


def test_public_money_is_totalled_inside_one_document(con):
    assert cell(con, "financements", "FR", "2018") == 15_000_000
    assert cell(con, "financements", "FR", "2019") == 10_500_000
    assert cell(con, "financements", "FR", "2020") == 15_000_000
    assert cell(con, "financements", "HUB-rhinocc", "2022") == 262_500


def test_european_money_keeps_its_region_and_its_six_years(con):
    rows = con.execute(
        "SELECT territoire, year(debut), year(fin), valeur FROM cube"
        " WHERE indicateur = 'financements' AND periode_type = 'periode'"
        " AND ventilation LIKE 'Union européenne%' AND niveau = 'region'"
    ).fetchall()
    assert rows == [("REG-24", 2015, 2020, 1_652_000)]


def test_citations_name_their_source_and_known_indicators(con):
    rows = con.execute("SELECT indicateurs, source_titre, source_url FROM citations").fetchall()
    assert len(rows) == 83
    assert {slug for slugs, _, _ in rows for slug in (slugs or "").split()} <= KNOWN
    assert [title for _, title, _ in rows if title.lower().startswith("idem")] == []
    assert [t for _, t, url in rows if url == "-"] == ["Document de départ du projet"]


def test_the_rival_claim_is_shown_with_the_estimate(con):
    pages = con.execute(
        "SELECT indicateurs FROM citations WHERE chiffre LIKE '%2,2%' AND famille = 'formation'"
    ).fetchall()
    assert ["personnes-formees" in slugs.split() for (slugs,) in pages] == [True]


def test_a_figure_not_to_be_cited_without_rereading_is_left_out(con):
    assert con.execute("SELECT count(*) FROM citations WHERE territoire = 'Loire-Atlantique'").fetchone() == (
        0,
    )
