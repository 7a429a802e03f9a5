"""Build the work database: sources to facts, facts to measures, measures to the cube, checked."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb

from observatory import demonstration
from observatory.declarations import Indicator, Source, read_indicators, read_sources
from observatory.examples import CUBE, check_examples
from observatory.load import REFERENCE, Loaded, create_schema, create_territories, load
from observatory.measure import declare, measure

CHECKS = Path(__file__).with_name("checks.sql")
Step = Callable[[str], None]


class CheckError(ValueError):
    """The figures contradict each other: the vintage is not published, and why."""


@dataclass(frozen=True)
class Project:
    """The declarations to build from, and the folder where generated rows are written."""

    root: Path
    indicators: dict[str, Indicator]
    sources: dict[str, Source]
    formats: dict[str, Source]
    generated: Path

    def file(self, source: Source) -> Path:
        """Where the file of a source lies: with the declarations, or among the generated."""
        folder = self.generated if source.nature == "demonstration" else self.root / "data_sources"
        return folder / source.file


def read_project(root: Path, generated: Path, *, with_demonstration: bool) -> Project:
    """Read every declaration and write the demonstration rows, if they are wanted."""
    declared = read_sources(root / "data_sources")
    invented = {slug: one for slug, one in declared.items() if one.nature == "demonstration"}
    drawn = {slug: one for slug, one in declared.items() if with_demonstration or slug not in invented}
    project = Project(root, read_indicators(root / "indicators"), drawn, invented, generated)
    if with_demonstration:
        demonstration.write_all(generated, root / "data_sources" / "reference")
    return project


def build(con: duckdb.DuckDBPyConnection, project: Project, step: Step) -> list[Loaded]:
    """Fill an empty work database from the declarations; `step` is told each thing begun.

    Raises DeclarationError, SourceError or CheckError: nothing is then to be published.
    """
    create_schema(con)
    reference = [s for s in project.sources.values() if s.feeds in REFERENCE]
    reference.sort(key=lambda source: REFERENCE.index(source.feeds))
    loaded = [_load(con, project, source, step) for source in reference]
    create_territories(con)
    step("exemples")
    check_examples(con, project.indicators.values())
    facts = [s for s in project.sources.values() if s.feeds not in REFERENCE]
    loaded += [_load(con, project, source, step) for source in facts]
    for indicator in project.indicators.values():
        step(f"mesure de {indicator.slug}")
        declare(con, indicator)
        measure(con, indicator, project.sources)
    for source in project.formats.values():
        con.execute("INSERT INTO formats VALUES (?, ?, ?)", [source.slug, source.feeds, source.text])
    step("cube")
    con.execute(CUBE.read_text("utf-8"))
    step("contrôles")
    check(con)
    return loaded


def _load(con: duckdb.DuckDBPyConnection, project: Project, source: Source, step: Step) -> Loaded:
    step(f"source {source.slug}")
    return load(con, source, project.file(source))


def check(con: duckdb.DuckDBPyConnection) -> None:
    """Run every query of checks.sql; raise CheckError at the first that returns a row."""
    for block in CHECKS.read_text("utf-8").split("\n\n")[1:]:
        sentence, query = block.split("\n", 1)
        fault = con.execute(query).fetchone()
        if fault:
            raise CheckError(f"contrôle « {sentence.removeprefix('-- ')} » : {fault[0]}")
