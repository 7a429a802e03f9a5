"""The build: what it fills, and the checks that stop a vintage whose figures contradict each other."""

import duckdb
import pytest
from world import NOW, write_world

from observatory.build import CHECKS, CheckError, Project, build, check, read_project

# Sentence of a check -> the damage that it must see.
DAMAGE = {
    "Deux chiffres isolés ne se disputent pas la même case": "INSERT INTO mesures SELECT * REPLACE ("
    "'autre' AS sources) FROM mesures WHERE isolee",
    "Deux sources ne donnent pas deux fois le même territoire au même mois": "INSERT INTO mesures SELECT *"
    " REPLACE ('autre' AS sources) FROM mesures WHERE NOT isolee AND nature = 'officielle'",
    "Deux sources de mailles différentes ne s’additionnent pas au même mois": "INSERT INTO mesures SELECT *"
    " REPLACE ('autre' AS sources, 'region' AS maille, 'REG-32' AS territoire) FROM mesures"
    " WHERE NOT isolee AND nature = 'officielle' AND maille = 'departement'",
    "Une case de chiffres réels ne mêle pas un chiffre isolé et une somme": "UPDATE cube SET"
    " sources = 'cumuls', nature = 'officielle' WHERE indicateur = 'membres' AND territoire = 'FR'",
    "Départements + « non ventilé » = régions + « non ventilé » = France, exactement": "UPDATE cube"
    " SET valeur = valeur + 0.000001 WHERE indicateur = 'suivis' AND territoire = 'DEP-02'",
    "Une part tient entre 0 et 100 %": "UPDATE cube SET valeur = 100.1 WHERE indicateur = 'taux'",
    "Chaque valeur dit sa source": "UPDATE cube SET sources = 'inconnue|cumuls' WHERE indicateur = 'suivis'"
    " AND territoire = 'HUB-relais'",
    "Une valeur basse n’est pas au-dessus de la valeur, ni la haute au-dessous": "UPDATE cube SET"
    " valeur_basse = valeur + 1 WHERE territoire = 'TANI-somme'",
    "Une cible vise un indicateur déclaré": "INSERT INTO cibles VALUES ('x', 'suivi', '2026-12-01', 'FR', 1)",
    "La somme des cibles des départements est la cible nationale déclarée": "INSERT INTO objectifs VALUES"
    " ('suivis', 'FR', '2026-12', 3, '2020-01-01', 'Plan', '-');"
    " INSERT INTO cibles VALUES ('x', 'suivis', '2026-12-01', 'DEP-02', 1)",
    "Une date du calendrier vise un indicateur déclaré": "INSERT INTO calendrier BY NAME SELECT"
    " 'x' AS source,"
    " 'inconnu' AS indicateur, DATE '2027-01-05' AS prevu_le, TIME '09:00' AS heure, 'prévue' AS etat",
    "Un indicateur n’a pas de valeur à une maille où il dit être sans objet": "INSERT INTO sans_objet"
    " VALUES ('aidants', 'region')",
}  # fmt: skip


def sentences():
    blocks = CHECKS.read_text("utf-8").split("\n\n")[1:]
    return [block.splitlines()[0].removeprefix("-- ").rstrip(".") for block in blocks]


def test_every_check_has_its_damage_here():
    assert sentences() == list(DAMAGE)


@pytest.mark.parametrize("sentence", DAMAGE)
def test_a_check_sees_the_damage_and_says_it_in_one_line(cube, sentence):
    check(cube)
    cube.execute("BEGIN")
    try:
        cube.execute(DAMAGE[sentence])
        with pytest.raises(CheckError) as error:
            check(cube)
    finally:
        cube.execute("ROLLBACK")
    assert str(error.value).startswith(f"contrôle « {sentence}")
    assert "\n" not in str(error.value)


@pytest.fixture(scope="module")
def observed(tmp_path_factory):
    """A build of the small world: what it told, what it loaded, what it recorded."""
    folder, told = tmp_path_factory.mktemp("construit"), []
    project = read_project(write_world(folder / "projet"), folder, with_demonstration=True, today=NOW.date())
    with duckdb.connect() as con:
        loaded = build(con, project, told.append)
        recorded = con.execute("SELECT slug, lignes_lues, lignes_acceptees FROM sources").fetchall()
    return project, told, {one.source.slug: one for one in loaded}, recorded


def test_the_lines_of_every_source_are_counted_even_those_of_the_territories(observed):
    project, _, loaded, recorded = observed
    assert set(loaded) == set(project.sources)
    assert {slug: (one.used.records, one.used.accepted) for slug, one in loaded.items()} == {
        slug: (read, accepted) for slug, read, accepted in recorded
    }
    assert (loaded["cog-departements"].used.accepted, loaded["cumuls"].used.accepted) == (4, 20)


def test_each_step_is_told_to_who_builds(observed):
    project, told, *_ = observed
    assert told[0].startswith("source ")
    assert told[-2:] == ["cube", "contrôles"]
    assert {f"mesure de {slug}" for slug in project.indicators} <= set(told)


def test_a_project_without_demonstration_keeps_the_formats_that_producers_can_send(tmp_path):
    root = write_world(tmp_path / "projet")
    project = read_project(root, tmp_path / "genere", with_demonstration=False, today=NOW.date())
    assert isinstance(project, Project)
    assert "membres-inventes" not in project.sources
    assert set(project.formats) == {"membres-inventes"}
    assert not (tmp_path / "genere").exists()


def test_demonstration_files_are_generated_apart_from_the_declarations(tmp_path):
    root = write_world(tmp_path / "projet")
    project = read_project(root, tmp_path / "genere", with_demonstration=True, today=NOW.date())
    [file] = project.files(project.sources["membres-inventes"])
    assert file.is_file()
    assert not (root / "data_sources" / "demonstration").exists()


@pytest.mark.parametrize(
    ("level", "rows"),
    [
        ("departement", None),  # the same file under another name
        (
            "region",
            "territoire,mois,valeur\nREG-32,2023-01,210/500\nREG-04,2023-01,5/5\n",
        ),  # what the départements already give
    ],
)
def test_two_sources_that_give_the_same_figure_are_refused_and_never_added(tmp_path, level, rows):
    folder = write_world(tmp_path / "projet") / "data_sources"
    text = (
        (folder / "pass.sql").read_text("utf-8").replace("pass.csv", "bis.csv").replace("departement", level)
    )
    (folder / "bis.sql").write_text(text, "utf-8")
    (folder / "bis.csv").write_text(rows or (folder / "pass.csv").read_text("utf-8"), "utf-8")
    project = read_project(tmp_path / "projet", tmp_path, with_demonstration=False, today=NOW.date())
    with duckdb.connect() as con, pytest.raises(CheckError, match="pass"):
        build(con, project, lambda step: None)
