"""Hidden values as people see them: said to be hidden, explained, counted; never taken for missing."""

import csv
import io

import pytest
from hidden_world import write_hidden_world
from reading import Reading
from rows import FLOW, observation
from world import NOW, ROOT

from observatory.pages.compare import same_period
from observatory.publish import publish
from observatory.sentences import HIDDEN, MASKED, UNKNOWN, WHY_HIDDEN
from observatory.settings import Settings
from observatory.web import create_site

JOURNAL = "/journal-du-secret"
SOMME = "/indicateurs/personnes-formees?territoire=DEP-80"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The site of the world where few people are counted."""
    root = write_hidden_world(tmp_path_factory.mktemp("secret") / "projet")
    publish(root, root.parent / "var", NOW, lambda step: None, demonstration=True, force=False)
    return create_site(ROOT, Settings(root.parent / "var", "", "", "", ""))


@pytest.fixture(scope="module")
def read(site):
    client = site.server.test_client()

    def read(path):
        answer = client.get(path)
        assert answer.status_code == 200, path
        return Reading(answer.text)

    return read


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    "path",
    [
        f"{SOMME}&pas=mois",  # all hidden but a zero
        f"{SOMME}&pas=annee",  # all hidden
        "/indicateurs/detail?territoire=DEP-80",  # a breakdown
        "/indicateurs/montants?niveau=departement",  # a map and a ranking
        "/indicateurs/montants?niveau=tani",  # a list
        "/territoires/DEP-80",
        "/comparer?indicateur=montants&t1=DEP-80&t2=DEP-02",
        "/comparer?indicateur=montants&t1=DEP-80&t2=TANI-somme",
    ],
)
def test_a_page_with_a_hidden_value_says_so_explains_it_and_leads_to_the_journal(read, path):
    page = read(path)
    assert HIDDEN in page.text or MASKED in page.text
    assert WHY_HIDDEN in plain(page.text)
    assert JOURNAL in page.links


@pytest.mark.parametrize("path", ["/", "/indicateurs", "/indicateurs/pass?territoire=DEP-02"])
def test_a_page_without_a_hidden_value_does_not_speak_of_them(read, path):
    assert "[c]" not in read(path).text


def test_where_all_the_values_of_a_chart_are_hidden_the_page_says_so_and_not_that_there_is_none(read):
    page = read(f"{SOMME}&pas=annee")
    said = "Somme : aucune valeur à montrer, 2 valeurs masquées par le secret statistique."
    assert said in plain(page.text)
    assert "aucune valeur n’est publiée" not in page.text
    rows = page.table("Une série personnes-formees en personnes, Somme")
    assert [(row[0], row[1]) for row in rows] == [("2022", HIDDEN), ("2023", HIDDEN)]


def test_a_zero_is_still_a_zero_beside_hidden_values(read):
    page = read(f"{SOMME}&pas=mois")
    rows = page.table("Une série personnes-formees en personnes, Somme")
    assert [row[1] for row in rows] == [HIDDEN, HIDDEN, HIDDEN, "0", HIDDEN]
    assert "Sur ce graphique, 4 valeurs masquées par le secret statistique." in plain(page.text)


def test_hidden_places_come_last_by_name_and_are_counted_apart(read):
    page = read("/indicateurs/montants?niveau=departement")
    rows, same = (rows for caption, rows in page.tables if caption == "Une série montants en\u00a0€, 2023")
    assert rows == same  # behind the map, and behind the ranking
    assert [(row[0], row[1]) for row in rows[-2:]] == [("Nord (59)", HIDDEN), ("Somme (80)", HIDDEN)]
    assert [row[1] for row in rows[1:-2] if "," in row[1]] == [row[1] for row in rows[1:-2]] != []
    assert "2 territoires connus sur 4, 2 valeurs masquées par le secret statistique." in plain(page.text)


def test_a_level_where_nothing_is_shown_tells_hidden_from_unavailable(read):
    page = read("/indicateurs/montants?niveau=tani")
    assert "2023 : aucune valeur à comparer, 1 valeur masquée par le secret statistique" in plain(page.text)
    rows = page.table("Une série montants en\u00a0€, 2023")
    assert [(row[0], row[1]) for row in rows] == [("Amiens Métropole", UNKNOWN), ("La Somme", HIDDEN)]


def test_the_page_of_a_place_says_hidden_and_no_older_value_stands_in_for_it(read):
    rows = {row[0]: row for row in read("/territoires/DEP-80").table("Indicateurs, Somme")}
    assert rows["Une série montants en\u00a0€"][1:3] == ["2023", HIDDEN]
    assert rows["Une série en accompagnements"][2] != HIDDEN


def test_places_compared_say_which_one_is_hidden(read):
    page = read("/comparer?indicateur=montants&t1=DEP-80&t2=DEP-02&t3=FR")
    assert "Somme (80) : masqué par le secret statistique." in plain(page.text)


def test_a_period_hidden_here_gives_way_to_one_that_another_place_shows():
    here = [observation(1, "2022"), observation(when="2023", confidentiality="c")]
    there = [observation(2, "2022", territory="FR")]
    found = same_period(FLOW, [{FLOW.slug: here}, {FLOW.slug: there}])
    assert [one.value for one in found] == [1, 2]


def test_a_file_of_invented_values_says_so_in_its_name_though_all_are_hidden(site):
    answer = site.server.test_client().get("/donnees/membres.csv?niveau=region")
    rows = list(csv.DictReader(io.StringIO(answer.text, newline="")))
    assert {(row["valeur"], row["statut_conf"], row["nature"]) for row in rows} == {
        ("", "c", "demonstration")
    }
    assert answer.headers["Content-Disposition"] == 'attachment; filename="demonstration-membres.csv"'


def test_the_note_of_an_indicator_says_its_rule(read):
    assert "aucune valeur publiée ne parle de moins de 11 personnes" in read(SOMME).text
    assert "Rien n’est masqué. Chiffres déjà publiés." in read("/indicateurs/suivis").text


def test_the_journal_is_linked_from_the_method_and_says_its_counts_and_its_method(read, site):
    assert JOURNAL in read("/methode").links
    page = read(JOURNAL)
    [(hidden, cells)] = site.vintages.current().query("SELECT sum(masquees), sum(cases) FROM secret")
    assert f"{hidden} valeurs masquées par le secret statistique sur {cells}" in plain(page.text)
    rules = {
        row[0]: [int(plain(one)) for one in row[1:4]] for row in page.table("Valeurs masquées, par règle")
    }
    assert [rules[rule][0] for rule in ("Moins de 11 personnes", "Moins de 30 organisations")] == [4, 1]
    assert [sum(counts) for counts in list(zip(*rules.values(), strict=True))[1:]] == [cells, hidden]
    rows = page.table("Valeurs masquées, par indicateur et par niveau")
    assert sum(int(row[3]) for row in rows) == hidden
    for word in (
        "attaquant",
        "millésime antérieur",
        "démonstration sont inventées",
        "additionne et soustrait",
    ):
        assert word in page.text


def test_the_file_of_the_journal_counts_the_hidden_rows_of_the_files(site):
    client = site.server.test_client()
    answer = client.get("/donnees/journal-du-secret.csv")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="journal-du-secret.csv"'
    lines = list(csv.DictReader(io.StringIO(answer.text, newline="")))
    for slug in {line["indicateur"] for line in lines}:
        text = client.get(f"/donnees/{slug}.csv?ventilation=oui").text
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
        hidden = [row for row in rows if row["statut_conf"] == "c"]
        counted = {
            line["territoire_niveau"]: int(line["masquees"]) for line in lines if line["indicateur"] == slug
        }
        found = {level: sum(row["territoire_niveau"] == level for row in hidden) for level in counted}
        assert found == counted
        assert {(row["valeur"], row["valeur_basse"], row["valeur_haute"]) for row in hidden} == {("", "", "")}
        assert all(row["note"].startswith("Masqué par le secret statistique.") for row in hidden)
