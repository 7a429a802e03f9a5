"""The demonstration rows: the same everywhere, complete, and never in place of a real figure."""

import csv
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from world import NOW, ROOT, built

from observatory import demonstration
from observatory.build import build, read_project
from observatory.declarations import read_sources
from observatory.load import REFERENCE as TERRITORIES
from observatory.vintages import MANIFEST, current

REFERENCE = ROOT / "data_sources" / "reference"
SOURCES = {
    slug: source
    for slug, source in read_sources(ROOT / "data_sources").items()
    if source.nature == "demonstration"
}
PERSONS = ("pass-finances", "pass-distribues", "pass-utilises", "inscrits-mooc")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("generated")
    demonstration.write_all(folder, REFERENCE)
    return folder


def lines(folder, name):
    with (folder / "demonstration" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """The figures with demonstration, before anything is hidden."""
    con, _ = built(ROOT, tmp_path_factory.mktemp("monde"), with_demonstration=True)
    with con:
        yield con


@pytest.fixture(scope="module")
def persons(tmp_path_factory):
    """The work database of the invented registers that count persons, with what is not published."""
    folder = tmp_path_factory.mktemp("personnes")
    whole = read_project(ROOT, folder, with_demonstration=True, today=NOW.date())
    counted = {slug for slug in SOURCES if SOURCES[slug].feeds in ("pass_numeriques", "inscriptions")}
    kept = {slug: one for slug, one in whole.sources.items() if slug in counted or one.feeds in TERRITORIES}
    indicators = {slug: whole.indicators[slug] for slug in PERSONS}
    with duckdb.connect() as con:
        build(con, replace(whole, indicators=indicators, sources=kept), lambda step: None)
        yield con


@pytest.fixture(scope="module")
def bare_world(bare):
    return bare[0]


def ask(con, query, *values):
    return con.execute(query, list(values)).fetchall()


def contents(folder):
    return {path.name: path.read_bytes() for path in (folder / "demonstration").iterdir()}


@pytest.mark.parametrize(("seed", "zone"), [("1", "UTC"), ("2", "Pacific/Auckland")])
def test_the_same_bytes_come_out_whatever_the_hash_seed_and_the_time_zone(folder, tmp_path, seed, zone):
    code = (
        "import sys; from pathlib import Path; from observatory.demonstration import write_all; "
        "write_all(Path(sys.argv[1]), Path(sys.argv[2]))"
    )
    environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
    command = [sys.executable, "-c", code, str(tmp_path), str(REFERENCE)]
    subprocess.run(command, check=True, cwd=ROOT, env=environment)
    assert contents(tmp_path) == contents(folder)


def test_each_file_has_the_columns_that_its_source_declares_and_each_source_has_its_file(folder):
    headers = {
        f"demonstration/{name}": content.decode("utf-8").splitlines()[0].split(",")
        for name, content in contents(folder).items()
    }
    assert headers == {source.file: list(source.columns) for source in SOURCES.values()}


def test_there_are_enough_rows_to_look_like_a_register_and_few_enough_to_build_fast(folder):
    rows = sum(content.count(b"\n") - 1 for content in contents(folder).values())
    assert 20_000 <= rows <= 40_000


def test_each_event_is_dated_between_january_2019_and_june_2025(folder):
    dates = [
        row[key]
        for name in ("pass-numeriques", "activite-hubs", "kits", "conferences", "membres-mednum")
        for row in lines(folder, name)
        for key in ("date", "adhesion", "sortie")
        if row.get(key)
    ]
    assert min(dates) >= "2019-01-01"
    assert max(dates) <= "2025-06-30"


def test_no_pass_is_distributed_after_the_operator_was_wound_up(folder):
    assert max(row["date"] for row in lines(folder, "pass-numeriques")) < "2024-01-01"


def test_a_hub_that_has_closed_has_no_activity_any_more(folder):
    hubik = [row["date"] for row in lines(folder, "activite-hubs") if row["hub"] == "hubik"]
    assert "2024-01-01" < max(hubik) < "2024-07-01"


def test_the_first_lockdown_stops_the_meetings(folder):
    for name in ("pass-numeriques", "activite-hubs"):
        months = [row["date"][:7] for row in lines(folder, name)]
        assert months.count("2020-04") < months.count("2020-02") / 3


def test_no_more_pass_are_used_than_given_nor_given_than_ordered(folder):
    for row in lines(folder, "pass-numeriques"):
        ordered, given = int(row["pass_commandes"]), int(row["pass_distribues"])
        assert 0 <= int(row["pass_utilises"]) <= given <= ordered
        assert int(row["montant_etat"]) + int(row["cofinancement"]) == 10 * ordered


def test_the_strict_reader_accepts_every_row(embedded, folder):
    read = json.loads((current(embedded) / MANIFEST).read_text("utf-8"))["sources"]
    for slug, source in SOURCES.items():
        count = len(lines(folder, Path(source.file).stem))
        assert (read[slug]["lues"], read[slug]["acceptees"], read[slug]["rejetees"]) == (count, count, 0)


@pytest.mark.parametrize(
    ("name", "column", "indicator"),
    [
        ("pass-numeriques", "pass_distribues", "pass-distribues"),
        ("pass-numeriques", "pass_utilises", "pass-utilises"),
        ("activite-hubs", "structures", "structures-accompagnees-hubs"),
        ("activite-hubs", "fonds_leves", "fonds-leves-hubs"),
        ("inscrits-mooc", "inscrits", "inscrits-mooc"),
        ("kits", "kits", "kits-diffuses"),
        ("conferences", "participants", "conferences"),
    ],
)
def test_the_months_of_the_regions_hold_every_event_of_the_file(world, folder, name, column, indicator):
    [(total,)] = ask(
        world,
        "SELECT sum(valeur) FROM cube WHERE indicateur = ? AND niveau = 'region' AND ventile"
        " AND periode_type = 'mois' AND ventilation = 'total' AND nature = 'demonstration'",
        indicator,
    )
    assert total == sum(int(row[column]) for row in lines(folder, name))


def test_the_members_present_at_the_end_of_a_month_are_those_that_came_and_have_not_left(world, folder):
    present = [
        row
        for row in lines(folder, "membres-mednum")
        if row["adhesion"] <= "2023-06-30" and not "" < row["sortie"] <= "2023-06-30"
    ]
    assert ask(
        world,
        "SELECT sum(valeur) FROM cube WHERE indicateur = 'membres-mednum' AND niveau = 'region' AND ventile"
        " AND periode_type = 'mois' AND debut = DATE '2023-06-01' AND ventilation = 'total'",
    ) == [(len(present),)]


def test_a_departement_without_a_line_for_a_month_counts_zero(world):
    rows = ask(
        world,
        "SELECT count(*), count(*) FILTER (WHERE valeur = 0) FROM cube"
        " WHERE indicateur = 'pass-distribues' AND niveau = 'departement' AND ventile"
        " AND periode_type = 'mois' AND ventilation = 'total'",
    )
    assert rows[0][0] == 101 * 60
    assert rows[0][1] > 0


def test_disclosure_control_has_at_least_five_hundred_cells_of_one_to_ten_persons_to_hide(persons):
    [(cells,)] = ask(
        persons,
        "SELECT count(*) FROM cube JOIN indicateurs ON slug = indicateur"
        " WHERE nature = 'demonstration' AND niveau = 'departement' AND ventile AND NOT public"
        " AND periode_type = 'trimestre' AND effectif BETWEEN 1 AND 10",
    )
    assert cells >= 500


def test_a_year_of_the_nation_with_a_cited_figure_shows_no_demonstration(world):
    years = ask(
        world,
        "SELECT indicateur, year(debut), list(DISTINCT nature) FROM cube"
        " WHERE territoire = 'FR' AND periode_type = 'annee'"
        " AND indicateur IN ('conferences', 'levier-pass', 'membres-mednum')"
        " GROUP BY ALL HAVING bool_or(nature = 'citee') ORDER BY ALL",
    )
    assert years == [
        *(("conferences", year, ["citee"]) for year in range(2018, 2024)),
        ("levier-pass", 2019, ["citee"]),
        *(("membres-mednum", year, ["citee"]) for year in (2018, 2021, 2025)),
    ]


def test_no_sum_of_a_year_of_demonstration_looks_like_a_cited_figure(world):
    pairs = ask(
        world,
        "SELECT d.indicateur, sum(d.valeur), c.valeur FROM cube d JOIN cube c USING (indicateur)"
        " WHERE d.niveau = 'region' AND d.periode_type = 'annee' AND d.nature = 'demonstration'"
        " AND d.ventilation = 'total' AND c.territoire = 'FR' AND c.nature = 'citee'"
        " GROUP BY d.indicateur, d.debut, c.valeur",
    )
    assert pairs
    assert [pair for pair in pairs if abs(pair[1] / pair[2] - 1) < 0.05] == []


def test_no_series_mixes_real_and_invented_values(world):
    mixed = ask(
        world,
        "SELECT indicateur, territoire FROM cube GROUP BY ALL HAVING bool_or(nature = 'demonstration')"
        " AND bool_or(nature <> 'demonstration')",
    )
    assert mixed == []


def test_without_demonstration_only_real_figures_remain(bare_world):
    assert (
        ask(
            bare_world,
            "SELECT slug FROM sources WHERE nature = 'demonstration'"
            " UNION ALL SELECT indicateur FROM mesures WHERE nature = 'demonstration'"
            " UNION ALL SELECT indicateur FROM cube WHERE nature = 'demonstration'",
        )
        == []
    )


@pytest.mark.parametrize(
    ("indicator", "territory", "period", "value", "precision"),
    [
        ("pass-finances", "FR", ("periode", "2019-01-01", "2020-09-01"), 209_000, "environ"),
        ("pass-utilises", "FR", ("periode", "2019-01-01", "2022-03-01"), 100_000, "environ"),
        ("pass-utilises", "DEP-47", ("annee", "2022-01-01", "2022-12-01"), 6_500, "intervalle"),
        ("pass-utilises", "DEP-47", ("periode", "2021-01-01", "2023-06-01"), 16_200, "au_moins"),
        ("levier-pass", "FR", ("annee", "2019-01-01", "2019-12-01"), 0.75, "environ"),
        ("membres-mednum", "FR", ("annee", "2025-01-01", "2025-12-01"), 140, "au_moins"),
        ("conferences", "FR", ("annee", "2022-01-01", "2022-12-01"), 1_800, "environ"),
    ],
)
def test_a_cited_figure_is_published_as_cited_with_and_without_demonstration(
    world, bare_world, indicator, territory, period, value, precision
):
    query = (
        "SELECT valeur, nature, precision FROM cube WHERE indicateur = ? AND territoire = ?"
        " AND periode_type = ? AND debut = ? AND fin = ? AND ventilation = 'total'"
    )
    expected = [(value, "citee", precision)]
    assert ask(world, query, indicator, territory, *period) == expected
    assert ask(bare_world, query, indicator, territory, *period) == expected
