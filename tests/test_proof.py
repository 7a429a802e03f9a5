"""Where a number comes from, in words: one click from every number, and nothing of what is not public."""

import re
import shutil
from html import unescape

import duckdb
import pytest
from test_commands_verify import rewrite
from test_received import GOOD, declare, send
from world import NOW, ROOT, write_world

from observatory import french
from observatory.build import build, read_project
from observatory.declarations import Disclosure, read_sources
from observatory.disclosure.protect import protect
from observatory.durable import digest
from observatory.markup import to_html, typeset
from observatory.pages import proof
from observatory.parts import NotFound, Visit
from observatory.served import Vintages
from observatory.settings import Settings
from observatory.trail import period
from observatory.trail.decision import decision
from observatory.trail.provenance import write_provenance

VISITED = (
    "/",
    "/indicateurs",
    "/indicateurs/accompagnements?niveau=departement",
    "/indicateurs/taux-utilisation-pass?pas=trimestre",
    "/indicateurs/membres-mednum",
    "/territoires/DEP-80",
    "/comparer?t1=REG-32&t2=REG-53",
)
LINK = re.compile(r'<a [^>]*href="(/preuve/[^"]+)"[^>]*>([^<]+)</a>')
CELL = re.compile(r'<td class="nombre">(.*?)</td>')


def shown(store, **query):
    """The page of a number of the small world, as text."""
    visit = Visit(
        store, Settings(store.folder, "", "", "", ""), NOW.date(), query.pop("slug", "suivis"), query
    )
    return unescape(re.sub(r"<[^>]+>", " ", to_html(typeset(proof.page(visit).content))))


@pytest.fixture
def sent(tmp_path):
    """A project whose running totals are received, and the text of its received file."""

    def sent(**keys):
        root = write_world(tmp_path / "projet")
        declare(root, **keys)
        send((root, tmp_path / "var"), GOOD)
        return Vintages(tmp_path / "var").current()

    return sent


def test_a_page_says_the_number_its_steps_its_source_and_how_to_verify_it(read):
    page = read("/preuve/accompagnements?territoire=DEP-80&periode=2023")
    table = page.table("Ce qui compose le chiffre, Somme")
    assert [row[0] for row in table] == ["Somme"] * 3
    assert [row[3] for row in table] == ["lignes 562 à 563", "lignes 563 à 564", "lignes 564 à 565"]
    for words in (
        "D’où vient ce chiffre\u00a0?",
        "3 valeurs additionnées = 11\u202f939",
        "lignes 562 à 565",
        digest(ROOT / "data_sources/figures/barometre_accompagnements.csv"),
        "SELECT 'accompagnements' AS serie",
        "Chiffres officiels déjà publiés par la DITP",
        "python -m observatory verify accompagnements DEP-80 2023",
        "12 mois sur 12",
    ):
        assert words in page.text, words


def test_the_lines_a_page_names_are_those_of_the_file(read):
    page = read("/preuve/accompagnements?territoire=DEP-80&periode=2023")
    lines = (ROOT / "data_sources/figures/barometre_accompagnements.csv").read_text("utf-8").splitlines()
    assert {line.split(",")[0] for line in lines[561:565]} == {"80"}
    numbers = [line.split(",")[2] for line in lines[561:565]]
    assert all(french.number(int(one)) in page.text for one in numbers)


@pytest.mark.parametrize("path", VISITED)
def test_every_number_of_a_table_leads_to_where_it_comes_from(client, path):
    cells = [cell for cell in CELL.findall(client.get(path).text) if re.search(r"\d", cell)]
    assert [cell for cell in cells if not LINK.search(cell)] == []


@pytest.mark.parametrize("path", ["/indicateurs", "/territoires/DEP-80", "/comparer?t1=REG-32&t2=REG-53"])
def test_no_value_with_its_unit_is_left_without_its_link(client, path):
    text = client.get(path).text
    assert re.findall(r"<td[^>]*>(?:environ |au moins |au plus )?\d[\d\u202f,]*\u00a0[^<]*</td>", text) == []


@pytest.mark.parametrize("path", VISITED)
def test_every_chart_leads_to_where_its_first_number_comes_from(client, path):
    captions = re.findall(r"<figcaption>.*?</figcaption>", client.get(path).text)
    assert [one for one in captions if "D’où vient ce chiffre" not in one or not LINK.search(one)] == []


@pytest.mark.parametrize("path", VISITED)
def test_each_link_from_a_number_leads_to_the_page_of_that_number(client, path):
    links = sorted({(unescape(url), text) for url, text in LINK.findall(client.get(path).text)})
    assert links
    for url, text in links[:: max(1, len(links) // 12)]:
        answer = client.get(url)
        assert answer.status_code == 200, url
        if re.fullmatch(r"[\d\u202f]+", text):
            [told] = re.findall(r'<p class="chapeau"><strong>(.*?)</strong>', answer.text)
            assert re.findall(r"[\d\u202f]+", told)[0] == text, url


def test_every_period_is_written_and_read_again(site):
    rows = site.vintages.current().observations("pass-utilises", territory="DEP-47")
    assert {one.step for one in rows} == {"mois", "trimestre", "annee", "periode"}
    for one in rows:
        at = (one.step, one.start, one.end.replace(day=1))
        assert period.read(period.written(one.step, one.start, one.end)) == at


@pytest.mark.parametrize(
    "text", ["", "hier", "2023-13", "2023-T5", "0000", "2023-1", "2023/2024", "2019-01/2022"]
)
def test_what_is_no_period_is_read_as_none(text):
    assert period.read(text) is None


@pytest.mark.parametrize(
    ("query", "near"),
    [("territoire=FR&periode=2019", "2023"), ("territoire=REG-3&periode=2023", "Hauts-de-France")],
)
def test_an_unknown_number_is_a_404_that_names_the_nearest(client, query, near):
    answer = client.get(f"/preuve/accompagnements?{query}")
    assert (answer.status_code, near in answer.text) == (404, True)


def test_of_a_source_that_is_not_public_nothing_is_said_line_by_line(read):
    page = read("/preuve/pass-utilises?territoire=DEP-80&periode=2023")
    assert "Les lignes de ce fichier ne sont ni montrées ni comptées" in page.text
    assert "Empreinte (sha256)" in page.text
    assert [caption for caption, _ in page.tables] == []
    assert not re.search(r"lignes? \d", page.text)


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ({}, False),
        ({"personal": "true"}, False),
        ({"public": '"Fichier publié."'}, True),
    ],
)
def test_a_received_file_is_told_line_by_line_only_where_it_is_declared_public(sent, keys, told):
    store = sent(**keys)
    of_file = [row for row in store.query("SELECT sources, lignes FROM composantes") if "cumuls" in row[0]]
    assert bool(of_file) == told
    text = shown(store, territoire="DEP-59", periode="2024-01")
    assert ("530 (fin janvier 2024) − 500 (fin décembre 2023) = 30" in text) == told
    assert bool(re.search(r"lignes? \d", text)) == told
    assert store.table("sources")[-1]["sha256"]


def test_a_file_of_people_or_of_demonstration_is_never_public():
    known = read_sources(ROOT / "data_sources")
    one = known["barometre-accompagnements"]
    assert one.open
    assert not one.model_copy(update={"personal": True}).open
    assert not one.model_copy(update={"nature": "demonstration"}).open
    assert not any(one.open for one in known.values() if one.personal or one.nature == "demonstration")


def test_only_public_sources_are_in_the_public_components(site):
    known = read_sources(ROOT / "data_sources")
    rows = site.vintages.current().query("SELECT DISTINCT sources FROM composantes")
    slugs = {slug for (sources,) in rows for slug in sources.split("|")}
    assert slugs
    assert {slug for slug in slugs if not known[slug].open} == set()
    assert {known[slug].nature for slug in slugs} == {"officielle", "citee", "estimee"}


def test_of_a_hidden_cell_the_page_says_only_that_it_is_hidden(world, tmp_path):
    home = tmp_path / "copie"
    shutil.copytree(world.parent, home)
    rewrite(home, "UPDATE observations SET valeur = NULL, statut_conf = 'c' WHERE territoire_id = 'DEP-59'")
    text = shown(Vintages(home / "var").current(), territoire="DEP-59", periode="2023")
    assert "La valeur est cachée" in text
    assert "Cachée par le secret statistique" in text
    assert not re.search(r"lignes? \d|fin juin 2023|\b300\b", text)


@pytest.fixture
def public(tmp_path):
    """The work database of the small world, with its public tables, before what they are made of."""
    root = write_world(tmp_path / "projet")
    project = read_project(root, tmp_path, with_demonstration=True, today=NOW.date())
    with duckdb.connect() as con:
        loaded = build(con, project, lambda step: None)
        protect(con)
        con.execute("ATTACH ':memory:' AS publication")
        con.execute((ROOT / "observatory" / "publication.sql").read_text("utf-8"))
        yield con, project, loaded


def components(con, slug):
    rows = con.execute(
        "SELECT territoire, strftime(mois, '%Y-%m') FROM publication.composantes WHERE indicateur = ?", [slug]
    ).fetchall()
    return {territory: {month for at, month in rows if at == territory} for territory, _ in rows}


def test_nothing_near_a_hidden_cell_enters_the_public_components(public):
    con, *told = public
    con.execute(
        "UPDATE publication.observations SET valeur = NULL, statut_conf = 'c' WHERE indicateur = 'suivis'"
        " AND territoire_id IN ('DEP-59', 'REG-04') AND periode_type = 'annee' AND year(periode_debut) = 2023"
    )
    write_provenance(con, *told)
    found = components(con, "suivis")
    assert found["DEP-02"] == {"2022-12", "2023-06", "2023-12", "2024-01"}
    assert found["DEP-59"] == found["DEP-974"] == {"2022-12", "2024-01"}


def test_an_indicator_with_thresholds_shows_only_figures_that_stand_alone(public):
    con, *told = public
    con.execute("UPDATE indicateurs SET public = false")
    write_provenance(con, *told)
    assert components(con, "suivis") == {}
    assert components(con, "membres") == {"FR": {"2023-09"}}


def test_an_empty_number_is_explained(store):
    text = shown(store, territoire="TANI-amiens", periode="2023")
    assert "Une case vide n’est pas un zéro" in text
    assert "Rien n’est caché ici" in text


def test_an_unknown_indicator_is_refused(store):
    with pytest.raises(NotFound):
        shown(store, slug="suivi")


def test_the_decision_follows_the_rule_declared_and_what_was_decided():
    public, rule = Disclosure(public="Chiffres déjà publiés."), Disclosure(persons=11, dominance=85)
    assert decision(public, None) == "Publiée, sans seuil. Chiffres déjà publiés."
    assert decision(rule, None).startswith("Publiée après contrôle du secret statistique.")
    assert "moins de 11 personnes ou un organisme qui pèse plus de 85 % du total" in decision(rule, None)
    assert decision(rule, "c").startswith("Cachée par le secret statistique.")
