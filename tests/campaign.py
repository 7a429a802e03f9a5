"""How many times a campaign tries: a few in `make test`, all in `make audit`, which reads the count."""

import os
from pathlib import Path


def wanted(variable, few):
    """How many tries are asked for."""
    return int(os.environ.get(variable, few))


def counted(tries):
    """Tell the audit how many tries were made."""
    if told := os.environ.get("OBSERVATOIRE_COMPTE"):
        with Path(told).open("a", encoding="utf-8") as file:
            file.write(f"{tries}\n")
