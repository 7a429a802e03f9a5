"""Measure the strict reading of a large file beside the database's own typed scan of the same file.

What is compared: `read`, from the bytes on the disk to the verdict (hash, records counted and proved,
every cell typed by its contract, rows told twice), and `read_csv` with its columns and types given and
nothing sniffed, written to a table. Each runs in a process of its own, under the same limit of memory,
in turn, and the best of the rounds is kept.
"""

import datetime
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from observatory.declarations import Source, parse, read_sources
from observatory.load import REFERENCE, create_schema, load
from observatory.reader.read import read

ROOT = Path(__file__).resolve().parent.parent
ROWS = 5_000_000
REJECTS = 1_000  # one row in so many is bad, in the second file
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


def measures() -> list[Measure]:
    """Write the files, read them both ways in turn, and give the times, their ratio and the memory."""
    with tempfile.TemporaryDirectory() as folder:
        path, bad = Path(folder) / "mesure.csv", Path(folder) / "rejets.csv"
        write(path)
        write(bad, rejects=True)
        rounds = [(run("scan", path), run("strict", path), run("strict", bad)) for _ in range(ROUNDS)]
    scan, strict, rejects = (min(each, key=lambda one: one["seconds"]) for each in zip(*rounds, strict=True))
    assert (strict["accepted"], strict["rejected"]) == (ROWS, 0), strict
    assert (rejects["accepted"], rejects["rejected"]) == (ROWS - ROWS // REJECTS, ROWS // REJECTS), rejects
    return [
        ("5 M rows, typed scan by the database, to a table", scan["seconds"], "s"),
        ("5 M rows, strict reading, to a table", strict["seconds"], "s"),
        ("5 M rows, strict reading, share of the speed of the scan", scan["seconds"] / strict["seconds"], ""),
        ("5 M rows, one in 1,000 rejected, strict reading", rejects["seconds"], "s"),
        ("5 M rows, typed scan, peak memory", scan["memory"], "MB"),
        ("5 M rows, strict reading, peak memory", strict["memory"], "MB"),
        ("5 M rows, one in 1,000 rejected, peak memory", rejects["memory"], "MB"),
    ]


def write(path: Path, *, rejects: bool = False) -> None:
    """Write the file, always the same; with rejects, an impossible date now and then."""
    day = "strftime(DATE '2018-01-01' + (hash(i * 7) % 2900)::INT, '%Y-%m-%d')"
    if rejects:
        day = f"CASE WHEN i % {REJECTS} = {REJECTS - 1} THEN '2023-06-31' ELSE {day} END"
    codes = "['01', '02', '2A', '2B', '38', '59', '75', '80', '93', '974']"
    with duckdb.connect() as con:
        con.execute(
            f"COPY (SELECT {codes}[1 + (hash(i) % 10)::INT] AS departement, {day} AS jour,"
            " (hash(i * 3) % 5000)::INT AS personnes,"
            " ((hash(i * 5) % 1000000)::DECIMAL(18, 2) / 100)::DECIMAL(12, 2) AS taux,"
            " 'Lieu de médiation n° ' || (hash(i * 11) % 20000) AS lieu"
            f" FROM range({ROWS}) AS rows(i)) TO '{path}' (HEADER, DELIMITER ',')"
        )


def run(way: str, path: Path) -> dict[str, float]:
    """Read a file in a process of its own; what it printed of itself."""
    command = [sys.executable, "-m", "benchmarks.reading", way, str(path)]
    return json.loads(subprocess.check_output(command, cwd=ROOT, text=True))


def scan(con: duckdb.DuckDBPyConnection, path: Path) -> dict[str, float]:
    """The typed scan of the database, to a table."""
    con.execute(
        "CREATE TABLE lu AS FROM read_csv($path, auto_detect = false, header = true, delim = ',',"
        f" quote = '\"', escape = '\"', columns = {TYPES})",
        {"path": str(path)},
    )
    return {}


def strict(con: duckdb.DuckDBPyConnection, path: Path) -> dict[str, float]:
    """The strict reading, to its verdict, then to a table as its source's query would."""
    reading = read(con, SOURCE, path, today=TODAY)
    assert not reading.refused, reading.refused
    con.execute("CREATE TABLE lu AS SELECT * EXCLUDE (ligne) FROM fichier")
    return {"accepted": reading.accepted, "rejected": reading.rejected}


def connect(folder: str) -> duckdb.DuckDBPyConnection:
    """A work database that holds the territories, its memory bounded."""
    con = duckdb.connect(config={"memory_limit": MEMORY, "temp_directory": folder})
    create_schema(con)
    sources = read_sources(ROOT / "data_sources")
    for source in sorted(
        (one for one in sources.values() if one.feeds in REFERENCE),
        key=lambda one: REFERENCE.index(one.feeds),
    ):
        load(con, source, [ROOT / "data_sources" / source.file], today=TODAY)
    return con


def main(way: str, path: Path) -> None:
    """Read a file one way, and print the time and the memory it took."""
    with tempfile.TemporaryDirectory() as folder, connect(folder) as con:
        start = time.perf_counter()
        found = {"scan": scan, "strict": strict}[way](con, path)
        found["seconds"] = time.perf_counter() - start
    found["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
