"""A signed link: for someone of the public list, for one vintage, for a time; its key is its owner’s only."""

import datetime
import re
import shutil
import stat
from concurrent.futures import ThreadPoolExecutor

import pytest
from reissue import journal, reissue
from test_served import LISTED
from typer.testing import CliRunner

from observatory import access
from observatory.__main__ import app
from observatory.commands import DONE, REFUSED
from observatory.served import Vintages
from observatory.vintages import JOURNAL

NOW = datetime.datetime(2026, 11, 29, 12, tzinfo=datetime.UTC)
LATER = NOW + datetime.timedelta(hours=1)


def test_a_token_opens_its_vintage_until_its_last_second(tmp_path):
    token = access.sign(tmp_path, "0004-x", "cabinet", LATER)
    assert re.fullmatch(r"[\w.-]+", token)
    second = datetime.timedelta(seconds=1)
    assert access.reader(tmp_path, token, "0004-x", LATER - second) == "cabinet"
    assert access.reader(tmp_path, token, "0004-x", LATER) is None
    assert access.reader(tmp_path, token, "0005-x", NOW) is None


@pytest.mark.parametrize("token", ["", ".", "a.b", "é", "0" * 5000, "bnVsbA.bnVsbA"])
def test_what_is_not_a_token_opens_nothing(tmp_path, token):
    access.sign(tmp_path, "0004-x", "cabinet", LATER)
    assert access.reader(tmp_path, token, "0004-x", NOW) is None


def test_the_key_is_made_once_for_its_owner_only_even_by_several_at_once(tmp_path):
    with ThreadPoolExecutor(8) as threads:
        tokens = set(threads.map(lambda _: access.sign(tmp_path, "0004-x", "cabinet", LATER), range(16)))
    assert len(tokens) == 1
    assert [path.name for path in tmp_path.iterdir()] == [access.KEY]
    assert stat.S_IMODE((tmp_path / access.KEY).stat().st_mode) == 0o600


def test_reading_makes_no_key_and_a_damaged_one_signs_nothing(tmp_path):
    assert access.reader(tmp_path, "a.b", "0004-x", NOW) is None
    assert list(tmp_path.iterdir()) == []
    (tmp_path / access.KEY).write_bytes(b"")
    with pytest.raises(access.AccessError, match="clé abîmée ; supprimez-la"):
        access.sign(tmp_path, "0004-x", "cabinet", LATER)


@pytest.fixture
def var(world, tmp_path):
    """A vintage that waits, long after the day of these tests; the list before it holds one function."""
    var = shutil.copytree(world, tmp_path / "var")
    reissue(var, "2026-11-23 10:00", LISTED)
    reissue(var, "2026-11-24 10:00", embargo="2999-12-01 08:45")
    return var


def run(var, *asked):
    return CliRunner().invoke(app, ["acces", *asked, "--var", str(var)])


def test_the_command_gives_a_link_that_opens_what_waits_and_logs_it_without_the_token(var):
    said = run(var, "cabinet", "--heures", "2")
    assert said.exit_code == DONE
    [(id, token)] = re.findall(r"/\?millesime=([\w-]+)&acces=([\w.-]+)$", said.stdout.strip())
    now = datetime.datetime.now(datetime.UTC)
    assert Vintages(var, lambda: now).view({"millesime": id, "acces": token}).early
    late = now + datetime.timedelta(hours=2, minutes=1)
    assert Vintages(var, lambda: late).view({"millesime": id, "acces": token}).fault
    [line] = journal(var / JOURNAL)
    assert (line["fait"], line["millesime"], line["fonction"]) == ("acces", id, "cabinet")
    assert token not in (var / JOURNAL).read_text()


def test_no_link_is_made_for_who_is_not_in_the_list_that_everyone_sees(var):
    said = run(var, "voisin")
    assert (said.exit_code, "« voisin » n’est pas dans la liste publique (cabinet)" in said.stderr) == (
        REFUSED,
        True,
    )
    assert not (var / access.KEY).exists()


def test_no_link_is_made_when_nothing_waits(world):
    said = run(world, "cabinet")
    assert (said.exit_code, "aucun millésime n’est sous embargo" in said.stderr) == (REFUSED, True)
