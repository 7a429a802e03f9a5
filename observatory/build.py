"""Build the work database: sources to facts, facts to measures, measures to the cube, checked."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from observatory import demonstration
from observatory.declarations import Indicator, Source, read_indicators, read_sources
from observatory.examples import CUBE, check_examples
from observatory.feeds import inbox
from observatory.load import REFERENCE, Loaded, create_schema, create_territories, load, record
from observatory.measure import declare, measure
from observatory.reader.read import read
from observatory.reader.reading import Reading

CHECKS = Path(__file__).with_name("checks.sql")
Step = Callable[[str], None]


class CheckError(ValueError):
    """The figures contradict each other: the vintage is not published, and why."""


@dataclass(frozen=True)
class Project:
    """The declarations to build from, where their files lie, and what was accepted last time."""

    root: Path
    indicators: dict[str, Indicator]
    sources: dict[str, Source]
    formats: dict[str, Source]
    generated: Path
    var: Path | None
    today: datetime.date
    volumes: dict[str, int] = field(default_factory=dict)

    def previous_volume(self, source: Source) -> int | None:
        """How many rows the last file of a feed gave; a file of the project is what it is."""
        return self.volumes.get(source.slug) if source.feed else None

    def files(self, source: Source) -> list[Path]:
        """The files of a source, the one to try first at the head; none when it still waits."""
        if source.file:
            invented = source.nature == "demonstration"
            return [(self.generated if invented else self.root / "data_sources") / source.file]
        if self.var is None:
            return []
        kept = (inbox.newest(self.var, source), inbox.last_good(self.var, source))
        return list(dict.fromkeys(one.path for one in kept if one))


def read_project(
    root: Path,
    generated: Path,
    *,
    with_demonstration: bool,
    today: datetime.date,
    var: Path | None = None,
    volumes: dict[str, int] | None = None,
) -> Project:
    """Read every declaration and write the demonstration rows, if they are wanted.

    Without `var`, nothing has been received: only the files of the project are read.
    """
    declared = read_sources(root / "data_sources")
    invented = {slug: one for slug, one in declared.items() if one.nature == "demonstration"}
    drawn = {slug: one for slug, one in declared.items() if with_demonstration or slug not in invented}
    indicators = read_indicators(root / "indicators")
    if with_demonstration:
        demonstration.write_all(generated, root / "data_sources" / "reference")
    return Project(root, indicators, drawn, invented, generated, var, today, volumes or {})


def build(con: duckdb.DuckDBPyConnection, project: Project, step: Step) -> list[Loaded]:
    """Fill an empty work database from the declarations; `step` is told each thing begun.

    Raises DeclarationError, SourceError or CheckError: nothing is then to be published.
    """
    loaded = measured(con, project, step)
    for source in project.formats.values():
        values = [source.slug, source.feeds, source.text]
        con.execute("INSERT INTO formats VALUES (?, ?, ?)", values)
    step("cube")
    con.execute(CUBE.read_text("utf-8"))
    step("contrôles")
    check(con)
    return loaded


def measured(con: duckdb.DuckDBPyConnection, project: Project, step: Step) -> list[Loaded]:
    """Fill an empty work database up to the measures: what the cube adds up."""
    loaded = _load_reference(con, project, step)
    step("exemples")
    check_examples(con, project.indicators.values())
    for indicator in project.indicators.values():
        declare(con, indicator)  # before the facts: some name indicators
    loaded += _load_facts(con, project, step)
    drawn = {one.source.slug: one.source for one in loaded if one.used}
    for indicator in project.indicators.values():
        step(f"mesure de {indicator.slug}")
        measure(con, indicator, drawn)
    return loaded


def check_file(project: Project, source: Source, path: Path) -> Reading:
    """Read a file by the contract of its source, against the territories, and keep nothing of it."""
    with duckdb.connect() as con:
        _load_reference(con, project, lambda step: None)
        return read(con, source, path, today=project.today, previous_volume=project.previous_volume(source))


def _load_reference(con: duckdb.DuckDBPyConnection, project: Project, step: Step) -> list[Loaded]:
    create_schema(con)
    reference = [source for source in project.sources.values() if source.feeds in REFERENCE]
    reference.sort(key=lambda source: REFERENCE.index(source.feeds))
    loaded = [_load(con, project, source, step) for source in reference]
    create_territories(con)
    return loaded


def _load_facts(con: duckdb.DuckDBPyConnection, project: Project, step: Step) -> list[Loaded]:
    """Load what was received first, then the files of the project that it does not replace."""
    facts = [source for source in project.sources.values() if source.feeds not in REFERENCE]
    loaded = [_load(con, project, source, step) for source in facts if source.feed]
    replaced = {slug for one in loaded if one.used for slug in one.source.replaces}
    kept = [source for source in facts if source.file and source.slug not in replaced]
    return loaded + [_load(con, project, source, step) for source in kept]


def _load(con: duckdb.DuckDBPyConnection, project: Project, source: Source, step: Step) -> Loaded:
    step(f"source {source.slug}")
    previous = project.previous_volume(source)
    loaded = load(con, source, project.files(source), today=project.today, previous=previous)
    history = inbox.history(project.var, source) if source.feed and project.var else inbox.History()
    record(con, loaded, history)
    return loaded


def check(con: duckdb.DuckDBPyConnection) -> None:
    """Run every query of checks.sql; raise CheckError at the first that returns a row."""
    for block in CHECKS.read_text("utf-8").split("\n\n")[1:]:
        sentence, query = block.split("\n", 1)
        fault = con.execute(query).fetchone()
        if fault:
            raise CheckError(f"contrôle « {sentence.removeprefix('-- ')} » : {fault[0]}")
