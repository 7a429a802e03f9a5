"""What changes from one vintage to the next: the inputs, the figures of each indicator, and why."""

from pathlib import Path

import duckdb

KEY = "indicateur, territoire_id, periode_type, periode_debut, periode_fin, ventilation"
TOLD = "valeur, valeur_basse, valeur_haute, precision, statut_obs, statut_conf, nature, note"


def of_inputs(before: dict[str, str], after: dict[str, str]) -> dict[str, list[str]]:
    """The names of the inputs added, removed, or with other bytes; both give a sha256 by name."""
    return {
        "added": sorted(after.keys() - before.keys()),
        "removed": sorted(before.keys() - after.keys()),
        "changed": sorted(name for name in after.keys() & before.keys() if after[name] != before[name]),
    }


def of_figures(before: Path, after: Path) -> dict[str, dict[str, int]]:
    """How many rows were added, removed or changed, by indicator; those unchanged are left out.

    Both are public databases.
    """
    with duckdb.connect() as con:
        for name, path in (("avant", before), ("apres", after)):
            con.execute(f"ATTACH '{path}' AS {name} (READ_ONLY)")
        rows = con.execute(
            f"SELECT indicateur, count(*) FILTER (a IS NULL), count(*) FILTER (b IS NULL),"
            f" count(*) FILTER (a <> b) FROM (SELECT {KEY}, row({TOLD}) AS a FROM avant.observations)"
            f" FULL JOIN (SELECT {KEY}, row({TOLD}) AS b FROM apres.observations) USING ({KEY})"
            " WHERE a IS DISTINCT FROM b GROUP BY indicateur ORDER BY indicateur"
        ).fetchall()
    return {slug: {"added": added, "removed": gone, "changed": other} for slug, added, gone, other in rows}


def of_reasons(after: Path, id: str) -> list[dict]:
    """Why the vintage `id`, in its public database, revises figures: each reason, and how many values."""
    with duckdb.connect(after, read_only=True) as con:
        asked = con.execute(
            "SELECT indicateur, type, motif, count(*) AS valeurs FROM revisions WHERE millesime = ?"
            " GROUP BY ALL ORDER BY ALL",
            [id],
        )
        names = [column[0] for column in asked.description]
        return [dict(zip(names, row, strict=True)) for row in asked.fetchall()]
