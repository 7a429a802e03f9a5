"""The files that people download: a contract of columns, rows in order, the same bytes each time."""

import csv
import io
from decimal import Decimal

import pytest
from rows import observation

from observatory.exports import COLUMNS, csv_bytes, file_name, plain

CONTRACT = (
    "indicateur,territoire_id,territoire_niveau,territoire_code,territoire_nom,periode_type,periode_debut,"
    "periode_fin,valeur,unite,precision,valeur_basse,valeur_haute,statut_obs,statut_conf,nature,couverture,"
    "source,licence,millesime,note"
)


def read(raw):
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8"), newline="")))


def test_the_columns_are_exactly_the_contract_in_its_order():
    assert csv_bytes([], "0001").decode("utf-8") == CONTRACT + "\n"
    assert csv_bytes([], "0001", breakdowns=True).decode("utf-8") == CONTRACT + ",ventilation\n"
    assert all(COLUMNS.values())


def test_a_row_says_all_that_must_be_known_of_its_value():
    one = observation(
        "12.500000", "2023-T2", status="p", low=Decimal(10), note="À lire, « bien »\u00a0: oui."
    )
    [row] = read(csv_bytes([one], "0001-abc", breakdowns=True))
    assert row == {
        "indicateur": "serie", "territoire_id": "DEP-80", "territoire_niveau": "departement",
        "territoire_code": "80", "territoire_nom": "Somme", "periode_type": "trimestre",
        "periode_debut": "2023-04-01", "periode_fin": "2023-06-30", "valeur": "12.5", "unite": "pass",
        "precision": "exacte", "valeur_basse": "10", "valeur_haute": "", "statut_obs": "p", "statut_conf": "",
        "nature": "officielle", "couverture": "1", "source": "Un producteur, Fichier",
        "licence": "non vérifiée", "millesime": "0001-abc", "note": "À lire, « bien »\u00a0: oui.",
        "ventilation": "total",
    }  # fmt: skip


def test_what_is_not_known_is_empty_and_zero_is_zero():
    unknown, zero = read(csv_bytes([observation(), observation(0)], "0001"))
    assert (unknown["valeur"], zero["valeur"]) == ("", "0")


def test_a_hidden_value_is_empty_and_its_row_says_that_it_is_hidden():
    note = "Masqué par le secret statistique."
    [row] = read(csv_bytes([observation(confidentiality="c", note=note)], "0001"))
    assert (row["valeur"], row["statut_conf"], row["statut_obs"], row["note"]) == ("", "c", "", note)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("0.000000", "0"),
        ("100.000000", "100"),
        ("12.340000", "12.34"),
        ("-3.5", "-3.5"),
        ("1E+6", "1000000"),
        ("0.000001", "0.000001"),
    ],
)
def test_a_number_is_written_in_plain_digits_without_useless_zeros(value, text):
    assert plain(None if value is None else Decimal(value)) == text


def test_a_file_is_named_demonstration_as_soon_as_one_value_is_invented():
    assert file_name("kits", ["officielle"]) == file_name("kits", []) == "kits.csv"
    assert file_name("kits", ["officielle", "demonstration"]) == "demonstration-kits.csv"


def test_rows_keep_the_order_given_and_the_same_rows_give_the_same_bytes(store):
    rows = store.observations("suivis")
    raw = csv_bytes(rows, store.vintage)
    assert [line["territoire_id"] for line in read(raw)] == [one.territory for one in rows]
    assert raw == csv_bytes(store.observations("suivis"), store.vintage)
    assert b"\r" not in raw


def test_the_rows_of_a_file_are_in_total_order_without_any_repeat(store):
    levels = ["national", "region", "departement", "epci", "hub", "tani"]
    steps = ["mois", "trimestre", "annee", "periode"]
    for slug in store.indicators:
        keys = [
            (levels.index(row["territoire_niveau"]), row["territoire_id"].startswith("NV"),
             row["territoire_id"], steps.index(row["periode_type"]), row["periode_debut"], row["periode_fin"],
             row["ventilation"] != "total", row["ventilation"])
            for row in read(csv_bytes(store.observations(slug, breakdowns=True), "v", breakdowns=True))
        ]  # fmt: skip
        assert keys
        assert keys == sorted(set(keys))
