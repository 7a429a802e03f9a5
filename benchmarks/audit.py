"""Run the long campaigns of generated files, and keep the count: `make audit`.

Each adds a line to benchmarks/audit.csv: the date, the campaign, the files read, the failures, and
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
COLUMNS = ("date", "campaign", "files", "failures", "command")
EXAMPLES = "10000"
TESTS = "tests/test_fuzz.py::"
CAMPAIGNS = {
    "fichiers-accidentes": "test_a_generated_file_loses_nothing_and_changes_nothing_in_silence",
    "octets-quelconques": "test_any_bytes_are_read_or_refused_with_a_reason",
}


def run(test: str, examples: str) -> tuple[int, int]:
    """Run a campaign: how many files it read, and how many of its tests failed."""
    with tempfile.NamedTemporaryFile("r", encoding="utf-8") as counted:
        wanted = {"OBSERVATOIRE_EXEMPLES": examples, "OBSERVATOIRE_COMPTE": counted.name}
        done = subprocess.run([sys.executable, "-m", "pytest", "-q", test], cwd=ROOT, env=os.environ | wanted)
        files = sum(int(line) for line in counted)
    return files, int(done.returncode != 0 or not files)


def record(rows: list[tuple]) -> None:
    """Add lines to the results, under their header."""
    new = not RESULTS.exists()
    with RESULTS.open("a", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([COLUMNS, *rows] if new else rows)


def main() -> int:
    """Run every campaign; the exit code is the number of those that failed."""
    rows = []
    for name, function in CAMPAIGNS.items():
        test = f"{TESTS}{function}"
        files, failures = run(test, EXAMPLES)
        command = f"OBSERVATOIRE_EXEMPLES={EXAMPLES} python -m pytest {test}"
        rows.append((datetime.date.today().isoformat(), name, files, failures, command))
    record(rows)
    return sum(row[3] for row in rows)


if __name__ == "__main__":
    sys.exit(main())
