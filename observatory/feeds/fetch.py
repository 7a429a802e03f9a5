"""Ask the feeds for new files: what is due, what came, what failed. What was received stays."""

import datetime
import shutil
import time
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from observatory.declarations import Source
from observatory.durable import alone, digest
from observatory.feeds import inbox, postgres
from observatory.feeds.data_gouv import DATA_GOUV, describe
from observatory.feeds.download import Limits, download
from observatory.feeds.inbox import HOME, Received
from observatory.feeds.integrity import DownloadError, Known, matches

DEPOSIT, LOCK = "depot", ".verrou"
UNFINISHED = (".part", ".partial", ".crdownload", ".tmp", ".swp")

State = Literal["nouveau", "inchangé", "échec", "en attente"]
Progress = Callable[[str, int, int | None], None]


@dataclass(frozen=True)
class Fetched:
    """What a feed gave. After a failure, `newest` and `last_good` are what they were before."""

    slug: str
    state: State
    reason: str
    newest: Received | None
    last_good: Received | None


@dataclass(frozen=True)
class _Visit:
    var: Path
    source: Source
    now: datetime.datetime
    progress: Progress
    limits: Limits
    data_gouv: str
    settle: float


def due(var: Path, sources: Iterable[Source], now: datetime.datetime) -> list[Source]:
    """The sources to ask again: never answered, or `every` days have begun since they last did.

    A source without `every`, or with a folder, is asked each time; a failure is no answer.
    """
    return [source for source in sources if source.feed and _is_due(var, source, now)]


def _is_due(var: Path, source: Source, now: datetime.datetime) -> bool:
    checked = inbox.history(var, source).checked
    if source.every is None or source.feed.folder or checked is None or checked > now:
        return True
    return (now.date() - checked.date()).days >= source.every


def fetch(
    var: Path,
    sources: Iterable[Source],
    now: datetime.datetime,
    progress: Progress = lambda slug, done, total: None,
    *,
    limits: Limits | None = None,
    data_gouv: str = DATA_GOUV,
    settle: float = 1,
) -> list[Fetched]:
    """Ask each source for its file and keep what is new; one that fails does not stop the others.

    `settle` is the age, in seconds, from which a dropped file is no longer being copied. Raises
    BusyError when another process fetches in the same folder.
    """
    limits = limits or Limits()
    home = var / HOME
    with alone(home / LOCK, f"{home} : une autre récupération est en cours ; attendez"):
        shutil.rmtree(inbox.arrivals(var))
        visits = [_Visit(var, one, now, progress, limits, data_gouv, settle) for one in sources if one.feed]
        return [_fetched(visit) for visit in visits]


def _fetched(visit: _Visit) -> Fetched:
    var, source = visit.var, visit.source
    state: State = "inchangé"
    reason = ""
    try:
        came = VISITS[source.feed.kind](visit)
    except (DownloadError, OSError) as error:
        state, reason = "échec", _reason(error)
        inbox.failed(var, source, visit.now, reason)
    else:
        if came:
            state = "nouveau"
        elif inbox.newest(var, source) is None:
            state, reason = "en attente", f"déposez un fichier dans {_deposit(visit)}"
    return Fetched(source.slug, state, reason, inbox.newest(var, source), inbox.last_good(var, source))


def _reason(error: DownloadError | OSError) -> str:
    if isinstance(error, DownloadError):
        return str(error)
    return f"écriture ou lecture impossible : {error.filename or 'disque'} ({error.strerror})"


def _from_address(visit: _Visit) -> bool:
    feed = visit.source.feed
    pinned = ("sha256", feed.sha256) if feed.sha256 else None
    return _take(visit, feed.url, Known(checksum=pinned), "url")


def _from_data_gouv(visit: _Visit) -> bool:
    folder = inbox.arrivals(visit.var)
    resource = describe(visit.data_gouv, visit.source.feed.resource, folder, visit.limits)
    return _take(visit, resource.url, resource.known, "data.gouv.fr")


def _take(visit: _Visit, url: str, known: Known, how: str) -> bool:
    """Download a file unless we have it: known by its checksum, else by the date or tag it came with."""
    var, source, newest = visit.var, visit.source, inbox.newest(visit.var, visit.source)
    if newest and known.verifies():
        if matches(newest.path, known):
            inbox.checked(var, source, visit.now)
            return False
    elif newest:
        known = Known(known.checksum, known.size, newest.etag, newest.last_modified)
    came = download(
        url,
        inbox.arrivals(var),
        known=known,
        limits=visit.limits,
        progress=lambda done, total: visit.progress(source.slug, done, total),
    )
    if came is None:
        inbox.checked(var, source, visit.now)
        return False
    stamps = {"etag": came.etag, "last_modified": came.last_modified}
    if newest and digest(came.path) == newest.sha256:
        came.path.unlink()
        inbox.checked(var, source, visit.now, **stamps)
        return False
    inbox.receive(var, source, came.path, came.name, now=visit.now, how=how, whole=came.whole, **stamps)
    return True


def _deposit(visit: _Visit) -> Path:
    return visit.var / DEPOSIT / (visit.source.feed.folder or "")


def _from_folder(visit: _Visit) -> bool:
    """Take each dropped file not seen before, oldest first; one dropped again later is taken again."""
    deposit = _deposit(visit)
    deposit.mkdir(parents=True, exist_ok=True)
    dropped = sorted((one for one in deposit.iterdir() if _is_drop(one)), key=_modified)
    taken = [_from_drop(visit, one) for one in dropped]
    if dropped and not any(taken):
        inbox.checked(visit.var, visit.source, visit.now)
    return any(taken)


def _is_drop(path: Path) -> bool:
    hidden = path.name.startswith((".", "~$")) or path.suffix.lower() in UNFINISHED
    return path.is_file() and not path.is_symlink() and not hidden


def _modified(path: Path) -> tuple[int, str]:
    return path.stat().st_mtime_ns, path.name


def _from_drop(visit: _Visit, path: Path) -> bool:
    stamp = _settled(path, visit.settle)
    aside = inbox.arrivals(visit.var) / uuid.uuid4().hex
    shutil.copyfile(path, aside)
    if _modified(path) != stamp:
        raise DownloadError(f"« {path.name} » change pendant la lecture : attendez la fin de la copie")
    modified = _instant(stamp[0])
    if _is_known(inbox.history(visit.var, visit.source).received, digest(aside), modified):
        aside.unlink()
        return False
    inbox.receive(
        visit.var, visit.source, aside, path.name, now=visit.now, how="dépôt", last_modified=modified
    )
    return True


def _is_known(received: tuple[Received, ...], sha256: str, modified: str) -> bool:
    """Whether a drop was taken before. The same bytes dropped anew, after the newest, are not known."""
    if not any(one.sha256 == sha256 for one in received):
        return False
    newest = received[-1]
    again = sha256 != newest.sha256 and modified > (newest.last_modified or "")
    return not again or any((one.sha256, one.last_modified) == (sha256, modified) for one in received)


def _settled(path: Path, settle: float) -> tuple[int, str]:
    """When a file was last written, once it is old enough not to be a copy under way."""
    age = time.time() - path.stat().st_mtime
    if age < settle:
        time.sleep(min(settle, settle - age))
    return _modified(path)


def _instant(nanoseconds: int) -> str:
    seconds = datetime.datetime.fromtimestamp(nanoseconds // 10**9, datetime.UTC)
    return f"{seconds:%Y-%m-%dT%H:%M:%S}.{nanoseconds % 10**9:09d}Z"


def _from_table(visit: _Visit) -> bool:
    """Bring the whole table, and keep it when it is not what we have."""
    var, source, newest = visit.var, visit.source, inbox.newest(visit.var, visit.source)
    aside = inbox.arrivals(var) / uuid.uuid4().hex
    postgres.bring(source, aside, lambda done, total: visit.progress(source.slug, done, total))
    if newest and digest(aside) == newest.sha256:
        aside.unlink()
        inbox.checked(var, source, visit.now)
        return False
    inbox.receive(var, source, aside, f"{source.table}.csv", now=visit.now, how="PostgreSQL")
    return True


VISITS: dict[str, Callable[[_Visit], bool]] = {
    "folder": _from_folder,
    "url": _from_address,
    "resource": _from_data_gouv,
    "postgres": _from_table,
}
