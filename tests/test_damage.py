"""One bit turned anywhere in a vintage: nothing of it is served, the last whole vintage is.

`make test` turns a few; OBSERVATOIRE_BITS asks for more (see `make audit`).
"""

import random
import shutil

import pytest
from campaign import counted, wanted
from test_vintages import FIGURE, OTHER, flip, send
from world import explain, write_world

from observatory.exports import csv_bytes
from observatory.served import Vintages
from observatory.vintages import DATABASE, MANIFEST, PACKAGE, PARQUET, POINTER, current, vintages

BITS = wanted("OBSERVATOIRE_BITS", 50)
FILES = (DATABASE, MANIFEST, PACKAGE, PARQUET)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A project published twice, with another figure each time."""
    home = tmp_path_factory.mktemp("abime")
    file = write_world(home / "projet") / "data_sources" / "cumuls.csv"
    send(home)
    file.write_text(file.read_text("utf-8").replace(FIGURE, OTHER), "utf-8")
    explain(home / "projet")
    send(home)
    return home


def served(var):
    """What a site that starts now would serve: the vintage, its rows, the bytes of its files."""
    store = Vintages(var).current()
    rows = csv_bytes(store.observations(breakdowns=True), store.vintage, breakdowns=True)
    files = {name: one.path.read_bytes() for name, one in store.downloads.items()}
    store.close()
    return store.vintage, rows, files


def test_a_bit_turned_anywhere_is_never_served(home):
    var = home / "var"
    folder, last = current(var), served(var)
    shutil.copytree(home, home / "avant")
    (home / "avant" / "var" / POINTER).write_text(vintages(var)[0].name + "\n", "utf-8")
    earlier = served(home / "avant" / "var")
    assert last[1] != earlier[1] and len(last[1].splitlines()) > 20
    draw, wrong = random.Random(2026), []
    for rank in range(BITS):
        path = (*(folder / name for name in FILES), var / POINTER)[rank % (len(FILES) + 1)]
        position = draw.randrange(path.stat().st_size * 8)
        flip(path, position)
        # A pointer that names nothing is passed over: the last whole vintage is the same one.
        if served(var) != (last if path.name == POINTER else earlier):
            wrong.append((path.name, position))
        flip(path, position)
    assert wrong == []
    assert served(var) == last
    counted(BITS)
