"""Publish a vintage: an immutable folder, then a pointer that names it.

A vintage is written aside, flushed to disk, renamed, and only then named by `current`: a reader
sees the old one or the new one, whole. The id is a sequence number, which only grows, and a
digest of the inputs and of the code.
"""

import datetime
import hashlib
import json
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from observatory.build import Project, Step, build, read_project
from observatory.declarations import read_sources
from observatory.durable import alone, flush
from observatory.feeds import fetch as feeds
from observatory.feeds import inbox
from observatory.load import Loaded

HERE = Path(__file__).parent
DATABASE, MANIFEST, POINTER = "observatoire.duckdb", "manifest.json", "current"


@dataclass(frozen=True)
class Published:
    """The vintage that is now current, whether it is new, and what each source gave."""

    id: str
    new: bool
    loaded: list[Loaded] = field(default_factory=list)


def publish(
    root: Path, var: Path, now: datetime.datetime, step: Step, *, demonstration: bool, force: bool
) -> Published:
    """Build from the declarations of `root` and publish under `var`.

    The same inputs and code publish nothing new unless `force`. Raises BusyError when another
    build runs; DeclarationError, SourceError or CheckError leave the last vintage current.
    """
    with alone(var / ".verrou", f"{var} : une autre construction est en cours ; attendez"):
        work = var / "travail"
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir()
        try:
            step("fichiers déposés")
            take_dropped(root, var, now)
            step("déclarations")
            project = _read_project(root, var, work, now, demonstration)
            known = {"inputs": digests(root, project), "demonstration": demonstration}
            known["digest"] = _sha256(json.dumps(known["inputs"], sort_keys=True).encode())
            manifest = current_manifest(var)
            if manifest and manifest["digest"] == known["digest"] and not force:
                return Published(manifest["id"], new=False)
            known["publie_le"] = now.isoformat(timespec="seconds")
            return _publish(var, work / "millesime", project, known, step)
        finally:
            shutil.rmtree(work, ignore_errors=True)


def _read_project(root: Path, var: Path, work: Path, now: datetime.datetime, demonstration: bool) -> Project:
    """The declarations, the files received, and what each source gave last time."""
    return read_project(
        root, work, with_demonstration=demonstration, today=now.date(), var=var, volumes=volumes(var)
    )


def volumes(var: Path) -> dict[str, int]:
    """How many rows each source gave to the current vintage."""
    sources = (current_manifest(var) or {}).get("sources", {})
    return {slug: one["acceptees"] for slug, one in sources.items()}


def take_dropped(root: Path, var: Path, now: datetime.datetime) -> None:
    """Bring the files dropped in folders into the inbox; nothing is asked of the network."""
    sources = read_sources(root / "data_sources").values()
    feeds.fetch(var, [one for one in sources if one.feed and one.feed.folder], now)


def _judge(var: Path, loaded: list[Loaded], known: dict) -> None:
    """Say in the journals what became of the files received."""
    now = datetime.datetime.fromisoformat(known["publie_le"])
    for one in loaded:
        if one.newest and one.source.feed:
            inbox.judge(var, one.source, one.newest.sha256, one.newest.refused, now)


def _publish(var: Path, aside: Path, project: Project, known: dict, step: Step) -> Published:
    aside.mkdir()
    loaded = write_database(aside / DATABASE, project, step)
    step("publication")
    sequence = max([0, *(int(path.name[:4]) for path in vintages(var))]) + 1
    manifest = known | {
        "id": f"{sequence:04d}-{known['digest'][:10]}",
        "sequence": sequence,
        "outputs": {DATABASE: _sha256((aside / DATABASE).read_bytes())},
        "sources": {one.source.slug: _counts(one) for one in loaded if one.used},
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True)
    (aside / MANIFEST).write_text(text + "\n", "utf-8")
    _install(var, aside, manifest["id"])
    _judge(var, loaded, known)
    return Published(manifest["id"], new=True, loaded=loaded)


def _counts(one: Loaded) -> dict:
    return {
        "lues": one.used.records,
        "acceptees": one.used.accepted,
        "rejetees": one.used.rejected,
        "ignorees": one.used.ignored,
        "normalisations": one.used.normalisations,
    }


def write_database(path: Path, project: Project, step: Step) -> list[Loaded]:
    """Build in memory, then write the public tables, and only them, to `path`."""
    with duckdb.connect() as con:
        loaded = build(con, project, step)
        step("base publique")
        con.execute(f"ATTACH '{path}' AS publication")
        con.execute((HERE / "publication.sql").read_text("utf-8"))
        con.execute("DETACH publication")
    return loaded


def _install(var: Path, aside: Path, vintage: str) -> None:
    for path in aside.iterdir():
        path.chmod(0o444)
        flush(path)
    flush(aside)
    home = var / "vintages"
    home.mkdir(exist_ok=True)
    aside.rename(home / vintage)
    flush(home)
    temporary = var / f".{POINTER}"
    temporary.write_text(vintage + "\n", "utf-8")
    flush(temporary)
    temporary.replace(var / POINTER)
    flush(var)


def digests(root: Path, project: Project) -> dict[str, str]:
    """The sha256 of every declaration, file and line of code that the figures depend on."""
    declared = [root / "indicators" / f"{slug}.sql" for slug in project.indicators]
    known = project.sources | project.formats
    declared += [root / "data_sources" / f"{slug}.sql" for slug in known]
    files = {
        source.file or f"recus/{source.slug}/{path.parent.name}": path
        for source in project.sources.values()
        for path in project.files(source)
    }
    code = sorted(path for path in HERE.rglob("*") if path.suffix in (".py", ".sql"))
    named = {path.relative_to(root).as_posix(): path for path in declared}
    named |= files
    named |= {f"observatory/{path.relative_to(HERE).as_posix()}": path for path in code}
    return {name: _sha256(path.read_bytes()) for name, path in named.items() if path.is_file()}


def vintages(var: Path) -> list[Path]:
    """The folders of the published vintages, oldest first."""
    return sorted((var / "vintages").glob("[0-9]*"))


def current(var: Path) -> Path | None:
    """The folder of the vintage that the pointer names, or None when there is none."""
    try:
        folder = var / "vintages" / (var / POINTER).read_text("utf-8").strip()
    except FileNotFoundError:
        return None
    return folder if folder.is_dir() else None


def current_manifest(var: Path) -> dict | None:
    """The manifest of the current vintage, or None before the first."""
    folder = current(var)
    return json.loads((folder / MANIFEST).read_text("utf-8")) if folder else None


def _sha256(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()
