"""The verdict on a file, beside its counts: accepted, or refused whole, and every reason why."""

import duckdb

from observatory import french
from observatory.declarations import Source
from observatory.reader.cells import ident
from observatory.reader.columns import Cells
from observatory.reader.columns_numbers import PERCENT
from observatory.reader.geography import NAMES
from observatory.reader.reading import Reading, Total, counted


def verdict(
    con: duckdb.DuckDBPyConnection,
    source: Source,
    columns: list[Cells],
    reading: Reading,
    previous: int | None,
) -> dict[str, list[str]]:
    """Every rule that refuses the file whole, by its public name, with the reasons."""
    found = {
        "lignes trop peu nombreuses ou trop souvent rejetées": reasons(
            source, reading.accepted, reading.rejected, previous
        ),
        "totaux différents de la somme": wrong_totals(reading.totals),
        "unités mêlées": mixed_units(con, columns),
        "territoires manquants": missing(con, source),
    }
    return {rule: told for rule, told in found.items() if told}


def reasons(source: Source, accepted: int, rejected: int, previous: int | None) -> list[str]:
    """What the counts alone are enough to refuse: no row, too many rejected, too few left."""
    found = []
    if accepted + rejected == 0 and not source.may_be_empty:
        found.append("aucune ligne sous l’en-tête")
    if rejected and rejected > source.reject_rate * (accepted + rejected):
        share = french.percent(rejected / (accepted + rejected))
        found.append(
            f"{counted(rejected, 'ligne rejetée', 'lignes rejetées')} sur "
            f"{french.number(accepted + rejected)} ({share}), "
            f"{french.percent(source.reject_rate)} au plus accepté"
        )
    if previous and accepted < source.volume * previous:
        found.append(
            f"{counted(accepted, 'ligne acceptée', 'lignes acceptées')}, contre "
            f"{french.number(previous)} la dernière fois : "
            f"moins de {french.percent(source.volume, 0)}"
        )
    return found


def wrong_totals(totals: list[Total]) -> list[str]:
    """The totals that are not the sum of their members, all of which were read."""
    wrong = [one for one in totals if one.verdict == "différent"]
    if not wrong:
        return []
    first = wrong[0]
    several = len(wrong) > 1
    count = f"{len(wrong)} totaux différents" if several else "1 total différent"
    members = "leurs" if several else "ses"
    return [
        f"{count} de la somme de {members} membres : ligne {first.line}, « {first.label} », colonne "
        f"« {first.column} », {first.stated} annoncé, {first.computed} calculé"
    ]


def mixed_units(con: duckdb.DuckDBPyConnection, columns: list[Cells]) -> list[str]:
    """The columns where some percentages carry their sign and others do not."""
    found = []
    for one in columns:
        if one.column.type != "pourcentage":
            continue
        rank = [step.name for step in one.typing.steps].index(PERCENT)
        signed, told = con.execute(
            f"SELECT (SELECT count(*) FROM typage WHERE accepte AND f{one.rank}_{rank}),"
            f" (SELECT count({ident(one.name)}) FROM fichier)"
        ).fetchone()
        if 0 < signed < told:
            found.append(
                f"colonne « {one.name} » : {counted(signed, 'valeur', 'valeurs')} avec le signe %, "
                f"{told - signed} sans ; "
                "écrivez-les toutes de la même façon"
            )
    return found


def missing(con: duckdb.DuckDBPyConnection, source: Source) -> list[str]:
    """The territories that should all be there, for each value of the rest of the key."""
    if not source.expected:
        return []
    code = ident(source.expected)
    kind = source.columns[source.expected].type
    level = {"departement": "DEP-", "region": "REG-", "national": "FR"}.get(source.level, "")
    only = f" WHERE starts_with(code, '{level}')" if kind == "zone" else ""
    group = ", ".join(ident(name) for name in source.key if name != source.expected)
    groups = f"(SELECT DISTINCT {group} FROM fichier)" if group else "(SELECT 1 AS seul)"
    there = f"SELECT {code}{', ' + group if group else ''} FROM fichier"
    rows = con.execute(
        f"SELECT code, count(*) FROM (SELECT code{', ' + group if group else ''} FROM {groups},"
        f" (SELECT code FROM ({NAMES[kind]}){only}) EXCEPT {there}) GROUP BY code ORDER BY code"
    ).fetchall()
    if not rows:
        return []
    codes = ", ".join(code for code, _ in rows[:5]) + ("…" if len(rows) > 5 else "")
    count = "1 territoire attendu manque" if len(rows) == 1 else f"{len(rows)} territoires attendus manquent"
    return [f"colonne « {source.expected} » : {count} ({codes})"]
