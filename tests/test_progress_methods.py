"""The two published methods, as published: PILOTE's rate on its own figures, Open SDG's ratio."""

import csv
import datetime
import itertools
from collections import defaultdict
from decimal import Decimal

import pytest
from courses import FALLING, STOCK, flow, states, years
from world import ROOT

from observatory.progress.methods import open_sdg, pilote
from observatory.progress.receipts import open_sdg_ratio, pilote_rate

BAROMETER = ROOT.parent / "shared" / "data" / "barometre"  # beside the repository, where it is
NAMES = ("vi", "va", "vc", "ta")
ZONES = 120  # 101 départements, 18 régions and France
CLOSE = Decimal("0.06")
ENDS = [datetime.date(year, 12, 1) for year in (2022, 2024, 2026)]


@pytest.mark.parametrize(
    ("first", "now", "aim", "rising", "rate"),
    [
        (12_476, 19_489, 20_000, True, "93.21"),
        (1_156_570, 4_297_913, 6_000_000, True, "64.86"),
        (16_456, 68_865, 61_500, True, "100.00"),  # 116 % in truth
        (40, 36, 100, True, "0.00"),  # −7 % in truth
        (95, 134, 37, True, "100.00"),  # past its target from the start, and still
        (95, 36, 37, True, "0.00"),  # past its target at the start, and no longer
        (37, 37, 37, True, "100.00"),
        (100, 80, 60, False, "50.00"),
        (60, 70, 80, False, "100.00"),
        (60, 90, 80, False, "0.00"),
    ],
)
def test_the_rate_of_pilote_is_held_between_0_and_100(first, now, aim, rising, rate):
    assert pilote(Decimal(first), Decimal(now), Decimal(aim), rising=rising) == Decimal(rate)


def ratio(first, now, aim, rising=True):
    values = zip(ENDS, map(Decimal, (first, now, aim)), strict=True)
    return open_sdg(*values, rising=rising)


@pytest.mark.parametrize(
    ("first", "now", "aim", "rising", "expected"),
    [
        (100, 121, 146.41, True, 1),  # 10 % a year, as needed
        (100, 110.25, 146.41, True, 0.5),
        (100, 81, 146.41, True, -1),
        (100, 81, 65.61, False, 1),
        (-100, -121, -146.41, False, 1),  # below 0, the sign changes
        (0, 0, 100, True, -1 / (100_000**0.25 - 1)),  # 0 becomes 0.001: « deterioration », at a standstill
        (0, 10, 100, True, (10_000**0.5 - 1) / (100_000**0.25 - 1)),
        (100, 50, 0, False, (1 - 0.5**0.5) / (1 - 0.00001**0.25)),
    ],
)
def test_the_ratio_of_open_sdg_is_growth_seen_over_growth_needed(first, now, aim, rising, expected):
    assert float(ratio(first, now, aim, rising)) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(("first", "now", "aim"), [(100, -1, 200), (100, 110, -5), (100, 110, 100)])
def test_the_ratio_of_open_sdg_is_not_always_defined(first, now, aim):
    assert ratio(first, now, aim) is None


def test_less_than_a_year_gives_no_ratio():
    june, december = datetime.date(2023, 6, 1), datetime.date(2023, 12, 1)
    point = (june, Decimal(1))
    assert open_sdg(point, (december, Decimal(2)), (ENDS[2], Decimal(9))) is None
    assert open_sdg(point, (ENDS[1], Decimal(2)), (december, Decimal(9))) is None


def test_both_are_given_beside_a_verdict_and_only_then():
    found = states({"12/2022": 12_476, "09/2024": 19_489}, 20_000)
    assert (pilote_rate(found, STOCK), round(open_sdg_ratio(found, STOCK), 2)) == (Decimal("93.21"), 2)
    alone = states({"12/2022": 12_476}, 20_000)
    assert (pilote_rate(alone, STOCK), open_sdg_ratio(alone, STOCK)) == (None, None)
    [year] = years([flow("2023", 750_000)])
    assert (pilote_rate(year, STOCK), open_sdg_ratio(year, STOCK)) == (50, None)
    falling = states({"12/2022": 100, "09/2024": 80}, 60, one=FALLING)
    assert pilote_rate(falling, FALLING) == 50


def rows(path):
    return list(csv.DictReader(path.read_text("utf-8").splitlines()))


def published():
    """For each indicator and zone of the barometer: first value, last value, target, published rate."""
    zones = defaultdict(dict)
    for row in itertools.chain(*map(rows, sorted(BAROMETER.glob("ind-*.csv")))):
        given = {name: Decimal(row[f"indic_{name}"]) for name in NAMES if row[f"indic_{name}"]}
        zones[row["indic_id"], row["enforce_zone_id"]].update(given)
    return {key: one for key, one in zones.items() if "ta" in one}


def test_the_rates_of_the_public_barometer_are_given_back(capsys):
    if not BAROMETER.is_dir():
        pytest.skip("le baromètre public n’est pas sur cette machine : fichiers de la DITP, hors du projet")
    trends = {row["indic_id"]: row["tendance"] for row in rows(BAROMETER / "meta_indicateurs.csv")}
    rates = published()
    given = {key: one for key, one in rates.items() if len(one) == len(NAMES)}
    wide = []
    for key, one in given.items():
        ours = pilote(one["vi"], one["va"], one["vc"], rising=trends[key[0]] != "baisse")
        wide += [f"{key} : {one}, {ours} ici"] * (abs(ours - one["ta"]) > CLOSE)
    wide += [f"{key} : {one}, il manque une donnée" for key, one in rates.items() if key not in given]
    with capsys.disabled():
        print(f"\n{len(rates) - len(wide)} taux sur {len(rates)} retrouvés à 0,06 près.", *wide, sep="\n")
    assert len(rates) >= 2 * ZONES and len(wide) <= len(rates) // 100
