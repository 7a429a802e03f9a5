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
from observatory.changes import of_figures, of_inputs
from observatory.declarations import read_sources
from observatory.durable import digest, flush
from observatory.feeds import fetch as feeds
from observatory.feeds import inbox
from observatory.load import Loaded
from observatory.outputs import write_outputs
from observatory.vintages import (
    DATABASE,
    current,
    lock,
    manifest,
    point,
    prepare,
    vintages,
    whole,
    write_manifest,
)

HERE = Path(__file__).parent


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
    with lock(var):
        work = var / "travail"
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir()
        try:
            step("fichiers déposés")
            take_dropped(root, var, now)
            step("déclarations")
            served = whole(var)
            last = manifest(served) if served else None
            project = read_project(
                root, work, with_demonstration=demonstration, today=now.date(), var=var, volumes=volumes(last)
            )
            known = {"inputs": digests(root, project), "demonstration": demonstration}
            known["digest"] = _sha256(json.dumps(known["inputs"], sort_keys=True).encode())
            same = last and last["digest"] == known["digest"] and served == current(var)
            if same and not force:
                return Published(served.name, new=False)
            known["publie_le"] = now.isoformat(timespec="seconds")
            return _publish(var, work, project, known, step, served)
        finally:
            shutil.rmtree(work, ignore_errors=True)


def volumes(last: dict | None) -> dict[str, int]:
    """How many rows each source gave to the vintage of a manifest; nothing before the first."""
    return {slug: one["acceptees"] for slug, one in last["sources"].items()} if last else {}


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


def _publish(
    var: Path, work: Path, project: Project, known: dict, step: Step, last: Path | None
) -> Published:
    sequence = max([0, *(int(path.name.split("-")[0]) for path in vintages(var))]) + 1
    aside = work / f"{sequence:04d}-{known['digest'][:10]}"
    aside.mkdir()
    loaded = write_database(aside / DATABASE, project, step)
    step("fichiers à télécharger")
    write_outputs(aside)
    step("publication")
    told = known | {
        "id": aside.name,
        "sequence": sequence,
        "outputs": {path.name: digest(path) for path in sorted(aside.iterdir())},
        "changes": _changes(last, aside, known["inputs"]),
        "sources": {one.source.slug: _counts(one) for one in loaded if one.used},
    }
    write_manifest(aside, told)
    _judge(var, loaded, known)
    _install(var, aside)
    return Published(aside.name, new=True, loaded=loaded)


def _changes(last: Path | None, aside: Path, inputs: dict[str, str]) -> dict:
    """What the last whole vintage had otherwise: inputs, that say why, and figures."""
    if last is None:
        return {"since": None, "inputs": of_inputs({}, inputs), "figures": {}}
    before = manifest(last)
    return {
        "since": before["id"],
        "inputs": of_inputs(before["inputs"], inputs),
        "figures": of_figures(last / DATABASE, aside / DATABASE),
    }


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
    overflow = project.generated / "debordement"  # rows are private: never beside the command
    with duckdb.connect(config={"temp_directory": str(overflow)}) as con:
        loaded = build(con, project, step)
        step("base publique")
        con.execute(f"ATTACH '{path}' AS publication")
        con.execute((HERE / "publication.sql").read_text("utf-8"))
        con.execute("DETACH publication")
    return loaded


def _install(var: Path, aside: Path) -> None:
    for path in aside.iterdir():
        path.chmod(0o444)
        flush(path)
    flush(aside)
    home = var / "vintages"
    home.mkdir(exist_ok=True)
    prepared = prepare(var, aside.name)
    aside.rename(home / aside.name)
    flush(home)
    point(var, prepared)


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
    return {name: digest(path) for name, path in named.items() if path.is_file()}


def _sha256(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()
