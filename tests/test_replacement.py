"""Real files dropped in the folders of the project take the place of the points taken from them.

The files of the producers are not part of the project: they are looked for beside the repository,
and skipped where absent. Each scenario is published once.
"""

import csv
import os
import shutil
from collections import defaultdict
from pathlib import Path

import duckdb
import pytest
from world import NOW, ROOT

from observatory.publish import MEMORY, publish
from observatory.vintages import DATABASE, current, current_manifest

DATA = ROOT.parent / "shared" / "data"
FIGURES = ROOT / "data_sources" / "figures"
BAROMETER = {  # folder: the real file
    "barometre-ditp-734": "barometre/ind-734.csv",
    "barometre-ditp-736": "barometre/ind-736.csv",
}
EVERYTHING = BAROMETER | {
    "postes-conseillers-export": "conseillers_numeriques/20230405-postes-valides.csv",
    "aidants-connect-export": "aidants_connect/structures_2024-02-12.csv",
    "cras-departements": "conseillers_numeriques/cras-departements_2023-11-28.json",
}
# Stock: its source, the figures of the project, then France as published: December 2022 and 2023,
# September 2024, target.
STOCKS = {
    "accompagnements-cumules": (
        "barometre-ditp-736",
        "barometre_accompagnements.csv",
        (1_156_570, 3_083_785, 4_297_913, 6_000_000),
    ),
    "aidants-formes": ("barometre-ditp-734", "barometre_aidants.csv", (12_476, 17_841, 19_489, 20_000)),
}
DERIVED = ("accompagnements", "accompagnements-cumules", "aidants-formes", "personnes-formees")
DENSER = "ind-736-essai.csv"
DATES = 17  # December 2022, June 2023, then each month to September 2024
GUESSED = [f"2023-{month:02}-01" for month in range(1, 6)]  # the months that the real file does not give


def drop(var, folder, path, rank=0):
    """Copy a file into a folder of `var`, as if it had been there for a while; a higher rank is newer."""
    if not path.is_file():
        pytest.skip(f"{path.name} n’est pas sur cette machine : fichier du producteur, hors du projet")
    target = var / "depot" / folder / path.name
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, target)
    moment = NOW.timestamp() - 60 + rank
    os.utime(target, (moment, moment))


def send(var, *, demonstration):
    return publish(ROOT, var, NOW, lambda step: None, demonstration=demonstration, force=False)


def ask(var, query, *values):
    with duckdb.connect(current(var) / DATABASE, read_only=True) as con:
        return con.execute(query, list(values)).fetchall()


@pytest.fixture(scope="module")
def monthly(tmp_path_factory):
    """The folder `var` where the two files of the barometer are published, without demonstration."""
    var = tmp_path_factory.mktemp("mensuel")
    for folder, path in BAROMETER.items():
        drop(var, folder, DATA / path)
    send(var, demonstration=False)
    return var


@pytest.fixture(scope="module")
def damaged(monthly, tmp_path_factory):
    """The same, after a file cut in the middle has been dropped."""
    home = tmp_path_factory.mktemp("abime")
    var = shutil.copytree(monthly, home / "var")
    lines = (DATA / BAROMETER["barometre-ditp-736"]).read_text("utf-8").splitlines(keepends=True)
    cut = home / "ind-736-tronque.csv"
    cut.write_text("".join(lines[: len(lines) * 6 // 10]), "utf-8")
    drop(var, "barometre-ditp-736", cut, rank=1)
    return var, send(var, demonstration=False)


@pytest.fixture(scope="module")
def everything(embedded, tmp_path_factory):
    """Every real file at once, with the demonstration, and a newer barometer of ours, with more months.

    What is hidden of the demonstration was proved by the session's own build, and is remembered.
    """
    home = tmp_path_factory.mktemp("tout")
    (home / "var").mkdir()
    shutil.copy(embedded / MEMORY, home / "var" / MEMORY)
    for folder, path in EVERYTHING.items():
        drop(home / "var", folder, DATA / path)
    denser = home / DENSER
    write_denser(DATA / BAROMETER["barometre-ditp-736"], denser)
    drop(home / "var", "barometre-ditp-736", denser, rank=1)
    return home / "var", send(home / "var", demonstration=True)


def write_denser(real, target):
    """Write a barometer with five months more, invented: on the line between two real points."""
    with real.open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    known = defaultdict(dict)
    for _, zone, date, _, first, reached, *_ in rows:
        known[zone][date] = first or reached
    with (ROOT / "data_sources" / "reference" / "departements.csv").open(encoding="utf-8") as file:
        places = {f"D{one['code']}": f"R{one['region']}" for one in csv.DictReader(file)}
    for rank, date in enumerate(GUESSED, start=1):
        sums = defaultdict(int)
        for zone, region in places.items():
            low, high = (float(known[zone][one]) for one in ("2022-12-01", "2023-06-01"))
            value = round(low + (high - low) * rank / 6)
            for one in (zone, region, "FRANCE"):
                sums[one] += value
        levels = {"D": "DEPT", "R": "REG", "F": "NAT"}
        rows += [
            ["IND-736", one, date, levels[one[0]], "", f"{sum_}.0", "", ""] for one, sum_ in sums.items()
        ]
    with target.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([head, *rows])


@pytest.fixture(params=["monthly", "everything"])
def var(request):
    """Each vintage that the barometer feeds."""
    found = request.getfixturevalue(request.param)
    return found if isinstance(found, Path) else found[0]


def test_the_barometer_gives_france_the_published_values_and_their_targets(var):
    for slug, (_, _, published) in STOCKS.items():
        found = ask(
            var,
            "SELECT valeur::BIGINT FROM observations WHERE indicateur = ? AND territoire_id = 'FR'"
            " AND periode_type = 'mois' AND periode_debut IN ('2022-12-01', '2023-12-01', '2024-09-01')"
            " ORDER BY periode_debut",
            slug,
        )
        target = ask(
            var,
            "SELECT valeur::BIGINT FROM cibles"
            " WHERE indicateur = ? AND territoire_id = 'FR' AND echeance = '2026-12'",
            slug,
        )
        assert tuple(value for (value,) in found + target) == published


def test_every_point_of_every_departement_region_and_of_france_is_known(var):
    for slug, (source, _, _) in STOCKS.items():
        denser = (var / "depot" / source / DENSER).is_file()
        dates = DATES + (len(GUESSED) if denser else 0)
        found = ask(
            var,
            "SELECT territoire_niveau, count(*), count(valeur), count(DISTINCT territoire_id),"
            " bool_and(entendus = attendus) FROM observations WHERE indicateur = ? AND periode_type = 'mois'"
            " AND ventile AND territoire_niveau IN ('national', 'region', 'departement') GROUP BY 1"
            " ORDER BY 1",
            slug,
        )
        assert found == [
            ("departement", 101 * dates, 101 * dates, 101, True),
            ("national", dates, dates, 1, True),
            ("region", 18 * dates, 18 * dates, 18, True),
        ]


def test_departements_and_regions_each_add_up_to_france(var):
    faults = ask(
        var,
        "WITH sommes AS ("
        " SELECT indicateur, periode_type, periode_debut, territoire_niveau, sum(valeur) AS somme"
        " FROM observations WHERE ventilation = 'total' AND territoire_niveau IN ('region', 'departement')"
        " GROUP BY ALL)"
        " SELECT s.*, f.valeur"
        " FROM sommes s JOIN observations f USING (indicateur, periode_type, periode_debut)"
        " WHERE f.territoire_id = 'FR' AND f.ventilation = 'total' AND s.indicateur = ANY (?)"
        " AND abs(coalesce(s.somme, -1) - coalesce(f.valeur, -1)) > 0.001",
        [*DERIVED],
    )
    assert faults == []


def test_no_territory_has_the_same_period_twice(var):
    twice = ask(
        var,
        "SELECT indicateur, territoire_id, periode_type, periode_debut, periode_fin, ventilation"
        " FROM observations GROUP BY ALL HAVING count(*) > 1",
    )
    assert twice == []


def test_the_points_of_the_project_are_all_found_again_with_the_same_values(var):
    for slug, (_, figures, _) in STOCKS.items():
        [(points, same)] = ask(
            var,
            "SELECT count(*), count(*) FILTER (o.valeur = f.valeur) FROM read_csv(?, all_varchar = false,"
            " types = {'departement': 'VARCHAR', 'mois': 'VARCHAR'}) f LEFT JOIN observations o"
            " ON o.territoire_id = 'DEP-' || f.departement AND o.indicateur = ? AND o.periode_type = 'mois'"
            " AND o.periode_debut = CAST(f.mois || '-01' AS DATE)",
            str(FIGURES / figures),
            slug,
        )
        assert (points, same) == (707, 707)


def test_the_new_sources_are_named_and_the_replaced_ones_are_gone(var):
    named = {slug for (slug,) in ask(var, "SELECT slug FROM sources")}
    assert set(BAROMETER) <= named
    assert named & {"barometre-accompagnements", "barometre-aidants"} == set()
    drawn = dict(
        ask(var, "SELECT indicateur, string_agg(DISTINCT sources, ' ') FROM observations GROUP BY 1")
    )
    assert [drawn[slug] for slug in DERIVED] == [
        "barometre-ditp-736",
        "barometre-ditp-736",
        "barometre-ditp-734",
        "barometre-ditp-736|ratio-usagers",
    ]
    [(said,)] = ask(var, "SELECT DISTINCT source FROM observations WHERE indicateur = 'aidants-formes'")
    assert said.endswith("IND-734, aidants numériques formés (export mensuel)")


def test_each_record_of_the_barometer_is_counted(monthly):
    counts = current_manifest(monthly)["sources"]
    names = ("lues", "acceptees", "rejetees", "ignorees")
    assert [[counts[slug][name] for name in names] for slug in BAROMETER] == [[2_160, 1_818, 0, 342]] * 2


def test_months_give_periods_that_quarter_points_could_not(monthly, everything):
    asked = (
        "SELECT periode_debut::VARCHAR, valeur::BIGINT FROM observations WHERE indicateur = 'accompagnements'"
        " AND territoire_id = 'FR' AND periode_type = ? AND periode_debut < '2023-10-01'"
        " AND valeur IS NOT NULL ORDER BY periode_debut"
    )
    assert [date for date, _ in ask(monthly, asked, "trimestre")] == ["2023-07-01"]
    assert len(ask(monthly, asked, "mois")) == 3
    quarters, months = (ask(everything[0], asked, kind) for kind in ("trimestre", "mois"))
    assert [date for date, _ in quarters] == ["2023-01-01", "2023-04-01", "2023-07-01"]
    assert [date for date, _ in months[:5]] == GUESSED
    assert sum(value for _, value in months) == sum(value for _, value in quarters)
    assert ask(monthly, asked, "annee") == ask(everything[0], asked, "annee") == [("2023-01-01", 1_927_215)]


def test_the_newest_of_two_files_is_used_alone(everything):
    var, published = everything
    [loaded] = [one for one in published.loaded if one.source.slug == "barometre-ditp-736"]
    assert (loaded.file, loaded.used.records) == (DENSER, 120 * (18 + len(GUESSED)))
    assert ask(var, "SELECT count(*) FROM etat WHERE slug = 'barometre-ditp-736'") == [(1,)]


def test_the_posts_take_the_place_of_the_quarters_and_keep_their_repeated_lines(everything):
    var, _ = everything
    posts = (
        "SELECT sum(valeur)::INTEGER FROM observations"
        " WHERE indicateur = 'postes-conseillers' AND periode_type = 'mois'"
    )
    assert ask(var, f"{posts} AND territoire_id = 'FR'") == [(3_925,)]
    assert ask(var, f"{posts} AND territoire_niveau = 'departement'") == [(3_925,)]
    assert ask(var, f"{posts} AND territoire_niveau = 'departement' AND NOT ventile") == [(3,)]
    counts = current_manifest(var)["sources"]
    assert "postes-conseillers" not in counts
    assert counts["postes-conseillers-export"]["lues"] == 2_889
    told = counts["postes-conseillers-export"]["normalisations"]
    assert [count for name, count in told.items() if "identique" in name] == [5]


def test_the_quarters_of_the_posts_are_those_that_the_project_held(everything):
    [(known, same)] = ask(
        everything[0],
        "SELECT count(*), count(*) FILTER (o.valeur = f.postes) FROM read_csv(?,"
        " types = {'departement': 'VARCHAR', 'depuis': 'VARCHAR'}) f LEFT JOIN observations o"
        " ON o.territoire_id = 'DEP-' || f.departement AND o.indicateur = 'postes-conseillers'"
        " AND o.periode_type = 'trimestre' AND o.ventilation = 'total'"
        " AND o.periode_debut = date_trunc('quarter', CAST(f.depuis || '-01' AS DATE))"
        " WHERE f.departement <> '00'",
        str(FIGURES / "postes_conseillers.csv"),
    )
    assert known == same > 0


def test_the_structures_and_the_reports_of_activity_are_counted_whole(everything):
    var, _ = everything
    counts = current_manifest(var)["sources"]
    others = set(EVERYTHING) - set(BAROMETER)
    assert {slug: (counts[slug]["lues"], counts[slug]["acceptees"]) for slug in others} == {
        "postes-conseillers-export": (2_889, 2_889),
        "aidants-connect-export": (5_227, 5_227),
        "cras-departements": (101, 101),
    }
    assert "aidants-connect-structures" not in counts
    assert ask(
        var,
        "SELECT DISTINCT valeur::INTEGER FROM observations"
        " WHERE indicateur = 'structures-aidants-connect' AND territoire_id = 'FR'",
    ) == [(5_181,)]


def test_a_file_cut_in_the_middle_is_refused_and_the_last_good_figures_stay(damaged, monthly):
    var, published = damaged
    [loaded] = [one for one in published.loaded if one.source.slug == "barometre-ditp-736"]
    assert any("contre 1\u202f818 la dernière fois" in reason for reason in loaded.newest.refused)
    assert (loaded.used.accepted, loaded.file) == (1_818, "ind-736.csv")
    rows = "SELECT * FROM observations WHERE indicateur = ANY (?)"
    assert ask(var, rows, [*DERIVED]) == ask(monthly, rows, [*DERIVED])


def test_the_state_of_the_sources_says_what_was_refused_and_what_is_used(damaged):
    var, _ = damaged
    rows = ask(var, "SELECT slug, etat, utilise, utilise_du FROM etat")
    found = {slug: tuple(told) for slug, *told in rows}
    day = NOW.date()
    assert found["barometre-ditp-736"] == ("refusé", True, day)
    assert found["barometre-ditp-734"] == ("accepté", True, day)
    [(said,)] = ask(var, "SELECT refus FROM etat WHERE slug = 'barometre-ditp-736'")
    assert said.startswith("lignes trop peu nombreuses")
