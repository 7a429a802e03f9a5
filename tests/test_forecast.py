"""A forecast is made only for a long series where it has proved itself, and says how sure it is."""

import datetime
import math
import subprocess
import sys

import duckdb
import numpy as np
import pytest
from world import ROOT

from benchmarks import forecasts
from observatory import forecast
from observatory.foreseen import COVERAGE, Forecast

MARCH = datetime.date(2024, 3, 1)


def flows(months, growth=0.01, cycle=0.3, noise=0.05):
    """Monthly flows that grow, with a yearly cycle and a little noise."""
    draw = np.random.default_rng(7)
    return [
        round(1000 * math.exp(growth * m + cycle * math.sin(m * math.pi / 6) + noise * draw.normal()))
        for m in range(months)
    ]


def test_a_regular_series_is_forecast_to_the_end_of_its_year():
    made = flows(72)
    found = forecast.forecast(made[:63], MARCH)
    assert found.reason is None and found.months == 63
    assert found.error < min(found.naive, found.seasonal)
    assert sum(made[60:63]) < found.low < sum(made[60:72]) < found.high
    assert found.low < found.middle < found.high


def test_the_same_series_is_always_forecast_the_same():
    assert forecast.forecast(flows(40), MARCH) == forecast.forecast(flows(40), MARCH)


@pytest.mark.parametrize(("months", "short"), [(23, True), (24, False)])
def test_a_series_of_less_than_24_months_is_too_short(months, short):
    assert (forecast.forecast(flows(months), MARCH) is None) == short


def test_a_model_that_does_no_better_than_last_year_is_not_used():
    again = flows(12, noise=0) * 4
    assert forecast.forecast(again, MARCH).reason == "essais"
    draw = np.random.default_rng(1)
    wandering = list(np.round(5000 + np.cumsum(draw.normal(0, 300, 48))))
    found = forecast.forecast(wandering, MARCH)
    assert found.reason == "essais" and found.low is None and found.error >= min(found.naive, found.seasonal)


def test_a_whole_year_or_negative_months_are_not_forecast():
    assert forecast.forecast(flows(36), datetime.date(2024, 12, 1)).reason == "annee_complete"
    assert forecast.forecast([*flows(35), -1], MARCH).reason == "valeurs_negatives"


def test_the_trials_know_nothing_of_what_follows():
    jump = np.array([1000.0] * 45 + [4000.0] * 3)  # 1, 2 then 3 of these months in the last three trials
    error, naive, seasonal = forecast.trials(jump)
    assert (naive, seasonal) == (18_000, 18_000)
    assert error == pytest.approx(18_000, rel=0.01)


def test_the_coverage_printed_is_the_one_that_is_measured():
    sample = forecasts.coverage(30)
    assert 0.6 <= COVERAGE.inside / COVERAGE.kept <= 0.95
    assert abs(sample.kept / sample.tried - COVERAGE.kept / COVERAGE.tried) < 0.2
    assert abs(sample.inside / sample.kept - COVERAGE.inside / COVERAGE.kept) < 0.2


def published(rows):
    """A publication that holds monthly rows (territory, level, month, value, changes), and its forecasts."""
    con = duckdb.connect()
    con.execute("ATTACH ':memory:' AS publication")
    con.execute("CREATE TABLE indicateurs AS SELECT 'pass' AS slug, 'flow' AS genre")
    con.execute(
        "CREATE TABLE publication.observations (indicateur VARCHAR, territoire_id VARCHAR,"
        " territoire_niveau VARCHAR, periode_type VARCHAR, periode_debut DATE, valeur DECIMAL(24, 6),"
        " ventilation VARCHAR, ventile BOOLEAN, couverture DECIMAL(9, 6), nature VARCHAR)"
    )
    for place, level, month, value, nature, coverage in rows:
        values = ["pass", place, level, "mois", month, value, "total", True, coverage, nature]
        con.execute("INSERT INTO publication.observations VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
    forecast.record(con)
    return con.execute("FROM publication.previsions ORDER BY territoire_id").fetchall()


def monthly(place, count, level="region", nature="officielle", hole=None):
    days = [datetime.date(2020 + m // 12, m % 12 + 1, 1) for m in range(count)]
    coverage = [0.5 if m == hole else 1 for m in range(count)]
    return [(place, level, *row) for row in zip(days, flows(count), [nature] * count, coverage, strict=True)]


def test_forecasts_are_published_for_the_nation_and_the_regions_only():
    rows = [
        *monthly("FR", 40, "national"),
        *monthly("REG-32", 40),
        *monthly("REG-53", 23),
        *monthly("REG-28", 40, nature="demonstration"),
        *monthly("REG-94", 40, hole=20),
        *monthly("DEP-80", 40, "departement"),
    ]
    found = published(rows)
    assert [row[1] for row in found] == ["FR", "REG-32"]
    nation = found[0]
    assert nation[2:5] == (datetime.date(2023, 1, 1), datetime.date(2023, 12, 31), 40)
    assert nation[5] < nation[6] < nation[7]
    expected = forecast.forecast(flows(40), datetime.date(2023, 4, 1))
    assert Forecast(nation[4], *nation[5:]) == expected


def test_a_hole_in_a_long_series_leaves_what_follows_it():
    [row] = published(monthly("REG-32", 60, hole=30))
    assert row[4] == 29


def test_the_site_starts_without_the_tools_of_forecasting():
    code = "import sys, observatory.web, observatory.progress.board\nprint([n for n in sys.modules if n in"
    code += " ('statsmodels', 'scipy', 'observatory.forecast')])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
