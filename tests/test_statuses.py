"""Each status goes from a declaration to the words of a page and to the code of a file."""

import csv
import io

import pytest
from world import NOW, built, write_world

from observatory.exports import COLUMNS, csv_bytes
from observatory.markup import to_html, typeset
from observatory.pages import indicator, method
from observatory.parts import Visit
from observatory.publish import publish
from observatory.sentences import STATUSES
from observatory.served import Vintages
from observatory.settings import Settings

DECLARED = """CASE territoire WHEN 'DEP-02' THEN 'b' WHEN 'DEP-59' THEN 'f' WHEN 'DEP-80' THEN 'e'
              ELSE 'p' END AS statut_obs FROM"""


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """A vintage whose passes carry, in January 2023, a status for each département."""
    home = tmp_path_factory.mktemp("statuts")
    root = write_world(home / "projet")
    declaration = root / "indicators" / "pass.sql"
    text = declaration.read_text("utf-8")
    assert text.count("valeur FROM") == 1
    text = text.replace("valeur FROM", f"valeur, {DECLARED}").replace(
        "kind =", 'not_applicable = ["epci"]\nkind ='
    )
    declaration.write_text(text, "utf-8")
    publish(root, home / "var", NOW, lambda step: None, demonstration=False, force=False)
    return Vintages(home / "var").current()


def seen(store, place, step="mois"):
    visit = Visit(store, Settings(None, *[""] * 4), NOW.date(), "pass", {"territoire": place, "pas": step})
    return to_html(typeset(indicator.page(visit).content)).replace("\u00a0", " ")


def in_file(store, place, start="2023-01-01", slug="pass"):
    rows = csv.DictReader(io.StringIO(csv_bytes(store.observations(slug, territory=place), "v").decode()))
    return {row["periode_type"]: row for row in rows if row["periode_debut"] == start}


@pytest.mark.parametrize(
    ("place", "code", "words"),
    [
        ("DEP-02", "b", "rupture de série"),
        ("DEP-59", "f", "prévision"),
        ("DEP-80", "e", "estimée"),
        ("DEP-974", "p", "provisoire"),
    ],
)
def test_a_status_that_an_indicator_gives_is_in_its_page_and_its_file(store, place, code, words):
    found = in_file(store, place)["mois"]
    assert (found["statut_obs"], found["valeur"] != "") == (code, True)
    assert f">{words}</td>" in seen(store, place)
    assert STATUSES[code] == words


def test_a_partial_period_is_provisional_besides_what_it_is(store):
    assert in_file(store, "DEP-02")["annee"]["statut_obs"] == "bp"
    assert in_file(store, "DEP-974")["annee"]["statut_obs"] == "p"
    assert ">provisoire, 3 mois sur 12, rupture de série</td>" in seen(store, "DEP-02", "annee")


def test_what_is_not_available_and_what_has_no_meaning_are_told_apart(store):
    assert in_file(store, "DEP-59", "2023-02-01")["mois"]["statut_obs"] == "x"
    for place in ("EPCI-248000531", "TANI-amiens"):
        found = in_file(store, place)["annee"]
        assert (found["valeur"], found["statut_obs"], found["note"]) == (
            "",
            "z",
            "Sans objet à cette maille.",
        )
        other = in_file(store, place, slug="suivis")["annee"]
        assert (other["statut_obs"], other["note"]) == ("x", "Non disponible à cette maille.")
    assert STATUSES["z"] in seen(store, "TANI-amiens")


def test_a_value_where_the_indicator_says_it_has_no_meaning_is_refused(tmp_path):
    root = write_world(tmp_path / "projet")
    declaration = root / "indicators" / "pass.sql"
    text = declaration.read_text("utf-8")
    declaration.write_text(text.replace("kind =", 'not_applicable = ["region"]\nkind ='), "utf-8")
    with pytest.raises(ValueError, match="sans objet. » : pass, REG-"):
        built(root, tmp_path / "invente")


def test_every_code_is_explained_on_the_method_page_and_with_the_columns(client):
    assert set(method.STATUSES) == set(STATUSES)
    for code, words in STATUSES.items():
        assert words.split()[0][:6] in COLUMNS["statut_obs"], code
        assert words.split()[0][:6] in method.STATUSES[code], code


def test_every_intercommunalite_of_the_project_is_outside_the_coverage_by_departement(site):
    store = site.vintages.current()
    places = [id for id, one in store.territories.items() if one.level == "epci"]
    for place in (places[0], places[-1], "EPCI-243100633"):
        found = {one.status for one in store.observations("couverture-hubs", territory=place)}
        assert found == {"z"}, place
        assert {one.status for one in store.observations("accompagnements", territory=place)} == {"x"}
