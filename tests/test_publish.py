"""Publishing a vintage: whole or not at all, the same for the same inputs, one build at a time."""

import json
import shutil
from hashlib import sha256

import duckdb
import pytest
from world import NOW, explain, write_world

from observatory.build import read_project
from observatory.durable import BusyError
from observatory.exports import csv_bytes
from observatory.publish import digests, publish
from observatory.served import Vintages
from observatory.vintages import DATABASE, MANIFEST, PACKAGE, PARQUET, current, vintages


def send(root, var, *, step=lambda text: None, demonstration=True, force=False):
    return publish(root, var, NOW, step, demonstration=demonstration, force=force)


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A project, and the folder `var` where it is published."""
    root = write_world(tmp_path_factory.mktemp("publie") / "projet")
    send(root, root.parent / "var")
    return root


@pytest.fixture
def copy(project, tmp_path):
    """A copy of the project that a test may change, and the folder `var` of the first."""
    return shutil.copytree(project, tmp_path / "projet"), project.parent / "var"


def change(root, path, old, new):
    text = (root / path).read_text("utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new), "utf-8")


def rows(folder):
    """Every row of every public table, in its order."""
    with duckdb.connect(folder / DATABASE, read_only=True) as con:
        tables = [name for (name,) in con.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
        return {name: con.execute(f"FROM {name} ORDER BY rowid").fetchall() for name in sorted(tables)}


def files(var):
    store = Vintages(var).current()
    return {slug: csv_bytes(store.observations(slug, breakdowns=True), "v", breakdowns=True)
            for slug in store.indicators}  # fmt: skip


def test_the_same_inputs_publish_nothing_new(project):
    first = current(project.parent / "var")
    again = send(project, project.parent / "var")
    assert (again.new, again.id) == (False, first.name)
    assert vintages(project.parent / "var") == [first]


def test_a_forced_build_has_a_new_number_the_same_digest_the_same_rows_and_the_same_files(project, tmp_path):
    var = project.parent / "var"
    first = current(var)
    shutil.copytree(var, tmp_path / "var")
    second = send(project, tmp_path / "var", force=True)
    assert (first.name[:5], second.id[:5]) == ("0001-", "0002-")
    assert first.name[5:] == second.id[5:]
    assert [folder.name for folder in vintages(tmp_path / "var")] == [first.name, second.id]
    assert rows(current(tmp_path / "var")) == rows(first)
    assert files(tmp_path / "var") == files(var)


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("data_sources/cumuls.csv", "DEP-02,2024-01,260", "DEP-02,2024-01,261"),
        ("data_sources/cumuls.sql", "Un producteur", "Le producteur"),
        ("indicators/suivis.sql", "Nombre mesuré", "Nombre compté"),
        ("data_sources/reference/regions.csv", "400000", "400001"),
    ],
)
def test_the_digest_of_the_inputs_sees_a_change_of(copy, tmp_path, path, old, new):
    def inputs():
        return digests(copy[0], read_project(copy[0], tmp_path, with_demonstration=True, today=NOW.date()))

    before = inputs()
    change(copy[0], path, old, new)
    name = path.removeprefix("data_sources/") if path.endswith(".csv") else path
    assert {one for one, digest in inputs().items() if before[one] != digest} == {name}


def test_the_digest_sees_a_change_of_a_format_that_is_awaited(copy, tmp_path):
    def inputs():
        return digests(copy[0], read_project(copy[0], tmp_path, with_demonstration=False, today=NOW.date()))

    before = inputs()
    change(copy[0], "data_sources/membres-inventes.sql", "Un producteur", "Le producteur")
    assert inputs() != before


def test_a_changed_input_publishes_a_new_vintage_and_keeps_the_old(copy, tmp_path):
    root, var = copy[0], shutil.copytree(copy[1], tmp_path / "var")
    change(root, "data_sources/cumuls.csv", "DEP-02,2024-01,260", "DEP-02,2024-01,261")
    explain(root)
    second = send(root, var)
    assert second.new
    assert [folder.name for folder in vintages(var)] == [current(copy[1]).name, second.id]
    assert current(var).name == second.id
    [one] = Vintages(var).current().observations("suivis", territory="DEP-02", step="mois")
    assert one.value == 11


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("indicators/suivis.sql", "kind =", "kinds ="),  # an unknown key
        ("indicators/suivis.sql", '"FR" = 8', '"FR" = 9'),  # a wrong example
        ("indicators/suivis.sql", "'suivis'", "'suivis' AND valeur > 100"),  # the example again
        ("data_sources/pass.csv", "30/100", "300/100"),  # a share of 300 %
        ("data_sources/aidants.csv", "territoire", "lieu"),  # another header
        ("data_sources/cumuls.csv", "DEP-02,2024-01,260", "DEP-99,2024-01,260"),  # an unknown place
        ("data_sources/cumuls.sql", 'file = "cumuls.csv"', 'file = "ailleurs.csv"'),
        ("indicators/suivis.sql", "valeur FROM", "valeurs FROM"),
    ],
)  # fmt: skip
def test_a_refused_build_leaves_the_last_vintage_current_and_served(copy, path, old, new):
    root, var = copy
    before = current(var)
    change(root, path, old, new)
    with pytest.raises(ValueError, match=" : ") as error:
        send(root, var)
    assert "\n" not in str(error.value)
    assert (current(var), vintages(var)) == (before, [before])
    assert not (var / "travail").exists()
    assert Vintages(var).current().query("SELECT count(*) FROM observations")[0][0] > 0


def test_a_second_build_at_the_same_time_is_refused_and_the_first_one_ends_well(project, tmp_path):
    refused = []

    def step(text):
        if text == "cube":
            with pytest.raises(BusyError, match="une autre construction est en cours ; attendez"):
                send(project, tmp_path)
            refused.append(text)

    assert send(project, tmp_path, step=step).new
    assert refused == ["cube"]
    assert not send(project, tmp_path).new


def test_the_public_database_holds_the_public_tables_and_nothing_that_could_identify(project):
    with duckdb.connect(current(project.parent / "var") / DATABASE, read_only=True) as con:
        found = con.execute(
            "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal"
        ).fetchall()
    assert {table for table, _ in found} == {
        "acces_anticipes", "calendrier", "cibles", "citations", "communes", "composantes", "confiances",
        "etat", "formats",
        "hubs",
        "indicateurs", "motifs", "observations", "parutions", "previsions", "recommandations", "registre",
        "revisions", "secret", "sources",
        "tani", "territoires", "territoires_liens",
    }  # fmt: skip
    private = ("effectif", "base", "cle", "contributeur", "mesures")
    assert [name for _, name in found if name in private] == []


def test_a_vintage_is_read_only_and_its_manifest_seals_it(project):
    folder = current(project.parent / "var")
    manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
    outputs = {DATABASE, PACKAGE, PARQUET}
    rights = {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir()}
    assert rights == dict.fromkeys(outputs | {MANIFEST}, 0o444)
    assert manifest["outputs"] == {name: sha256((folder / name).read_bytes()).hexdigest() for name in outputs}
    assert manifest["id"] == folder.name == f"{manifest['sequence']:04}-{manifest['digest'][:10]}"
    assert manifest["publie_le"] == NOW.isoformat(timespec="seconds")
    assert manifest["sources"]["cumuls"] == {
        "lues": 20,
        "acceptees": 20,
        "rejetees": 0,
        "ignorees": 0,
        "normalisations": {},
    }
    assert {
        "indicators/suivis.sql",
        "data_sources/cumuls.sql",
        "cumuls.csv",
        "observatory/cube.sql",
    } <= set(manifest["inputs"])


def test_a_rejected_line_is_counted_in_the_manifest_and_the_rest_is_published(copy, tmp_path):
    root, var = copy[0], tmp_path / "var"
    change(root, "data_sources/cumuls.csv", "DEP-02,2024-01,260", "DEP-02,janvier,260")
    change(root, "data_sources/cumuls.sql", "/*", "/*\nreject_rate = 0.1")
    published = send(root, var)
    [source] = [one for one in published.loaded if one.source.slug == "cumuls"]
    assert (source.used.records, source.used.accepted, source.used.rejected) == (20, 19, 1)
    kept = Vintages(var).current().manifest["sources"]["cumuls"]
    assert (kept["lues"], kept["acceptees"], kept["rejetees"]) == (20, 19, 1)


def test_without_demonstration_no_invented_value_is_published(project, tmp_path):
    send(project, tmp_path, demonstration=False)
    store = Vintages(tmp_path).current()
    assert store.manifest["demonstration"] is False
    assert {one.nature for one in store.observations()} == {"officielle", "citee"}


def test_a_vintage_that_has_gone_is_published_again(copy, tmp_path):
    var = shutil.copytree(copy[1], tmp_path / "var")
    shutil.rmtree(var / "vintages")
    assert send(copy[0], var).new
