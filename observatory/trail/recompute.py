"""Compute one published number again from the files, and remember each step of the way."""

from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from observatory.build import Project, Step, measured
from observatory.declarations import Indicator, Source
from observatory.load import REFERENCE, Loaded
from observatory.trail.lineage import enough
from observatory.trail.lines import facts_behind, lines_behind, open_file
from observatory.trail.provenance import file_used
from observatory.trail.rollup import Cell, Measure, Part, Value, cells, combined
from observatory.trail.rules import Places, places_of, rule_of

MEASURES = """SELECT sources, nature, isolee, territoire, depuis, mois, ventilation, valeur, base,
              valeur_basse, valeur_haute"""


@dataclass(frozen=True)
class Used:
    """A file behind a number: its source, where it lies, its sha256, and its lines, with what they say.

    `others`: lines that are not about the number, but without which it would be otherwise: those
    that show that a register names no other place, that tell where a file ends.
    """

    source: Source
    path: Path
    sha256: str
    lines: list[tuple[int, dict]]
    others: set[int]


@dataclass(frozen=True)
class Recomputed:
    """A number computed again: its value, the parts it is made of, the files they come from."""

    value: Value
    parts: list[Part]
    files: list[Used]


def recompute(project: Project, slug: str, facts: list[str], cell: Cell, step: Step) -> Recomputed | None:
    """Compute a cell of an indicator that reads these facts; None when the files do not give it.

    Raises DeclarationError or SourceError as a build does.
    """
    with duckdb.connect() as con:
        return _recompute(con, project, slug, facts, cell, step)


def _recompute(con, project: Project, slug: str, facts: list[str], cell: Cell, step: Step):
    fed = {name: source for name, source in project.sources.items() if source.feeds in (*REFERENCE, *facts)}
    indicator = project.indicators[slug]
    loaded = measured(con, replace(project, sources=fed, formats={}, indicators={slug: indicator}), step)
    step("calcul")
    measures = read_measures(con, slug)
    found = cells(rule_of(indicator), measures.values(), read_places(con)).get(cell)
    if found is None:
        return None
    found.sort(key=lambda part: (part.territory, part.since))
    step("lignes des fichiers")
    behind = {id(measure) for part in found for measure in part.of}
    ranks = [rank for rank, measure in measures.items() if id(measure) in behind]
    used = {one.source.slug: one for one in loaded if one.used}
    return Recomputed(
        combined(rule_of(indicator), found), found, _files(con, project, indicator, ranks, used)
    )


def read_measures(con: duckdb.DuckDBPyConnection, slug: str) -> dict[int, Measure]:
    """The measures of an indicator in the work database, by their rowid."""
    rows = con.execute(f"{MEASURES}, rowid FROM mesures WHERE indicateur = ?", [slug]).fetchall()
    return {rank: Measure(*row) for *row, rank in rows}


def read_places(con: duckdb.DuckDBPyConnection) -> Places:
    """The territories of the work database."""
    rows = con.execute("SELECT id, niveau, ventile FROM territoires").fetchall()
    links = con.execute("SELECT territoire, ancetre, egale FROM territoires_liens").fetchall()
    return places_of(rows, links)


def _files(con, project: Project, indicator: Indicator, ranks: list[int], used: dict[str, Loaded]):
    """The files behind some measures, with the lines that give them."""
    facts: dict[str, set[int]] = defaultdict(set)
    con.execute(
        "CREATE OR REPLACE TEMP TABLE mesures_prises AS SELECT rowid AS rang, * FROM mesures"
        " WHERE rowid IN (SELECT unnest($1::BIGINT[]))",
        [ranks],
    )
    for (sources,) in con.execute("SELECT DISTINCT sources FROM mesures_prises ORDER BY 1").fetchall():
        con.execute(
            "CREATE OR REPLACE TEMP TABLE mesures_voulues AS FROM mesures_prises WHERE sources = ?", [sources]
        )
        drawn = [used[slug].source for slug in sources.split("|")]
        for slug, behind in facts_behind(con, indicator, drawn, "mesures_voulues").items():
            facts[slug] |= behind.all()
    return [_file(con, project, used[slug], found) for slug, found in sorted(facts.items())]


def _file(con, project: Project, loaded: Loaded, facts: set[int]) -> Used:
    source, path = loaded.source, file_used(project, loaded)
    query = open_file(con, source, path, project.today)
    found = lines_behind(con, source, query, facts)
    naming = set().union(*found.naming.values())
    others = enough(con, query, "faits_voulus", found.all()) - naming
    con.execute(
        "CREATE OR REPLACE TEMP TABLE lignes_prises AS SELECT unnest($1::BIGINT[]) AS ligne", [sorted(naming)]
    )
    rows = con.execute("FROM fichier_lignes SEMI JOIN lignes_prises USING (ligne) ORDER BY ligne")
    names = [column[0] for column in rows.description]
    told = [dict(zip(names, row, strict=True)) for row in rows.fetchall()]
    return Used(source, path, loaded.used.sha256, [(one.pop("ligne"), one) for one in told], others)
