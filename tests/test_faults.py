"""Whatever the machine does, the last good vintage is served and the next build needs no help.

`make test` tries a few sizes of full disk; OBSERVATOIRE_PLACES asks for more (see `make audit`).
"""

import datetime
import errno
import os
import re
import resource
import shutil
import subprocess
from pathlib import Path

import builds
import duckdb
import pytest
from campaign import counted, wanted
from test_received import GOOD, declare
from world import NOW, explain, write_world

from observatory.commands import BUSY, DONE, FAILED
from observatory.machine import told
from observatory.publish import publish
from observatory.served import Vintages
from observatory.store import Store
from observatory.vintages import POINTER, current, faults, lock, manifest, vintages, whole

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
    ("mémoire du secret", r"secret\."),
    ("dossier de travail", "travail"),
    ("journal", r"journal\.jsonl"),
    ("fichiers reçus", "recus"),
)


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """A project that receives files, published once."""
    home = tmp_path_factory.mktemp("pannes")
    declare(write_world(home / "projet"))
    drop(home, 260)
    return send(home)


def send(home, now=NOW, force=False):
    publish(home / "projet", home / "var", now, lambda step: None, demonstration=False, force=force)
    return home


def drop(home, figure):
    """Drop a file with a running total; what is published is what it adds to 250."""
    explain(home / "projet")
    folder = home / "var" / "depot" / "releves"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "releve.csv").write_text(GOOD.replace("260", str(figure)), "utf-8")
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
        before, known = whole(self.var), vintages(self.var)
        drop(self.var.parent, 261 + self.tries)  # something to receive each time
        code, said = build(self.root, self.var, self.said)
        self.tries += 1
        make_room()
        if code == DONE:
            assert int(whole(self.var).name[:4]) > int(before.name[:4])
            return False
        assert (whole(self.var), current(self.var), vintages(self.var)) == (before, before, known)
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
    assert one.stages == {"démonstration", "mémoire du secret", "base"}
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


def test_a_file_larger_than_the_system_grants_is_told(home):
    """The same without a disk of its own: the database grows past a limit of this one process."""
    before = whole(home / "var")
    for size in (1000, 100_000, 1_000_000):
        limits = ((resource.RLIMIT_FSIZE, size),)
        code, said = builds.build(
            home / "projet", home / "var", home / "dit.txt", force=True, demonstration="oui", limits=limits
        )
        assert (code, len(said.splitlines())) == (FAILED, 2), said
        assert re.match(rf"{home}/var/travail/\S+ : fichier plus grand que la limite", said)
        assert whole(home / "var") == before
    assert int(whole(send(home, force=True) / "var").name[:4]) > int(before.name[:4])


def test_too_little_memory_is_told_or_ends_the_build_and_the_next_one_works(home):
    before, told_once = whole(home / "var"), False
    for megabytes in range(300, 90, -15):  # a library may end the process before it can tell
        code, said = builds.build(
            home / "projet", home / "var", home / "dit.txt", force=True, memory=megabytes << 20
        )
        assert code != DONE and whole(home / "var") == before
        told_once |= code == FAILED and "mémoire insuffisante" in said and len(said.splitlines()) == 2
    assert told_once
    assert int(whole(send(home, force=True) / "var").name[:4]) > int(before.name[:4])


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, "No space left", "/d/x"), "/d/x : plus de place sur le disque ; libérez-en"),
        (OSError(errno.EROFS, "Read-only"), "/var/o : disque en lecture seule ; rendez-le inscriptible"),
        (PermissionError(errno.EACCES, "Denied", "/d/x"), "/d/x : accès refusé ; donnez-en le droit"),
        (OSError(errno.EIO, "I/O"), "/var/o : le disque ne répond plus"),
        (OSError(errno.EXDEV, "Cross-device link", "/d"), "/d : Cross-device link ; corrigez"),
        (MemoryError(), "/var/o : mémoire insuffisante"),
        (duckdb.OutOfMemoryException("failed to allocate"), "/var/o : mémoire insuffisante"),
        (
            duckdb.FatalException('Checkpoint failed: Could not write file "/d/b": No space left on device'),
            "/d/b : plus de place sur le disque",
        ),
    ],
)
def test_what_the_machine_refused_is_told_with_the_path_and_the_cure(error, said):
    line = told(error, Path("/var/o"))
    assert line.startswith(said) and "\n" not in line and " ; " in line


def test_a_defect_of_ours_is_not_told_as_a_lack_of_the_machine():
    with pytest.raises(duckdb.BinderException):
        told(duckdb.BinderException("no such column"), Path("/var/o"))


def test_five_builds_at_once_publish_one_after_the_other_or_say_that_one_is_under_way(home):
    root, var = home / "projet", home / "var"
    with lock(var):
        processes = [builds.start(root, var, home / f"{rank}.txt", force=True) for rank in range(5)]
        for rank, process in enumerate(processes):
            code, said = builds.ended(process, home / f"{rank}.txt")
            assert (code, said) == (BUSY, f"{var} : une autre construction est en cours ; attendez\n")
    assert len(vintages(var)) == 1
    processes = [builds.start(root, var, home / f"{rank}.txt", force=True) for rank in range(5)]
    codes = [builds.ended(process, home / f"{rank}.txt")[0] for rank, process in enumerate(processes)]
    assert set(codes) <= {DONE, BUSY} and DONE in codes
    numbers = [int(folder.name[:4]) for folder in vintages(var)]
    assert numbers == list(range(1, 2 + codes.count(DONE)))
    assert current(var) == whole(var) == vintages(var)[-1]
    assert not any(faults(folder) for folder in vintages(var))
    assert not (var / "travail").exists()


@pytest.mark.parametrize(
    "jump",
    [
        datetime.timedelta(days=-1),
        datetime.timedelta(days=365),
        # 2:30 in Paris on the day of the change, then 2:30 again
        datetime.datetime(2026, 10, 25, 0, 30, tzinfo=datetime.UTC) - NOW,
        datetime.datetime(2026, 10, 25, 1, 30, tzinfo=datetime.UTC) - NOW,
        datetime.datetime(2028, 2, 29, 12, tzinfo=datetime.UTC) - NOW,
    ],
    ids=str,
)
def test_a_clock_that_jumps_changes_neither_the_order_nor_what_is_served(home, jump):
    """The build is told the time: a jump of the clock is another time told to the next build."""
    var, store = home / "var", Vintages(home / "var")
    first = store.current().vintage
    drop(home, 270)
    second = current(send(home, NOW + jump) / "var")
    assert store.current().vintage == second.name
    drop(home, 265)
    third = current(send(home, NOW) / "var")
    assert [folder.name for folder in vintages(var)] == [first, second.name, third.name]
    assert [int(folder.name[:4]) for folder in vintages(var)] == [1, 2, 3]
    assert store.current().vintage == third.name
    values = [
        next(one.value for one in Store(folder).observations("suivis", territory="DEP-02", step="mois"))
        for folder in vintages(var)
    ]
    assert values == [10, 20, 15]
    assert manifest(second)["publie_le"] == (NOW + jump).isoformat(timespec="seconds")


def test_a_clock_that_went_back_before_the_data_is_refused_and_the_next_build_works(home):
    before = whole(home / "var")
    with pytest.raises(ValueError, match="et pas dans l’avenir"):
        send(home, NOW - datetime.timedelta(days=20 * 365), force=True)
    assert whole(home / "var") == before
    assert whole(send(home, force=True) / "var").name[:5] == "0002-"


def test_what_a_crash_left_is_swept_by_the_next_build(home):
    var = home / "var"
    left = var / "travail" / "0002-0123456789"
    left.mkdir(parents=True)
    for path in (left / "observatoire.duckdb", left / "observatoire.duckdb.wal", left / "manifest.json"):
        path.write_bytes(b"\0" * 100)
        path.chmod(0o444)
    (var / f".{POINTER}").write_text("0009-", "utf-8")
    (var / "recus" / ".arrivees" / "a").mkdir(parents=True)
    assert Vintages(var).current().vintage[:5] == "0001-"
    assert whole(send(home, force=True) / "var").name[:5] == "0002-"
    assert not (var / "travail").exists() and not (var / f".{POINTER}").exists()
    assert list((var / "recus" / ".arrivees").iterdir()) == []
