"""Measure how often the interval of a forecast holds the truth, on long made-up series.

`python -m benchmarks.forecasts` prints the count that `observatory.foreseen` keeps.
"""

import datetime

import numpy as np

from observatory.forecast import SHORTEST, YEAR, forecast
from observatory.foreseen import Coverage

SERIES = 300
LONGEST = 84


def made_up(seed: int) -> tuple[list[float], float, datetime.date]:
    """Monthly flows, the true total of their last year, and the last month that is known of it.

    A level, a growth, a yearly cycle, a drift and a noise, all drawn.
    """
    draw = np.random.default_rng(seed)
    known = int(draw.integers(SHORTEST, LONGEST + 1))
    last = int(draw.integers(1, YEAR))  # January to November
    month = np.arange(known + YEAR - last)
    noise = draw.uniform(0.03, 0.2)
    cycle = draw.uniform(0, 0.4) * np.sin(2 * np.pi * (month + draw.integers(YEAR)) / YEAR)
    drift = np.cumsum(draw.normal(0, noise / 4, len(month)))
    logs = draw.uniform(-0.01, 0.02) * month + cycle + drift + draw.normal(0, noise, len(month))
    flows = np.round(draw.uniform(50, 20_000) * np.exp(logs))
    return list(flows[:known]), float(flows[known - last :].sum()), datetime.date(2030, last, 1)


def coverage(series: int = SERIES) -> Coverage:
    """Forecast that many series and count those whose truth is in the interval."""
    kept = inside = 0
    for seed in range(series):
        flows, true, last = made_up(seed)
        found = forecast(flows, last)
        kept += found.reason is None
        inside += found.reason is None and float(found.low) <= true <= float(found.high)
    return Coverage(series, kept, inside)


if __name__ == "__main__":
    print(coverage())
