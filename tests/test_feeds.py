"""What each feed gives: a new file, nothing new, or a failure that leaves the last good file."""

import datetime
import hashlib
import json
import os

import pytest
from faulty_server import (
    FaultyServer,
    closed_port,
    conditional,
    cut,
    in_turn,
    redirect,
    status,
    whole,
    without_length,
)
from world import NOW, fed_text

from observatory.declarations import DeclarationError, Source, parse, read_sources
from observatory.durable import BusyError, alone
from observatory.feeds import fetch as feeds
from observatory.feeds import inbox
from observatory.feeds.download import Limits

DAY = datetime.timedelta(days=1)
QUICK = Limits(total=20, read=10, size=100_000, attempts=2, pause=0.01, longest_pause=0.05)
OLD, NEW = b"territoire,mois,valeur\nDEP-80,2023-01,3\n", b"territoire,mois,valeur\nDEP-80,2023-01,4\n"
PAGE = b"<html>Service indisponible</html>"
ID = "12345678-1234-1234-1234-123456789abc"
METADATA = f"/api/2/datasets/resources/{ID}/"
LASTING = f"/api/1/datasets/r/{ID}"


@pytest.fixture
def server():
    with FaultyServer() as server:
        yield server


def fed(feed, slug="releve", **keys):
    return parse(Source, fed_text(slug, feed, **keys), f"data_sources/{slug}.sql")


def fetched(var, source, now=NOW, **given):
    [one] = feeds.fetch(var, [source], now, limits=QUICK, settle=0, **given)
    assert not list(inbox.arrivals(var).iterdir())
    return one


def contents(var, source):
    return [one.path.read_bytes() for one in inbox.history(var, source).received]


# Addresses


def test_a_new_file_is_kept_then_the_same_is_not_sent_again(server, tmp_path):
    source = fed(f'{{ url = "{server.base}/x.csv" }}')
    server.serve("/x.csv", conditional(OLD, '"1"'))
    first = fetched(tmp_path, source)
    assert (first.state, first.newest.path.read_bytes(), first.newest.how) == ("nouveau", OLD, "url")
    again = fetched(tmp_path, source, NOW + DAY)
    assert (again.state, again.newest) == ("inchangé", first.newest)
    assert server.asked[1][1]["if-none-match"] == '"1"'
    assert inbox.history(tmp_path, source).checked == NOW + DAY
    server.serve("/x.csv", conditional(NEW, '"2"'))
    assert fetched(tmp_path, source).state == "nouveau"
    assert contents(tmp_path, source) == [OLD, NEW]


def test_the_same_bytes_under_a_new_tag_are_nothing_new(server, tmp_path):
    source = fed(f'{{ url = "{server.base}/x.csv" }}')
    for tag in ('"1"', '"2"', '"2"'):
        server.serve("/x.csv", conditional(OLD, tag))
        last = fetched(tmp_path, source)
    assert (last.state, contents(tmp_path, source)) == ("inchangé", [OLD])
    assert server.asked[2][1]["if-none-match"] == '"2"'


def test_a_pinned_file_is_verified_and_then_asked_no_more(server, tmp_path):
    pinned = hashlib.sha256(OLD).hexdigest()
    source = fed(f'{{ url = "{server.base}/x.csv", sha256 = "{pinned}" }}')
    server.serve("/x.csv", whole(NEW))
    assert "empreinte sha256 différente" in fetched(tmp_path, source).reason
    server.serve("/x.csv", whole(OLD))
    assert [fetched(tmp_path, source).state for _ in range(2)] == ["nouveau", "inchangé"]
    assert server.times("/x.csv") == 2


FAILURES = {
    "cut": (cut(NEW, 30), "coupée avant la fin"),
    "page": (whole(PAGE), "page web"),
    "loop": (redirect("/x.csv"), "redirections"),
    "gone": (status(404), "le serveur répond 404"),
    "busy": (status(503), "le serveur répond 503"),
    "too-big": (whole(b"1,2,3\n" * 20_000), "plus de 0.1 Mo"),
    "empty": (whole(b""), "fichier vide"),
    "unasked-304": (in_turn(status(500), status(500)), "le serveur répond 500"),
}


@pytest.mark.parametrize("fault", FAILURES)
def test_a_failure_leaves_the_last_good_file_and_is_told(server, tmp_path, fault):
    source = fed(f'{{ url = "{server.base}/x.csv" }}', every="30")
    server.serve("/x.csv", whole(OLD))
    good = fetched(tmp_path, source).newest
    inbox.judge(tmp_path, source, good.sha256, (), NOW)
    answer, expected = FAILURES[fault]
    server.serve("/x.csv", answer)
    one = fetched(tmp_path, source, NOW + DAY)
    assert (one.state, one.newest.sha256, one.last_good.sha256) == ("échec", good.sha256, good.sha256)
    assert expected in one.reason
    assert contents(tmp_path, source) == [OLD]
    told = inbox.history(tmp_path, source)
    assert (told.checked, told.failing_since, told.failure) == (NOW, NOW + DAY, one.reason)


def test_a_failure_is_asked_again_and_the_file_then_comes(server, tmp_path):
    source = fed(f'{{ url = "{server.base}/x.csv" }}', every="30")
    server.serve("/x.csv", in_turn(status(404), whole(OLD)))
    assert fetched(tmp_path, source).state == "échec"
    assert feeds.due(tmp_path, [source], NOW) == [source]
    assert fetched(tmp_path, source).state == "nouveau"
    assert feeds.due(tmp_path, [source], NOW) == []


def test_one_that_fails_does_not_stop_the_others(server, tmp_path):
    server.serve("/x.csv", whole(OLD))
    broken = fed(f'{{ url = "{closed_port()}/x.csv" }}', "casse")
    sound = fed(f'{{ url = "{server.base}/x.csv" }}')
    result = feeds.fetch(tmp_path, [broken, sound], NOW, limits=QUICK)
    assert [(one.slug, one.state) for one in result] == [("casse", "échec"), ("releve", "nouveau")]
    assert "connexion impossible" in result[0].reason


def test_progress_is_told_by_source(server, tmp_path):
    told = []
    server.serve("/x.csv", whole(OLD))
    source = fed(f'{{ url = "{server.base}/x.csv" }}')
    feeds.fetch(tmp_path, [source], NOW, lambda *step: told.append(step), limits=QUICK)
    assert told[-1] == ("releve", len(OLD), len(OLD))


def test_a_full_disk_is_a_failure_like_another(server, tmp_path, monkeypatch):
    def full(*arguments, **named):
        raise OSError(28, "No space left on device", "/var/x")

    monkeypatch.setattr(feeds, "download", full)
    one = fetched(tmp_path, fed('{ url = "https://exemple.fr/x.csv" }'))
    assert (one.state, one.reason) == (
        "échec",
        "écriture ou lecture impossible : /var/x (No space left on device)",
    )


# data.gouv.fr


def hosted(server, body, *, checksum=None, size=None, filetype="file"):
    """Serve a resource as data.gouv.fr does: its metadata, its lasting address, its file."""
    value = hashlib.sha1(body).hexdigest() if checksum is None else checksum
    told = {
        "id": ID,
        "filetype": filetype,
        "checksum": {"type": "sha1", "value": value},
        "filesize": len(body) if size is None else size,
        "last_modified": "2026-11-02T09:00:00+00:00",
    }
    metadata = json.dumps({"resource": told, "dataset_id": "1"}).encode()
    server.serve(METADATA, whole(metadata, Content_Type="application/json"))
    server.serve(LASTING, redirect("/files/releve.csv"))
    server.serve("/files/releve.csv", whole(body))
    return fed(f'{{ resource = "{ID}" }}')


def test_a_resource_is_found_by_its_id_and_verified(server, tmp_path):
    source = hosted(server, OLD)
    one = fetched(tmp_path, source, data_gouv=server.base)
    assert (one.state, one.newest.name, one.newest.how) == ("nouveau", "releve.csv", "data.gouv.fr")
    assert one.newest.path.read_bytes() == OLD
    assert [path for path, _ in server.asked] == [METADATA, LASTING, "/files/releve.csv"]


def test_a_resource_that_we_have_by_its_checksum_is_not_downloaded(server, tmp_path):
    source = hosted(server, OLD)
    states = [fetched(tmp_path, source, data_gouv=server.base).state for _ in range(2)]
    assert (states, server.times(LASTING)) == (["nouveau", "inchangé"], 1)
    hosted(server, NEW)
    assert fetched(tmp_path, source, data_gouv=server.base).state == "nouveau"
    assert contents(tmp_path, source) == [OLD, NEW]


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        ({"checksum": "0" * 40}, "empreinte sha1 différente"),
        ({"size": 7}, f"{len(NEW)} octets reçus, 7 annoncés"),
    ],
)
def test_a_resource_that_is_not_the_one_described_is_refused(server, tmp_path, wrong, expected):
    fetched(tmp_path, hosted(server, OLD), data_gouv=server.base)
    source = hosted(server, NEW, **wrong)
    one = fetched(tmp_path, source, data_gouv=server.base)
    assert (one.state, contents(tmp_path, source)) == ("échec", [OLD])
    assert expected in one.reason


def test_a_resource_cut_without_length_is_refused(server, tmp_path):
    source = hosted(server, OLD)
    server.serve("/files/releve.csv", without_length(OLD[:30]))
    assert f"30 octets reçus, {len(OLD)} annoncés" in fetched(tmp_path, source, data_gouv=server.base).reason


def test_what_is_said_of_a_remote_file_proves_nothing(server, tmp_path):
    source = hosted(server, OLD, filetype="remote", checksum="0" * 40, size=7)
    server.serve("/files/releve.csv", conditional(OLD, '"1"'))
    assert [fetched(tmp_path, source, data_gouv=server.base).state for _ in range(2)] == [
        "nouveau",
        "inchangé",
    ]
    assert server.asked[-1][1]["if-none-match"] == '"1"'


@pytest.mark.parametrize(
    "body",
    [b"[]", b"{}", b'{"resource": 1}', b'{"resource": null}', b"oups", b'{"resource": {"checksum": "x"}}'],
)
def test_metadata_of_another_form_are_refused(server, tmp_path, body):
    source = hosted(server, OLD)
    server.serve(METADATA, whole(body))
    one = fetched(tmp_path, source, data_gouv=server.base)
    assert (one.state, one.reason) == (
        "échec",
        "métadonnées de data.gouv.fr : réponse d’une forme inattendue",
    )


def test_metadata_too_big_to_be_some_are_refused(server, tmp_path):
    source = hosted(server, OLD)
    server.serve(METADATA, status(200, Content_Length="5000001"))
    [one] = feeds.fetch(tmp_path, [source], NOW, data_gouv=server.base, limits=Limits(attempts=1))
    assert one.reason == "métadonnées de data.gouv.fr : fichier de plus de 5 Mo : refusé"


def test_metadata_that_do_not_come_are_told(server, tmp_path):
    source = hosted(server, OLD)
    server.serve(METADATA, status(404))
    reason = fetched(tmp_path, source, data_gouv=server.base).reason
    assert reason.startswith("métadonnées de data.gouv.fr : le serveur répond 404")


# Folders


def drop(var, name, raw, seconds):
    """Put a file in the deposit, as if it had been written so many seconds after a given day."""
    path = var / "depot" / "releves" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(raw)
    os.utime(path, (1.7e9 + seconds, 1.7e9 + seconds))
    return path


FOLDER = fed('{ folder = "releves" }')


def test_a_folder_where_nothing_came_waits(tmp_path):
    one = fetched(tmp_path, FOLDER)
    assert (one.state, one.newest) == ("en attente", None)
    assert str(tmp_path / "depot" / "releves") in one.reason
    assert (tmp_path / "depot" / "releves").is_dir()
    assert inbox.history(tmp_path, FOLDER).checked is None


def test_dropped_files_are_taken_oldest_first_and_stay_where_they_are(tmp_path):
    paths = [drop(tmp_path, "b.csv", OLD, 1), drop(tmp_path, "a.csv", NEW, 2)]
    assert fetched(tmp_path, FOLDER).newest.name == "a.csv"
    assert contents(tmp_path, FOLDER) == [OLD, NEW]
    assert [path.read_bytes() for path in paths] == [OLD, NEW]
    assert fetched(tmp_path, FOLDER).state == "inchangé"
    assert contents(tmp_path, FOLDER) == [OLD, NEW]


def test_a_file_dropped_late_with_an_old_date_is_taken_once_and_is_the_newest(tmp_path):
    drop(tmp_path, "b.csv", NEW, 2)
    fetched(tmp_path, FOLDER)
    drop(tmp_path, "a.csv", OLD, 1)
    assert [fetched(tmp_path, FOLDER).state for _ in range(3)] == ["nouveau", "inchangé", "inchangé"]
    assert contents(tmp_path, FOLDER) == [NEW, OLD]


def test_a_file_dropped_again_after_another_is_the_newest_again(tmp_path):
    for name, raw, seconds in [("a.csv", OLD, 1), ("b.csv", NEW, 2), ("a.csv", OLD, 3)]:
        drop(tmp_path, name, raw, seconds)
        assert fetched(tmp_path, FOLDER).state == "nouveau"
    assert fetched(tmp_path, FOLDER).state == "inchangé"
    assert contents(tmp_path, FOLDER) == [OLD, NEW, OLD]


def test_a_file_touched_is_nothing_new(tmp_path):
    for seconds in (1, 2):
        drop(tmp_path, "a.csv", OLD, seconds)
        last = fetched(tmp_path, FOLDER)
    assert (last.state, contents(tmp_path, FOLDER)) == ("inchangé", [OLD])


def test_a_file_touched_before_a_newer_one_was_dropped_does_not_come_back(tmp_path):
    for name, raw, seconds in [("a.csv", OLD, 1), ("a.csv", OLD, 2), ("b.csv", NEW, 3)]:
        drop(tmp_path, name, raw, seconds)
        fetched(tmp_path, FOLDER)
    assert fetched(tmp_path, FOLDER).state == "inchangé"
    assert contents(tmp_path, FOLDER) == [OLD, NEW]


def test_what_is_not_a_finished_file_is_left(tmp_path):
    for name in (".cache.csv", "~$a.xlsx", "a.csv.part", "b.CRDOWNLOAD"):
        drop(tmp_path, name, OLD, 1)
    (tmp_path / "depot" / "releves" / "dossier").mkdir()
    (tmp_path / "depot" / "releves" / "lien.csv").symlink_to("/etc/hostname")
    assert fetched(tmp_path, FOLDER).state == "en attente"


def test_a_file_still_being_copied_is_not_taken(tmp_path, monkeypatch):
    path = drop(tmp_path, "a.csv", OLD[:20], 1)
    copy = feeds.shutil.copyfile

    def copied(source, aside):
        copy(source, aside)
        path.write_bytes(OLD)

    with monkeypatch.context() as patch:
        patch.setattr(feeds.shutil, "copyfile", copied)
        [one] = feeds.fetch(tmp_path, [FOLDER], NOW, settle=0)
    assert (one.state, one.newest) == ("échec", None)
    assert "attendez la fin de la copie" in one.reason
    assert fetched(tmp_path, FOLDER).newest.path.read_bytes() == OLD


def test_a_file_just_written_is_given_time_to_settle(tmp_path):
    path = drop(tmp_path, "a.csv", OLD, 0)
    os.utime(path)
    began = feeds.time.monotonic()
    feeds.fetch(tmp_path, [FOLDER], NOW, settle=0.3)
    assert feeds.time.monotonic() - began > 0.2


# Which, when, and one at a time


def test_a_source_is_due_when_its_days_have_passed_since_it_last_answered(server, tmp_path):
    server.serve("/x.csv", whole(OLD))
    monthly = fed(f'{{ url = "{server.base}/x.csv" }}', every="30")
    assert feeds.due(tmp_path, [monthly], NOW) == [monthly]
    fetched(tmp_path, monthly)
    asked = [bool(feeds.due(tmp_path, [monthly], NOW + days * DAY)) for days in (-1, 0, 29, 30, 31)]
    assert asked == [True, False, False, True, True]
    hour = datetime.timedelta(hours=1)
    assert feeds.due(tmp_path, [monthly], NOW + 30 * DAY - hour) == [monthly]


def test_a_source_without_rhythm_and_a_folder_are_always_due(server, tmp_path):
    server.serve("/x.csv", whole(OLD))
    drop(tmp_path, "a.csv", OLD, 1)
    sources = [fed(f'{{ url = "{server.base}/x.csv" }}'), fed('{ folder = "releves" }', "depose", every="30")]
    feeds.fetch(tmp_path, sources, NOW, limits=QUICK, settle=0)
    assert feeds.due(tmp_path, sources, NOW) == sources


def test_an_answer_that_brings_nothing_does_not_make_the_last_file_newer(server, tmp_path):
    source = fed(f'{{ url = "{server.base}/x.csv" }}', every="30")
    server.serve("/x.csv", conditional(OLD, '"1"'))
    fetched(tmp_path, source)
    fetched(tmp_path, source, NOW + 20 * DAY)
    assert inbox.newest(tmp_path, source).time == NOW


def test_two_do_not_fetch_at_once(tmp_path):
    with alone(tmp_path / "recus" / ".verrou", ""), pytest.raises(BusyError, match="une autre récupération"):
        fetched(tmp_path, FOLDER)
    fetched(tmp_path, FOLDER)


def test_what_a_crash_left_is_cleared(tmp_path):
    (inbox.arrivals(tmp_path) / "reste").write_bytes(OLD[:9])
    fetched(tmp_path, FOLDER)


# Declarations


@pytest.mark.parametrize(
    ("feed", "keys", "expected"),
    [
        ("{}", {}, "une seule provenance attendue"),
        ('{ folder = "a", url = "https://exemple.fr/x" }', {}, "une seule provenance attendue"),
        ('{ folder = "../a" }', {}, "clé « feed.folder » : forme attendue"),
        ('{ url = "http://exemple.fr/x" }', {}, "clé « feed.url » : forme attendue ^(https://"),
        ('{ url = "http://localhost.exemple.fr/x" }', {}, "clé « feed.url » : forme attendue"),
        ('{ url = "https://exemple.fr/x", sha256 = "ab" }', {}, "clé « feed.sha256 » : forme attendue"),
        ('{ folder = "a", sha256 = "' + "0" * 64 + '" }', {}, "sha256 : réservé à url"),
        ('{ resource = "conum" }', {}, "clé « feed.resource » : forme attendue"),
        ('{ postgres = "BASE" }', {}, "feed.postgres et table vont ensemble"),
        ('{ postgres = "BASE" }', {"table": '"a.b"', "separators": '[";"]'}, "une table est apportée en csv"),
        ('{ folder = "a" }', {"table": '"a.b"'}, "vont ensemble"),
        ('{ folder = "a" }', {"file": '"a.csv"'}, "soit file (un fichier du projet), soit feed"),
        ('{ folder = "a" }', {"every": "0"}, "clé « every » : "),
        ('{ foldr = "a" }', {}, "clé « feed.foldr » inconnue ; la plus proche est « folder »"),
    ],
)
def test_a_feed_ill_declared_is_refused_in_one_line(feed, keys, expected):
    with pytest.raises(DeclarationError) as caught:
        fed(feed, **keys)
    assert str(caught.value).startswith("data_sources/releve.sql : ")
    assert expected in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("replaced", "expected"),
    [
        ("annuell", "la plus proche est « annuel »"),
        ("mensuel", "la plus proche est « annuel »"),
        ("autre", "« autre » n’est pas"),
    ],
)
def test_a_source_replaces_another_of_the_same_fact(tmp_path, replaced, expected):
    def write(slug, text):
        (tmp_path / f"{slug}.sql").write_text(text, "utf-8")

    write("annuel", fed_text("annuel", '{ folder = "a" }'))
    write("autre", fed_text("autre", '{ folder = "a" }').replace('feeds = "cumuls"', 'feeds = "adhesions"'))
    write("mensuel", fed_text("mensuel", '{ folder = "b" }', replaces='["annuel"]'))
    assert read_sources(tmp_path)["mensuel"].replaces == ("annuel",)
    write("mensuel", fed_text("mensuel", '{ folder = "b" }', replaces=f'["{replaced}"]'))
    with pytest.raises(DeclarationError) as caught:
        read_sources(tmp_path)
    assert expected in str(caught.value)
