"""One observation made by hand; a test says only what matters to it."""

import datetime
from decimal import Decimal

from series import indicator

from observatory.observations import Observation

FLOW, STOCK = indicator("flow"), indicator("stock")
RATIO = indicator("ratio", unit="%", first="decimals = 1")


def observation(value=None, when="2023", **changed) -> Observation:
    """A row of the Somme for a year (2023), a quarter (2023-T2) or a month (2023-04)."""
    step, start, end = _span(when)
    row = {
        "indicator": "serie", "territory": "DEP-80", "level": "departement", "code": "80",
        "name": "Somme", "step": step, "start": start, "end": end,
        "value": None if value is None else Decimal(str(value)), "unit": "pass", "precision": "exacte",
        "low": None, "high": None, "status": None, "confidentiality": None, "nature": "officielle",
        "coverage": Decimal(1), "source": "Un producteur, Fichier", "licence": "non vérifiée",
        "note": None, "breakdown": "total", "placed": True, "population": 600_000, "months": 12,
        "months_expected": 12, "heard": 1, "expected": 1, "sources": "a", "last_month": None,
    }  # fmt: skip
    return Observation(**row | changed)


def _span(when: str):
    year, _, part = when.partition("-")
    first, count, step = (1, 12, "annee")
    if part:
        first, count, step = (
            (3 * int(part[1:]) - 2, 3, "trimestre") if part[0] == "T" else (int(part), 1, "mois")
        )
    last = datetime.date(int(year) + (first + count > 12), (first + count - 1) % 12 + 1, 1)
    return step, datetime.date(int(year), first, 1), last - datetime.timedelta(days=1)
