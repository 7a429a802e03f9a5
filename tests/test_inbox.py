"""What is received is kept as it came, and the journal tells it again after any crash."""

import datetime
import hashlib
import json
import stat
from concurrent.futures import ThreadPoolExecutor

import pytest
from world import NOW, fed_text

from observatory.declarations import Source, parse
from observatory.feeds import inbox
from observatory.feeds.inbox import checked, failed, history, judge, last_good, newest, receive

SOURCE = parse(Source, fed_text("releve", '{ folder = "releve" }'), "data_sources/releve.sql")
DAY = datetime.timedelta(days=1)
FIRST, SECOND = b"mois,valeur\n2023-01,1\n", b"mois,valeur\n2023-01,2\n"


def sha256(raw):
    return hashlib.sha256(raw).hexdigest()


def kept(var, raw, name="releve.csv", now=NOW, **meta):
    return receive(var, SOURCE, raw, name, now=now, how="dépôt", **meta)


def journal(var):
    return var / "recus" / "releve" / "journal.jsonl"


def test_nothing_was_received_at_first(tmp_path):
    assert (newest(tmp_path, SOURCE), last_good(tmp_path, SOURCE)) == (None, None)
    assert history(tmp_path, SOURCE) == inbox.History()
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_kept_under_its_digest_and_cannot_be_written(tmp_path):
    one = kept(tmp_path, FIRST, etag='"1"', last_modified="hier")
    assert one.path == tmp_path / "recus" / "releve" / sha256(FIRST) / "releve.csv"
    assert one.path.read_bytes() == FIRST
    assert stat.S_IMODE(one.path.stat().st_mode) == 0o440
    assert (one.sha256, one.bytes, one.time, one.how) == (sha256(FIRST), len(FIRST), NOW, "dépôt")
    assert (one.etag, one.last_modified, one.whole, one.refused) == ('"1"', "hier", True, None)
    assert newest(tmp_path, SOURCE) == one


def test_a_path_is_moved_in(tmp_path):
    came = tmp_path / "arrivee"
    came.write_bytes(FIRST)
    assert kept(tmp_path / "var", came).path.read_bytes() == FIRST
    assert not came.exists()


def test_every_file_stays_and_the_last_received_is_the_newest(tmp_path):
    first, second = kept(tmp_path, FIRST), kept(tmp_path, SECOND, now=NOW - DAY)
    assert [one.path.read_bytes() for one in history(tmp_path, SOURCE).received] == [FIRST, SECOND]
    assert newest(tmp_path, SOURCE) == second
    again = kept(tmp_path, FIRST, "autre.csv", now=NOW + DAY)
    assert newest(tmp_path, SOURCE) == again
    assert again.path == first.path
    assert list(inbox.arrivals(tmp_path).iterdir()) == []


def test_the_last_good_is_the_last_accepted(tmp_path):
    kept(tmp_path, FIRST)
    judge(tmp_path, SOURCE, sha256(FIRST), (), NOW)
    kept(tmp_path, SECOND)
    assert last_good(tmp_path, SOURCE).sha256 == sha256(FIRST)
    judge(tmp_path, SOURCE, sha256(SECOND), ("colonne « mois » absente",), NOW)
    assert last_good(tmp_path, SOURCE).sha256 == sha256(FIRST)
    assert newest(tmp_path, SOURCE).refused == ("colonne « mois » absente",)
    judge(tmp_path, SOURCE, sha256(SECOND), (), NOW)
    assert last_good(tmp_path, SOURCE).sha256 == sha256(SECOND)


def test_a_verdict_holds_for_the_same_file_received_again(tmp_path):
    kept(tmp_path, FIRST)
    judge(tmp_path, SOURCE, sha256(FIRST), ("vide",), NOW)
    kept(tmp_path, SECOND)
    assert kept(tmp_path, FIRST).refused == ("vide",)


def test_the_same_verdict_is_said_once(tmp_path):
    kept(tmp_path, FIRST)
    for refused in [(), (), ("vide",), ("vide",), ()]:
        judge(tmp_path, SOURCE, sha256(FIRST), refused, NOW)
    judge(tmp_path, SOURCE, "0" * 64, (), NOW)
    lines = [json.loads(line) for line in journal(tmp_path).read_text("utf-8").splitlines()]
    assert [line["verdict"] for line in lines[1:]] == ["accepté", "refusé", "accepté"]


def test_failures_are_dated_from_the_first_and_end_at_an_answer(tmp_path):
    kept(tmp_path, FIRST)
    failed(tmp_path, SOURCE, NOW + DAY, "injoignable")
    failed(tmp_path, SOURCE, NOW + 2 * DAY, "le serveur répond 503")
    told = history(tmp_path, SOURCE)
    assert (told.checked, told.failing_since, told.failure) == (NOW, NOW + DAY, "le serveur répond 503")
    assert newest(tmp_path, SOURCE).sha256 == sha256(FIRST)
    checked(tmp_path, SOURCE, NOW + 3 * DAY)
    told = history(tmp_path, SOURCE)
    assert (told.checked, told.failing_since, told.failure) == (NOW + 3 * DAY, None, None)


def test_a_check_renews_the_stamps_of_the_newest(tmp_path):
    kept(tmp_path, FIRST, etag='"1"')
    checked(tmp_path, SOURCE, NOW, etag='"2"')
    checked(tmp_path, SOURCE, NOW)
    assert (newest(tmp_path, SOURCE).etag, newest(tmp_path, SOURCE).time) == ('"2"', NOW)


@pytest.mark.parametrize("cut", range(1, 60, 7))
def test_a_line_cut_by_a_crash_loses_nothing_else(tmp_path, cut):
    kept(tmp_path, FIRST)
    whole = journal(tmp_path).read_bytes()
    kept(tmp_path, SECOND)
    journal(tmp_path).write_bytes(journal(tmp_path).read_bytes()[: len(whole) + cut])
    assert newest(tmp_path, SOURCE).sha256 == sha256(FIRST)
    assert kept(tmp_path, SECOND) == newest(tmp_path, SOURCE)
    assert [one.sha256 for one in history(tmp_path, SOURCE).received] == [sha256(FIRST), sha256(SECOND)]


@pytest.mark.parametrize("fails", ["file", "folder", "journal"])
def test_a_crash_while_receiving_leaves_what_was_there(tmp_path, monkeypatch, fails):
    kept(tmp_path, FIRST)

    def crash(*arguments):
        raise OSError(28, "No space left on device")

    broken = {"file": "flush", "folder": "_keep", "journal": "append_line"}[fails]
    with monkeypatch.context() as patch:
        patch.setattr(inbox, broken, crash)
        with pytest.raises(OSError, match="No space"):
            kept(tmp_path, SECOND)
    assert [one.sha256 for one in history(tmp_path, SOURCE).received] == [sha256(FIRST)]
    assert kept(tmp_path, SECOND).path.read_bytes() == SECOND
    assert [one.sha256 for one in history(tmp_path, SOURCE).received] == [sha256(FIRST), sha256(SECOND)]


def test_a_file_that_is_gone_or_cut_is_not_given(tmp_path):
    first, second = kept(tmp_path, FIRST), kept(tmp_path, SECOND)
    second.path.chmod(0o644)
    second.path.write_bytes(SECOND[:-1])
    assert newest(tmp_path, SOURCE) == first
    first.path.chmod(0o644)
    first.path.unlink()
    assert newest(tmp_path, SOURCE) is None


def test_a_damaged_file_received_again_is_mended_and_the_damaged_one_stays(tmp_path):
    one = kept(tmp_path, FIRST)
    one.path.chmod(0o644)
    one.path.write_bytes(FIRST.replace(b"1\n", b"9\n"))
    assert kept(tmp_path, FIRST).path.read_bytes() == FIRST
    [damaged] = journal(tmp_path).parent.glob(".abime-*/*")
    assert damaged.read_bytes() == FIRST.replace(b"1\n", b"9\n")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("relevé d’août.csv", "relevé d’août.csv"),
        ("../../etc/passwd", "passwd"),
        ("..", "fichier"),
        ("", "fichier"),
        (".cache", "cache"),
        ("a\x00b\n\u2028c.csv", "a_b__c.csv"),
        ("x" * 300 + ".csv", "x" * 96 + ".csv"),
    ],
)
def test_a_name_stays_in_its_folder(tmp_path, name, expected):
    one = kept(tmp_path, FIRST, name)
    assert one.name == one.path.name == expected
    assert one.path.parent.name == sha256(FIRST)


def test_files_received_at_once_are_all_told(tmp_path):
    raws = [f"mois,valeur\n2023-01,{n}\n".encode() for n in range(12)]
    with ThreadPoolExecutor(6) as threads:
        list(threads.map(lambda raw: kept(tmp_path, raw), raws))
    received = history(tmp_path, SOURCE).received
    assert {one.sha256 for one in received} == {sha256(raw) for raw in raws}
    assert list(inbox.arrivals(tmp_path).iterdir()) == []
