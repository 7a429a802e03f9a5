"""`build --watch`: a real process publishes when a file is dropped, and stays after a bad one."""

import os
import signal
import subprocess
import sys
import time

import pytest
from test_received import GOOD, NEWER, SHORT, declare
from world import ROOT, explain, write_world

from observatory.vintages import current_manifest


@pytest.fixture
def watching(tmp_path):
    """A process that watches a small project; the project, its folder `var`, and what it said."""
    root, var = write_world(tmp_path / "projet"), tmp_path / "var"
    declare(root)
    command = [
        sys.executable,
        "-m",
        "observatory",
        "build",
        "--watch",
        "--root",
        str(root),
        "--var",
        str(var),
    ]
    said = tmp_path / "dit.txt"
    with said.open("w") as output:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            stdout=output,
            stderr=output,
            env=os.environ | {"OBSERVATOIRE_DEMONSTRATION": "non"},
        )
    yield root, var, said
    process.send_signal(signal.SIGINT)
    assert process.wait(30) == 0


def until(done):
    """Wait for what the process must do."""
    for _ in range(600):
        if found := done():
            return found
        time.sleep(0.1)
    raise AssertionError("what was awaited did not come")


def vintage(var, sequence):
    """The manifest of the vintage of that rank, once it is published."""
    until(lambda: (told := current_manifest(var)) and told["sequence"] >= sequence)
    return current_manifest(var)


def drop(var, name, text):
    folder = var / "depot" / "releves"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, "utf-8")


def test_a_dropped_file_is_published_a_bad_one_is_told_and_the_next_is_taken(watching):
    root, var, said = watching
    assert "cumuls" not in vintage(var, 1)["sources"]
    drop(var, "un.csv", GOOD)
    assert vintage(var, 2)["sources"]["cumuls"]["acceptees"] == 8
    drop(var, "deux.csv", SHORT)
    third = vintage(var, 3)
    assert third["sources"]["cumuls"]["acceptees"] == 8
    drop(var, "trois.csv", NEWER)
    until(lambda: "révision sans motif : suivis" in said.read_text("utf-8"))
    explain(root)
    assert vintage(var, 4)["sources"]["cumuls"]["acceptees"] == 8
    assert "contre 8 la dernière fois" in " ".join(said.read_text("utf-8").split())
