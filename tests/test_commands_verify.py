"""The command `verify`: a published number computed again from the files, and the path shown."""

import shutil

import duckdb
import pytest
from typer.testing import CliRunner
from world import NOW, long, write_world

from observatory.__main__ import app
from observatory.commands import DONE, REFUSED, WITH_REJECTS
from observatory.durable import digest
from observatory.publish import publish
from observatory.vintages import DATABASE, current, manifest, write_manifest


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A project and its published vintage, demonstration included."""
    home = tmp_path_factory.mktemp("verifie")
    root = write_world(home / "projet")
    publish(root, home / "var", NOW, lambda step: None, demonstration=True, force=False)
    return home


@pytest.fixture
def copy(home, tmp_path):
    return shutil.copytree(home, tmp_path / "copie")


def verify(home, *asked):
    places = ["--var", str(home / "var"), "--root", str(home / "projet")]
    return CliRunner(env={"COLUMNS": "200"}).invoke(app, ["verify", *asked, *places])


def rewrite(home, statement):
    """Change the public database of a vintage, and seal it again."""
    folder = current(home / "var")
    (folder / DATABASE).chmod(0o644)
    with duckdb.connect(folder / DATABASE) as con:
        con.execute(statement)
    (folder / "manifest.json").chmod(0o644)
    told = manifest(folder)
    del told["seal"]
    write_manifest(folder, told | {"outputs": {DATABASE: digest(folder / DATABASE)}})


def test_a_number_is_computed_again_and_each_step_is_told(home):
    done = verify(home, "suivis", "DEP-59", "2023")
    assert done.exit_code == DONE, done.output
    told = done.output
    assert "Source : Un producteur, Fichier cumuls (chiffre officiel)" in told
    assert f"sha256 : {digest(home / 'projet/data_sources/cumuls.csv')} (celui du millésime)" in told
    assert "Lignes 6 à 8 (3 en tout)" in told
    assert "6 : territoire = DEP-59 ; mois = 2022-12-01 ; valeur = 200" in told
    assert "SELECT mois, territoire, valeur FROM cumuls WHERE serie = 'suivis'" in told
    assert "Nord, de janvier 2023 à juin 2023 : 300 (fin juin 2023) − 200 (fin décembre 2022) = 100" in told
    assert "2 valeurs additionnées = 300" in told
    assert "Secret statistique : Publiée, sans seuil. Chiffres déjà publiés." in told
    assert told.splitlines()[-3:] == ["Recalculé : 300", "Publié : 300", "identique"]


@pytest.mark.parametrize(
    ("asked", "value"),
    [
        (("suivis", "FR", "2023"), "624"),
        (("taux", "REG-32", "2023-T1"), "36,885246"),
        (("aidants", "DEP-80", "2023-11"), "3"),
        (("membres", "FR", "2023-09"), "140"),
    ],
)
def test_every_kind_of_indicator_and_of_period_is_verified(home, asked, value):
    done = verify(home, *asked)
    assert (done.exit_code, done.output.splitlines()[-3:]) == (
        DONE,
        [f"Recalculé : {value}", f"Publié : {value}", "identique"],
    )


def test_lines_are_those_of_the_file_blank_lines_and_all(copy):
    file = copy / "projet" / "data_sources" / "cumuls.csv"
    file.write_text(file.read_text("utf-8").replace("DEP-59,2022-12", "\n\nDEP-59,2022-12"), "utf-8")
    publish(copy / "projet", copy / "var", NOW, lambda step: None, demonstration=True, force=False)
    done = verify(copy, "suivis", "DEP-59", "2023")
    numbered = dict(enumerate(file.read_text("utf-8").splitlines(), start=1))
    assert [numbered[line] for line in (8, 9, 10)] == [
        "DEP-59,2022-12,200",
        "DEP-59,2023-06,300",
        "DEP-59,2023-12,500",
    ]
    assert "Lignes 8 à 10 (3 en tout)" in done.output


def test_a_file_changed_since_the_vintage_is_named_and_the_number_is_not_the_same(copy):
    (copy / "projet" / "data_sources" / "cumuls.csv").write_text(
        long("territoire 2022-12 2023-12\nDEP-59 200 501"), "utf-8"
    )
    done = verify(copy, "suivis", "DEP-59", "2023")
    assert done.exit_code == WITH_REJECTS
    assert "Recalculé : 301\nPublié : 300\ndifférent" in done.output
    assert "Attention : cumuls.csv n’est pas celui du millésime" in done.output


def test_a_published_number_that_was_tampered_with_is_seen(copy):
    rewrite(copy, "UPDATE observations SET valeur = valeur + 1 WHERE indicateur = 'suivis'")
    done = verify(copy, "suivis", "FR", "2023")
    assert (done.exit_code, done.output.splitlines()[-1]) == (WITH_REJECTS, "différent")


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (("suivi", "FR", "2023"), "« suivi » n’est pas un indicateur ; les plus proches : suivis"),
        (("suivis", "DEP-8", "2023"), "« DEP-8 » n’est pas un territoire ; les plus proches : DEP-80"),
        (
            ("suivis", "FR", "2019"),
            "« 2019 » n’est pas une période de « suivis » ; les plus proches : 2023, 2024,",
        ),
        (("suivis", "FR", "hier"), "« hier » n’est pas une période de « suivis » ; les plus proches : "),
        (
            ("suivis", "FR", "2023", "--ventilation", "totaux"),
            "« totaux » n’est pas une ventilation ; les plus proches : total",
        ),
    ],
)
def test_what_is_unknown_is_refused_with_what_is_nearest(home, asked, words):
    done = verify(home, *asked)
    assert done.exit_code == REFUSED
    assert words in done.output


def test_an_empty_cell_is_explained_and_nothing_is_computed(home):
    done = verify(home, "suivis", "TANI-amiens", "2023")
    assert done.exit_code == DONE
    assert "Une case vide n’est pas un zéro" in done.output
    assert "Recalculé" not in done.output


def test_a_hidden_cell_is_explained_and_nothing_of_it_is_shown(copy):
    rewrite(
        copy,
        "UPDATE observations SET valeur = NULL, statut_conf = 'c'"
        " WHERE indicateur = 'suivis' AND territoire_id = 'DEP-59'",
    )
    done = verify(copy, "suivis", "DEP-59", "2023")
    assert done.exit_code == DONE
    assert "Secret statistique : Cachée par le secret statistique." in done.output
    assert not any(word in done.output for word in ("Recalculé", "Lignes", "300", "Calcul."))


def test_without_a_vintage_the_cure_is_told(home, tmp_path):
    done = CliRunner().invoke(app, ["verify", "suivis", "FR", "2023", "--var", str(tmp_path)])
    assert done.exit_code == REFUSED
    assert "make build" in done.output
