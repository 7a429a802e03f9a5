"""Every page of the site, on the real figures: whole, in French, and each link leading somewhere."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from reading import to_draw
from world import ROOT

from observatory import pages
from observatory.declarations import read_indicators
from observatory.markup import to_html

INDICATORS = read_indicators(ROOT / "indicators")
LISTS = sorted(
    {
        *pages.MENU,
        *pages.FOOT,
        "/donnees/etat",
        "/journal-du-secret",
        "/pilotage/couverture",
        "/pilotage/registre",
    }
)
OWN_FILES = (
    "/donnees/revisions.csv",
    "/calendrier.ics",
    "/donnees/journal-du-secret.csv",
    "/donnees/couverture.csv",
    "/donnees/resume.csv",
    "/donnees/pilotage.csv",
    "/donnees/observatoire.zip",
    "/donnees/observations.parquet",
)
OTHERS = (
    "/comparer?t1=REG-32&t2=REG-53",
    "/comparer?indicateur=kits-diffuses&t1=DEP-80&t2=FR&t3=TANI-creuse",
    "/territoires?commune=amiens",
    "/indicateurs/kits-diffuses?territoire=DEP-80&pas=mois&niveau=hub",
)


@pytest.fixture(scope="module")
def every_page(read, places):
    paths = [*LISTS, *OTHERS, *(f"/indicateurs/{slug}" for slug in INDICATORS)]
    return {path: read(path) for path in [*paths, *(f"/territoires/{id}" for id in places)]}


def test_there_is_a_page_for_every_indicator_and_every_territory(every_page, places):
    assert len(places) == 147
    assert len(every_page) == len(LISTS) + len(OTHERS) + len(INDICATORS) + 147


def test_every_page_has_its_language_one_heading_and_a_title_of_its_own(every_page):
    for path, page in every_page.items():
        assert page.lang == "fr", path
        assert len(page.h1) == 1 and page.h1[0].strip(), path
        assert page.title.endswith("Observatoire de l’inclusion numérique"), path
    titles = [page.title for path, page in every_page.items() if "?" not in path]
    assert sorted(titles) == sorted(set(titles))


def test_no_word_of_a_programme_and_no_straight_apostrophe_is_shown(every_page):
    for path, page in every_page.items():
        assert re.findall(r".*\b(?:None|nan|NaN|null|undefined|Decimal)\b.*", page.text) == [], path
        assert re.findall(r".*'.*", page.text) == [], path


def test_no_sign_is_left_alone_at_the_start_of_a_line(every_page):
    for path, page in every_page.items():
        assert re.findall(r".* (?:[:;?!»%€](?!\w).*|000\b.*)|.*« .*", page.text) == [], path


def test_no_id_is_given_twice_in_a_page(every_page):
    for path, page in every_page.items():
        assert sorted(page.ids) == sorted(set(page.ids)), path


def test_every_link_inside_the_site_leads_to_a_page_or_a_file(every_page, site):
    links = {
        urlsplit(link).path for page in every_page.values() for link in page.links if link.startswith("/")
    }
    models = {path for path in links if path.startswith("/donnees/modeles/")}
    files = {f"/donnees/{slug}.{form}" for slug in INDICATORS for form in ("csv", "json")} | {*OWN_FILES}
    assert files <= links
    known = {urlsplit(path).path for path in every_page} | {f"/preuve/{slug}" for slug in INDICATORS}
    sessions = {path for path in links if path.startswith("/pilotage/seance/")}
    assert len(sessions) == 1  # that of today
    assert sorted(links - known - models - files - sessions) == []
    queries = [parse_qs(urlsplit(link).query) for page in every_page.values() for link in page.links]
    asked = [id for query in queries for id in query.get("territoire", [])]
    assert set(asked) <= set(site.vintages.current().territories)


@pytest.mark.parametrize("path", [*LISTS, *OTHERS[:2], "/indicateurs/accompagnements", "/territoires/DEP-80"])
def test_a_stray_parameter_changes_not_a_byte(client, path):
    stray = f"{path}{'&' if '?' in path else '?'}utm_source=lettre"
    assert client.get(stray).data == client.get(path).data


@pytest.mark.parametrize("path", ["/", "/indicateurs/illectronisme", "/territoires/FR", OTHERS[1], OTHERS[3]])
def test_what_dash_draws_is_what_the_server_wrote(client, site, path):
    address, _, query = path.partition("?")
    content = site.draw(address, f"?{query}")
    assert f'<div id="serveur">{to_html(content)}</div>' in to_draw(client.get(path).text)


@pytest.mark.parametrize("path", ["/comparer?t1=REG-32&t1=FR&t2=REG-53", "/territoires/Rh%C3%B4ne"])
def test_dash_reads_an_address_as_the_server_does(client, site, path):
    address, _, query = path.partition("?")
    assert to_html(site.draw(address, f"?{query}")) in to_draw(client.get(path).text)


def test_every_model_to_fill_can_be_downloaded(every_page, client):
    links = [link for link in every_page["/donnees"].links if link.startswith("/donnees/modeles/")]
    assert len(links) == 4 * 6
    for link in links:
        answer = client.get(link)
        assert (answer.status_code, len(answer.data) > 10) == (200, True), link
        assert answer.headers["Content-Disposition"].startswith("attachment"), link
