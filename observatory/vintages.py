"""The published vintages of a folder: immutable, sealed by a manifest, one of them named as current."""

import datetime
import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path

from observatory.durable import alone, append_line, digest, flush, write
from observatory.editions import Edition, edition, held, number, preferred, visible, waiting

NAME = re.compile(r"\d{4,}-[0-9a-f]{10}")
DATABASE, MANIFEST, POINTER, LOCK = "observatoire.duckdb", "manifest.json", "current", ".verrou"
JOURNAL = "millesimes.jsonl"
PACKAGE, PARQUET = "observatoire.zip", "observations.parquet"


class VintageError(ValueError):
    """A vintage that is absent, or whose files are not those that its manifest seals."""


@dataclass(frozen=True)
class Output:
    """A file of a vintage that is downloaded whole: where it lies, its size, its sha256."""

    path: Path
    bytes: int
    sha256: str


def downloads(folder: Path, told: dict) -> dict[str, Output]:
    """The files of a vintage that are downloaded whole, by name, as its manifest seals them."""
    sealed = told["outputs"]
    paths = [folder / name for name in (PACKAGE, PARQUET) if name in sealed]
    return {path.name: Output(path, path.stat().st_size, sealed[path.name]) for path in paths}


def lock(var: Path):
    """Hold the folder alone: to publish, or to name another vintage. Raises BusyError."""
    return alone(var / LOCK, f"{var} : une autre construction est en cours ; attendez")


def vintages(var: Path) -> list[Path]:
    """The folders of the published vintages, oldest first."""
    found = (folder for folder in (var / "vintages").glob("*-*") if NAME.fullmatch(folder.name))
    return sorted(found, key=number)


def editions(var: Path) -> list[Edition]:
    """Every vintage whose manifest is as sealed, oldest first."""
    return [one for folder in vintages(var) if (one := _edition(folder))]


def _edition(folder: Path) -> Edition | None:
    try:
        told = manifest(folder)
        return edition(folder, told) if told.get("seal") == seal(told) else None
    except (VintageError, KeyError, TypeError, ValueError, AttributeError):
        return None


def pointer(var: Path) -> tuple[str, int]:
    """The vintage that the pointer names, and the number up to which it has the last word."""
    try:
        lines = (var / POINTER).read_text("utf-8", errors="replace").split()
    except FileNotFoundError:
        return "", 0
    if not lines or not NAME.fullmatch(lines[0]):
        return "", 0
    beyond = lines[1] if lines[1:] and lines[1].isdecimal() else lines[0].split("-")[0]
    return lines[0], int(beyond)


def current(var: Path) -> Path | None:
    """The folder of the vintage that the pointer names, or None when there is none."""
    name, _ = pointer(var)
    folder = var / "vintages" / name
    return folder if name and folder.is_dir() else None


def whole(var: Path, now: datetime.datetime | None = None) -> Path | None:
    """The vintage to serve: the first by preference whose every byte is as sealed.

    Without `now`, whatever the embargoes: the one that a build goes on from. Read whole, so asked when
    the pointer moves and not at each request: a bit that turns later, in a database already open, is
    seen by its own checksums, at the next start, or by `vintages verify`.
    """
    known = editions(var)
    ranked = preferred(known if now is None else visible(known, now), *pointer(var))
    return next((one.folder for one in ranked if not faults(one.folder)), None)


def due(var: Path, now: datetime.datetime) -> Path | None:
    """The vintage that readers should get, even if it was damaged since."""
    _, beyond = pointer(var)
    known = visible(editions(var), now)
    waited = [one.folder for one in known if one.embargo and one.sequence > beyond]
    return waited[-1] if waited else current(var)


def settled(var: Path) -> bool:
    """Whether the vintage last published, or named, is whole: nothing had to be passed over."""
    _, beyond = pointer(var)
    last = next(iter(reversed(vintages(var))), None)
    if last is None or number(last) <= beyond:
        return whole(var) == current(var)
    return whole(var) == last and bool(_edition(last).embargo)  # else it was never named: a build was killed


def current_manifest(var: Path) -> dict | None:
    """The manifest of the vintage to serve, or None before the first."""
    folder = whole(var)
    return manifest(folder) if folder else None


def manifest(folder: Path) -> dict:
    """The manifest of a vintage. Raises VintageError when it cannot be read."""
    try:
        return json.loads((folder / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise VintageError(f"{folder.name} : {MANIFEST} illisible ; publiez de nouveau") from error


def find(var: Path, id: str | None) -> Path:
    """The folder of a vintage by its id, or of the current one. Raises VintageError."""
    known = {folder.name: folder for folder in vintages(var)}
    if id is None and (folder := current(var)):
        return folder
    if id in known:
        return known[id]
    told = f"les derniers sont {', '.join([*known][-3:])}" if known else "aucun n’est publié"
    raise VintageError(f"{var} : aucun millésime ne s’appelle « {id or POINTER} » ; {told}")


def faults(folder: Path) -> list[str]:
    """What is not as the manifest seals it: a file absent, or with other bytes."""
    try:
        told = manifest(folder)
    except VintageError as error:
        return [str(error)]
    if told.get("seal") != seal(told):
        return [f"{folder.name} : {MANIFEST} altéré"]
    return [fault for name, sha256 in told["outputs"].items() if (fault := _fault(folder / name, sha256))]


def seal(told: dict) -> str:
    """The sha256 of a manifest, its own seal left out."""
    kept = {name: value for name, value in told.items() if name != "seal"}
    return hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()


def write_manifest(folder: Path, told: dict) -> None:
    """Write the manifest of a vintage, sealed."""
    text = json.dumps(told | {"seal": seal(told)}, ensure_ascii=False, indent=1, sort_keys=True)
    write(folder / MANIFEST, f"{text}\n")


def _fault(path: Path, sha256: str) -> str:
    if not path.is_file():
        return f"{path.parent.name} : {path.name} absent"
    found = digest(path)
    return "" if found == sha256 else f"{path.parent.name} : {path.name} altéré (sha256 {found[:10]}…)"


def prepare(var: Path, id: str, beyond: int | None = None) -> Path:
    """Write the pointer aside: a disk that is full says so now, and naming the vintage takes no room.

    What waited its hour takes its place if its number is greater than `beyond`, or than its own.
    """
    aside = var / f".{POINTER}"
    write(aside, f"{id}\n" if beyond is None else f"{id}\n{beyond}\n")
    return aside


def point(var: Path, prepared: Path) -> None:
    """Name a vintage as the current one, for every reader at once."""
    prepared.replace(var / POINTER)
    flush(var)


def rollback(var: Path, id: str, now: datetime.datetime) -> Edition | None:
    """Serve an earlier vintage again, and log it; gives the one that still waits its hour, if any.

    Raises VintageError when the vintage is not whole, or not public.
    """
    with lock(var):
        folder = find(var, id)
        if told := faults(folder):
            raise VintageError(f"{' ; '.join(told)} ; choisissez un autre millésime")
        known = editions(var)
        [asked] = [one for one in known if one.folder == folder]
        if why := held(known, asked, now):
            raise VintageError(f"{id} : {why} ; choisissez un millésime public")
        left, waits = whole(var, now), waiting(known, now)
        beyond = max(number(one) for one in vintages(var) if not waits or one != waits.folder)
        point(var, prepare(var, id, beyond))
        log(var, now, "retour", millesime=id, avant=left.name if left else None)
        return waits


def log(var: Path, now: datetime.datetime, what: str, **told: str | None) -> None:
    """Add a line to the journal of what people decided about the vintages."""
    line = {"le": now.isoformat(timespec="seconds"), "fait": what} | told
    append_line(var / JOURNAL, json.dumps(line, ensure_ascii=False))
