"""The store: every question that a page asks of the vintage, and nothing that could change it."""

import datetime
from concurrent.futures import ThreadPoolExecutor

import duckdb
import pytest
from world import NOW, write_world

from observatory.publish import publish
from observatory.served import Vintages
from observatory.store import Store


def territories(rows):
    return [one.territory for one in rows]


def test_nothing_is_read_before_the_first_question(tmp_path):
    store = Store(tmp_path / "0001-absent")
    assert store.vintage == "0001-absent"
    with pytest.raises(duckdb.IOException):
        store.query("SELECT 1")


@pytest.mark.parametrize(
    "order",
    [
        "DELETE FROM observations",
        "CREATE TABLE autre AS SELECT 1",
        "SELECT * FROM read_csv('/etc/passwd')",
        "COPY observations TO '/tmp/copie.csv'",
        "ATTACH '/tmp/autre.duckdb'",
        "SET enable_external_access = true",
        "INSTALL httpfs",
    ],
)
def test_the_database_served_refuses_to_write_and_to_reach_anything_else(store, order):
    with pytest.raises(duckdb.Error):
        store.query(order)
    assert store.query("SELECT 1") == [(1,)]


def test_several_threads_ask_at_once_and_all_are_answered(world):
    store = Vintages(world, lambda: NOW).current()
    with ThreadPoolExecutor(8) as threads:
        found = set(threads.map(lambda _: len(store.observations("suivis")), range(60)))
    assert found == {len(store.observations("suivis"))}


def test_rows_come_by_level_then_territory_then_period_and_the_unallocated_last(store):
    rows = store.observations("suivis", step="annee")
    assert territories(rows)[::2] == [
        "FR", "REG-04", "REG-32", "NV-REG", "DEP-02", "DEP-59", "DEP-80", "DEP-974", "NV-DEP",
        "EPCI-248000531", "HUB-relais", "TANI-amiens", "TANI-somme",
    ]  # fmt: skip
    assert [one.start.year for one in rows] == [2023, 2024] * 13
    assert [one.indicator for one in store.observations()] == sorted(
        one.indicator for one in store.observations()
    )


def test_a_filter_keeps_what_it_names_and_a_filter_left_out_keeps_all(store):
    all_rows = store.observations("suivis")
    assert set(territories(store.observations("suivis", level="region"))) == {"REG-04", "REG-32", "NV-REG"}
    assert store.observations("suivis", territory="DEP-02") == [
        one for one in all_rows if one.territory == "DEP-02"
    ]
    assert {one.step for one in all_rows} == {"mois", "trimestre", "annee"}
    since = datetime.date(2024, 1, 1)
    assert store.observations("suivis", since=since) == [one for one in all_rows if one.start >= since]
    until = datetime.date(2024, 1, 31)  # in the midst of a quarter and of a year
    assert store.observations("suivis", until=until) == [one for one in all_rows if one.end <= until]
    assert {one.end for one in all_rows if one.start <= until < one.end}
    assert store.observations("inconnu") == []


def test_what_is_not_known_is_an_empty_row_that_keeps_the_nature_of_its_source(store):
    [row] = store.observations(
        "suivis", territory="TANI-amiens", step="annee", until=datetime.date(2023, 12, 31)
    )
    assert (row.value, row.status, row.nature, row.precision) == (None, "x", "officielle", None)
    assert row.note == "Non disponible à cette maille."
    assert row.source == "Un producteur, Fichier cumuls"


def test_a_partial_period_is_provisional_and_says_how_much_is_known(store):
    [row] = store.observations("suivis", territory="DEP-02", since=datetime.date(2024, 1, 1), step="annee")
    assert (row.status, row.months, row.months_expected) == ("p", 1, 12)
    assert row.note == "1 mois sur 12."
    [row] = store.observations("aidants", territory="REG-32", step="mois", since=datetime.date(2023, 11, 1))
    assert row.note == "2 territoires connus sur 3."


def test_indicators_and_sources_are_those_declared_for_the_vintage(store):
    assert list(store.indicators) == ["aidants", "membres", "pass", "suivis", "taux"]
    assert store.indicators["suivis"].kind == "cumulative"
    assert [one.slug for one in store.sources_of("membres")] == ["membres-cites", "membres-inventes"]
    assert store.contents["membres"][0] == len(store.observations("membres"))
    assert sorted(store.contents["membres"][1]) == ["citee", "demonstration"]
    assert store.contents["suivis"][1] == ["officielle"]


def test_territories_are_all_those_that_have_a_name(store):
    assert "NV-DEP" not in store.territories
    assert store.territories["DEP-80"].region == "REG-32"
    assert store.territories["EPCI-248000531"].region == "REG-32"
    assert store.territories["TANI-amiens"].population == 180_000


def test_members_and_holders_of_a_territory(store):
    assert store.members("REG-32", "departement") == ["DEP-02", "DEP-59", "DEP-80"]
    assert store.members("FR", "region") == ["REG-04", "REG-32"]
    assert store.holders("DEP-80", "hub") == ["HUB-relais"]
    assert store.holders("EPCI-248000531", "tani") == ["TANI-amiens", "TANI-somme"]
    assert store.members("TANI-amiens", "departement") == []


def test_a_portrait_has_every_indicator_even_without_any_row(store):
    portrait = store.portrait("DEP-80")
    assert list(portrait) == list(store.indicators)
    assert portrait["suivis"] == store.observations("suivis", territory="DEP-80")


@pytest.mark.parametrize("text", ["amiens", "80021", "ami"])
def test_a_commune_is_found_by_its_name_its_code_or_how_it_begins(store, text):
    assert store.communes(text) == [("80021", "Amiens", "80", "248000531")]


def test_a_commune_that_does_not_exist_is_not_found(store):
    assert store.communes("lyon") == []


def test_the_formats_awaited_are_those_of_the_demonstration_that_stands_in(store):
    assert [one.slug for one in store.awaited("membres")] == ["membres-inventes"]
    assert store.awaited("suivis") == []


def test_a_reference_table_is_given_as_dicts_in_its_order(store):
    assert [(row["slug"], row["maille"]) for row in store.table("tani")] == [
        ("amiens", "epci"), ("somme", "departement"),
    ]  # fmt: skip
    assert store.table("etat")[0]["lues"] == 10


def test_the_current_vintage_is_looked_up_at_each_request_and_opened_once(tmp_path):
    vintages = Vintages(tmp_path / "var")
    with pytest.raises(FileNotFoundError, match="aucun millésime publié ; lancez « make build »"):
        vintages.current()
    root = write_world(tmp_path / "projet")
    for number in (1, 2):
        publish(root, tmp_path / "var", NOW, lambda step: None, demonstration=False, force=True)
        assert vintages.current().vintage.startswith(f"000{number}-")
        assert vintages.current() is vintages.current()
