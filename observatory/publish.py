"""Publish a vintage: an immutable folder, then a pointer that names it.

A vintage is written aside, flushed to disk, renamed, and only then named by `current`: a reader
sees the old one or the new one, whole. Under embargo it is not named: its hour makes it current. The
id is a sequence number, which only grows, and a digest of the inputs and of the code.
"""

import datetime
import hashlib
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from observatory import forecast
from observatory.build import Project, Step, build, read_project
from observatory.changes import of_figures, of_inputs, of_reasons
from observatory.declarations import read_sources
from observatory.disclosure.protect import protect
from observatory.durable import digest, flush
from observatory.editions import visible, waiting
from observatory.feeds import fetch as feeds
from observatory.feeds import inbox
from observatory.load import Loaded
from observatory.outputs import write_outputs
from observatory.releases import PARIS
from observatory.revisions import Draft, record
from observatory.trail.provenance import write_provenance
from observatory.vintages import (
    DATABASE,
    editions,
    lock,
    manifest,
    point,
    prepare,
    settled,
    vintages,
    whole,
    write_manifest,
)

HERE = Path(__file__).parent
MEMORY = "secret.json"  # private: beside the vintages, never in one


@dataclass(frozen=True)
class Published:
    """The vintage published last, whether it is new, its embargo, and what each source gave."""

    id: str
    new: bool
    loaded: list[Loaded] = field(default_factory=list)
    embargo: str | None = None


def publish(
    root: Path,
    var: Path,
    now: datetime.datetime,
    step: Step,
    *,
    demonstration: bool,
    force: bool,
    embargo: datetime.datetime | None = None,
) -> Published:
    """Build from the declarations of `root` and publish under `var`.

    Readers see it from `embargo` on; by default, with the one that still waits its hour, else now. The
    same inputs and code publish nothing new unless `force`. Raises BusyError when another build
    runs; DeclarationError, SourceError or CheckError leave the last vintage current.
    """
    with _workshop(var) as work:
        step("fichiers déposés")
        take_dropped(root, var, now)
        step("déclarations")
        served, waits = whole(var), waiting(editions(var), now)
        last = manifest(served) if served else None
        told = {"today": now.date(), "var": var, "volumes": volumes(last)}
        project = read_project(root, work, with_demonstration=demonstration, **told)
        known = _known(root, project, demonstration, now, embargo or (waits.embargo if waits else None))
        same = last and last["digest"] == known["digest"] and settled(var)
        if same and not force and (embargo is None or last.get("embargo") == known["embargo"]):
            return Published(served.name, new=False, embargo=known["embargo"])
        return _publish(var, work, project, known, step, whole(var, now))


@contextmanager
def _workshop(var: Path) -> Iterator[Path]:
    """Hold the folder alone, with an empty place to work in."""
    with lock(var):
        work = var / "travail"
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir()
        try:
            yield work
        finally:
            shutil.rmtree(work, ignore_errors=True)


def _known(
    root: Path,
    project: Project,
    demonstration: bool,
    now: datetime.datetime,
    embargo: datetime.datetime | None,
) -> dict:
    """What is known of a vintage before it is built."""
    inputs = digests(root, project)
    return {
        "inputs": inputs,
        "demonstration": demonstration,
        "digest": _sha256(json.dumps(inputs, sort_keys=True).encode()),
        "publie_le": now.isoformat(timespec="seconds"),
        "embargo": embargo.isoformat(timespec="seconds") if embargo else None,
    }


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
    now = datetime.datetime.fromisoformat(known["publie_le"])
    day = datetime.datetime.fromisoformat(known["embargo"] or known["publie_le"]).astimezone(PARIS).date()
    earlier = tuple(one.folder / DATABASE for one in visible(editions(var), now))
    draft = Draft(aside.name, day, last, earlier, var / MEMORY)
    loaded = write_database(aside / DATABASE, project, step, draft)
    step("fichiers à télécharger")
    write_outputs(aside)
    step("publication")
    told = known | {
        "id": aside.name,
        "sequence": sequence,
        "outputs": {path.name: digest(path) for path in sorted(aside.iterdir())},
        "changes": _changes(last, aside, known["inputs"], aside.name),
        "sources": {one.source.slug: _counts(one) for one in loaded if one.used},
    }
    write_manifest(aside, told)
    _judge(var, loaded, known)
    _install(var, aside, named=not told["embargo"])
    return Published(aside.name, new=True, loaded=loaded, embargo=told["embargo"])


def _changes(last: Path | None, aside: Path, inputs: dict[str, str], id: str) -> dict:
    """What the vintage that readers see had otherwise: inputs and figures, and why these were revised."""
    if last is None:
        return {"since": None, "inputs": of_inputs({}, inputs), "figures": {}, "reasons": []}
    before = manifest(last)
    return {
        "since": before["id"],
        "inputs": of_inputs(before["inputs"], inputs),
        "figures": of_figures(last / DATABASE, aside / DATABASE),
        "reasons": of_reasons(aside / DATABASE, id),
    }


def _counts(one: Loaded) -> dict:
    return {
        "lues": one.used.records,
        "acceptees": one.used.accepted,
        "rejetees": one.used.rejected,
        "ignorees": one.used.ignored,
        "normalisations": one.used.normalisations,
    }


def write_database(path: Path, project: Project, step: Step, edition: Draft) -> list[Loaded]:
    """Build in memory, protect, then write the public tables, and only them, to `path`.

    Raises RevisionError when a figure of the vintage before changed without a reason.
    """
    overflow = project.generated / "debordement"  # rows are private: never beside the command
    with duckdb.connect(config={"temp_directory": str(overflow)}) as con:
        loaded = build(con, project, step)
        step("secret statistique")
        protect(con, edition.earlier, edition.memory)
        step("base publique")
        con.execute(f"ATTACH '{path}' AS publication")
        con.execute((HERE / "publication.sql").read_text("utf-8"))
        write_provenance(con, project, loaded)
        step("prévisions")
        forecast.record(con)
        step("révisions")
        record(con, edition)
        con.execute("DETACH publication")
    return loaded


def _install(var: Path, aside: Path, *, named: bool) -> None:
    for path in aside.iterdir():
        path.chmod(0o444)
        flush(path)
    flush(aside)
    home = var / "vintages"
    home.mkdir(exist_ok=True)
    prepared = prepare(var, aside.name) if named else None
    aside.rename(home / aside.name)
    flush(home)
    if prepared:
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
