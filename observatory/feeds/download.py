"""Download a file, whole or not at all: bounded in time, size, redirects and attempts.

What can pass (a network error, 429, 5xx, a cut body) is tried again after a growing pause; what
cannot (404, wrong checksum, an HTML page, too big) is refused at once. `https` only: `http` is for
a server of this very machine.
"""

import asyncio
import datetime
import email.utils
import ssl
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import httpx
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception_type, stop_after_attempt

from observatory.feeds.integrity import DownloadError, Known, PassingError, check_content

LOCAL = {"127.0.0.1", "localhost", "::1"}
PASSING = {429, 500, 502, 503, 504}
HEADERS = {"User-Agent": "observatoire-inclusion-numerique", "Accept-Encoding": "identity"}

Progress = Callable[[int, int | None], None]


@dataclass(frozen=True)
class Limits:
    """What a download may cost: seconds for one attempt and for one silence, bytes, hops, attempts."""

    total: float = 300
    read: float = 30
    size: int = 500_000_000
    redirects: int = 5
    attempts: int = 4
    pause: float = 2
    longest_pause: float = 60


@dataclass(frozen=True)
class Downloaded:
    """A file that came whole. `whole` is False when nothing announced its length or its checksum."""

    path: Path
    name: str
    etag: str | None
    last_modified: str | None
    whole: bool


@dataclass(frozen=True)
class _Order:
    url: str
    folder: Path
    known: Known
    limits: Limits
    progress: Progress


def download(
    url: str,
    folder: Path,
    *,
    known: Known | None = None,
    limits: Limits | None = None,
    progress: Progress = lambda done, total: None,
) -> Downloaded | None:
    """Download a file in `folder`; None when it has not changed since the etag or the date known.

    Raises DownloadError, and leaves nothing in the folder, when it cannot be taken whole.
    """
    limits = limits or Limits()
    trying = AsyncRetrying(
        stop=stop_after_attempt(limits.attempts),
        wait=lambda state: _pause(state, limits),
        retry=retry_if_exception_type(PassingError),
        reraise=True,
    )
    order = _Order(url, folder, known or Known(), limits, progress)
    with ThreadPoolExecutor(1) as thread:  # a loop of its own, whatever already runs in this thread
        return thread.submit(lambda: asyncio.run(trying(_attempt, order))).result()


def _pause(state: RetryCallState, limits: Limits) -> float:
    error = state.outcome.exception() if state.outcome else None
    asked = getattr(error, "pause", None) or 0
    return min(max(asked, limits.pause * 2 ** (state.attempt_number - 1)), limits.longest_pause)


async def _attempt(order: _Order) -> Downloaded | None:
    limits = order.limits
    try:
        async with asyncio.timeout(limits.total), _client(order) as client:
            response = await _follow(order, client)
            try:
                return await _answer(order, response)
            finally:
                await response.aclose()
    except TimeoutError as error:
        raise DownloadError(f"téléchargement trop lent : pas fini en {limits.total:g} s") from error
    except httpx.ConnectError as error:
        raise PassingError(
            "connexion impossible : serveur arrêté, nom inconnu, certificat refusé ou réseau coupé"
        ) from error
    except httpx.TimeoutException as error:
        raise PassingError(f"le serveur ne répond plus depuis {limits.read:g} s") from error
    except (httpx.NetworkError, httpx.RemoteProtocolError) as error:
        raise PassingError("réponse coupée avant la fin, ou illisible") from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise DownloadError(f"adresse ou échange impossible : {error}") from error


def _client(order: _Order) -> httpx.AsyncClient:
    """A client for one attempt; the proxy of the environment serves the public web only."""
    return httpx.AsyncClient(
        headers=HEADERS,
        timeout=min(order.limits.read, order.limits.total),
        trust_env=httpx.URL(order.url).host not in LOCAL,
        verify=_certificates(),
    )


@cache
def _certificates() -> ssl.SSLContext:
    """The authorities trusted, read once."""
    return httpx.create_ssl_context()


async def _follow(order: _Order, client: httpx.AsyncClient) -> httpx.Response:
    """The answer at the end of the redirects; each address is checked before it is asked."""
    request = client.build_request("GET", order.url, headers=_conditions(order.known))
    for _ in range(order.limits.redirects + 1):
        check_address(request.url, order.url)
        response = await client.send(request, stream=True)
        if response.next_request is None:
            return response
        await response.aclose()
        request = response.next_request
    raise DownloadError(f"plus de {order.limits.redirects} redirections : l’adresse tourne en rond")


def check_address(url: httpx.URL | str, asked: str) -> None:
    """Refuse an address that is neither `https`, nor of this machine when this machine was asked."""
    url = httpx.URL(url)
    local = url.host in LOCAL and httpx.URL(asked).host in LOCAL
    if not (local and url.scheme == "http") and (url.scheme != "https" or url.host in LOCAL):
        raise DownloadError(f"adresse {url.scheme}://{url.host} refusée : https attendu")
    if (url.port or 0) > 65535:
        raise DownloadError(f"adresse {url.scheme}://{url.host} refusée : le port {url.port} n’existe pas")


def _conditions(known: Known) -> dict[str, str]:
    if known.etag:
        return {"If-None-Match": known.etag}
    return {"If-Modified-Since": known.last_modified} if known.last_modified else {}


async def _answer(order: _Order, response: httpx.Response) -> Downloaded | None:
    status = response.status_code
    if status == 304 and _conditions(order.known):
        return None
    if status in PASSING:
        raise PassingError(f"le serveur répond {status}", _retry_after(response))
    if status != 200:
        raise DownloadError(f"le serveur répond {status} : vérifiez l’adresse et les droits d’accès")
    if response.headers.get("Content-Encoding", "identity") != "identity":
        raise DownloadError("le serveur envoie un contenu compressé qui n’était pas demandé")
    path = order.folder / uuid.uuid4().hex
    try:
        announced = await _write(order, response, path)
        check_content(path, order.known, response.headers.get("Content-Type", ""))
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    whole = announced or order.known.verifies() or order.known.size is not None
    name = response.url.path.rpartition("/")[2]
    return Downloaded(path, name, _header(response, "ETag"), _header(response, "Last-Modified"), whole)


async def _write(order: _Order, response: httpx.Response, path: Path) -> bool:
    """Write the body as it comes, up to the cap; whether its end was announced by the server."""
    length = response.headers.get("Content-Length", "")
    total = int(length) if length.isdigit() else order.known.size
    done = 0
    _check_size(total or 0, order.limits)
    with path.open("wb") as file:
        async for chunk in response.aiter_raw():
            done += len(chunk)
            _check_size(done, order.limits)
            file.write(chunk)
            order.progress(done, total)
    return bool(length) or "chunked" in response.headers.get("Transfer-Encoding", "")


def _check_size(size: int, limits: Limits) -> None:
    if size > limits.size:
        raise DownloadError(f"fichier de plus de {limits.size / 1e6:g} Mo : refusé")


def _header(response: httpx.Response, name: str) -> str | None:
    """A header to send back later: only if it is plain printable text."""
    text = response.headers.get(name, "")
    return text if text and text.isascii() and text.isprintable() else None


def _retry_after(response: httpx.Response) -> float | None:
    text = response.headers.get("Retry-After", "")
    try:
        if text.isdecimal():
            return float(text)
        until = email.utils.parsedate_to_datetime(text).astimezone(datetime.UTC)
    except (ValueError, OverflowError):
        return None
    return (until - datetime.datetime.now(datetime.UTC)).total_seconds()
