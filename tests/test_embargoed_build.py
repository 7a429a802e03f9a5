"""A build under embargo is published without being seen; what is built meanwhile waits with it."""

import datetime
import shutil

import pytest
from reissue import Hands, at
from test_vintages import FIGURE
from typer.testing import CliRunner
from world import NOW, explain, write_world

from observatory.__main__ import app
from observatory.commands import DONE, REFUSED
from observatory.publish import publish
from observatory.served import Vintages
from observatory.vintages import editions, faults, manifest, rollback, settled, vintages

HOUR = at("2026-12-01 08:45")
DAY = datetime.timedelta(days=1)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A project published, then again under embargo with one figure changed."""
    home = tmp_path_factory.mktemp("embargo")
    write_world(home / "projet")
    send(home, NOW)
    change(home, 261)
    send(home, NOW + DAY, embargo=HOUR)
    return home


@pytest.fixture
def home(made, tmp_path):
    return shutil.copytree(made, tmp_path / "copie")


def send(home, now, force=False, **keys):
    steps = {"demonstration": False, "force": force} | keys
    return publish(home / "projet", home / "var", now, lambda step: None, **steps)


def change(home, number):
    explain(home / "projet")
    file = home / "projet" / "data_sources" / "cumuls.csv"
    lines = file.read_text("utf-8").splitlines()
    kept = [
        f"DEP-02,2024-01,{number}" if line.startswith(FIGURE.rpartition(",")[0]) else line for line in lines
    ]
    file.write_text("\n".join(kept) + "\n", "utf-8")


def seen(home, hand):
    """The number of the vintage served, and those that answer by their id."""
    shown = Vintages(home / "var", Hands(hand))
    ids = [one.name for one in vintages(home / "var")]
    return int(shown.current().vintage[:4]), [
        int(id[:4]) for id in ids if not shown.view({"millesime": id}).fault
    ]


def test_it_is_sealed_with_its_hour_and_comes_at_it(home):
    waits = vintages(home / "var")[1]
    assert not faults(waits)
    assert manifest(waits)["embargo"] == "2026-12-01T07:45:00+00:00"
    assert manifest(vintages(home / "var")[0])["embargo"] is None
    assert seen(home, "2026-12-01 08:44:59") == (1, [1])
    assert seen(home, "2026-12-01 08:45") == (2, [1, 2])


def test_the_same_inputs_build_nothing_more_before_or_after_the_hour(home):
    for now in (NOW + DAY, HOUR, HOUR + DAY):
        assert settled(home / "var")
        assert send(home, now).new is False
    assert send(home, NOW + DAY, embargo=HOUR).new is False


def test_what_is_built_meanwhile_holds_the_same_figures_and_waits_for_the_same_hour(home):
    change(home, 262)
    published = send(home, NOW + 2 * DAY)
    assert published.embargo == manifest(vintages(home / "var")[1])["embargo"]
    assert seen(home, "2026-12-01 08:44:59") == (1, [1])
    assert seen(home, "2026-12-01 08:45") == (3, [1, 3])  # the one replaced was never public
    assert manifest(vintages(home / "var")[2])["changes"]["since"] == vintages(home / "var")[0].name


def test_another_hour_given_takes_the_place_of_the_first(home):
    send(home, NOW + 2 * DAY, embargo=HOUR + DAY)
    assert seen(home, "2026-12-01 08:45") == (1, [1])
    assert seen(home, "2026-12-02 08:45") == (3, [1, 3])
    send(home, NOW + 2 * DAY, embargo=HOUR - DAY)
    assert seen(home, "2026-11-30 08:44:59") == (1, [1])
    assert seen(home, "2026-11-30 08:45") == (4, [1, 4])
    change(home, 263)
    assert send(home, HOUR - DAY).embargo is None
    assert seen(home, "2026-12-05 08:45") == (5, [1, 4, 5])


def test_what_is_built_after_the_hour_is_seen_at_once(home):
    change(home, 262)
    send(home, HOUR)
    assert seen(home, "2026-12-01 08:45") == (3, [1, 2, 3])
    assert [one.embargo is not None for one in editions(home / "var")] == [False, True, False]


def test_a_vintage_set_back_stays_served_while_another_waits(home):
    change(home, 262)
    send(home, HOUR)
    rollback(home / "var", vintages(home / "var")[0].name, HOUR)
    send(home, HOUR, force=True, embargo=HOUR + DAY)
    assert seen(home, "2026-12-02 08:44:59") == (1, [1, 2, 3])
    assert seen(home, "2026-12-02 08:45") == (4, [1, 2, 3, 4])


def test_a_first_vintage_may_wait_and_is_then_served(tmp_path):
    write_world(tmp_path / "projet")
    send(tmp_path, NOW, embargo=HOUR)
    with pytest.raises(FileNotFoundError):
        seen(tmp_path, "2026-12-01 08:44:59")
    assert seen(tmp_path, "2026-12-01 08:45") == (1, [1])
    assert send(tmp_path, NOW).new is False


def test_the_command_tells_the_hour_and_refuses_one_that_cannot_be_kept(home):
    def build(*asked):
        options = ["--root", str(home / "projet"), "--var", str(home / "var")]
        return CliRunner(env={"COLUMNS": "200"}).invoke(app, ["build", *asked, *options])

    change(home, 264)
    said = build("--embargo", "2999-12-01 08:45")
    assert said.exit_code == DONE
    assert "sous embargo jusqu’au 1er décembre 2999 à 8 h 45 (heure de Paris)" in said.stdout
    before = len(vintages(home / "var"))
    for asked, why in (
        (["--embargo", "2998-03-25 02:30"], "n’existe pas"),
        (["--embargo", "2020-01-01 08:45"], "est déjà passé"),
        (["--embargo", "2999-12-01 08:45", "--watch"], "la veille attendra la même heure"),
    ):
        refused = build(*asked)
        assert (refused.exit_code, why in refused.stderr) == (REFUSED, True), refused.stderr
    assert len(vintages(home / "var")) == before
    listed = CliRunner(env={"COLUMNS": "200"}).invoke(app, ["vintages", "list", "--var", str(home / "var")])
    assert "sous embargo jusqu’au 1er décembre 2999" in listed.stdout
    assert listed.stdout.count("servi") == 1
    back = CliRunner().invoke(
        app, ["vintages", "rollback", vintages(home / "var")[-1].name, "--var", str(home / "var")]
    )
    assert (back.exit_code, "choisissez un millésime public" in back.stderr) == (REFUSED, True)
