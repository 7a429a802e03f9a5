"""The steering page: the alerts, the table and its orders, the file, the annex of a session."""

import csv
import datetime
import io
import shutil

import pytest
from reading import Reading
from world import ROOT

from observatory.pages import steering_table
from observatory.parts import Visit
from observatory.progress.board import board, latest
from observatory.progress.table import COLUMNS
from observatory.settings import Settings
from observatory.web import create_site

HEAD = ["Indicateur", "Valeur", "Cible", "Attendu", "Écart", "Verdict", "Tendance", "Prévision",
        "Mise à jour", "Couverture"]  # fmt: skip


def read(client, path):
    with client.get(path) as answer:
        assert answer.status_code == 200, (path, answer.text[:300])
        return Reading(answer.text)


def said(page):
    """The words of a page with plain spaces."""
    return " ".join(page.text.split())


def lines(page, place):
    """The lines of the table by indicator: the cells as text, a title with two lines giving both."""
    rows = [[" ".join(cell.split()) for cell in row] for row in page.table(f"Indicateurs, {place}")]
    return {title: [row for row in rows if row[0] == title] for title in {row[0] for row in rows}}


@pytest.fixture(scope="module")
def small(steered):
    """Who asks the site of the small world that has targets."""
    return create_site(ROOT, Settings(steered.folder.parent.parent, *[""] * 4)).server.test_client()


@pytest.fixture(scope="module")
def france(client):
    return read(client, "/pilotage")


def test_the_goal_of_the_nation_is_told_for_the_year_that_is_over_and_the_year_under_way(france):
    [title] = [one for one in lines(france, "France") if one.startswith("Personnes accompagnées")]
    over, under_way = lines(france, "France")[title]
    assert over[1].startswith("1 237 378en 2023") and "Estimation" in over[1]
    assert "✘ non atteint" in over[5] and "82" in over[5]
    assert "année incomplète, 9 mois sur 12" in under_way[1] and "◐ à accélérer" in under_way[5]
    assert (over[2], under_way[3]) == ("1 500 000par an", "1 125 000")


def test_every_indicator_has_its_line_and_a_verdict_opens_on_its_formula(client, site, france):
    found = lines(france, "France")
    assert len(found) == len(site.vintages.current().indicators)
    [helpers] = found["Aidants numériques formés en aidants"]
    assert (helpers[1], helpers[3], helpers[4]) == ("19 489fin septembre 2024", "15 768", "+3 721")
    assert "● à l’heure" in helpers[5]
    assert "Avancement : (19 489 − 12 476) ÷ (20 000 − 12 476) = 93,2 %." in helpers[5]
    assert "Attendu à fin septembre 2024 : 21 mois sur 48, soit 43,8 %." in helpers[5]
    assert "PILOTE" in helpers[5] and "Open SDG" in helpers[5]
    assert helpers[9] == "100 %101 sur 101"


@pytest.mark.parametrize(
    ("place", "title", "said"),
    [
        (
            "DEP-01",
            "Accompagnements par les conseillers numériques, cumul",
            ("68 865", "61 500", "✔ atteint"),
        ),
        ("DEP-23", "Aidants numériques formés", ("95", "37", "déjà à l’objectif")),
        (
            "DEP-976",
            "Accompagnements par les conseillers numériques, cumul",
            ("25 575", "72 000", "à l’arrêt"),
        ),
    ],
)
def test_the_table_of_a_département_tells_its_own_targets(client, place, title, said):
    page = read(client, f"/pilotage?territoire={place}")
    name = {"DEP-01": "Ain", "DEP-23": "Creuse", "DEP-976": "Mayotte"}[place]
    found = lines(page, name)
    [row] = [rows[0] for one, rows in found.items() if one.startswith(title)]
    assert all(word in " ".join(row) for word in said), row


def test_the_alerts_come_first_and_each_is_a_sentence(france):
    found = said(france)
    assert found.index("Ce qui doit alerter") < found.index("Tous les indicateurs")
    assert "À Mayotte, la progression est à accélérer" in found
    assert "537 accompagnements en neuf mois, quand il faudrait" in found
    assert "En Guyane, la progression est en retard" in found
    assert "Donnée de septembre 2024, vieille de 26 mois." in found


def test_a_place_is_alerted_about_itself_and_the_départements_it_holds(client):
    page = read(client, "/pilotage?territoire=REG-44")
    alerted = [link for link in page.links if link.startswith("/indicateurs/") and "territoire=" in link]
    assert any("territoire=DEP-67" in link for link in alerted)
    assert not any("territoire=DEP-973" in link for link in alerted)


def test_a_declared_confidence_that_the_measure_contradicts_and_what_was_decided_are_told(small):
    page = read(small, "/pilotage?territoire=DEP-80")
    assert "Confiance contredite : 1" in said(page)
    assert "la confiance déclarée le 10 janvier 2024" in said(page)
    assert "(auteur : Préfecture, direction)" in said(page)
    assert "Ce qui a été décidé (1)" in said(page)
    assert "/pilotage/registre?indicateur=restants&territoire=DEP-80" in page.links
    assert "Confiance contredite : 1" not in said(read(small, "/pilotage?territoire=DEP-59"))


def test_zero_falling_and_missing_are_told_in_the_small_world(small):
    zero, fallen, missing = (
        [row for rows in lines(read(small, f"/pilotage?territoire={id}"), name).values() for row in rows]
        for id, name in (("DEP-02", "Aisne"), ("DEP-80", "Somme"), ("DEP-974", "La Réunion"))
    )
    assert any(row[1].startswith("0fin décembre 2023") and "✔ atteint" in row[5] for row in zero)
    assert any(row[1].startswith("14fin décembre 2023") and "▼ recul" in row[5] for row in fallen)
    assert any(row[1] == "non disponible" for row in missing)
    assert "En recul : 1" in said(read(small, "/pilotage?territoire=DEP-80"))


def test_a_long_series_has_its_forecast_and_a_short_one_says_why_not(small):
    rows = [row for rows in lines(read(small, "/pilotage"), "France").values() for row in rows]
    assert any("quatre chances sur cinq" in row[7] for row in rows)
    assert any(row[7] == "Série trop courte pour prévoir." for row in rows)


@pytest.mark.parametrize("asked", steering_table.sortings())
def test_each_heading_sorts_the_lines_and_says_so(site, asked):
    store = site.vintages.current()
    visit = Visit(store, Settings(None, *[""] * 4), datetime.date(2026, 11, 21))
    found = steering_table.lines(visit, store.territories["FR"], None)
    ordered = steering_table.ordered(found, asked)
    ranks = [steering_table.COLUMNS[asked.removeprefix("-")].rank(one) for one in ordered]
    assert ranks == sorted(ranks, reverse=asked.startswith("-"))
    html = site.server.test_client().get(f"/pilotage?tri={asked}").text
    assert html.count("aria-sort") == 1
    assert ("descending" if asked.startswith("-") else "ascending") in html.split("aria-sort")[1][:20]


def test_an_indicative_share_is_asked_for_and_is_labelled_as_our_convention(client):
    plain = read(client, "/pilotage?territoire=REG-53")
    assert "indicative de l’objectif est" not in plain.text and "clé indicative" not in plain.text
    shared = read(client, "/pilotage?territoire=REG-53&cle=population")
    assert "Ce n’est l’objectif d’aucun territoire." in shared.text
    assert any("clé indicative" in row[2] for rows in lines(shared, "Bretagne").values() for row in rows)


def test_an_unknown_territory_is_not_found_and_an_unknown_order_is_left_out(client):
    assert client.get("/pilotage?territoire=DEP-00").status_code == 404
    assert read(client, "/pilotage?tri=hasard&cle=autre").text == read(client, "/pilotage").text


def test_the_file_has_a_line_for_each_indicator_and_territory_at_its_last_value(client, site):
    with client.get("/donnees/pilotage.csv") as answer:
        rows = list(csv.DictReader(io.StringIO(answer.text, newline="")))
        assert answer.headers["ETag"]
    assert tuple(rows[0]) == tuple(COLUMNS)
    found = latest(board(site.vintages.current()))
    assert [(row["indicateur"], row["territoire_id"]) for row in rows] == sorted(found)
    [row] = [row for row in rows if (row["indicateur"], row["territoire_id"]) == ("personnes-formees", "FR")]
    assert (row["periode_fin"], row["couverture"], row["verdict"]) == ("2024-12-31", "0.75", "a_accelerer")


def test_the_annex_of_a_session_shows_what_was_published_on_its_day(tmp_path, steered):
    var = shutil.copytree(steered.folder.parent.parent, tmp_path / "var")
    later = datetime.datetime(2027, 3, 1, tzinfo=datetime.UTC)
    client = create_site(ROOT, Settings(var, *[""] * 4), lambda: later).server.test_client()
    page = read(client, "/pilotage/seance/2026-11-25")
    assert page.h1 == ["Annexe au compte rendu de la séance du 25 novembre 2026"]
    assert (
        steered.vintage in page.text and "vieille de 34 mois" in page.text
    )  # on that day: December 2023 + 35
    assert all("au=2026-11-25" in link for link in page.links if link.startswith("/indicateurs/"))
    early = client.get("/pilotage/seance/2020-01-01")
    assert early.status_code == 404 and "le premier millésime est du" in early.text
    for wrong in ("2027-03-02", "hier", "2026-13-01"):
        assert client.get(f"/pilotage/seance/{wrong}").status_code == 404


def test_the_callback_draws_the_annex_of_the_day_in_the_address(client):
    inputs = [{"id": "adresse", "property": "pathname", "value": "/pilotage/seance/2020-01-01"},
              {"id": "adresse", "property": "search", "value": ""}]  # fmt: skip
    asked = {"output": "page.children", "outputs": {"id": "page", "property": "children"},
             "inputs": inputs, "changedPropIds": ["adresse.pathname"]}  # fmt: skip
    answer = client.post("/_dash-update-component", json=asked)
    assert "le premier mill" in answer.text and "Annexe" not in answer.text


def test_the_page_of_an_indicator_says_its_progress(client):
    page = read(client, "/indicateurs/aidants-formes?territoire=DEP-23")
    assert "Dans la Creuse, l’objectif est atteint, et l’était déjà au départ (95 aidants fin" in said(page)
    assert "Progression" not in read(client, "/indicateurs/membres-mednum").text
