"""A download comes whole or not at all, in bounded time, and says why when it does not."""

import asyncio
import datetime
import email.utils
import hashlib
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from faulty_server import (
    FaultyServer,
    chunked,
    closed_port,
    conditional,
    cut,
    cut_chunks,
    dripping,
    endless,
    in_turn,
    redirect,
    silent,
    status,
    whole,
    without_length,
)

from observatory.feeds.download import Limits, check_address, download
from observatory.feeds.integrity import DownloadError, Known

BODY = b"territoire,mois,valeur\nDEP-80,2023-01,3\n" * 20
PAGE = "<!DOCTYPE html><title>Erreur</title><p>Service indisponible</p>"
QUICK = Limits(total=20, read=10, size=100_000, pause=0.01, longest_pause=0.05)
SHA1 = ("sha1", hashlib.sha1(BODY).hexdigest())


@pytest.fixture
def server():
    with FaultyServer() as server:
        yield server


def taken(url, folder, **known):
    """The bytes of what a download brought, after checking that nothing else was left."""
    came = download(url, folder, known=Known(**known), limits=QUICK)
    assert list(folder.iterdir()) == [came.path]
    return came.path.read_bytes()


def refusal(url, folder, limits=QUICK, **known):
    """Why a download was refused, after checking that it left nothing."""
    with pytest.raises(DownloadError) as caught:
        download(url, folder, known=Known(**known), limits=limits)
    assert list(folder.iterdir()) == []
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_file_comes_with_its_name_and_its_stamps(server, tmp_path):
    url = server.serve("/d%C3%A9p%C3%B4t/a%20%2541.csv?x=1", whole(BODY, ETag='"1"', Last_Modified="hier"))
    came = download(url, tmp_path, limits=QUICK)
    assert came.path.read_bytes() == BODY
    assert (came.name, came.etag, came.last_modified, came.whole) == ("a %41.csv", '"1"', "hier", True)


def test_progress_is_told_up_to_the_size_announced(server, tmp_path):
    told = []
    url = server.serve("/x.csv", dripping(BODY[:5], 0.01))
    download(url, tmp_path, limits=QUICK, progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (5, 5)
    assert [done for done, _ in told] == sorted({done for done, _ in told})


@pytest.mark.parametrize("answer", [cut(BODY, 200), cut_chunks(BODY, 200)], ids=["length", "chunks"])
def test_a_cut_body_is_refused_after_trying_again(server, tmp_path, answer):
    assert "coupée avant la fin" in refusal(server.serve("/x.csv", answer), tmp_path)
    assert server.times("/x.csv") == QUICK.attempts


def test_a_cut_body_then_a_whole_one_is_taken(server, tmp_path):
    assert taken(server.serve("/x.csv", in_turn(cut(BODY, 200), whole(BODY))), tmp_path) == BODY


def test_a_cut_body_without_length_is_told_by_its_size(server, tmp_path):
    url = server.serve("/x.csv", without_length(BODY[:200]))
    assert f"200 octets reçus, {len(BODY)} annoncés" in refusal(url, tmp_path, size=len(BODY))


def test_a_cut_body_without_length_is_told_by_its_checksum(server, tmp_path):
    url = server.serve("/x.csv", without_length(BODY[:200]))
    assert "empreinte sha1 différente" in refusal(url, tmp_path, checksum=SHA1)


@pytest.mark.parametrize(
    ("answer", "known", "expected"),
    [
        (whole(BODY), Known(), True),
        (chunked(BODY), Known(), True),
        (without_length(BODY), Known(), False),
        (without_length(BODY), Known(checksum=("crc", "12")), False),
        (without_length(BODY), Known(checksum=SHA1), True),
        (without_length(BODY), Known(size=len(BODY)), True),
    ],
    ids=["length", "chunks", "nothing", "unknown-checksum", "checksum", "size"],
)
def test_a_file_that_nothing_proves_whole_says_so(server, tmp_path, answer, known, expected):
    came = download(server.serve("/x.csv", answer), tmp_path, known=known, limits=QUICK)
    assert (came.path.read_bytes(), came.whole) == (BODY, expected)


@pytest.mark.parametrize("kind", ["sha1", "sha256", "sha2", "md5"])
def test_a_checksum_is_verified_whatever_its_case(server, tmp_path, kind):
    value = hashlib.new("sha256" if kind == "sha2" else kind, BODY).hexdigest()
    url = server.serve("/x.csv", whole(BODY))
    assert taken(url, tmp_path, checksum=(kind, value.upper())) == BODY
    next(tmp_path.iterdir()).unlink()
    assert f"empreinte {kind} différente" in refusal(url, tmp_path, checksum=(kind, value[::-1]))


def test_a_wrong_checksum_is_not_asked_again(server, tmp_path):
    refusal(server.serve("/x.csv", whole(BODY)), tmp_path, checksum=("sha1", "0" * 40))
    assert server.times("/x.csv") == 1


def test_a_size_other_than_announced_is_refused(server, tmp_path):
    url = server.serve("/x.csv", whole(BODY))
    assert "fichier incomplet ou changé" in refusal(url, tmp_path, size=len(BODY) - 1)


@pytest.mark.parametrize("head_too", [False, True], ids=["body", "headers"])
def test_one_byte_at_a_time_ends_at_the_total_time(server, tmp_path, head_too):
    limits = Limits(total=0.6, read=0.5, pause=0.01)
    began = time.monotonic()
    url = server.serve("/x.csv", dripping(BODY, 0.1, head_too=head_too))
    assert "trop lent : pas fini en 0.6 s" in refusal(url, tmp_path, limits)
    assert 0.5 < time.monotonic() - began < 5
    assert server.times("/x.csv") == 1


def test_a_server_that_says_nothing_is_given_up_and_asked_again(server, tmp_path):
    limits = Limits(total=20, read=0.1, attempts=2, pause=0.01)
    assert "ne répond plus depuis 0.1 s" in refusal(server.serve("/x.csv", silent()), tmp_path, limits)
    assert server.times("/x.csv") == 2


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (PAGE.encode(), "text/csv"),
        (f"\ufeff\r\n {PAGE}".encode(), "text/csv"),
        (PAGE.encode("utf-16"), "text/csv"),
        (b"Service indisponible", "text/html; charset=utf-8"),
    ],
    ids=["start", "byte-order-mark", "utf-16", "type"],
)
def test_a_web_page_with_status_200_is_refused(server, tmp_path, body, content_type):
    url = server.serve("/x.csv", whole(body, Content_Type=content_type))
    assert "une page web à la place du fichier" in refusal(url, tmp_path)


def test_an_empty_file_is_refused(server, tmp_path):
    assert "fichier vide" in refusal(server.serve("/x.csv", whole(b"")), tmp_path)


def test_a_redirect_loop_is_refused(server, tmp_path):
    url = server.serve("/a", redirect("/b"))
    server.serve("/b", redirect("/a"))
    assert "plus de 5 redirections" in refusal(url, tmp_path)
    assert server.times("/a") + server.times("/b") == 6


@pytest.mark.parametrize(("hops", "arrives"), [(5, True), (6, False)])
def test_five_redirects_are_followed_and_not_six(server, tmp_path, hops, arrives):
    for hop in range(hops):
        server.serve(f"/{hop}", redirect(f"/{hop + 1}", 301 + hop % 2))
    server.serve(f"/{hops}", whole(BODY))
    url = f"{server.base}/0"
    if arrives:
        assert taken(url, tmp_path) == BODY
    else:
        assert "plus de 5 redirections" in refusal(url, tmp_path)


@pytest.mark.parametrize("to", ["http://exemple.invalid/x", "ftp://127.0.0.1/x", "https://127.0.0.1/x"])
def test_a_redirect_to_anything_but_https_elsewhere_is_refused_unasked(server, tmp_path, to):
    assert "refusée : https attendu" in refusal(server.serve("/x.csv", redirect(to)), tmp_path)


@pytest.mark.parametrize(
    ("url", "asked", "allowed"),
    [
        ("https://exemple.fr/x", "https://exemple.fr", True),
        ("http://127.0.0.1:80/x", "http://localhost/", True),
        ("http://exemple.fr/x", "http://exemple.fr/x", False),
        ("http://localhost/x", "https://exemple.fr/x", False),
        ("https://127.0.0.1/x", "https://exemple.fr/x", False),
        ("file:///etc/passwd", "https://exemple.fr/x", False),
    ],
)
def test_an_address_is_https_or_of_this_machine_when_it_was_asked(url, asked, allowed):
    if allowed:
        check_address(url, asked)
    else:
        with pytest.raises(DownloadError, match="https attendu"):
            check_address(url, asked)


def test_a_file_that_has_not_changed_is_not_sent_again(server, tmp_path):
    url = server.serve("/x.csv", conditional(BODY, '"1"', "hier"))
    for known in (Known(etag='"1"', last_modified="hier"), Known(last_modified="hier")):
        assert download(url, tmp_path, known=known, limits=QUICK) is None
    assert list(tmp_path.iterdir()) == []
    sent = [
        {name: value for name, value in headers.items() if name.startswith("if-")}
        for _, headers in server.asked
    ]
    assert sent == [{"if-none-match": '"1"'}, {"if-modified-since": "hier"}]
    assert taken(url, tmp_path, etag='"0"', last_modified="hier") == BODY


@pytest.mark.parametrize("stamp", ["é", "a\tb", ""])
def test_a_stamp_that_could_not_be_sent_back_is_not_kept(server, tmp_path, stamp):
    url = server.serve("/x.csv", whole(BODY, ETag=stamp, Last_Modified=stamp))
    came = download(url, tmp_path, limits=QUICK)
    assert (came.etag, came.last_modified) == (None, None)


def test_the_proxy_of_the_environment_is_not_for_this_machine(server, tmp_path, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", closed_port())
    monkeypatch.setenv("ALL_PROXY", closed_port())
    assert taken(server.serve("/x.csv", whole(BODY)), tmp_path) == BODY


NONSENSE = [
    b"",
    b"oups\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nContent-Length: \xb2\r\n\r\n1",
    b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n12345",
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    b"HTTP/1.1 302 Found\r\nLocation: http://[\r\n\r\n",
    b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:99999/\r\n\r\n",
    b"HTTP/1.1 302 Found\r\nLocation: \xff\xfe\r\n\r\n",
    b"HTTP/1.1 503 Busy\r\nRetry-After: \xb2\r\n\r\n",
    b"HTTP/1.1 503 Busy\r\nRetry-After: Fri, 31 Dec 9999 23:59:59 -2300\r\n\r\n",
    b"HTTP/1.1 200 OK\r\n" + b"X: " + b"y" * 200_000,
]


@pytest.mark.parametrize("bytes_sent", NONSENSE, ids=range(len(NONSENSE)))
def test_a_server_that_talks_nonsense_is_refused_like_any_other(server, tmp_path, bytes_sent):
    url = server.serve("/x.csv", lambda server, connection, asked: connection.sendall(bytes_sent))
    assert refusal(url, tmp_path)


def test_not_modified_is_refused_when_nothing_was_known(server, tmp_path):
    assert "le serveur répond 304" in refusal(server.serve("/x.csv", status(304)), tmp_path)


@pytest.mark.parametrize("code", [403, 404, 410, 206, 204])
def test_an_answer_that_is_not_the_file_is_refused_at_once(server, tmp_path, code):
    answer = status(code) if code == 204 else status(code, BODY)
    assert f"le serveur répond {code}" in refusal(server.serve("/x.csv", answer), tmp_path)
    assert server.times("/x.csv") == 1


@pytest.mark.parametrize("code", [429, 500, 502, 503, 504])
def test_an_error_that_may_pass_is_tried_again(server, tmp_path, code):
    assert taken(server.serve("/x.csv", in_turn(status(code), whole(BODY))), tmp_path) == BODY
    assert server.times("/x.csv") == 2


def test_an_error_that_does_not_pass_is_given_up(server, tmp_path):
    assert "le serveur répond 503" in refusal(server.serve("/x.csv", status(503)), tmp_path)
    assert server.times("/x.csv") == QUICK.attempts


def waited(server, tmp_path, limits, *answers):
    url = server.serve("/x.csv", in_turn(*answers, whole(BODY)))
    began = time.monotonic()
    download(url, tmp_path, limits=limits)
    return time.monotonic() - began


def test_pauses_grow(server, tmp_path):
    limits = Limits(attempts=4, pause=0.1)
    assert 0.7 <= waited(server, tmp_path, limits, *[status(503)] * 3) < 5


def test_the_pause_that_the_server_asks_for_is_kept(server, tmp_path):
    limits = Limits(attempts=2, pause=0.01)
    assert 1 <= waited(server, tmp_path, limits, status(429, Retry_After="1")) < 5


def test_the_pause_that_the_server_asks_for_is_capped(server, tmp_path):
    until = datetime.datetime.now(datetime.UTC) + datetime.timedelta(hours=1)
    limits = Limits(attempts=3, pause=0.01, longest_pause=0.2)
    date = email.utils.format_datetime(until, usegmt=True)
    asked = [status(429, Retry_After=date), status(503, Retry_After="3600")]
    assert 0.4 <= waited(server, tmp_path, limits, *asked) < 5


def test_a_pause_that_cannot_be_read_is_ours(server, tmp_path):
    assert waited(server, tmp_path, QUICK, status(503, Retry_After="bientot")) < 5


def test_a_closed_port_is_tried_again_then_given_up(tmp_path):
    limits = Limits(attempts=3, pause=0.1)
    began = time.monotonic()
    assert "connexion impossible" in refusal(f"{closed_port()}/x.csv", tmp_path, limits)
    assert 0.3 <= time.monotonic() - began < 5


def test_a_file_over_the_cap_is_refused_unread(server, tmp_path):
    url = server.serve("/x.csv", status(200, b"", Content_Length="100001"))
    assert "plus de 0.1 Mo" in refusal(url, tmp_path)
    assert server.times("/x.csv") == 1


def test_a_file_that_never_ends_is_stopped_at_the_cap(server, tmp_path):
    assert "plus de 0.1 Mo" in refusal(server.serve("/x.csv", endless(b"1,2\n" * 100)), tmp_path)


def test_a_compressed_body_that_was_not_asked_for_is_refused(server, tmp_path):
    url = server.serve("/x.csv", whole(BODY, Content_Encoding="gzip"))
    assert "compressé" in refusal(url, tmp_path)
    assert server.asked[0][1]["accept-encoding"] == "identity"


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:99999/x", "http://127.0.0.1:x/", "https://", "pas une adresse"]
)
def test_an_address_that_is_none_is_refused_at_once(tmp_path, url):
    assert refusal(url, tmp_path)


def test_a_file_comes_even_where_a_loop_already_runs(server, tmp_path):
    async def within():
        return taken(server.serve("/x.csv", whole(BODY)), tmp_path)

    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(lambda: asyncio.run(within())).result() == BODY
