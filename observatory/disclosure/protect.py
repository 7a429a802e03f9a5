"""Take out of the cube what must not be published, and count it: the last step before publication."""

import hashlib
import json
import os
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import duckdb
import numpy as np

from observatory.disclosure.suppression import Suppression
from observatory.disclosure.system import System
from observatory.disclosure.tables import prepare, read_system
from observatory.durable import write

HERE = Path(__file__).parent
Pattern = tuple[np.ndarray, np.ndarray]  # what is hidden, and what of it is already told; one a class
LARGE = 1000  # atoms: smaller systems are not worth a process
PAST = """
    INSERT INTO passe
    SELECT numero, bool_or(o.valeur = c.valeur), bool_or(o.statut_conf = 'c')
    FROM cases_a_proteger c JOIN passe_ouvert.observations o
      ON o.indicateur = c.indicateur AND o.territoire_id = c.territoire AND o.ventilation = c.ventilation
     AND o.periode_type = c.periode_type AND o.periode_debut = c.debut AND o.periode_fin = last_day(c.fin)
    GROUP BY numero"""


def protect(con: duckdb.DuckDBPyConnection, earlier: Iterable[Path] = (), memory: Path | None = None) -> None:
    """Hide the cells of the cube that a rule protects, and those that would give them back.

    `earlier` are the public databases of every vintage published before. `memory` keeps, outside
    what is published, what was proved of each system: the same one is not proved again. Leaves in
    the cube no hidden value, `statut_conf` = c in its place, and the table `secret`.
    """
    populations = prepare(con)
    for path in earlier if populations else ():
        _remember(con, path)
    systems = {population: read_system(con, population) for population in populations}
    proved = _proved(memory)
    patterns = {one: _recalled(system, proved.get(one)) for one, (system, _) in systems.items()}
    fresh = [one for one, pattern in patterns.items() if pattern is None]
    patterns |= dict(zip(fresh, _suppress([systems[one][0] for one in fresh]), strict=True))
    for one, (_, cells) in systems.items():
        _note(con, cells, *patterns[one])
    con.execute((HERE / "apply.sql").read_text("utf-8"))
    if memory:
        told = {one: _written(systems[one][0], *patterns[one]) for one in populations}
        aside = memory.with_suffix(".neuf")
        write(aside, json.dumps(told, sort_keys=True))
        aside.replace(memory)


def _proved(memory: Path | None) -> dict:
    try:
        return json.loads(memory.read_text("utf-8")) if memory else {}
    except (FileNotFoundError, ValueError):  # nothing is remembered: all is proved again
        return {}


def _written(system: System, hidden: np.ndarray, told: np.ndarray) -> dict:
    ranks = {"hidden": np.flatnonzero(hidden).tolist(), "told": np.flatnonzero(told).tolist()}
    return {"sha256": fingerprint(system)} | ranks


def _recalled(system: System, proved: dict | None) -> Pattern | None:
    """What was proved of the very same system, unless an earlier vintage says otherwise since."""
    if proved is None or proved["sha256"] != fingerprint(system):
        return None
    hidden, told = (np.zeros(len(system.classes), dtype=bool) for _ in range(2))
    hidden[proved["hidden"]], told[proved["told"]] = True, True
    new = (system.hidden & ~hidden) | (system.known & hidden & ~told)
    return None if new.any() else (hidden, told)


def _remember(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    try:
        con.execute(f"ATTACH '{path}' AS passe_ouvert (READ_ONLY)")
    except duckdb.Error:  # damaged: it is not served, and tells nothing
        return
    con.execute(PAST)
    con.execute("DETACH passe_ouvert")


def suppress(system: System) -> Pattern:
    """What to hide in a system, and what earlier vintages already tell: one boolean a class each."""
    found = Suppression(system).run()
    return found.hidden | system.sensitive, system.known | found.unprotected


def fingerprint(system: System) -> str:
    """The sha256 of all that decides what is hidden in a system, this code included."""
    digest = hashlib.sha256()
    for path in sorted(HERE.iterdir()):
        digest.update(path.read_bytes() if path.suffix in (".py", ".sql") else b"")
    for array in (
        system.values,
        system.width,
        system.above,
        system.sensitive,
        system.singles,
        system.absent,
        *system.classes,
    ):
        digest.update(np.ascontiguousarray(array).tobytes() + b"|")
    return digest.hexdigest()


def _suppress(systems: list[System]) -> list[Pattern]:
    """Large systems side by side, each in a process of its own."""
    large = [system for system in systems if len(system.years) > LARGE]
    if len(large) < 2 or (os.cpu_count() or 1) < 2:
        return [suppress(system) for system in systems]
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        return list(pool.map(suppress, systems))


def _note(
    con: duckdb.DuckDBPyConnection, cells: list[list[int]], hidden: np.ndarray, told: np.ndarray
) -> None:
    rows = [(cell, bool(told[one])) for one in np.flatnonzero(hidden) for cell in cells[one]]
    if rows:
        numbers, known = map(list, zip(*rows, strict=True))
        con.execute("INSERT INTO masquees SELECT unnest(?::BIGINT[]), unnest(?::BOOLEAN[])", [numbers, known])
