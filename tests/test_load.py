"""Loading a source: rows typed into their fact, counted, or refused in one line."""

import datetime

import pytest
from world import NOW, long, source_text

from observatory.declarations import DeclarationError, Source, parse
from observatory.feeds.inbox import History
from observatory.load import REFERENCE, facts, load, record
from observatory.reader.reading import SourceError

QUERY = "SELECT 'suivis' AS serie, mois, territoire, CAST(valeur AS BIGINT) AS valeur FROM fichier"
ROWS = long("territoire 2023-01 2023-02\nDEP-02 1 2\nDEP-80 3 .")


@pytest.fixture
def loading(con, tmp_path):
    """Load a file in the fact of running totals, with a header and a query that a test may change."""

    def loading(rows=ROWS, query=QUERY, fact="cumuls", **header):
        text = source_text("releve", fact, "departement", "officielle", query)
        for name, value in header.items():
            kept = [line for line in text.splitlines() if not line.startswith(f"{name} = ")]
            text = "\n".join([kept[0], f"{name} = {value}", *kept[1:]])
        (tmp_path / "releve.csv").write_text(rows, "utf-8")
        source = parse(Source, text, "data_sources/releve.sql")
        loaded = load(con, source, [tmp_path / "releve.csv"], today=NOW.date())
        record(con, loaded, History())
        return loaded

    return loading


def refusal(loading, error, *arguments, **changed):
    with pytest.raises(error) as caught:
        loading(*arguments, **changed)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_rows_are_typed_and_carry_their_source(con, loading):
    loading()
    rows = con.execute("SELECT source, serie, mois, territoire, valeur FROM cumuls ORDER BY ALL").fetchall()
    january, february = datetime.date(2023, 1, 1), datetime.date(2023, 2, 1)
    assert rows == [
        ("releve", "suivis", january, "DEP-02", 1),
        ("releve", "suivis", january, "DEP-80", 3),
        ("releve", "suivis", february, "DEP-02", 2),
    ]


def test_what_was_read_accepted_and_rejected_is_recorded_with_the_source(con, loading):
    loaded = loading(f"{ROWS}DEP-02,2023-13,4\nDEP-02\n", reject_rate=0.5)
    assert (loaded.used.records, loaded.used.accepted, loaded.used.rejected) == (5, 3, 2)
    row = con.execute(
        "SELECT lignes_lues, lignes_acceptees, lignes_rejetees, mention, licence, sha256, texte FROM sources"
        " WHERE slug = 'releve'"
    ).fetchone()
    assert row[:5] == (5, 3, 2, "Un producteur, Fichier releve", "non vérifiée")
    assert row[5:] == (loaded.used.sha256, loaded.source.text)


def test_an_unknown_fact_is_refused_with_the_nearest_one(loading):
    said = refusal(loading, DeclarationError, fact="cumul")
    assert said.startswith("data_sources/releve.sql : clé « feeds » : fait « cumul » inconnu")
    assert "le plus proche est « cumuls »" in said


def test_a_key_given_twice_is_refused_and_named(loading):
    said = refusal(loading, SourceError, f"{ROWS}DEP-80,2023-01,9\n", key='["territoire", "mois"]')
    assert said.startswith("data_sources/releve.sql : 2 lignes rejetées sur 4 (50,0\xa0%)")
    assert "releve.csv, ligne 4" in said
    assert "(doublon-different)" in said


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("DEP-99,2023-01,1", "foreign key"),  # no such département
        ("DEP-80,2023-02,-1", "CHECK"),  # less than nobody
        ("DEP-80,2023-01,1", "duplicate key"),  # the same month twice
    ],
)
def test_a_row_outside_the_contract_of_its_fact_refuses_the_file(loading, row, reason):
    said = refusal(loading, SourceError, f"{ROWS}{row}\n")
    assert said.startswith("data_sources/releve.sql : rien n’est pris de releve.csv : ")
    assert reason in said


@pytest.mark.parametrize(
    "query", ["SELECT * FROM ailleurs", "SELECT mois FROM", QUERY.replace("serie", "suite")]
)
def test_a_query_that_does_not_give_the_fact_is_refused(loading, query):
    assert refusal(loading, SourceError, query=query).endswith("corrigez la requête ou le fichier")


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("entier", "99999999999999999999"),
        ("entier", "１２"),
        ("decimal", "1e5"),
        ("decimal", "1_000"),
        ("decimal", "1.23456789"),
        ("decimal", "1000000000000000000000"),
        ("date", "20230506"),
        ("date", "2023-W05-1"),
        ("mois", "２023-01"),
    ],
)
def test_a_value_that_the_database_would_change_or_refuse_is_rejected_with_its_line(loading, kind, value):
    columns = f'{{ territoire = "texte", mois = "mois", valeur = "texte", vu = "{kind}" }}'
    lines = [f"{line},{'vu' if number == 0 else value}" for number, line in enumerate(ROWS.splitlines())]
    loaded = loading("\n".join(lines) + "\n", columns=columns, reject_rate=1)
    assert (loaded.used.accepted, loaded.used.rejected) == (0, 3)


def test_the_facts_are_the_tables_that_carry_a_source_and_are_not_reference():
    found = facts()
    assert {"cumuls", "pass_numeriques", "adhesions", "citations", "cibles"} <= set(found)
    assert not {*REFERENCE, "mesures", "sources", "territoires", "indicateurs"} & set(found)
    assert found["cumuls"] == ["source", "serie", "mois", "territoire", "valeur"]


def test_every_membership_of_a_territory_is_derived(territories):
    rows = territories.execute(
        "SELECT ancetre, egale FROM territoires_liens WHERE territoire = 'DEP-80' ORDER BY ALL"
    ).fetchall()
    assert rows == [("DEP-80", True), ("FR", False), ("HUB-relais", False), ("REG-32", False),
                    ("TANI-somme", True)]  # fmt: skip
    rows = territories.execute(
        "SELECT territoire, ancetre FROM territoires_liens WHERE egale AND territoire <> ancetre ORDER BY ALL"
    ).fetchall()
    assert rows == [("DEP-80", "TANI-somme"), ("DEP-974", "REG-04"), ("EPCI-248000531", "TANI-amiens")]


def test_a_nation_counts_its_overseas_collectivities_and_a_hub_its_departements(territories):
    rows = dict(territories.execute("SELECT id, population FROM territoires").fetchall())
    assert rows["FR"] == 4_005_000
    assert rows["REG-32"] == rows["DEP-02"] + rows["DEP-59"] + rows["DEP-80"] == 3_600_000
    assert rows["HUB-relais"] == 3_100_000
    assert rows["TANI-somme"] == rows["DEP-80"]
    assert rows["NV-DEP"] is rows["NV-REG"] is None
