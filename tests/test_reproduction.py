"""The same inputs give the same bytes: in another process, time zone, order of hashes, day and folder."""

import hashlib
import os
import subprocess
import sys

import duckdb
import pytest
from world import NOW, ROOT

from observatory.databases import HARDENED
from observatory.exports import csv_bytes, json_bytes
from observatory.served import Vintages
from observatory.vintages import DATABASE, PACKAGE, PARQUET, current, manifest

# The other is the session's own: built in its process and time zone, by a clock set to NOW.
PLACE = {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati"}


@pytest.fixture(scope="module")
def folders(embedded, tmp_path_factory):
    """The same project published twice, each in a folder of its own, with nothing remembered."""
    home = tmp_path_factory.mktemp("reproduit")
    command = [sys.executable, "-m", "observatory", "build", "--force", "--var", home]
    subprocess.run(command, cwd=ROOT, env=os.environ | PLACE, stdout=subprocess.DEVNULL, check=True)
    return current(embedded), current(home)


def tables(folder):
    """A hash of each public table, its rows in total order: the file itself holds random identifiers.

    The day of publication apart, which is that of the clock.
    """
    with duckdb.connect(os.path.realpath(folder / DATABASE), read_only=True, config=HARDENED) as con:
        names = con.execute("SELECT table_name FROM duckdb_tables() WHERE NOT internal").fetchall()
        kept = "SELECT COLUMNS(lambda name: name <> 'publie_le')"
        rows = {name: con.execute(f"{kept} FROM {name} ORDER BY ALL").fetchall() for (name,) in names}
    return {name: hashlib.sha256(repr(found).encode()).hexdigest() for name, found in rows.items()}


def files(folder):
    """The CSV and the JSON of each indicator."""
    store = Vintages(folder.parent.parent).current()
    rows = {slug: store.observations(slug, breakdowns=True) for slug in store.indicators}
    return {
        (slug, write): write(found, store.vintage, breakdowns=True)
        for slug, found in rows.items()
        for write in (csv_bytes, json_bytes)
    }


def test_the_builds_were_made_at_different_times_and_have_the_same_id(folders):
    assert len({folder.name for folder in folders}) == 1
    published = [manifest(folder)["publie_le"] for folder in folders]
    assert published[0] == NOW.isoformat(timespec="seconds") != published[1]


@pytest.mark.parametrize("name", [PACKAGE, PARQUET])
def test_the_whole_files_have_the_same_bytes(folders, name):
    assert len({(folder / name).read_bytes() for folder in folders}) == 1


def test_the_csv_and_the_json_of_every_indicator_have_the_same_bytes(folders):
    first, other = map(files, folders)
    assert len(first) == 2 * len(Vintages(folders[0].parent.parent).current().indicators)
    assert other == first


def test_every_table_of_the_public_database_has_the_same_rows(folders):
    first, other = map(tables, folders)
    assert "observations" in first and len(first) > 10
    assert other == first
