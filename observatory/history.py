"""What a vintage knows of the others: what was revised, what was published when, what is planned.

A vintage that is older than one of these tables knows nothing of it.
"""

import datetime

from observatory.observations import Revision, Stated
from observatory.releases import Plan, Release, pending, plans
from observatory.store import Store

# The values of a reason: the widest territory and the latest period first.
REVISIONS = """
    SELECT indicateur, territoire_id, territoire_nom, periode_type, periode_debut, periode_fin,
           ventilation, ancienne_valeur, ancienne_basse, ancienne_haute, ancienne_precision,
           nouvelle_valeur, nouvelle_basse, nouvelle_haute, nouvelle_precision, masquee, completee,
           type, motif, millesime_avant, millesime, publie_le, count(*) OVER raison AS ensemble
    FROM revisions WHERE $slug IS NULL OR indicateur = $slug
    WINDOW raison AS (PARTITION BY millesime, indicateur, type, motif)
    QUALIFY row_number() OVER (PARTITION BY millesime, indicateur, type, motif ORDER BY
        list_position(['national', 'region', 'departement', 'epci', 'hub', 'tani'], territoire_niveau),
        ventilation <> 'total', periode_fin DESC, periode_debut, territoire_id, ventilation) <= $first
    ORDER BY CAST(split_part(millesime, '-', 1) AS INTEGER) DESC, indicateur, type, motif,
        list_position(['national', 'region', 'departement', 'epci', 'hub', 'tani'], territoire_niveau),
        ventilation <> 'total', periode_fin DESC, periode_debut, territoire_id, ventilation"""


def revisions(store: Store, slug: str | None = None, *, first: int) -> list[Revision]:
    """What was revised in an indicator or in all, newest vintage first: `first` values for each reason."""
    if not store.columns("revisions"):
        return []
    rows = store.query(REVISIONS, {"slug": slug, "first": first})
    return [Revision(*row[:7], Stated(*row[7:11]), Stated(*row[11:15]), *row[15:]) for row in rows]


def revised(store: Store) -> list[dict]:
    """Every line of the list of revisions, oldest vintage first."""
    return rows_of(store, "revisions")


def releases(store: Store) -> list[Release]:
    """The lines of the release calendar, by day."""
    return [Release(*row.values()) for row in rows_of(store, "calendrier")]


def published(store: Store) -> list[tuple[datetime.date, str, str]]:
    """The days on which new or revised real values came: day, vintage, indicator; oldest first."""
    rows = rows_of(store, "parutions")
    return [(row["publie_le"], row["millesime"], row["indicateur"]) for row in rows]


def awaited(store: Store) -> dict[str, Plan]:
    """The first publication of each indicator that has not come, late or not; none for no date."""
    known, came = plans(releases(store)), published(store)
    found = {}
    for slug in store.indicators:
        ours = [one for one in known if one.indicator == slug]
        found[slug] = pending(ours, [day for day, _, one in came if one == slug])
    return {slug: plan for slug, plan in found.items() if plan}


def rows_of(store: Store, table: str) -> list[dict]:
    """The rows of a table, as dicts, in its order; none when the vintage is older than the table."""
    return store.table(table) if store.columns(table) else []
