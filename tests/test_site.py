"""Every page of the site, on the real figures: complete, true to its files, and safe."""

import base64
import csv
import datetime
import functools
import hashlib
import io
import re
from decimal import Decimal
from urllib.parse import parse_qs, urlsplit

import brotli
import pytest
from reading import Reading
from world import ROOT

from observatory import french, pages
from observatory.declarations import read_indicators
from observatory.exports import COLUMNS
from observatory.markup import to_html
from observatory.settings import Settings
from observatory.web import create_site

INDICATORS = read_indicators(ROOT / "indicators")
LISTS = sorted({*pages.MENU, *pages.FOOT})
OTHERS = (
    "/comparer?t1=REG-32&t2=REG-53",
    "/comparer?indicateur=kits-diffuses&t1=DEP-80&t2=FR&t3=TANI-creuse",
    "/territoires?commune=amiens",
    "/indicateurs/kits-diffuses?territoire=DEP-80&pas=mois&niveau=hub",
)


@pytest.fixture(scope="module")
def site(embedded):
    return create_site(
        ROOT, Settings(embedded, "https://observatoire.exemple.fr", "Éditeur", "Hébergeur", "Contact")
    )


@pytest.fixture(scope="module")
def client(site):
    return site.server.test_client()


@pytest.fixture(scope="module")
def store(site):
    return site.vintages.current()


@pytest.fixture(scope="module")
def territories(store):
    return [id for id, place in store.territories.items() if place.level != "epci"]


@pytest.fixture(scope="module")
def read(client):
    """Read a page, once."""

    @functools.cache
    def read(path):
        answer = client.get(path)
        assert answer.status_code == 200, path
        return Reading(answer.get_data(as_text=True))

    return read


@pytest.fixture(scope="module")
def rows(client):
    """The rows of a file of data, once."""

    @functools.cache
    def rows(slug, query=""):
        answer = client.get(f"/donnees/{slug}.csv{query}")
        assert answer.status_code == 200, query
        return list(csv.DictReader(io.StringIO(answer.get_data(as_text=True), newline="")))

    return rows


@pytest.fixture(scope="module")
def every_page(read, territories):
    paths = [*LISTS, *OTHERS, *(f"/indicateurs/{slug}" for slug in INDICATORS)]
    return {path: read(path) for path in [*paths, *(f"/territoires/{id}" for id in territories)]}


def test_there_is_a_page_for_every_indicator_and_every_territory(every_page, territories):
    assert len(territories) == 147
    assert len(every_page) == len(LISTS) + len(OTHERS) + len(INDICATORS) + 147


def test_every_page_has_its_language_one_heading_and_a_title_of_its_own(every_page):
    for path, page in every_page.items():
        assert page.lang == "fr", path
        assert len(page.h1) == 1 and page.h1[0].strip(), path
        assert page.title.endswith("Observatoire de l’inclusion numérique"), path
    titles = [page.title for path, page in every_page.items() if "?" not in path]
    assert sorted({one for one in titles if titles.count(one) > 1}) == OF_TWO_LEVELS


# A DROM is a région and a département, each with its page.
OF_TWO_LEVELS = []


def test_no_word_of_a_programme_and_no_straight_apostrophe_is_shown(every_page):
    for path, page in every_page.items():
        assert re.findall(r".*\b(?:None|nan|NaN|null|undefined|Decimal)\b.*", page.text) == [], path
        assert re.findall(r".*'.*", page.text) == [], path


def test_no_id_is_given_twice_in_a_page(every_page):
    for path, page in every_page.items():
        assert sorted(page.ids) == sorted(set(page.ids)), path


def test_every_link_inside_the_site_leads_to_a_page_or_a_file(client, every_page, store):
    links = {
        urlsplit(link).path for page in every_page.values() for link in page.links if link.startswith("/")
    }
    files = [path for path in links if path.endswith(".csv")]
    assert {path.removeprefix("/donnees/").removesuffix(".csv") for path in files} == set(INDICATORS)
    known = {urlsplit(path).path for path in every_page}
    assert sorted(links - known - set(files)) == []
    queries = [parse_qs(urlsplit(link).query) for page in every_page.values() for link in page.links]
    asked = [id for query in queries for id in query.get("territoire", [])]
    assert set(asked) <= set(store.territories)


@pytest.mark.parametrize("path", [*LISTS, *OTHERS[:2], "/indicateurs/accompagnements", "/territoires/DEP-80"])
def test_a_stray_parameter_changes_not_a_byte(client, path):
    stray = f"{path}{'&' if '?' in path else '?'}utm_source=lettre"
    assert client.get(stray).data == client.get(path).data


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("/indicateurs/accompagnement", "/indicateurs/accompagnements"),
        ("/territoires/DEP-080", "/territoires/DEP-80"),
        ("/territoires/Sommes", "/territoires/DEP-80"),
        ("/territoires/EPCI-243100633", "/territoires"),
        ("/indicateurs/accompagnements?territoire=DEP-99", "/territoires"),
        ("/comparer?t1=DEP-80&t2=DEP-99", "/territoires"),
        ("/comparer?indicateur=inconnu", "/indicateurs"),
        ("/nulle/part", "/indicateurs"),
        ("/administration", "/territoires"),
    ],
)
def test_what_does_not_exist_is_a_true_404_with_the_nearest_pages(client, path, near):
    answer = client.get(path)
    page = Reading(answer.get_data(as_text=True))
    assert answer.status_code == 404
    assert page.h1 == ["Page introuvable"]
    assert near in page.links
    assert client.get(near).status_code == 200


@pytest.mark.parametrize(
    "path", ["/", "/nulle/part", "/donnees/accompagnements.csv", "/sante", "/indicateurs/"]
)
def test_the_address_given_by_a_visitor_is_never_repeated(client, path):
    answer = client.get(path, headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"})
    assert b"evil.example" not in answer.data
    assert "evil.example" not in str(answer.headers)


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{0.__class__}"]
)
@pytest.mark.parametrize(
    "path", ["/territoires?commune=", "/indicateurs/", "/territoires/", "/comparer?t1=FR&t2="]
)
def test_what_a_visitor_types_is_written_as_text(client, path, text):
    answer = client.get(
        path + text.replace("<", "%3C").replace(">", "%3E").replace('"', "%22").replace("/", "%2F")
    )
    assert "<script>alert" not in answer.text
    assert "<img src=x" not in answer.text
    assert answer.status_code in (200, 404)


@pytest.mark.parametrize(
    "path", ["/", "/nulle/part", "/donnees/accompagnements.csv", "/sante", "/_dash-layout"]
)
def test_every_answer_is_protected_and_leaves_no_cookie(client, path):
    headers = client.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "object-src 'none'" in policy
    assert "unsafe-eval" not in policy
    assert "'unsafe-inline'" not in policy.split("script-src")[1].split(";")[0]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in headers


def test_every_script_written_in_a_page_is_allowed_by_its_fingerprint(client, read):
    allowed = client.get("/").headers["Content-Security-Policy"]
    for text in [text for text in read("/").scripts if text.strip().startswith(("var", "new", "!"))]:
        fingerprint = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"'sha256-{fingerprint}'" in allowed


@pytest.mark.parametrize(
    "path", ["/", "/indicateurs/accompagnements", "/donnees/accompagnements.csv?pas=annee"]
)
def test_what_has_not_changed_is_not_sent_again(client, path):
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert client.get(path, headers={"If-None-Match": '"autre"'}).status_code == 200
    packed = client.get(path, headers={"Accept-Encoding": "br"})
    assert packed.headers["Content-Encoding"] == "br"
    assert brotli.decompress(packed.data) == first.data


def test_health_names_the_vintage_that_is_served(client, store):
    answer = client.get("/sante").get_json()
    assert answer["millesime"] == store.vintage
    assert answer["observations"] > 100_000


@pytest.mark.parametrize("path", ["/", "/indicateurs/illectronisme", "/territoires/FR", OTHERS[1], OTHERS[3]])
def test_what_dash_draws_is_what_the_server_wrote(client, site, path):
    address, _, query = path.partition("?")
    content = site.draw(address, f"?{query}")
    assert f'<div id="serveur">{to_html(content)}</div>' in client.get(path).text


@pytest.mark.parametrize("path", ["/comparer?t1=REG-32&t1=FR&t2=REG-53", "/territoires/Rh%C3%B4ne"])
def test_dash_reads_an_address_as_the_server_does(client, site, path):
    address, _, query = path.partition("?")
    assert to_html(site.draw(address, f"?{query}")) in client.get(path).text


def graphs(node):
    """Every chart in a tree of components."""
    for child in node if isinstance(node, list | tuple) else [getattr(node, "children", None)]:
        if getattr(child, "_type", "") == "Graph":
            yield child
        elif child is not None and not isinstance(child, str | int | float):
            yield from graphs(child)


def number(text):
    """The number that a cell of a table shows, or nothing."""
    found = re.search(r"\u2212?\d[\d\u202f]*(?:,\d+)?", text)
    return Decimal(found[0].replace("\u202f", "").replace(",", ".").replace("\u2212", "-")) if found else None


def named(row):
    """The names that a page may give to the period of a row of a file."""
    start, end = (datetime.date.fromisoformat(row[key]) for key in ("periode_debut", "periode_fin"))
    read_at = re.search(r"Situation à fin ([^.]+)\.", row["note"])
    return {french.period(row["periode_type"], start, end), f"fin {read_at[1]}" if read_at else ""}


def shown(row, indicator):
    return french.number(Decimal(row["valeur"]), indicator.decimals) if row["valeur"] else "non disponible"


@pytest.mark.parametrize("slug", INDICATORS)
def test_the_page_of_an_indicator_shows_the_numbers_of_its_file(site, read, rows, slug):
    indicator = INDICATORS[slug]
    [chart] = [
        one for one in graphs(site.draw(f"/indicateurs/{slug}", "")) if one.id == "evolution-graphique"
    ] or [None]
    if chart is None:
        assert not any(row["valeur"] for row in rows(slug, "?territoire=FR"))
        return
    table = read(f"/indicateurs/{slug}").table(f"{indicator.title}, France")
    steps = {row["periode_type"] for row in rows(slug, "?territoire=FR") if row["valeur"]}
    step = next(one for one in ("annee", "trimestre", "mois", "periode") if one in steps)
    known = [row for row in rows(slug, f"?territoire=FR&pas={step}") if row["valeur"]]
    told = [cells for cells in table if cells[1] != "non disponible"]
    assert [cells[1].lstrip("≈≥≤\u00a0") for cells in told] == [shown(row, indicator) for row in known]
    assert all(cells[0] in named(row) for cells, row in zip(told, known, strict=True))
    drawn = [Decimal(str(y)) for y in chart.figure["data"][0]["y"] if y is not None]
    assert drawn == [Decimal(row["valeur"]) for row in known]


def test_the_page_of_every_territory_shows_the_numbers_of_the_files(read, rows, territories, store):
    by_title = {one.title: slug for slug, one in store.indicators.items()}
    here = {}
    for slug in INDICATORS:
        for row in rows(slug):
            here.setdefault((row["territoire_id"], slug), []).append(row)
    for id in territories:
        table = read(f"/territoires/{id}").table(f"Indicateurs, {store.territories[id].name}")
        assert [cells[0] for cells in table] == list(by_title), id
        for title, when, value, *_ in table:
            slug = by_title[title]
            found = [row for row in here.get((id, slug), []) if row["valeur"]]
            if not found:
                assert value == "non disponible", (id, slug)
                continue
            said = {shown(row, INDICATORS[slug]) for row in found if when in named(row)}
            assert french.number(number(value), INDICATORS[slug].decimals) in said, (id, slug, when, value)


@pytest.mark.parametrize("slug", [slug for slug, one in INDICATORS.items() if one.additive])
def test_departements_and_regions_of_a_file_add_up_to_france(rows, slug):
    sums, france = {}, {}
    for row in (row for row in rows(slug) if row["valeur"]):
        key = (row["periode_type"], row["periode_debut"], row["nature"], row["source"])
        if row["territoire_niveau"] == "national":
            france[key] = Decimal(row["valeur"])
        elif row["territoire_niveau"] in ("region", "departement"):
            sums[key, row["territoire_niveau"]] = sums.get((key, row["territoire_niveau"]), 0) + Decimal(
                row["valeur"]
            )
    compared = {(key, level): total for (key, level), total in sums.items() if key in france}
    assert {at: total for at, total in compared.items() if total != france[at[0]]} == {}
    assert compared or slug in CITED_ALONE


# For France, these have only cited figures, which stand alone.
CITED_ALONE = (
    "conferences",
    "financements",
    "membres-mednum",
    "pass-finances",
    "pass-utilises",
    "personnes-eloignees",
)


@pytest.mark.parametrize(
    ("query", "keeps"),
    [
        ("niveau=region", lambda row: row["territoire_niveau"] == "region"),
        ("territoire=DEP-80", lambda row: row["territoire_id"] == "DEP-80"),
        ("pas=annee", lambda row: row["periode_type"] == "annee"),
        ("du=2023-01-01", lambda row: row["periode_debut"] >= "2023-01-01"),
        ("jusqua=2023-06-30", lambda row: row["periode_fin"] <= "2023-06-30"),
        ("niveau=hub&pas=mois", lambda row: row["territoire_niveau"] + row["periode_type"] == "hubmois"),
        ("inconnu=1", lambda row: True),
    ],
)  # fmt: skip
def test_a_filter_of_a_file_keeps_exactly_the_rows_it_names(rows, query, keeps):
    kept = rows("accompagnements-cumules", f"?{query}")
    assert kept
    assert kept == [row for row in rows("accompagnements-cumules") if keeps(row)]


def test_the_detail_is_added_when_asked_for_in_a_last_column(rows):
    detailed = rows("france-services", "?ventilation=oui")
    assert list(detailed[0]) == [*COLUMNS, "ventilation"]
    whole = [{name: row[name] for name in COLUMNS} for row in detailed if row["ventilation"] == "total"]
    assert whole == rows("france-services")
    assert len(detailed) > len(whole)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("inconnu.csv", 404),
        ("accompagnements.csv?territoire=DEP-99", 404),
        ("accompagnements.csv?niveau=canton", 400),
        ("accompagnements.csv?pas=semaine", 400),
        ("accompagnements.csv?du=hier", 400),
        ("accompagnements.csv?jusqua=2023-02-30", 400),
    ],
)
def test_a_file_that_cannot_be_given_is_refused(client, path, status):
    assert client.get(f"/donnees/{path}").status_code == status


@pytest.mark.parametrize("path", ["inconnu.csv", "accompagnements.csv?niveau=canton"])
def test_the_refusal_of_a_file_is_said_in_french(client, path):
    assert not re.findall(r"Not Found|Bad Request|URL", client.get(f"/donnees/{path}").text)


@pytest.mark.parametrize(
    ("slug", "name"),
    [
        ("accompagnements", "accompagnements.csv"),
        ("kits-diffuses", "demonstration-kits-diffuses.csv"),
        ("membres-mednum", "demonstration-membres-mednum.csv"),  # cited for France, invented elsewhere
    ],
)
def test_a_file_with_an_invented_value_says_so_in_its_name(client, slug, name):
    answer = client.get(f"/donnees/{slug}.csv")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer.mimetype == "text/csv"
