"""The files downloaded whole: the numbers of the CSV, described for machines, streamed from the disk."""

import csv
import hashlib
import io
import json
from decimal import Decimal
from zipfile import ZipFile

import duckdb
import pytest
from rows import observation

from observatory.exports import DETAILED, KEY, NUMBERS, csv_bytes, json_bytes
from observatory.vintages import PACKAGE, PARQUET, manifest


def fetched(client, address, **headers):
    """The bytes of an answer, and the answer, its file closed."""
    with client.get(address, headers=headers) as answer:
        return answer.data, answer


def lines(raw):
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8"), newline="")))


@pytest.fixture(scope="module")
def whole(site):
    """Every row of the published vintage as the CSV gives it, by indicator."""
    store = site.vintages.current()
    return {
        slug: lines(csv_bytes(store.observations(slug, breakdowns=True), store.vintage, breakdowns=True))
        for slug in store.indicators
    }


@pytest.fixture(scope="module")
def package(client):
    """The zip, as the site sends it, and its description."""
    with ZipFile(io.BytesIO(fetched(client, f"/donnees/{PACKAGE}")[0])) as file:
        contents = {name: file.read(name) for name in file.namelist()}
    return contents, json.loads(contents["datapackage.json"])


def alike(text, value):
    """Whether a cell of a CSV and a value of another file say the same."""
    return text == ("" if value is None else str(value)) or Decimal(text) == value


def test_the_parquet_has_the_rows_and_the_columns_of_every_csv(client, whole, tmp_path):
    path = tmp_path / PARQUET
    path.write_bytes(fetched(client, f"/donnees/{PARQUET}")[0])
    found = duckdb.from_parquet(str(path))
    assert found.columns == list(DETAILED)
    stored = found.fetchall()
    written = [row for slug in whole for row in whole[slug]]
    assert len(stored) == len(written) > 10_000
    for row, values in zip(written, stored, strict=True):
        assert all(alike(text, value) for text, value in zip(row.values(), values, strict=True)), row


def test_the_zip_has_the_csv_of_every_indicator_under_the_name_that_the_site_gives_it(package, whole, client):
    contents, told = package
    assert {one["name"]: lines(contents[one["path"]]) for one in told["resources"]} == whole
    assert contents.keys() == {one["path"] for one in told["resources"]} | {
        "datapackage.json",
        "LISEZMOI.txt",
    }
    for one in told["resources"]:
        answer = client.get(f"/donnees/{one['name']}.csv?ventilation=oui")
        assert (answer.data, one["path"] in answer.headers["Content-Disposition"]) == (
            contents[one["path"]],
            True,
        )


def test_the_package_describes_each_file_its_columns_its_key_and_what_empty_means(package, whole, site):
    contents, told = package
    store = site.vintages.current()
    assert told["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert told["version"] == store.vintage
    for one in told["resources"]:
        raw = contents[one["path"]]
        assert (one["bytes"], one["hash"]) == (len(raw), f"sha256:{hashlib.sha256(raw).hexdigest()}")
        assert one["title"] == store.indicators[one["name"]].title
        assert [source["title"] for source in one["sources"]] == [
            source.credit for source in store.sources_of(one["name"])
        ]
        assert all(licence["name"] and licence["title"] for licence in one["licenses"])
        schema = one["schema"]
        assert [field["name"] for field in schema["fields"]] == list(whole[one["name"]][0])
        assert schema["primaryKey"] == list(KEY)
        keys = [tuple(row[name] for name in KEY) for row in whole[one["name"]]]
        assert len(set(keys)) == len(keys)
        [missing] = schema["missingValues"]
        assert missing["value"] == "" and "Vide n’est pas zéro" in missing["label"]
    kinds = {field["name"]: field["type"] for field in told["resources"][0]["schema"]["fields"]}
    assert kinds["valeur"] == "number" and kinds["periode_fin"] == "date" and kinds["note"] == "string"


def test_the_notice_says_the_vintage_and_what_not_to_reuse(package, site):
    text = package[0]["LISEZMOI.txt"].decode("utf-8")
    assert site.vintages.current().vintage in text
    assert "demonstration-" in text and "Vide n’est pas zéro" in text


@pytest.mark.parametrize(
    "query", ["", "?ventilation=oui", "?territoire=DEP-80&pas=annee", "?niveau=region&du=2023-01-01"]
)
def test_the_json_of_an_indicator_has_the_rows_of_its_csv(client, query):
    rows = client.get(f"/donnees/accompagnements.csv{query}").text
    answer = client.get(f"/donnees/accompagnements.json{query}")
    told = json.loads(answer.data, parse_float=Decimal, parse_int=Decimal)
    written = list(csv.DictReader(io.StringIO(rows, newline="")))
    assert answer.mimetype == "application/json"
    assert "accompagnements.json" in answer.headers["Content-Disposition"]
    assert [list(one) for one in told] == [list(one) for one in written] and told
    assert all(
        alike(text, one[name]) for row, one in zip(written, told, strict=True) for name, text in row.items()
    )


def test_a_number_of_the_json_has_the_digits_of_the_csv_and_what_is_not_known_is_null():
    raw = json_bytes([observation("0.100000", low=Decimal(0)), observation()], "0001").decode("utf-8")
    assert '"valeur": 0.1,' in raw and '"valeur_basse": 0,' in raw
    known, unknown = json.loads(raw)
    assert (unknown["valeur"], unknown["note"], known["millesime"]) == (None, None, "0001")
    assert {name for name, value in known.items() if isinstance(value, int | float)} <= set(NUMBERS)
    assert json.loads(json_bytes([], "0001")) == []


@pytest.mark.parametrize("name", [PACKAGE, PARQUET])
def test_a_whole_file_is_known_by_its_sha256_and_comes_from_the_disk(client, site, name):
    sealed = manifest(site.vintages.current().folder)["outputs"][name]
    raw, answer = fetched(client, f"/donnees/{name}")
    assert (answer.status_code, answer.get_etag()) == (200, (sealed, False))
    assert hashlib.sha256(raw).hexdigest() == sealed
    assert site.vintages.current().vintage in answer.headers["Content-Disposition"]
    assert fetched(client, f"/donnees/{name}", **{"If-None-Match": f'"{sealed}"'})[1].status_code == 304
    part, answer = fetched(client, f"/donnees/{name}", Range="bytes=2-5")
    assert (answer.status_code, part) == (206, raw[2:6])
    with site.server.test_request_context(f"/donnees/{name}"):
        sent = site.server.view_functions["tout"](name=name)
        assert sent.direct_passthrough  # never whole in memory
        sent.close()


def test_the_page_of_data_links_the_whole_files_with_their_size_and_their_sha256(read, client, site):
    table = read("/donnees").table("Fichiers de tous les indicateurs")
    for name, cells in zip((PACKAGE, PARQUET), table, strict=True):
        one = site.vintages.current().downloads[name]
        assert (cells[0], cells[3]) == (name, one.sha256)
        assert cells[2].replace("\u202f", "").startswith(f"{one.bytes / 1e6:.1f}".replace(".", ","))
        assert f"/donnees/{name}" in read("/donnees").links
    assert "/donnees/accompagnements.json" in read("/donnees").links
