"""Forecast the total of a year from its monthly flows, when publishing, and only where it has proved itself.

The model is a level that drifts and a yearly cycle, on the logarithm of the flows (statsmodels). It
is kept where, tried on the past of the series, it is nearer than two rules without a model: the last
month again, and the same month of last year again.
"""

import datetime
import warnings
from collections.abc import Sequence
from dataclasses import astuple

import duckdb
import numpy as np

from observatory.foreseen import Forecast
from observatory.french import significant

SHORTEST = 24  # monthly flows
YEAR = 12
ORIGINS, AHEAD = 8, 3  # trials on the past: eight starts, three months forecast each time
PATHS = 1000
INTERVAL = (10, 50, 90)  # percentiles: four chances in five to be between the first and the last
SERIES = """
    SELECT indicateur, territoire_id, list(periode_debut ORDER BY periode_debut),
           list(CAST(valeur AS DOUBLE) ORDER BY periode_debut)
    FROM publication.observations JOIN indicateurs ON slug = indicateur
    WHERE genre IN ('flow', 'cumulative') AND periode_type = 'mois' AND ventilation = 'total' AND ventile
      AND territoire_niveau IN ('national', 'region') AND valeur IS NOT NULL AND couverture = 1
      AND nature <> 'demonstration'
    GROUP BY ALL HAVING count(*) >= $shortest ORDER BY ALL"""
TABLE = """
    CREATE TABLE publication.previsions (
        indicateur VARCHAR, territoire_id VARCHAR, periode_debut DATE, periode_fin DATE,
        mois_connus INTEGER, prevision_basse DECIMAL(24, 6), prevision DECIMAL(24, 6),
        prevision_haute DECIMAL(24, 6), erreur DOUBLE, erreur_dernier_mois DOUBLE,
        erreur_an_dernier DOUBLE, motif VARCHAR)"""


def forecast(values: Sequence[float], last: datetime.date) -> Forecast | None:
    """Forecast the year of the last month from monthly flows in a row; None for a series too short."""
    if len(values) < SHORTEST:
        return None
    left = YEAR - last.month
    if not left or min(values) < 0:
        return Forecast(len(values), reason="valeurs_negatives" if left else "annee_complete")
    flows = np.asarray(values, dtype=float)
    error, naive, seasonal = trials(flows)
    found = Forecast(len(values), error=error, naive=naive, seasonal=seasonal, reason="essais")
    if error >= min(naive, seasonal):
        return found
    paths = np.expm1(_fitted(flows).simulate(left, anchor="end", repetitions=PATHS, rng=_draws()))
    totals = flows[len(flows) - last.month :].sum() + paths.reshape(left, -1).sum(axis=0)
    low, middle, high = (significant(round(one)) for one in np.percentile(totals, INTERVAL))
    return Forecast(len(values), low, middle, high, error, naive, seasonal)


def trials(flows: np.ndarray) -> tuple[float, float, float]:
    """The sum of the errors on the past: of the model, of the last month, of the same months last year.

    The model is fitted once, on what comes before the first trial.
    """
    ends = range(len(flows) - AHEAD - ORIGINS + 1, len(flows) - AHEAD + 1)
    model = _fitted(flows[: ends[0]])
    errors = np.zeros(3)
    for end in ends:
        past, true = flows[:end], flows[end : end + AHEAD].sum()
        said = np.expm1(model.apply(np.log1p(past)).forecast(AHEAD)).sum()
        again, last_year = past[-1] * AHEAD, past[end - YEAR : end - YEAR + AHEAD].sum()
        errors += np.abs(np.array([said, again, last_year]) - true)
    return tuple(float(one) for one in errors)


def _draws() -> np.random.Generator:
    return np.random.default_rng(0)


def _fitted(flows: np.ndarray):
    from statsmodels.tsa.statespace.structural import UnobservedComponents  # 5 s: only where it serves

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a search that stops early: the trials judge what it found
        model = UnobservedComponents(
            np.log1p(flows),
            level="local level",
            freq_seasonal=[{"period": YEAR, "harmonics": 2}],
            stochastic_freq_seasonal=[False],
        )
        return model.fit(disp=0, maxiter=100)


def record(con: duckdb.DuckDBPyConnection) -> None:
    """Write the forecasts of the published series long enough, of the nation and of the régions."""
    con.execute(TABLE)
    for slug, place, months, values in con.execute(SERIES, {"shortest": SHORTEST}).fetchall():
        run = _in_a_row(months)
        found = forecast(values[-run:], months[-1])
        if found:
            year = (datetime.date(months[-1].year, 1, 1), datetime.date(months[-1].year, 12, 31))
            row = [slug, place, *year, *astuple(found)]
            con.execute(f"INSERT INTO publication.previsions VALUES ({', '.join('?' * len(row))})", row)


def _in_a_row(months: list[datetime.date]) -> int:
    """How many of the last months follow one another."""
    numbers = [YEAR * one.year + one.month for one in reversed(months)]
    return next((n for n, one in enumerate(numbers) if one != numbers[0] - n), len(numbers))
