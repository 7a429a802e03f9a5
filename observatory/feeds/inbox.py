"""What is received from the feeds: every file kept as it came, and a journal of what became of it.

`var/recus/<slug>/<sha256>/<name>` holds a file and never changes; `var/recus/<slug>/journal.jsonl`
only grows: received, checked, failed, judged, one line each. The order of the lines is the order of
the events, whatever the clock said.
"""

import datetime
import json
import re
import shutil
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from observatory.declarations import Source
from observatory.durable import append_line, digest, flush

HOME, JOURNAL, ARRIVALS = "recus", "journal.jsonl", ".arrivees"
UNSAFE = re.compile(r"[^\w .()’'+-]")


@dataclass(frozen=True)
class Received:
    """A file kept in the inbox. `refused` is None until it is judged, empty when it was accepted.

    `whole` is False when neither a length nor a checksum could prove that all of it came.
    """

    slug: str
    sha256: str
    name: str
    path: Path
    bytes: int
    time: datetime.datetime
    how: str
    etag: str | None = None
    last_modified: str | None = None
    whole: bool = True
    refused: tuple[str, ...] | None = None


@dataclass(frozen=True)
class History:
    """What the journal of a source says: files still there, oldest first, and the last checks."""

    received: tuple[Received, ...] = ()
    checked: datetime.datetime | None = None
    failing_since: datetime.datetime | None = None
    failure: str | None = None


def receive(
    var: Path,
    source: Source,
    raw: bytes | Path,
    name: str,
    *,
    now: datetime.datetime,
    how: str,
    etag: str | None = None,
    last_modified: str | None = None,
    whole: bool = True,
) -> Received:
    """Keep a file, whole or not at all, then say so in the journal. A path given is moved in."""
    home = _home(var, source)
    home.mkdir(parents=True, exist_ok=True)
    aside = arrivals(var) / uuid.uuid4().hex
    aside.mkdir()
    path = aside / safe_name(name)
    if isinstance(raw, bytes):
        path.write_bytes(raw)
    else:
        raw.replace(path)
    sha256, size = digest(path), path.stat().st_size
    _keep(aside, path, home / sha256)
    known = {"name": path.name, "bytes": size, "how": how, "whole": whole}
    known |= {"etag": etag, "last_modified": last_modified}
    _note(home, now, "received", sha256=sha256, **known)
    return history(var, source).received[-1]


def _keep(aside: Path, path: Path, kept: Path) -> None:
    """Rename a folder aside, which holds one file, into its final place; there, nothing is replaced."""
    path.chmod(0o440)  # it may name people
    flush(path)
    flush(aside)
    if kept.exists():
        if digest(_file(kept)) == kept.name:
            shutil.rmtree(aside)
            return
        kept.rename(kept.with_name(f".abime-{uuid.uuid4().hex}"))
    aside.rename(kept)
    flush(kept.parent)


def checked(
    var: Path,
    source: Source,
    now: datetime.datetime,
    *,
    etag: str | None = None,
    last_modified: str | None = None,
) -> None:
    """Say in the journal that the feed answered and had nothing new."""
    _note(_home(var, source), now, "checked", etag=etag, last_modified=last_modified)


def failed(var: Path, source: Source, now: datetime.datetime, reason: str) -> None:
    """Say in the journal that the feed gave nothing that can be taken, and why."""
    _note(_home(var, source), now, "failed", reason=reason)


def judge(
    var: Path,
    source: Source,
    sha256: str,
    refused: tuple[str, ...],
    now: datetime.datetime,
) -> None:
    """Say in the journal that a file was accepted, or refused and why. The same verdict is said once."""
    verdicts = [one.refused for one in history(var, source).received if one.sha256 == sha256]
    if verdicts and verdicts[-1] != refused:
        verdict = "refusé" if refused else "accepté"
        _note(_home(var, source), now, "judged", sha256=sha256, verdict=verdict, reasons=refused)


def newest(var: Path, source: Source) -> Received | None:
    """The last file received, judged or not; None before the first."""
    received = history(var, source).received
    return received[-1] if received else None


def last_good(var: Path, source: Source) -> Received | None:
    """The last file received among those accepted; None when there is none."""
    good = [one for one in history(var, source).received if one.refused == ()]
    return good[-1] if good else None


def history(var: Path, source: Source) -> History:
    """Read the journal of a source again, event by event."""
    home = _home(var, source)
    told = History()
    for event in _events(home / JOURNAL):
        told = _EVENTS[event["event"]](told, home, event)
    return replace(told, received=tuple(one for one in told.received if _is_there(one)))


def _received(told: History, home: Path, event: dict) -> History:
    earlier = [one.refused for one in told.received if one.sha256 == event["sha256"]]
    names = ("sha256", "name", "bytes", "how", "etag", "last_modified", "whole")
    one = Received(
        slug=home.name,
        path=_file(home / event["sha256"]),
        time=_time(event),
        refused=earlier[-1] if earlier else None,
        **{name: event[name] for name in names},
    )
    return History((*told.received, one), checked=one.time)


def _checked(told: History, home: Path, event: dict) -> History:
    received = told.received
    if received and (event["etag"] or event["last_modified"]):
        fresh = replace(received[-1], etag=event["etag"], last_modified=event["last_modified"])
        received = (*received[:-1], fresh)
    return History(received, checked=_time(event))


def _failed(told: History, home: Path, event: dict) -> History:
    since = told.failing_since or _time(event)
    return replace(told, failing_since=since, failure=event["reason"])


def _judged(told: History, home: Path, event: dict) -> History:
    refused = tuple(event["reasons"])
    received = (
        replace(one, refused=refused) if one.sha256 == event["sha256"] else one for one in told.received
    )
    return replace(told, received=tuple(received))


_EVENTS = {"received": _received, "checked": _checked, "failed": _failed, "judged": _judged}


def _events(journal: Path) -> Iterator[dict]:
    """The events of a journal; a line cut by a crash is passed over: what it told is told again."""
    text = journal.read_text("utf-8", errors="replace") if journal.is_file() else ""
    for line in text.split("\n"):
        try:
            event = json.loads(line)
        except json.JSONDecodeError:
            continue
        if isinstance(event, dict) and event.get("event") in _EVENTS:
            yield event


def _note(home: Path, now: datetime.datetime, event: str, **known: object) -> None:
    home.mkdir(parents=True, exist_ok=True)
    line = {"time": now.isoformat(timespec="seconds"), "event": event} | known
    append_line(home / JOURNAL, json.dumps(line, ensure_ascii=False))


def _home(var: Path, source: Source) -> Path:
    return var / HOME / source.slug


def arrivals(var: Path) -> Path:
    """Where a file is written before it is kept: what a crash leaves there counts for nothing."""
    folder = var / HOME / ARRIVALS
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def safe_name(name: str) -> str:
    """A file name that stays in its folder, whatever the producer wrote."""
    return UNSAFE.sub("_", Path(name).name).lstrip(". ")[-100:] or "fichier"


def _file(folder: Path) -> Path:
    """The one file of a folder of the inbox."""
    return next(folder.iterdir(), folder / "absent") if folder.is_dir() else folder / "absent"


def _is_there(one: Received) -> bool:
    return one.path.is_file() and one.path.stat().st_size == one.bytes


def _time(event: dict) -> datetime.datetime:
    return datetime.datetime.fromisoformat(event["time"])
