"""The territories and outlines that the site is built on."""

import csv
import json
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "data_sources" / "reference"
OUTLINES = ROOT / "assets" / "outlines"
OVERSEAS = {"971": "01", "972": "02", "973": "03", "974": "04", "976": "06"}
CENTRAL_PARIS = ["75", "92", "93", "94"]


def rows(name):
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def column(name, key):
    return [row[key] for row in rows(name)]


def population(name):
    return sum(int(value) for value in column(name, "population"))


def outlines(name):
    return json.loads((OUTLINES / f"{name}.json").read_text("utf-8"))["features"]


def polygons(feature):
    return feature["geometry"]["coordinates"]


def outer_points(feature):
    return [point for polygon in polygons(feature) for point in polygon[0]]


def signed_area(ring):
    pairs = zip(ring, ring[1:], strict=False)
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs) / 2


@pytest.mark.parametrize(
    ("name", "key", "count"),
    [
        ("regions", "code", 18),
        ("departements", "code", 101),
        ("epci", "siren", 1255),
        ("communes", "code", 34875),
        ("hubs", "slug", 17),
        ("tani", "slug", 10),
    ],
)
def test_each_file_holds_the_expected_number_of_territories_sorted_and_once_each(name, key, count):
    codes = column(name, key)
    assert len(codes) == count
    assert codes == sorted(set(codes))


def test_communes_departements_and_regions_add_up_to_the_same_france():
    assert population("communes") == population("departements") == population("regions")
    assert population("regions") == 68_350_798


def test_each_region_is_the_sum_of_its_departements():
    sums = Counter()
    for row in rows("departements"):
        sums[row["region"]] += int(row["population"])
    assert sums == {row["code"]: int(row["population"]) for row in rows("regions")}


def test_each_departement_is_the_sum_of_its_communes():
    sums = Counter()
    for row in rows("communes"):
        sums[row["departement"]] += int(row["population"])
    assert sums == {row["code"]: int(row["population"]) for row in rows("departements")}


def test_the_regions_published_by_insee_for_2023_are_found_again():
    published = {"11": 12_463_067, "27": 2_802_670, "53": 3_449_370, "94": 355_486, "03": 293_996}
    ours = {row["code"]: int(row["population"]) for row in rows("regions")}
    assert {code: ours[code] for code in published} == published


def test_each_commune_belongs_to_a_known_departement_and_to_a_known_epci():
    communes = rows("communes")
    assert {row["departement"] for row in communes} == set(column("departements", "code"))
    assert {row["epci"] for row in communes} - {""} == set(column("epci", "siren"))


def test_only_the_four_single_commune_islands_have_no_epci():
    alone = {row["nom"] for row in rows("communes") if not row["epci"]}
    assert alone == {"Île-de-Bréhat", "Île-de-Sein", "Ouessant", "L’Île-d’Yeu"}


def test_each_epci_counts_the_communes_that_name_it():
    members = Counter(column("communes", "epci"))
    assert all(int(row["nb_communes"]) == members[row["siren"]] for row in rows("epci"))


def test_the_older_population_of_an_epci_stays_within_six_percent_of_its_communes():
    sums = Counter()
    for row in rows("communes"):
        sums[row["epci"]] += int(row["population"])
    assert all(abs(sums[row["siren"]] / int(row["population"]) - 1) < 0.06 for row in rows("epci"))


def test_hubs_are_transcribed_as_103_pairs_of_known_hubs_and_departements():
    pairs = [(row["hub"], row["departement"]) for row in rows("hubs_departements")]
    assert len(pairs) == len(set(pairs)) == 103
    assert {hub for hub, _ in pairs} == set(column("hubs", "slug"))
    assert {code for _, code in pairs} == set(column("departements", "code"))


def test_the_anomaly_of_the_list_of_hubs_is_kept_as_it_was_published():
    pairs = rows("hubs_departements")
    ultra = [row["departement"] for row in pairs if row["hub"] == "hub-ultranumerique"]
    assert ultra == ["971", "976"]


def test_each_tani_is_a_known_territory():
    known = {
        "region": set(column("regions", "code")),
        "departement": set(column("departements", "code")),
        "epci": set(column("epci", "siren")),
    }
    assert [row["slug"] for row in rows("tani") if row["code"] not in known[row["maille"]]] == []


def test_a_date_of_signature_is_written_as_precisely_as_it_is_known():
    lengths = {"": 0, "annee": 4, "mois": 7, "jour": 10}
    for row in rows("tani"):
        assert len(row["signature"]) == lengths[row["signature_precision"]], row["slug"]


def test_a_hub_has_a_precision_when_it_has_a_date_and_only_then():
    for row in rows("hubs"):
        assert bool(row["precision_date"]) == bool(row["ouvert_le"] or row["ferme_le"]), row["slug"]


def test_each_hub_and_each_tani_names_its_source():
    for row in rows("hubs") + rows("tani"):
        assert row["source_titre"], row["slug"]
        assert row["source_url"].startswith("http"), row["slug"]


@pytest.mark.parametrize("name", ["regions", "departements", "epci", "communes", "hubs", "tani"])
def test_names_are_written_with_typographic_apostrophes(name):
    assert [value for value in column(name, "nom") if "'" in value] == []


@pytest.mark.parametrize("name", ["regions", "departements"])
def test_the_outlines_hold_exactly_the_expected_shapes(name):
    expected = {f"{name[:3].upper()}-{code}" for code in column(name, "code")}
    expected |= {f"CADRE-{rank}" for rank in range(1, 6)}
    if name == "departements":
        expected |= {f"DEP-{code}-encart" for code in CENTRAL_PARIS} | {"CADRE-6"}
    found = [feature["id"] for feature in outlines(name)]
    assert len(found) == len(set(found))
    assert set(found) == expected


@pytest.mark.parametrize("name", ["regions", "departements"])
def test_outer_rings_turn_clockwise_and_holes_the_other_way(name):
    for feature in outlines(name):
        for outer, *holes in polygons(feature):
            assert signed_area(outer) < 0, feature["id"]
            assert all(signed_area(hole) > 0 for hole in holes), feature["id"]


@pytest.mark.parametrize("name", ["regions", "departements"])
def test_each_ring_is_closed_and_rounded_to_three_decimals(name):
    for feature in outlines(name):
        for ring in (ring for polygon in polygons(feature) for ring in polygon):
            assert ring[0] == ring[-1] and len(ring) >= 4, feature["id"]
            assert all(value == round(value, 3) for point in ring for value in point)


@pytest.mark.parametrize("name", ["regions", "departements"])
def test_each_overseas_territory_lies_inside_the_frame_that_bears_its_name(name):
    features = {feature["id"]: feature for feature in outlines(name)}
    frames = [row for key, row in features.items() if key.startswith("CADRE")]
    for departement, region in OVERSEAS.items():
        code = f"DEP-{departement}" if name == "departements" else f"REG-{region}"
        shape = features[code]
        [frame] = [row for row in frames if row["properties"]["nom"] == shape["properties"]["nom"]]
        xs, ys = zip(*outer_points(frame), strict=True)
        assert all(min(xs) < x < max(xs) and min(ys) < y < max(ys) for x, y in outer_points(shape)), code


@pytest.mark.parametrize("name", ["regions", "departements"])
def test_no_shape_left_in_place_enters_a_frame(name):
    moved = {f"DEP-{code}" for code in OVERSEAS} | {f"REG-{code}" for code in OVERSEAS.values()}
    features = outlines(name)
    frames = [outer_points(row) for row in features if row["id"].startswith("CADRE")]
    for feature in features:
        if feature["id"] in moved or feature["id"].startswith("CADRE") or "encart" in feature["id"]:
            continue
        for xs, ys in (zip(*frame, strict=True) for frame in frames):
            inside = [
                (x, y) for x, y in outer_points(feature) if min(xs) < x < max(xs) and min(ys) < y < max(ys)
            ]
            assert inside == [], feature["id"]


@pytest.mark.parametrize("name", ["regions", "departements"])
def test_an_outline_bears_the_same_name_as_the_territory(name):
    names = {row["code"]: row["nom"] for row in rows(name)}
    for feature in outlines(name):
        kind, code, *_ = feature["id"].split("-")
        if kind != "CADRE":
            assert feature["properties"]["nom"] == names[code]
