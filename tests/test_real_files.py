"""The files that the producers really publish, read by the declarations of the project.

They are not part of it: they are looked for beside the repository, and skipped where absent.
"""

import datetime
from pathlib import Path

import pytest

from observatory.declarations import read_sources
from observatory.reader.read import read

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT.parent / "shared" / "data"
TODAY = datetime.date(2026, 11, 21)
# Indicator: first value, December 2023, last value, target; France, as published.
BAROMETER = {
    "736": (1_156_570, 3_083_785, 4_297_913, 6_000_000),
    "734": (12_476, 17_841, 19_489, 20_000),
}
ZONES, DATES = 120, 18  # 101 départements, 18 régions and France; at 18 dates


@pytest.fixture(scope="module")
def sources():
    return read_sources(ROOT / "data_sources")


@pytest.fixture
def given(sources, reference):
    """Read a real file by the declaration of a source, in a database that holds the territories."""

    def given(slug: str, path: str):
        if not (DATA / path).is_file():
            pytest.skip(f"{path} n’est pas sur cette machine : fichier du producteur, hors du projet")
        return read(reference, sources[slug], DATA / path, today=TODAY)

    return given


@pytest.fixture(params=sorted(BAROMETER))
def barometer(request, given):
    return request.param, given(f"barometre-ditp-{request.param}", f"barometre/ind-{request.param}.csv")


def conserved(reading) -> bool:
    return reading.accepted + reading.rejected + reading.ignored == reading.records


def test_each_record_of_the_barometer_is_counted_and_none_is_rejected(barometer):
    _, reading = barometer
    assert (reading.records, reading.rejected, reading.refused) == (ZONES * DATES, 0, ())
    assert reading.accepted == 101 * DATES
    assert [one.reason for one in reading.ignored_lines] == ["total"] * 19 * DATES
    assert conserved(reading)


def test_the_barometer_gives_the_published_national_sums(barometer, reference):
    indicator, _ = barometer
    at = "SELECT sum({}) FROM fichier WHERE date = '{}'"
    asked = [
        ("indic_vi", "2022-12-01"),
        ("indic_va", "2023-12-01"),
        ("indic_va", "2024-09-01"),
        ("indic_vc", "2026-12-01"),
    ]
    found = [reference.execute(at.format(*one)).fetchone()[0] for one in asked]
    assert found == list(BAROMETER[indicator])


def test_regions_and_france_are_checked_against_their_departements(barometer):
    _, reading = barometer
    assert {one.verdict for one in reading.totals} == {"égal"}
    assert {one.line for one in reading.totals} == {one.line for one in reading.ignored_lines}
    assert all(one.stated == one.computed for one in reading.totals)


def test_no_territory_of_the_barometer_counts_twice(barometer, reference, sources):
    indicator, _ = barometer
    facts = f"({sources[f'barometre-ditp-{indicator}'].sql})"
    levels = reference.execute(f"SELECT DISTINCT split_part(territoire, '-', 1) FROM {facts}").fetchall()
    assert levels == [("DEP",)]
    twice = f"SELECT territoire, mois FROM {facts} GROUP BY ALL HAVING count(*) > 1"
    assert reference.execute(twice).fetchall() == []
    france = f"SELECT sum(valeur) FROM {facts} WHERE mois = '2023-12-01'"
    assert reference.execute(france).fetchone() == (BAROMETER[indicator][1],)


def test_the_validated_posts_keep_their_five_repeated_lines_and_say_so(given, reference, sources):
    reading = given("postes-conseillers-export", "conseillers_numeriques/20230405-postes-valides.csv")
    assert (reading.records, reading.accepted, reading.rejected) == (2_889, 2_889, 0)
    assert (conserved(reading), reading.refused) == (True, ())
    assert reference.execute("SELECT sum(postes) FROM fichier").fetchone() == (3_925,)
    facts = sources["postes-conseillers-export"].sql
    assert reference.execute(f"SELECT sum(postes) FROM ({facts})").fetchone() == (3_925,)
    assert told(reading, "identique") == 5
    assert told(reading, "zéro de tête") == 197 + 206  # communes, départements


def test_aidants_connect_gives_every_structure(given, reference, sources):
    reading = given("aidants-connect-export", "aidants_connect/structures_2024-02-12.csv")
    assert (reading.records, reading.accepted, reading.rejected) == (5_227, 5_227, 0)
    assert (conserved(reading), reading.refused) == (True, ())
    reference.execute("SET VARIABLE fichier_nom = 'structures_2024-02-12.csv'")
    facts = sources["aidants-connect-export"].sql
    assert reference.execute(f"SELECT sum(valeur) FROM ({facts})").fetchone() == (5_181,)  # those active


def test_the_activity_reports_give_every_departement(given, reference):
    reading = given("cras-departements", "conseillers_numeriques/cras-departements_2023-11-28.json")
    assert (reading.records, reading.accepted, reading.rejected) == (101, 101, 0)
    assert (conserved(reading), reading.refused) == (True, ())
    found = reference.execute("SELECT count(DISTINCT departement), sum(accompagnements) FROM fichier")
    assert found.fetchone() == (101, 2_920_045)


def told(reading, normalisation: str) -> int:
    return sum(count for name, count in reading.normalisations.items() if normalisation in name)
