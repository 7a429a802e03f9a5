"""Run the long campaigns, and keep the count: `make audit`, or `python -m benchmarks.audit arrets bits`.

Each adds a line to benchmarks/audit.csv: the date, the campaign, what was tried, the failures, and
the command that does it again.
"""

import csv
import datetime
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "benchmarks" / "audit.csv"
COLUMNS = ("date", "campaign", "count", "failures", "command")
CAMPAIGNS = {  # name -> the variable that says how many, how many, the test
    "fichiers-accidentes": (
        "OBSERVATOIRE_EXEMPLES",
        "10000",
        "tests/test_fuzz.py::test_a_generated_file_loses_nothing_and_changes_nothing_in_silence",
    ),
    "octets-quelconques": (
        "OBSERVATOIRE_EXEMPLES",
        "10000",
        "tests/test_fuzz.py::test_any_bytes_are_read_or_refused_with_a_reason",
    ),
    "arrets": ("OBSERVATOIRE_ARRETS", "1000", "tests/test_crash.py"),
    "bits": ("OBSERVATOIRE_BITS", "1000", "tests/test_damage.py"),
    "systemes-lies": ("OBSERVATOIRE_SYSTEMES", "1000", "tests/test_disclosure.py"),
    "attaque": ("OBSERVATOIRE_ANNEES", "10", "tests/test_disclosure_embedded.py"),
    "disques-pleins": ("OBSERVATOIRE_PLACES", "1000", "tests/test_faults.py"),
}


def run(variable: str, wanted: str, test: str) -> tuple[int, int]:
    """Run a campaign: how many times it tried, and whether it failed."""
    with tempfile.NamedTemporaryFile("r", encoding="utf-8") as told:
        asked = {variable: wanted, "OBSERVATOIRE_COMPTE": told.name}
        command = [sys.executable, "-m", "pytest", "-q", "-s", test]
        done = subprocess.run(command, cwd=ROOT, env=os.environ | asked)
        count = sum(int(line) for line in told)
    return count, int(done.returncode != 0 or not count)


def record(rows: list[tuple]) -> None:
    """Add lines to the results, under their header."""
    new = not RESULTS.exists()
    with RESULTS.open("a", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([COLUMNS, *rows] if new else rows)


def main(names: list[str]) -> int:
    """Run the campaigns named, or all; the exit code is the number of those that failed."""
    failed = 0
    for name in names or CAMPAIGNS:
        variable, wanted, test = CAMPAIGNS[name]
        count, failures = run(variable, wanted, test)
        command = f"{variable}={wanted} python -m pytest {test}"
        record([(datetime.date.today().isoformat(), name, count, failures, command)])
        failed += failures
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
