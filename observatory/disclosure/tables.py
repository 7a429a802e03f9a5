"""The cells of the cube that a rule protects, as systems of linked tables: one for each population."""

from pathlib import Path

import duckdb
import numpy as np

from observatory.disclosure.system import System

COMPOSITION = Path(__file__).with_name("composition.sql")
DOMINANCE = 85  # %, also how little the value of a sole contributor may be approached
LEVELS = {"national": 50, "region": 5, "hub": 3}  # what hiding costs, a month of a département: 1
PERIODS = {"mois": 1, "trimestre": 3}
LONG = 12

CLASSES = """
    SELECT atomes, list(numero ORDER BY numero) AS numeros,
           bool_or(niveau <> 'national' AND (coalesce(contributeurs, nombre) < seuil
                                             OR coalesce(part > dominance / 100, false))) AS sensible,
           bool_or(deja_publiee) AS connue, bool_or(deja_masquee) AS masquee,
           bool_or(niveau = 'national' OR (niveau = 'region' AND periode_type = 'annee')) AS gardee,
           list({'n': niveau, 'p': periode_type}) AS sortes
    FROM (
        SELECT numero, list(atome ORDER BY atome) AS atomes, sum(effectif) AS nombre
        FROM composition JOIN effectifs USING (atome) GROUP BY numero)
    JOIN cases_a_proteger USING (numero) LEFT JOIN contributions USING (numero)
    LEFT JOIN (
        SELECT numero, bool_or(deja_publiee) AS deja_publiee, bool_or(deja_masquee) AS deja_masquee
        FROM passe GROUP BY numero) USING (numero)
    WHERE groupe = ? GROUP BY atomes ORDER BY numeros"""


def prepare(con: duckdb.DuckDBPyConnection) -> list[str]:
    """Derive what each protected cell is made of; the populations to protect, sorted."""
    con.execute(COMPOSITION.read_text("utf-8"))
    return [name for (name,) in con.execute("SELECT DISTINCT groupe FROM atomes ORDER BY 1").fetchall()]


def read_system(con: duckdb.DuckDBPyConnection, population: str) -> tuple[System, list[list[int]]]:
    """The system of a population, and the numbers of the cells of each of its classes."""
    rows = con.execute(CLASSES, [population]).fetchall()
    atoms = con.execute(
        "SELECT atome, coalesce(region, '') AS region, year(mois) AS annee, effectif FROM atomes"
        " JOIN effectifs USING (atome) JOIN territoires ON id = territoire WHERE groupe = ? ORDER BY atome",
        [population],
    ).fetchnumpy()
    first = atoms["atome"][0]
    classes = [np.array(row[0]) - first for row in rows]
    values, absent, counts, rule = _values(con, population, first, len(atoms["atome"]))
    sensitive = np.array([row[2] for row in rows])
    alone = (atoms["effectif"] == 1) & ~counts[:, None] & rule[2]
    width, above = _asked(values, absent, classes, sensitive, counts, rule)
    system = System(
        values=values,
        classes=classes,
        width=width,
        above=above,
        cost=np.array([_cost(row[6]) for row in rows], dtype=float),
        sensitive=sensitive,
        singles=alone & ~absent,
        absent=absent,
        places=np.unique(np.ma.filled(atoms["region"], "").astype(str), return_inverse=True)[1],
        years=atoms["annee"],
        kept=np.array([row[5] for row in rows]),
        known=np.array([bool(row[3]) for row in rows]),
        hidden=np.array([bool(row[4]) for row in rows]),
    )
    return system, [row[1] for row in rows]


def _values(
    con: duckdb.DuckDBPyConnection, population: str, first: int, size: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray, tuple[int, int, bool]]:
    """Tables x atoms, and where nothing is measured; then what the rule says of them.

    That is whether each table counts what the threshold counts; and the threshold, the dominance, and
    whether organisations are counted: one alone in a cell knows its amount, a person does not know
    to be alone.
    """
    tables: dict[str, np.ndarray] = {}
    counts: dict[str, bool] = {}
    rows = con.execute(
        "SELECT mesure, atome, CAST(nombre AS DOUBLE), compte FROM valeurs_des_atomes"
        " WHERE groupe = ? ORDER BY mesure, atome",
        [population],
    )
    for name, atom, value, count in rows.fetchall():
        tables.setdefault(name, np.full(size, np.nan))[atom - first] = value
        counts[name] = counts.get(name, True) and count
    rule = con.execute(
        "SELECT max(seuil), coalesce(min(dominance), ?), bool_or(organisations) FROM indicateurs"
        " WHERE groupe = ?",
        [DOMINANCE, population],
    ).fetchone()
    distinct = {table.tobytes(): name for name, table in tables.items()}
    names = sorted(distinct.values())
    measured = np.array([tables[name] for name in names])
    return np.nan_to_num(measured), np.isnan(measured), np.array([counts[name] for name in names]), rule


def _asked(values, absent, classes, sensitive, counts, rule) -> tuple[np.ndarray, np.ndarray]:
    """How wide what can be deduced of each hidden class must be, and how far above it must reach.

    Wide as the threshold; and an amount hidden for itself must be open as far above as the dominance
    rule asks around the largest contribution, taken as the whole (A. Hundepool and others,
    « Statistical Disclosure Control », 2012, section 4.2: protection levels). Tables x classes.
    """
    threshold, dominance, _ = rule
    totals = np.array([[table[atoms].sum() for atoms in classes] for table in values])
    above = np.where(sensitive & ~counts[:, None], totals * (100 / dominance - 1), 0.0)
    measured = np.array([[not gap[atoms].all() for atoms in classes] for gap in absent])
    return np.where(measured, float(threshold), 0), above


def _cost(kinds: list[dict]) -> int:
    """What hiding a class costs the reader: more when it is larger and longer."""
    return sum(LEVELS.get(kind["n"], 1) * PERIODS.get(kind["p"], LONG) for kind in kinds)
