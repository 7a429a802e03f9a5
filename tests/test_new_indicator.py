"""Adding an indicator is adding one file: everything else follows."""

import shutil

import pytest
from reading import Reading
from world import NOW, ROOT

from observatory.publish import publish
from observatory.settings import Settings
from observatory.web import create_site

TITLE = "Postes nouveaux"
NEW = """/*
title = "Postes nouveaux"
definition = "Nombre de postes nouveaux, compté pour l’exemple."
unit = "postes"
theme = "ressources"
kind = "flow"
disclosure = { public = "Déjà publié." }
examples = [{ text = "Deux postes dans la Somme.", given.postes = [{ depuis = 2021-01-01, mois = 2021-12-01, territoire = "DEP-80", postes = 2 }], expect = { "FR" = 2 } }]
*/
SELECT depuis, mois, territoire, postes AS valeur, complet FROM postes
"""  # noqa: E501


SERIES = "/indicateurs/nouveau"


@pytest.fixture(scope="module")
def client(embedded, tmp_path_factory):
    """A site that is being served when a copy of the project gains an indicator and is published."""
    folder = tmp_path_factory.mktemp("nouveau")
    var = shutil.copytree(embedded, folder / "var")
    client = create_site(ROOT, Settings(var, "", "", "", "")).server.test_client()
    assert client.get(SERIES).status_code == client.get("/donnees/nouveau.csv").status_code == 404
    for name in ("indicators", "data_sources"):
        shutil.copytree(ROOT / name, folder / name)
    (folder / "indicators" / "nouveau.sql").write_text(NEW, "utf-8")
    publish(folder, var, NOW, lambda step: None, demonstration=False, force=False)
    return client


@pytest.fixture(scope="module")
def found(client):
    return Reading(client.get(SERIES).text)


def read(client, path):
    return Reading(client.get(path).text)


def test_the_declaration_holds_in_ten_lines():
    assert len(NEW.splitlines()) == 10


def test_the_site_serves_it_without_a_restart(client, found):
    assert client.get(SERIES).status_code == 200
    assert found.h1 == [TITLE]
    assert found.title == f"{TITLE} – Observatoire de l’inclusion numérique"


def test_its_page_has_its_course_its_map_and_its_ranking(found):
    assert {"evolution-graphique", "carte-graphique", "classement-graphique"} <= set(found.ids)
    assert [row[:2] for row in found.table(f"{TITLE}, France")] == [
        ["2021", "3\u202f177"],
        ["2022", "652"],
        ["2023", "96"],
    ]
    [ranking] = [rows for caption, rows in found.tables if caption == f"{TITLE}, 2022"][:1]
    assert len(ranking) == 1 + 18


def test_its_method_note_says_its_definition_its_rule_its_example_and_its_source(found):
    assert {"methode", "sources"} <= set(found.ids)
    for words in (
        "Nombre de postes nouveaux",
        "s’additionnent",
        "Deux postes dans la Somme.",
        "5 avril 2023",
    ):
        assert words in found.text


def test_its_file_follows_the_contract(client):
    lines = client.get("/donnees/nouveau.csv?territoire=FR&pas=annee").text.splitlines()
    assert [line.split(",")[8] for line in lines] == ["valeur", "3177", "652", "96"]
    assert (
        client.get("/donnees/nouveau.csv?niveau=departement&pas=annee&du=2023-01-01").text.count("DEP-")
        == 101
    )


@pytest.mark.parametrize("path", ["/", "/indicateurs", "/donnees", "/territoires/DEP-80", "/territoires/FR"])
def test_every_list_names_it(client, path):
    found = read(client, path)
    assert TITLE in found.text
    assert any(link.startswith(SERIES) for link in found.links)


def test_it_can_be_compared(client):
    assert '<option value="nouveau">Postes nouveaux</option>' in client.get("/comparer").text
    assert TITLE in read(client, "/comparer?indicateur=nouveau&t1=REG-32&t2=REG-53").text


def test_the_other_indicators_stay_as_they_were(client):
    links = read(client, "/indicateurs").links
    others = {f"/indicateurs/{path.stem}" for path in (ROOT / "indicators").glob("*.sql")}
    assert {link for link in links if link.startswith("/indicateurs/")} == {*others, SERIES}
