"""Whatever the machine does, the last good vintage is served and the next build needs no help.

`make test` tries a little of each; OBSERVATOIRE_PLACES (full disks) and OBSERVATOIRE_BITS ask for
more (see `make audit`).
"""

import os
import re
import shutil
import subprocess

import builds
import pytest
from campaign import counted, wanted
from test_received import GOOD, NEWER, declare
from world import NOW, write_world

from observatory.commands import DONE, FAILED
from observatory.publish import publish
from observatory.store import Vintages
from observatory.vintages import current, vintages, whole

PAGE = 4096
STEPS = {  # the disk is full from there on -> the bytes left, how many of them `make test` tries, the stages
    "fichiers déposés": (range(0, 8 * PAGE, PAGE), 3, set()),
    "base publique": (range(0, 1400 * PAGE, 50 * PAGE), 3, {"base"}),
    "fichiers à télécharger": (range(0, 6 * PAGE, PAGE), 6, {"parquet", "zip"}),
    "publication": (range(0, 10 * PAGE, PAGE), 10, {"manifest.json", "pointeur"}),
}
STAGES = (  # what a message names -> the stage that the disk stopped
    ("manifest.json", r"manifest\.json"),
    ("pointeur", r"\.current"),
    ("zip", r"observatoire\.zip"),
    ("parquet", r"observations\.parquet"),
    ("base", r"observatoire\.duckdb"),
    ("démonstration", "demonstration"),
    ("dossier de travail", "travail"),
    ("journal", r"journal\.jsonl"),
    ("fichiers reçus", "recus"),
)


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """A project that receives files, published once."""
    home = tmp_path_factory.mktemp("pannes")
    declare(write_world(home / "projet"))
    drop(home, GOOD)
    return send(home)


def send(home, now=NOW, force=False):
    publish(home / "projet", home / "var", now, lambda step: None, demonstration=False, force=force)
    return home


def drop(home, text):
    folder = home / "var" / "depot" / "releves"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "releve.csv").write_text(text, "utf-8")
    os.utime(folder / "releve.csv", (NOW.timestamp(), NOW.timestamp()))


@pytest.fixture
def home(first, tmp_path):
    """A copy of that project, to damage."""
    return shutil.copytree(first, tmp_path / "copie")


def mount(var, *options):
    return subprocess.run(["mount", "-t", "tmpfs", *options, "tmpfs", var], capture_output=True).returncode


@pytest.fixture
def disk(first, tmp_path):
    """That project, with its published data on a small disk of its own."""
    home = shutil.copytree(first, tmp_path / "disque")
    kept = (home / "var").rename(home / "garde")
    (home / "var").mkdir()
    if mount(home / "var", "-o", "size=48m"):
        pytest.skip("this machine lets nobody mount a disk")
    shutil.copytree(kept, home / "var", dirs_exist_ok=True)
    yield home
    subprocess.run(["umount", home / "var"], check=True)


class Disk:
    """Builds on a disk that lacks room: each leaves what was served; once there is room, one works."""

    def __init__(self, home):
        self.root, self.var, self.said = home / "projet", home / "var", home / "dit.txt"
        self.stages, self.tries = set(), 0

    def fails(self, build, make_room):
        """Try to build: whether room was lacking. After each new stage reached, the next build works."""
        before = whole(self.var)
        drop(self.var.parent, NEWER if self.tries % 2 else GOOD)  # something to receive each time
        code, said = build(self.root, self.var, self.said)
        self.tries += 1
        make_room()
        if code == DONE:
            assert int(whole(self.var).name[:4]) > int(before.name[:4])
            return False
        assert (whole(self.var), current(self.var)) == (before, before)
        assert Vintages(self.var).current().query("SELECT count(*) FROM observations")[0][0]
        assert not (self.var / "travail").exists()
        stage = self.stage(code, said)
        if stage not in self.stages:
            self.stages.add(stage)
            self.recover()
        return True

    def stage(self, code, said):
        """Where a build stopped, by the one or two lines that it said."""
        lines = said.splitlines()
        assert (code, 1 <= len(lines) <= 2) == (FAILED, True), said
        assert lines[0].startswith(str(self.var)), said
        assert lines[0].endswith("plus de place sur le disque ; libérez-en, puis relancez")
        path = lines[0].removeprefix(str(self.var))
        return next((stage for stage, name in STAGES if re.search(name, path)), path)

    def recover(self):
        """Build again, with room and without any other help."""
        last = int(vintages(self.var)[-1].name[:4])
        code, said = builds.build(self.root, self.var, self.said, force=True)
        assert code == DONE, said
        assert int(whole(self.var).name[:4]) > last
        for folder in vintages(self.var)[:-1]:
            shutil.rmtree(folder)


def spread(values, few):
    """All the values, or a few of them far apart: the first and the last are always there."""
    values, count = list(values), wanted("OBSERVATOIRE_PLACES", few)
    last = max(1, min(count, len(values)) - 1)
    return sorted({values[round(rank * (len(values) - 1) / last)] for rank in range(last + 1)})


def test_a_disk_that_has_too_little_room_when_a_build_begins(disk):
    one, full = Disk(disk), disk / "var" / "plein"
    for left in spread([*range(0, 40 * PAGE, PAGE), *range(40 * PAGE, 3 << 20, 1 << 18)], 5):

        def build(root, var, said, left=left):
            builds.fill(var, left)
            return builds.build(root, var, said, force=True, demonstration="oui")

        assert one.fails(build, full.unlink)
    assert one.stages == {"démonstration", "base"}
    counted(one.tries)


@pytest.mark.parametrize("step", STEPS)
def test_a_disk_that_is_full_from_a_step_on(disk, step):
    one, full = Disk(disk), disk / "var" / "plein"
    sizes, few, stages = STEPS[step]
    for left in spread(sizes, few):

        def build(*given, left=left):
            return builds.build_on_a_disk_filled_at(step, left, *given)

        one.fails(build, full.unlink)
    one.recover()
    assert stages <= one.stages
    counted(one.tries)


def test_a_disk_that_takes_no_more_files(disk):
    """The number of files is bounded instead of their size: each file of a build is refused in its turn."""
    one, var = Disk(disk), disk / "var"

    def bound(files):
        assert mount(var, "-o", f"remount,nr_inodes={files}") == 0

    for left in range(40):
        shutil.rmtree(var / "recus")
        bound(os.statvfs(var).f_files - os.statvfs(var).f_ffree + left)
        failed = one.fails(
            lambda *given: builds.build(*given, force=True, demonstration="oui"), lambda: bound(10_000)
        )
        if not failed:
            break
    assert not failed
    assert one.stages == {stage for stage, _ in STAGES} - {"parquet"}  # it takes the place of the journal
    counted(one.tries)
