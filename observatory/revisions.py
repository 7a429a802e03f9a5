"""What a vintage revises: every figure that changed has a declared reason, or nothing is published."""

import datetime
from dataclasses import dataclass
from pathlib import Path

import duckdb

from observatory.exports import plain
from observatory.vintages import DATABASE

LIST = Path(__file__).with_suffix(".sql")
CARRIED = ("observations", "motifs", "revisions", "parutions")
DECLARED = "data_sources/figures/motifs_revisions.csv"
# Where a change begins: the finest territory and period first.
FIRST_UNEXPLAINED = """
    SELECT *, (SELECT coalesce(max(numero), 0) + 1
                  FROM (SELECT numero FROM motifs UNION ALL SELECT numero FROM avant_motifs)) AS numero,
           (SELECT count(*) || ' valeur(s) changée(s) sans motif : '
                || string_agg(DISTINCT indicateur, ', ' ORDER BY indicateur)
            FROM expliques WHERE type IS NULL) AS ensemble
    FROM expliques WHERE type IS NULL
    ORDER BY starts_with(territoire_id, 'NV-'),
             list_position(['departement', 'epci', 'region', 'national', 'hub', 'tani'], territoire_niveau),
             indicateur, list_position(['mois', 'trimestre', 'annee', 'periode'], periode_type),
             periode_debut, periode_fin, territoire_id, ventilation LIMIT 1"""


class RevisionError(ValueError):
    """A published figure changed and no declared reason says why."""


@dataclass(frozen=True)
class Draft:
    """The vintage being made: its id, the day it is published, the folder of the one before.

    And the public databases of all the earlier ones, with where what was proved safe is remembered.
    """

    id: str
    day: datetime.date
    before: Path | None
    earlier: tuple[Path, ...] = ()
    memory: Path | None = None


def record(con: duckdb.DuckDBPyConnection, edition: Draft) -> None:
    """List in `publication` what changed since the vintage before, and mark what is revised.

    Raises RevisionError at the first change that no reason explains.
    """
    _take(con, edition.before)
    before = edition.before.name if edition.before else None
    for name, value in (("avant", before), ("millesime", edition.id), ("publie_le", edition.day)):
        con.execute(f"SET VARIABLE {name} = ?", [value])
    con.execute(LIST.read_text("utf-8"))
    asked = con.execute(FIRST_UNEXPLAINED)
    if fault := asked.fetchone():
        named = dict(zip((column[0] for column in asked.description), fault, strict=True))
        raise RevisionError(_unexplained(named, edition.day))


def _take(con: duckdb.DuckDBPyConnection, before: Path | None) -> None:
    """Copy the tables of the vintage before; empty ones stand for those that it does not have."""
    if before:
        con.execute(f"ATTACH '{before / DATABASE}' AS avant (READ_ONLY)")
    known = con.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = 'avant'").fetchall()
    for name in CARRIED:
        rows = f"avant.{name}" if (name,) in known else f"publication.{name} LIMIT 0"
        con.execute(f"CREATE TEMP TABLE avant_{name} AS FROM {rows}")
    if before:
        con.execute("DETACH avant")


def _unexplained(one: dict, day: datetime.date) -> str:
    part = "" if one["ventilation"] == "total" else f", {one['ventilation']}"
    return (
        f"révision sans motif : {one['indicateur']}, {one['territoire_nom']} ({one['territoire_id']}),"
        f" {one['periode_type']} du {one['periode_debut']} au {one['periode_fin']}{part} :"
        f" {_said(one, 'ancienne')} était publié, {_said(one, 'nouvelle')} est calculé ;"
        f" {one['ensemble']}.\n"
        f"Si c’est voulu, ajoutez à {DECLARED} cette ligne (correction, methode ou routine), finie par une"
        " phrase entre guillemets droits qui dit pourquoi ; un motif ne sert qu’une fois :"
        f" {one['numero']},{day},correction,{one['indicateur']},,,,non,"
    )


def _said(one: dict, which: str) -> str:
    value, low, high = (one[f"{which}_{name}"] for name in ("valeur", "basse", "haute"))
    if value is None:
        return "rien"
    about = one[f"{which}_precision"]
    between = f" [{plain(low)} ; {plain(high)}]" if low is not None or high is not None else ""
    return f"{'' if about in (None, 'exacte') else f'{about} '}{plain(value)}{between}"
