"""Write in the public database what public numbers are made of, and from which lines of which files.

A count of lines is a count of people: only sources whose file is public are told line by line, and
only for what hides nothing, an indicator declared public or a figure that is itself the cell.
"""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import duckdb

from observatory.build import Project
from observatory.declarations import Indicator
from observatory.load import Loaded
from observatory.trail.lines import facts_behind, lines_behind, open_file
from observatory.trail.words import spans

HERE = Path(__file__).parent
TRACED = """
    CREATE OR REPLACE TEMP TABLE mesures_voulues AS
    SELECT m.rowid AS rang, m.* FROM main.mesures m JOIN main.indicateurs ON slug = m.indicateur
    WHERE m.indicateur = $indicator AND m.sources = $sources AND (public OR isolee) AND NOT EXISTS (
        FROM publication.observations o JOIN main.territoires_liens l ON l.ancetre = o.territoire_id
        WHERE o.statut_conf = 'c' AND o.indicateur = m.indicateur AND l.territoire = m.territoire
          AND o.periode_debut <= m.mois AND o.periode_fin >= coalesce(m.depuis, m.mois))"""


def write_provenance(con: duckdb.DuckDBPyConnection, project: Project, loaded: Iterable[Loaded]) -> None:
    """Add the table `composantes` to the public database, which is attached and has its observations."""
    used = {one.source.slug: one for one in loaded if one.used and one.source.open}
    facts: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))  # source, fact, measures
    ranks: dict[int, list[str]] = {}
    for indicator, drawn in _combinations(con, project.indicators.values(), used):
        for slug, behind in facts_behind(con, indicator, drawn, "mesures_voulues").items():
            for rank, found in behind.rows.items():
                ranks.setdefault(rank, sorted(one.slug for one in drawn))
                for fact in found:
                    facts[slug][fact].append(rank)
    lines: dict[tuple[int, str], set[int]] = defaultdict(set)
    for slug, measures in facts.items():
        query = open_file(con, used[slug].source, file_used(project, used[slug]), project.today)
        for fact, found in lines_behind(con, used[slug].source, query, measures).naming.items():
            for rank in measures[fact]:
                lines[rank, slug] |= found
    told = [[spans(lines[rank, slug]) for slug in slugs] for rank, slugs in ranks.items()]
    con.execute(
        "CREATE OR REPLACE TEMP TABLE tracees AS"
        " SELECT unnest($1::BIGINT[]) AS rang, unnest($2::VARCHAR[][]) AS lignes",
        [list(ranks), told],
    )
    con.execute((HERE / "provenance.sql").read_text("utf-8"))


def _combinations(con, indicators: Iterable[Indicator], used: dict[str, Loaded]):
    """Each indicator and the public sources it is drawn from together, with `mesures_voulues` made."""
    for indicator in indicators:
        rows = con.execute(
            "SELECT DISTINCT sources FROM main.mesures WHERE indicateur = ? ORDER BY sources",
            [indicator.slug],
        ).fetchall()
        for (sources,) in rows:
            slugs = sources.split("|")
            if all(slug in used for slug in slugs):
                con.execute(TRACED, {"indicator": indicator.slug, "sources": sources})
                yield indicator, [used[slug].source for slug in slugs]


def file_used(project: Project, loaded: Loaded) -> Path:
    """The file that a source was loaded from."""
    return next(path for path in project.files(loaded.source) if path.name == loaded.file)
