"""Vintages stay whole and readable; a damaged one is not served; an earlier one can be served again."""

import json
import random
import shutil

import pytest
from typer.testing import CliRunner
from world import NOW, explain, write_world

from observatory.__main__ import app
from observatory.commands import BUSY, REFUSED
from observatory.publish import publish
from observatory.served import Vintages
from observatory.vintages import DATABASE, MANIFEST, POINTER, current, faults, lock, vintages, whole

FIGURE, OTHER = "DEP-02,2024-01,260", "DEP-02,2024-01,261"


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A project published twice: between the two, one figure of one file changed."""
    home = tmp_path_factory.mktemp("millesimes")
    root = write_world(home / "projet")
    send(home)
    file = root / "data_sources" / "cumuls.csv"
    file.write_text(file.read_text("utf-8").replace(FIGURE, OTHER), "utf-8")
    explain(root)
    send(home)
    return home


@pytest.fixture
def copy(home, tmp_path):
    """A copy of that project that a test may damage."""
    return shutil.copytree(home, tmp_path / "copie")


def send(home):
    return publish(home / "projet", home / "var", NOW, lambda step: None, demonstration=False, force=False)


def run(home, *asked):
    runner = CliRunner(env={"COLUMNS": "80"})  # a usual terminal
    return runner.invoke(app, ["vintages", *asked, "--var", str(home / "var")])


def flip(path, position):
    """Change one bit of a file."""
    raw = bytearray(path.read_bytes())
    raw[position // 8] ^= 1 << position % 8
    path.chmod(0o644)
    path.write_bytes(raw)


def test_the_manifest_says_which_input_and_which_figures_changed(home):
    first, second = vintages(home / "var")
    told = json.loads((second / MANIFEST).read_text("utf-8"))["changes"]
    assert told["since"] == first.name
    reasons = ["data_sources/motifs-revisions.sql", "figures/motifs_revisions.csv"]
    assert told["inputs"] == {"added": reasons, "removed": [], "changed": ["cumuls.csv"]}
    assert told["figures"].keys() == {"suivis"}
    assert told["figures"]["suivis"]["changed"] > 0
    assert (told["figures"]["suivis"]["added"], told["figures"]["suivis"]["removed"]) == (0, 0)
    [reason] = told["reasons"]
    assert (reason["indicateur"], reason["type"]) == ("suivis", "correction")
    assert reason["motif"] == "Relevé corrigé par le producteur."
    assert reason["valeurs"] == told["figures"]["suivis"]["changed"]


def test_the_list_names_every_vintage_and_the_one_served(home):
    said = run(home, "list").stdout
    lines = [next(line for line in said.splitlines() if one.name in line) for one in vintages(home / "var")]
    assert ["servi" in line for line in lines] == [False, True]


def test_a_vintage_is_shown_whole_as_json(home):
    told = json.loads(run(home, "show", "--json").stdout)
    assert {"id", "inputs", "outputs", "changes"} <= told.keys()
    assert told["id"] == current(home / "var").name
    first = vintages(home / "var")[0].name
    assert json.loads(run(home, "show", first, "--json").stdout)["id"] == first
    said = run(home, "show").stdout
    assert "Modifié : cumuls.csv" in said
    assert "révisés (correction) : Relevé corrigé par le producteur." in said


def test_an_earlier_vintage_is_served_again_and_the_next_has_a_greater_number(copy):
    first, second = vintages(copy / "var")
    store = Vintages(copy / "var")
    assert store.current().vintage == second.name
    assert run(copy, "rollback", first.name).exit_code == 0
    assert store.current().vintage == first.name
    assert send(copy).id.startswith("0003-")


def test_an_unknown_vintage_and_a_build_under_way_are_told(copy):
    result = run(copy, "rollback", "0009-rien")
    assert (result.exit_code, "« 0009-rien »" in result.stderr) == (REFUSED, True)
    with lock(copy / "var"):
        result = run(copy, "rollback", vintages(copy / "var")[0].name)
    assert (result.exit_code, "une autre construction" in result.stderr) == (BUSY, True)


@pytest.mark.parametrize("name", [DATABASE, MANIFEST])
def test_a_flipped_bit_is_seen_the_last_whole_vintage_is_served_and_the_next_build_works(copy, name):
    first, second = vintages(copy / "var")
    path = second / name
    assert run(copy, "verify").exit_code == 0
    flip(path, path.stat().st_size * 8 // 2)
    assert run(copy, "verify").exit_code == REFUSED
    assert run(copy, "rollback", second.name).exit_code == REFUSED
    assert Vintages(copy / "var").current().vintage == first.name
    third = send(copy)
    assert (third.new, third.id[:5]) == (True, "0003-")
    assert Vintages(copy / "var").current().vintage == third.id


def test_any_flipped_bit_is_seen(copy):
    folder = current(copy / "var")
    draw = random.Random(2026)
    for name in (DATABASE, MANIFEST):
        path = folder / name
        for position in (draw.randrange(path.stat().st_size * 8) for _ in range(20)):
            flip(path, position)
            assert faults(folder), (name, position)
            flip(path, position)
    assert not faults(folder)


@pytest.mark.parametrize("pointer", [None, "", "0009-rien\n", "\x00\xff"])
def test_without_a_pointer_that_can_be_followed_the_last_whole_vintage_is_served(copy, pointer):
    var = copy / "var"
    last = current(var)
    (var / POINTER).unlink()
    if pointer is not None:
        (var / POINTER).write_bytes(pointer.encode("latin-1"))
    assert whole(var) == last
    assert Vintages(var).current().vintage == last.name
    assert send(copy).id.startswith("0003-")
