"""The published vintages of a folder: immutable, sealed by a manifest, one of them named as current."""

import hashlib
import json
import re
from pathlib import Path

from observatory.durable import alone, digest, flush, write

NAME = re.compile(r"\d{4,}-[0-9a-f]{10}")
DATABASE, MANIFEST, POINTER, LOCK = "observatoire.duckdb", "manifest.json", "current", ".verrou"
PACKAGE, PARQUET = "observatoire.zip", "observations.parquet"


class VintageError(ValueError):
    """A vintage that is absent, or whose files are not those that its manifest seals."""


def lock(var: Path):
    """Hold the folder alone: to publish, or to name another vintage. Raises BusyError."""
    return alone(var / LOCK, f"{var} : une autre construction est en cours ; attendez")


def vintages(var: Path) -> list[Path]:
    """The folders of the published vintages, oldest first."""
    found = (folder for folder in (var / "vintages").glob("*-*") if NAME.fullmatch(folder.name))
    return sorted(found, key=lambda folder: int(folder.name.split("-")[0]))


def current(var: Path) -> Path | None:
    """The folder of the vintage that the pointer names, or None when there is none."""
    try:
        name = (var / POINTER).read_text("utf-8", errors="replace").strip()
    except FileNotFoundError:
        return None
    folder = var / "vintages" / name
    return folder if NAME.fullmatch(name) and folder.is_dir() else None


def whole(var: Path) -> Path | None:
    """The vintage to serve: the current one, or the last whole one when a byte of it was damaged.

    Read whole, so asked when the pointer moves and not at each request: a bit that turns later, in
    a database already open, is seen by its own checksums, at the next start, or by `vintages verify`.
    """
    pointed = current(var)
    others = (folder for folder in reversed(vintages(var)) if folder != pointed)
    return next((one for one in (pointed, *others) if one and not faults(one)), None)


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


def prepare(var: Path, id: str) -> Path:
    """Write the pointer aside: a disk that is full says so now, and naming the vintage takes no room."""
    aside = var / f".{POINTER}"
    write(aside, f"{id}\n")
    return aside


def point(var: Path, prepared: Path) -> None:
    """Name a vintage as the current one, for every reader at once."""
    prepared.replace(var / POINTER)
    flush(var)


def rollback(var: Path, id: str) -> None:
    """Serve an earlier vintage again; raises VintageError when it is not whole."""
    with lock(var):
        folder = find(var, id)
        if told := faults(folder):
            raise VintageError(f"{' ; '.join(told)} ; choisissez un autre millésime")
        point(var, prepare(var, folder.name))
