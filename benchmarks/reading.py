"""Measure the strict reading of a large file beside the database's own typed scan of the same file.

What is compared: `read`, from the bytes on the disk to the verdict (hash, records counted and proved,
every cell typed by its contract, rows told twice), and `read_csv` with its columns and types given and
nothing sniffed; then both, to a table. Each runs in a process of its own, under the same limit of
memory, in turn, and the best of the rounds is kept.
"""

import datetime
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb

from observatory.declarations import Source, parse, read_sources
from observatory.load import REFERENCE, create_schema, load
from observatory.reader.read import read

ROOT = Path(__file__).resolve().parent.parent
ROWS = 5_000_000
REJECTS = 1_000  # one row in so many is bad, in the second file
# The files, and how many of their rows are accepted and rejected.
KINDS = {
    "regular": (ROWS, 0),
    "rejects": (ROWS - ROWS // REJECTS, ROWS // REJECTS),
    "irregular": (ROWS // 5, 1),
}
ROUNDS = 3
MEMORY = "1GB"
TODAY = datetime.date(2026, 11, 21)
DECLARED = """/*
title = "Fichier de cinq millions de lignes"
producer = "Un expéditeur"
url = "-"
licence = "non vérifiée"
accessed = 2026-11-21
period = "2018-2025"
feeds = "cumuls"
nature = "officielle"
level = "departement"
file = "figures/mesure.csv"
reject_rate = 0.01
columns.departement = "departement"
columns.jour = "date"
columns.personnes = "entier"
columns.taux = "decimal"
columns.lieu = "texte"
*/
SELECT * FROM fichier
"""
SOURCE = parse(Source, DECLARED, "data_sources/mesure.sql")
TYPES = {
    "departement": "VARCHAR",
    "jour": "DATE",
    "personnes": "BIGINT",
    "taux": "DECIMAL(24, 6)",
    "lieu": "VARCHAR",
}
Measure = tuple[str, float, str]


def measures() -> Iterator[Measure]:
    """Write the files, read them in turn, and give the times, the shares of speed and the memory."""
    with tempfile.TemporaryDirectory() as folder:
        paths = {kind: Path(folder) / f"{kind}.csv" for kind in KINDS}
        for kind, path in paths.items():
            write(path, kind)
        rounds = [(run("scan", paths["regular"]), *map(run, KINDS, paths.values())) for _ in range(ROUNDS)]
    best = [{key: min(one[key] for one in each) for key in each[0]} for each in zip(*rounds, strict=True)]
    scanned, regular, rejects, irregular = best
    yield "5 M rows, typed scan by the database", scanned["seconds"], "s"
    yield "5 M rows, typed scan by the database, to a table", scanned["kept"], "s"
    yield "5 M rows, typed scan, peak memory", scanned["memory"], "MB"
    yield "5 M rows, strict reading", regular["seconds"], "s"
    yield "5 M rows, strict reading, to a table", regular["kept"], "s"
    yield "5 M rows, strict reading, peak memory", regular["memory"], "MB"
    yield "5 M rows, speed / that of the scan", 100 * scanned["seconds"] / regular["seconds"], "%"
    yield "5 M rows, speed / that of the scan, to a table", 100 * scanned["kept"] / regular["kept"], "%"
    yield "5 M rows, one in 1,000 rejected, strict reading", rejects["seconds"], "s"
    yield "5 M rows, one in 1,000 rejected, peak memory", rejects["memory"], "MB"
    yield "1 M rows, one too short, read one by one", irregular["seconds"], "s"
    yield "1 M rows, one too short, peak memory", irregular["memory"], "MB"


def write(path: Path, kind: str) -> None:
    """Write a file, always the same: regular, with an impossible date now and then, or one row short."""
    day = "strftime(DATE '2018-01-01' + (hash(i * 7) % 2900)::INT, '%Y-%m-%d')"
    if kind == "rejects":
        day = f"CASE WHEN i % {REJECTS} = {REJECTS - 1} THEN '2023-06-31' ELSE {day} END"
    codes = "['01', '02', '2A', '2B', '38', '59', '75', '80', '93', '974']"
    rows = sum(KINDS[kind]) - (kind == "irregular")
    with duckdb.connect() as con:
        con.execute("SET enable_progress_bar = false")
        con.execute(
            f"COPY (SELECT {codes}[1 + (hash(i) % 10)::INT] AS departement, {day} AS jour,"
            " (hash(i * 3) % 5000)::INT AS personnes,"
            " ((hash(i * 5) % 1000000)::DECIMAL(18, 2) / 100)::DECIMAL(12, 2) AS taux,"
            " 'Lieu de médiation n° ' || (hash(i * 11) % 20000) AS lieu"
            f" FROM range({rows}) AS rows(i)) TO '{path}' (HEADER, DELIMITER ',')"
        )
    if kind == "irregular":
        with path.open("a", encoding="utf-8") as file:
            file.write("01,2023-05-06\n")


def run(way: str, path: Path) -> dict[str, float]:
    """Read a file in a process of its own; what it printed of itself."""
    command = [sys.executable, "-m", "benchmarks.reading", way, str(path)]
    return json.loads(subprocess.check_output(command, cwd=ROOT, text=True))


def scan(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    """The typed scan of the database: every value of every column converted, and none kept."""
    con.execute(f"SELECT {', '.join(f'count({column})' for column in TYPES)} FROM {_typed(path)}")


def keep_scan(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    """The same, to a table."""
    con.execute(f"CREATE TABLE lu AS FROM {_typed(path)}")


def _typed(path: Path) -> str:
    return (
        f"read_csv('{path}', auto_detect = false, header = true, delim = ',', quote = '\"', escape = '\"',"
        f" columns = {TYPES})"
    )


def strict(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    """The strict reading, from the bytes to the verdict; every row is where it is expected."""
    reading = read(con, SOURCE, path, today=TODAY)
    assert not reading.refused, reading.refused
    assert (reading.accepted, reading.rejected) == KINDS[path.stem], reading


def keep_strict(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    """The rows read, to a table, as the query of a source takes them."""
    con.execute("CREATE TABLE lu AS SELECT * EXCLUDE (ligne) FROM fichier")


def connect(folder: str) -> duckdb.DuckDBPyConnection:
    """A work database that holds the territories, its memory bounded."""
    con = duckdb.connect(config={"memory_limit": MEMORY, "temp_directory": folder})
    con.execute("SET enable_progress_bar = false")
    create_schema(con)
    sources = read_sources(ROOT / "data_sources")
    for source in sorted(
        (one for one in sources.values() if one.feeds in REFERENCE),
        key=lambda one: REFERENCE.index(one.feeds),
    ):
        load(con, source, [ROOT / "data_sources" / source.file], today=TODAY)
    return con


def main(way: str, path: Path) -> None:
    """Read a file one way; print the time it took, its peak of memory, and the time to a table."""
    with tempfile.TemporaryDirectory() as folder, connect(folder) as con:
        start = time.perf_counter()
        (scan if way == "scan" else strict)(con, path)
        found = {"seconds": time.perf_counter() - start}
        found["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
        if way == "scan":
            start = time.perf_counter()  # it keeps nothing: read again
        (keep_scan if way == "scan" else keep_strict)(con, path)
        found["kept"] = time.perf_counter() - start
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
