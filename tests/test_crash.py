"""A build killed at any moment leaves a whole vintage served, and the next build works."""

import os
import random
import signal
import subprocess
import sys
import time

import pytest
from test_vintages import FIGURE
from world import ROOT, explain, write_world

from observatory.vintages import faults, whole

KILLS = int(os.environ.get("OBSERVATOIRE_ARRETS", "6"))


@pytest.fixture
def project(tmp_path):
    return write_world(tmp_path / "projet"), tmp_path / "var"


def start(root, var):
    command = [sys.executable, "-m", "observatory", "build", "--root", str(root), "--var", str(var)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    settings = os.environ | {"OBSERVATOIRE_DEMONSTRATION": "non"}
    return subprocess.Popen(command, cwd=ROOT, env=settings, start_new_session=True, **quiet)


def test_a_build_killed_at_any_moment_leaves_a_whole_vintage_that_never_goes_back(project):
    root, var = project
    began = time.monotonic()
    assert start(root, var).wait(120) == 0
    longest = 1.3 * (time.monotonic() - began)
    file, draw, last = root / "data_sources" / "cumuls.csv", random.Random(2026), 1
    text = file.read_text("utf-8")
    for rank in range(KILLS):
        file.write_text(text.replace(FIGURE, f"DEP-02,2024-01,{300 + rank}"), "utf-8")
        explain(root)
        build = start(root, var)
        time.sleep(draw.uniform(0.2, 1) * longest)
        if build.poll() is None:
            os.killpg(build.pid, signal.SIGKILL)
        build.wait(30)
        served = whole(var)
        assert served and not faults(served)
        assert int(served.name[:4]) >= last
        last = int(served.name[:4])
    file.write_text(text.replace(FIGURE, "DEP-02,2024-01,999"), "utf-8")
    explain(root)
    assert start(root, var).wait(120) == 0
    assert int(whole(var).name[:4]) > last
    assert not (var / "travail").exists()
