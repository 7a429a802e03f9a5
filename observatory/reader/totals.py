"""Rows that add up others: set aside, never data, and checked against the sum of their members.

A total is checked only where every member was accepted with a value; otherwise it is listed as
« non vérifiable ».
"""

from dataclasses import replace
from decimal import Decimal

import duckdb

from observatory.declarations import Source
from observatory.reader.cells import folded, ident, listed, literal
from observatory.reader.columns import Cells
from observatory.reader.reading import LISTED, Ignored, Total
from observatory.reader.typed import create_typage, leave_out

PART = "sous total"
LAST = 2**63 - 1  # after every line
# The rows of a higher level than the source's, and the members that each adds up.
MEMBERS = {
    "departement": "SELECT 'REG-' || region AS total, 'DEP-' || code AS membre FROM departements"
    " UNION ALL SELECT 'FR', 'DEP-' || code FROM departements",
    "region": "SELECT 'FR' AS total, 'REG-' || code AS membre FROM regions",
}


def set_aside_named(con: duckdb.DuckDBPyConnection, source: Source, columns: list[Cells]) -> str:
    """Put the rows named « Total » in `totaux`; give back the relation of the rows that are data."""
    totals = source.totals
    if not totals or not totals.column:
        return "brut"
    column = ident(totals.column)
    names = ", ".join(folded(literal(value)) for value in totals.values)
    found = con.execute(
        f"SELECT nom FROM (SELECT DISTINCT {column} AS nom FROM brut) WHERE {folded('nom')} IN ({names})"
    ).fetchall()
    if not found:
        return "brut"
    chosen = f"{column} IN {listed(name for (name,) in found)}"
    others = [
        replace(one, column=one.column.model_copy(update={"required": False, "label": None}))
        for one in columns
        if one.name != totals.column
    ]
    create_typage(con, others, f"(SELECT * FROM brut WHERE {chosen})")
    values = ", ".join(f"v{one.rank} AS {ident(one.name)}, b{one.rank} AS b{one.rank}" for one in others)
    data = f"(SELECT * FROM brut WHERE ({chosen}) IS NOT TRUE)"
    group = [ident(one.name) for one in others if one.name in source.key]
    _create_totals(
        con,
        f"SELECT typage.ligne, {values}, brut.{column} AS nom_du_total FROM typage JOIN brut USING (ligne)",
        ", ".join(["sorte", *group]),
        f"(SELECT min(ligne) FROM {data})",
    )
    return data


def _create_totals(con: duckdb.DuckDBPyConnection, totals: str, group: str, first: str) -> None:
    """Make `totaux`: each total, and between which lines (`debut`, `fin`) are the rows it adds up.

    A sub-total, and one of several totals of the same name in a group, adds up the rows since the
    one before it, or up to the one after it where the first stands above every row of data (`first`
    gives its line). Any other total adds up its whole group.
    """
    name = folded("nom_du_total")
    sort = f"CASE WHEN starts_with({name}, '{PART}') THEN '{PART}' ELSE {name} END"
    part = f"sorte = '{PART}' OR count(*) OVER groupe > 1"
    places = f"lag(ligne, 1, 0) OVER suite AS avant, lead(ligne, 1, {LAST}) OVER suite AS apres"
    con.execute(
        "CREATE OR REPLACE TEMP TABLE totaux AS SELECT * EXCLUDE (sorte, partiel, avant, apres, dessus),"
        " CASE WHEN NOT partiel THEN 0 WHEN dessus THEN ligne ELSE avant END AS debut,"
        f" CASE WHEN NOT partiel THEN {LAST} WHEN dessus THEN apres ELSE ligne END AS fin"
        f" FROM (SELECT *, {part} AS partiel, {places}, min(ligne) OVER () < {first} AS dessus"
        f" FROM (SELECT *, {sort} AS sorte FROM ({totals}))"
        f" WINDOW groupe AS (PARTITION BY {group}), suite AS (PARTITION BY {group} ORDER BY ligne))"
    )


def set_aside_territories(con: duckdb.DuckDBPyConnection, source: Source, columns: list[Cells]) -> None:
    """Move the rows of a territory of a higher level than the source's from `fichier` to `totaux`."""
    zone = ident(source.totals.territories)
    higher = f"{zone} IN (SELECT total FROM ({MEMBERS[source.level]}))"
    texts = ", ".join(f"CAST({ident(one.name)} AS VARCHAR) AS b{one.rank}" for one in columns)
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE totaux AS SELECT *, {texts}, {zone} AS nom_du_total FROM fichier"
        f" WHERE {higher}"
    )
    leave_out(con, higher)


def ignored(con: duckdb.DuckDBPyConnection) -> list[Ignored]:
    """The first of the rows set aside."""
    rows = con.execute(f"SELECT ligne, nom_du_total FROM totaux ORDER BY ligne LIMIT {LISTED}").fetchall()
    return [Ignored(line, "total", name) for line, name in rows]


def check(con: duckdb.DuckDBPyConnection, source: Source, columns: list[Cells], misread: int) -> list[Total]:
    """Compare each total with the sum of its members; `misread`: rows rejected before typing."""
    totals = source.totals
    named = bool(totals.column)
    apart = totals.column or totals.territories
    group = [name for name in source.key if name != apart]
    compared = {one.name: one for one in columns if one.name in totals.sum and one.name != apart}
    doubtful = "true" if misread else _doubtful(con, columns, group, named)
    sums = ", ".join(
        f"any_value(t.{ident(name)}), any_value(t.b{one.rank}), sum(f.{ident(name)}), count(f.{ident(name)})"
        for name, one in compared.items()
    )
    rows = con.execute(
        f"SELECT t.ligne, any_value(t.nom_du_total), count(*), bool_or({doubtful}), {sums} FROM totaux AS t"
        f" {_named(group) if named else _territories(source, group)} GROUP BY t.ligne ORDER BY t.ligne"
    ).fetchall()
    found = []
    for line, label, expected, unsure, *values in rows:
        for rank, name in enumerate(compared):
            stated, text, computed, known = values[4 * rank : 4 * rank + 4]
            if text:
                told = _verdict(stated, computed, unsure or known < expected)
                found.append(Total(label, line, name, _shown(stated, text), _shown(computed, ""), told))
    return found


def _named(group: list[str]) -> str:
    same = "".join(f" AND (t.{ident(name)} IS NULL OR f.{ident(name)} = t.{ident(name)})" for name in group)
    return f"LEFT JOIN fichier AS f ON f.ligne > t.debut AND f.ligne < t.fin{same}"


def _territories(source: Source, group: list[str]) -> str:
    zone = ident(source.totals.territories)
    same = "".join(f" AND f.{ident(name)} IS NOT DISTINCT FROM t.{ident(name)}" for name in group)
    return (
        f"JOIN ({MEMBERS[source.level]}) AS m ON m.total = t.{zone}"
        f" LEFT JOIN fichier AS f ON f.{zone} = m.membre{same}"
    )


def _doubtful(con: duckdb.DuckDBPyConnection, columns: list[Cells], group: list[str], named: bool) -> str:
    """The condition that a rejected row may be a member: its place, its group or one that cannot be told."""
    [rejected] = con.execute("SELECT count(*) FROM typage WHERE NOT accepte").fetchone()
    if not rejected:
        return "false"
    ranks = {one.name: one.rank for one in columns}
    same = [
        f"(r.v{ranks[name]} IS NULL OR t.{ident(name)} IS NULL OR r.v{ranks[name]} = t.{ident(name)})"
        for name in group
    ]
    same += ["r.ligne > t.debut", "r.ligne < t.fin"] if named else []
    return f"EXISTS (SELECT 1 FROM typage AS r WHERE NOT r.accepte AND {' AND '.join(same) or 'true'})"


def _verdict(stated, computed, unsure: bool) -> str:
    if unsure or stated is None or computed is None:
        return "non vérifiable"
    return "égal" if stated == computed else "différent"


def _shown(value, text: str) -> str:
    if isinstance(value, Decimal):
        value = f"{value.normalize():f}"
    return text if value is None else str(value)
