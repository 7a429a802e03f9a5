"""A number planted in every hidden cell is nowhere in what the site can serve."""

import datetime
import io
import logging
import shutil
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from decimal import Decimal

import duckdb
import pytest
from canary import addresses, encoded, numbers, stored, surfaces, writings
from hidden_world import PROTECTED, write_hidden_world
from world import ROOT, built

from observatory.durable import digest
from observatory.served import Vintages
from observatory.settings import Settings
from observatory.vintages import DATABASE, current, manifest, write_manifest
from observatory.web import create_site

TARGET, COLUMNS = 7000, ("valeur", "valeur_basse", "valeur_haute")
CELL = "indicateur, territoire{id}, ventilation, periode_type, {start}"


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """The project with few people, the folder `var` where it is published, and what was said of it."""
    root = write_hidden_world(tmp_path_factory.mktemp("canari") / "projet")
    var = root.parent / "var"
    command = [sys.executable, "-m", "observatory", "build", "--root", str(root), "--var", str(var)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return root, var, done.stdout + done.stderr


@pytest.fixture(scope="module")
def truth(published):
    """The numbers of each cell before anything is hidden, by cell."""
    root, var, _ = published
    con, _ = built(root, root.parent / "travail")
    with con:
        rows = con.execute(
            f"SELECT {CELL.format(id='', start='debut')}, {', '.join(COLUMNS)} FROM cube"
        ).fetchall()
    return {row[:5]: [value for value in row[5:] if value] for row in rows if row[0] in PROTECTED}


@pytest.fixture(scope="module")
def cells(published, truth):
    """The ways to write what each cell holds: those that are hidden, those that are shown."""
    store = Vintages(published[1]).current()
    inhabitants = {id: place.population for id, place in store.territories.items()}
    rows = store.query(
        f"SELECT {CELL.format(id='_id', start='periode_debut')}, statut_conf = 'c' FROM observations"
    )
    hidden = {row[:5] for row in rows if row[5] and row[0] in PROTECTED}
    said = {
        cell: set().union(*(writings(one, inhabitants.get(cell[1]), 1000, TARGET) for one in values))
        for cell, values in truth.items()
    }
    shown = {cell: words for cell, words in said.items() if cell not in hidden}
    public = set().union(*shown.values())
    return {cell: said[cell] - public for cell in hidden}, shown


@pytest.fixture(scope="module")
def served(published):
    """The numbers of every address of the site, and what was logged while they were asked."""
    territories = sorted(Vintages(published[1]).current().territories, key=lambda id: id != "DEP-80")
    return serve(published[1], addresses(list(PROTECTED), territories))


def serve(var, paths, *, follow=True):
    log = io.StringIO()
    handler = logging.StreamHandler(log)
    logging.getLogger().addHandler(handler)
    with redirect_stdout(log), redirect_stderr(log):
        site = create_site(ROOT, Settings(var, "", "", "", ""))
        found = surfaces(site, paths, follow=follow)
    logging.getLogger().removeHandler(handler)
    return found, log.getvalue()


def leaks(found, hidden):
    """The addresses that hold a number of a hidden cell, each with one of them."""
    canaries = set().union(*hidden.values())
    return {at: min(known & canaries) for at, known in found.items() if known & canaries}


def test_enough_is_hidden_and_shown_and_each_hidden_cell_has_numbers_of_its_own(cells, truth):
    hidden, shown = cells
    assert {cell[0] for cell in hidden} == {cell[0] for cell in shown} == set(PROTECTED)
    assert len(hidden) > 100 and len(shown) > 100
    assert {cell[2] for cell in hidden} == {"total", "achat", "don"}
    assert {cell: words for cell, words in hidden.items() if len(words) < 4} == {}


@pytest.mark.parametrize("kind", ["page", "callback", "file"])
def test_no_address_of_the_site_holds_a_number_of_a_hidden_cell(served, cells, kind):
    assert len(served[0][kind]) > 100
    assert leaks(served[0][kind], cells[0]) == {}


@pytest.mark.parametrize("kind", ["page", "file"])  # a callback leaves the tables to the page
def test_the_numbers_that_are_shown_are_found_by_the_same_search(served, cells, kind):
    known = set().union(*served[0][kind].values())
    expected = {cell: words for cell, words in cells[1].items() if kind == "file" or cell[2] == "total"}
    assert [cell for cell, words in expected.items() if words and not words & known] == []


def test_the_database_and_the_manifest_hold_no_number_of_a_hidden_cell(published, cells, truth):
    found, raw = stored(current(published[1]))
    assert leaks(found, cells[0]) == {}
    assert {"observations", "secret", "etat", DATABASE, "manifest.json"} <= set(found)
    assert [cell for cell, words in cells[1].items() if words and not words & found["observations"]] == []
    planted = [code for cell in cells[0] for value in truth[cell] for code in encoded(value)]
    assert [code for code in planted if code in raw] == []


def test_what_is_said_while_building_and_serving_holds_no_number_of_a_hidden_cell(published, served, cells):
    logs = {"build": numbers(published[2]), "serve": numbers(served[1])}
    assert leaks(logs, cells[0]) == {}
    assert "publié" in published[2]


def test_one_value_left_in_the_database_is_found_everywhere(published, cells, truth, tmp_path):
    cell = ("personnes-formees", "DEP-80", "total", "annee", datetime.date(2023, 1, 1))
    var = shutil.copytree(published[1], tmp_path / "var")
    leave(current(var), cell, truth[cell][0])
    assert set(leaks(stored(current(var))[0], cells[0])) == {"observations"}
    slug = "personnes-formees"
    pages = ["/territoires/DEP-80", f"/indicateurs/{slug}?territoire=DEP-80&pas=annee"]
    pages += [f"/indicateurs/{slug}?niveau=departement", f"/comparer?indicateur={slug}&t1=FR&t2=DEP-80"]
    files = [f"/donnees/{slug}.csv", f"/donnees/{slug}.csv?territoire=DEP-80"]
    served, _ = serve(var, [*pages, *files, "/methode"], follow=False)
    told = {kind: set(leaks(found, cells[0])) for kind, found in served.items()}
    assert told == {"page": set(pages), "callback": set(pages), "file": set(files)}


def leave(folder, cell, value: Decimal):
    """Put a hidden value back in a vintage, and seal it again."""
    path = folder / DATABASE
    path.chmod(0o644)
    (folder / "manifest.json").chmod(0o644)
    with duckdb.connect(path) as con:
        con.execute(
            "UPDATE observations SET valeur = ?, statut_conf = NULL WHERE (indicateur, territoire_id,"
            " ventilation, periode_type, periode_debut) = (?, ?, ?, ?, ?)",
            [value, *cell],
        )
    told = manifest(folder)
    write_manifest(folder, told | {"outputs": {DATABASE: digest(path)}})
