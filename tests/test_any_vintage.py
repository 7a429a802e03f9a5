"""The site on any vintage: what it showed then, links that stay in it; and nothing early, to the byte.

Four vintages of the real project: of November 21, of the 23rd, of the 25th, and one that waits for
December 1st, whose names, notes and figures hold words found nowhere else.
"""

import json
import re
import shutil
from html import unescape
from urllib.parse import parse_qs, quote, urlsplit

import brotli
import pytest
from reading import Reading, to_draw
from reissue import Hands, at, damage, reissue
from test_served import LISTED
from world import ROOT

from observatory import pages
from observatory.access import sign
from observatory.markup import to_html
from observatory.settings import Settings
from observatory.vintages import DATABASE, vintages
from observatory.web import create_site

CANARY, NUMBER = "Canariquetzal", "765432109"
FIGURE = "UPDATE observations SET valeur = {} WHERE indicateur = 'accompagnements' AND periode_type = 'annee'"
PLANTED = (
    f"UPDATE observations SET valeur = {NUMBER}, note = '{CANARY}', source = '{CANARY}'"
    " WHERE valeur IS NOT NULL AND periode_type IN ('annee', 'mois')",
    f"UPDATE observations SET territoire_nom = '{CANARY}' WHERE territoire_id = 'DEP-80'",
    f"UPDATE territoires SET nom = '{CANARY}' WHERE id = 'DEP-80'",
    f"UPDATE etat SET mention = '{CANARY}'",
    f"UPDATE communes SET nom = '{CANARY}' WHERE code = '80021'",
    f"UPDATE acces_anticipes SET fonction = '{CANARY}'",
)
PAGES = [
    *(path for path in pages.PAGES if not path.endswith("/") or path == "/"),
    "/indicateurs/accompagnements",
    "/indicateurs/kits-diffuses?territoire=DEP-80&pas=mois&niveau=hub",
    "/territoires/DEP-80",
    "/territoires/FR",
    "/territoires?commune=amiens",
    "/comparer?t1=DEP-80&t2=DEP-59",
    "/nulle/part",
    "/indicateurs/inconnu",
]
FILES = ["/donnees/accompagnements.csv?pas=annee", "/donnees/kits-diffuses.csv?territoire=DEP-80"]
OTHERS = [
    "/sante",
    "/_dash-layout",
    "/_dash-dependencies",
    "/donnees/modeles/modele-conferences.csv",
    "/assets/style.css",
]


@pytest.fixture(scope="module")
def var(embedded, tmp_path_factory):
    var = shutil.copytree(embedded, tmp_path_factory.mktemp("millesimes") / "var")
    reissue(var, "2026-11-23 10:00", FIGURE.format(222_222), LISTED)
    reissue(var, "2026-11-25 10:00", FIGURE.format(333_333))
    reissue(var, "2026-11-28 10:00", *PLANTED, embargo="2026-12-01 08:45")
    return var


@pytest.fixture(scope="module")
def ids(var):
    return [one.name for one in vintages(var)]


@pytest.fixture(scope="module")
def clock():
    return Hands("2026-11-29 12:00")


@pytest.fixture
def site(var, clock):
    clock.set("2026-11-29 12:00")
    return made(var, clock)


@pytest.fixture
def client(site):
    return site.server.test_client()


def made(var, clock):
    return create_site(ROOT, Settings(var, "https://observatoire.exemple.fr", "É", "H", "C"), clock)


def asking(path, **asked):
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    return f"{path}{'&' if '?' in path else '?'}{query}" if query else path


def drawn(client, address):
    """What Dash asks for after a page."""
    path, _, query = address.partition("?")
    given = [
        {"id": "adresse", "property": name, "value": value}
        for name, value in (("pathname", path), ("search", f"?{query}" if query else ""))
    ]
    body = {"output": "page.children", "outputs": {"id": "page", "property": "children"}, "inputs": given}
    return client.post("/_dash-update-component", json=body | {"changedPropIds": ["adresse.pathname"]})


def every_byte(client, **asked):
    """All that the site can serve, headers and content, for what is asked: by address."""
    found = {}
    for path in [*PAGES, *FILES, *OTHERS]:
        address = asking(path, **asked)
        answers = [client.get(address), client.get(address, headers={"Accept-Encoding": "br"})]
        if path in PAGES:
            answers.append(drawn(client, address))
        for one in answers:
            data = brotli.decompress(one.data) if one.headers.get("Content-Encoding") == "br" else one.data
            assert one.status_code < 500, address
            found[address] = found.get(address, b"") + str(one.headers).encode() + data
            one.close()
    return found


def leaks(found, *words):
    """The addresses whose bytes hold a word, however it is written."""
    spellings = [form for word in words for form in (word, json.dumps(word)[1:-1], quote(word))]
    spellings += [
        f"{NUMBER[:3]}{space}{NUMBER[3:6]}{space}{NUMBER[6:]}"
        for space in ("\u202f", "\u00a0", " ", "\\u202f")
    ]
    return [one for one, data in found.items() if any(form.encode() in data for form in spellings)]


@pytest.mark.parametrize("way", ["plain", "id", "date", "day", "forged"])
@pytest.mark.parametrize("hand", ["2026-12-01 08:44:59"])
def test_before_its_hour_no_byte_of_the_vintage_that_waits_is_served(client, clock, ids, way, hand):
    clock.set(hand)
    asked = {
        "plain": {}, "id": {"millesime": ids[3]}, "date": {"au": "2026-12-01"}, "day": {"au": "2026-11-28"},
        "forged": {"millesime": ids[3], "acces": "WyJ4Il0.AAAA"},
    }[way]  # fmt: skip
    found = every_byte(client, **asked)
    assert leaks(found, CANARY, NUMBER) == []
    if "millesime" not in asked:
        assert leaks(found, ids[3]) == []


@pytest.mark.parametrize("hand", ["2026-12-01 08:45", "2026-12-01 08:45:01"])
@pytest.mark.parametrize("way", ["plain", "id", "date"])
def test_at_its_hour_it_is_everywhere(client, clock, ids, way, hand):
    clock.set("2026-12-01 08:44:59")
    client.get("/")  # what was served a second before is not kept
    clock.set(hand)
    asked = {"plain": {}, "id": {"millesime": ids[3]}, "date": {"au": "2026-12-01"}}[way]
    found = every_byte(client, **asked)
    seen = leaks(found, CANARY, NUMBER)
    for path in (
        "/",
        "/indicateurs/accompagnements",
        "/territoires/DEP-80",
        "/donnees/etat",
        "/acces-anticipes",
        *FILES,
    ):
        assert asking(path, **asked) in seen


@pytest.mark.parametrize("path", [*PAGES, *FILES])
def test_one_that_waits_and_one_that_does_not_exist_have_the_same_answer(client, ids, path):
    unknown = f"0007{ids[3][4:]}"  # as near to the others
    told = [client.get(asking(path, millesime=id, acces="WyJ4Il0.AAAA")) for id in (ids[3], unknown)]
    assert told[0].status_code == told[1].status_code == 404
    drawn = [re.sub('"end_id":"[^"]*"', "", one.text) for one in told]  # Dash draws it at each page
    assert drawn[0].replace(ids[3], unknown) == drawn[1]
    kept = [{k: v for k, v in one.headers.items() if k not in ("ETag", "Content-Length")} for one in told]
    assert kept[0] == kept[1]


def test_a_signed_link_opens_every_page_and_file_keeps_itself_in_each_link_and_is_kept_by_nobody(
    client, var, ids
):
    token = sign(var, ids[3], "cabinet", at("2026-11-30 12:00"))
    asked = {"millesime": ids[3], "acces": token}
    for path in [*PAGES, *FILES]:
        answer = client.get(asking(path, **asked))
        assert answer.headers["Cache-Control"] == "private, no-store", path
        assert answer.headers["X-Robots-Tag"] == "noindex", path
        if path in PAGES:
            assert "sous embargo jusqu’au 1er décembre 2026 à 8 h 45" in plain(answer.text), path
            assert strays(answer.text, asked) == [], path
    assert CANARY in client.get(asking("/territoires/DEP-80", **asked)).text
    assert CANARY in drawn(client, asking("/territoires/DEP-80", **asked)).text
    assert NUMBER in client.get(asking(FILES[0], **asked)).text
    assert drawn(client, asking("/", **asked)).headers["Cache-Control"] == "private, no-store"
    assert CANARY not in client.get("/territoires/DEP-80").text


def plain(text):
    return re.sub("[\u00a0\u202f]", " ", text)


def strays(text, asked):
    """The links and forms of a page that leave the vintage asked for, but the one that is meant to."""
    kept = {name: [value] for name, value in asked.items()}
    text = re.sub(r'<div[^>]*class="millesime".*?</div>', "", text, flags=re.DOTALL)
    links = [unescape(one) for one in re.findall(r'<a [^>]*href="([^"]*)"', text)]
    inside = [one for one in links if one.startswith("/") and not one.startswith("//")]
    assert len(inside) > 5
    lost = [one for one in inside if not kept.items() <= parse_qs(urlsplit(one).query).items()]
    for form in re.findall(r"<form.*?</form>", text, re.DOTALL):
        fields = [dict(re.findall(r'(\w+)="([^"]*)"', one)) for one in re.findall(r"<input[^>]*>", form)]
        hidden = {one["name"]: [unescape(one["value"])] for one in fields if one.get("type") == "hidden"}
        lost += [] if hidden == kept else [form]
    return lost


@pytest.mark.parametrize("path", PAGES)
def test_every_link_and_form_of_a_page_stays_in_the_vintage_asked_for(client, ids, path):
    for asked in ({"millesime": ids[1]}, {"au": "2026-11-24"}):
        answer = client.get(asking(path, **asked))
        assert strays(answer.text, asked) == []
        assert f"Millésime {ids[1]}, publié le 23 novembre 2026" in plain(answer.text)
        assert f"Un millésime plus récent existe : {ids[2]}" in plain(answer.text)
        assert Reading(client.get(path).text).h1 == Reading(answer.text).h1


@pytest.mark.parametrize(
    "path", ["/", "/comparer?t1=DEP-80&t2=DEP-59", "/indicateurs/accompagnements", "/nulle/part"]
)
def test_what_dash_draws_is_what_the_server_wrote_in_any_vintage(client, site, ids, path):
    address = asking(path, millesime=ids[1])
    where, _, query = address.partition("?")
    written = to_draw(client.get(address).text)
    assert f'<div id="serveur">{to_html(site.draw(where, f"?{query}"))}</div>' in written


def test_a_page_a_chart_a_table_and_a_file_show_the_figures_of_then(client, ids):
    for id, told, raw in ((ids[1], "222 222", "222222"), (ids[2], "333 333", "333333")):
        page = asking("/indicateurs/accompagnements", millesime=id)
        assert told in plain(client.get(page).text)
        figure = drawn(client, page).text
        assert raw in figure
        file = client.get(asking("/donnees/accompagnements.csv", millesime=id))
        assert raw in file.text
        assert set(re.findall(r"\d{4}-[0-9a-f]{10}", file.text)) == {id}
        assert file.headers["Content-Disposition"] == f'attachment; filename="accompagnements-{id}.csv"'
    assert "222 222" not in plain(client.get("/indicateurs/accompagnements").text)


def test_what_is_published_again_is_asked_for_again_and_has_another_etag(client, ids):
    for path in ("/", *FILES):
        tags = [client.get(asking(path, millesime=id)).headers["ETag"] for id in ids[1:3]]
        assert tags[0] != tags[1]
        assert client.get(path, headers={"If-None-Match": tags[0]}).status_code == 200
    assert client.get(FILES[0]).headers["Cache-Control"] == "public, no-cache"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"millesime": "0002-0123456789"}, "Aucun millésime ne s’appelle « 0002-0123456789 »"),
        ({"au": "2020-01-01"}, "le premier millésime est du 21 novembre 2026"),
        ({"au": "hier"}, "écrivez « au » comme 2024-10-01"),
    ],
)
def test_what_no_vintage_answers_is_a_404_in_french_on_every_page_and_file(client, ids, asked, told):
    for path in ("/", "/indicateurs/accompagnements", FILES[0]):
        answer = client.get(asking(path, **asked))
        assert (answer.status_code, told in plain(answer.text)) == (404, True), path
    offered = [
        one for one in Reading(client.get(asking("/methode", **asked)).text).links if "millesime=" in one
    ]
    assert offered
    assert all(client.get(one).status_code == 200 and one.startswith("/methode?") for one in offered)


def test_a_damaged_vintage_is_a_404_that_says_it(var, clock, tmp_path, ids):
    copy = shutil.copytree(var, tmp_path / "var")
    damage(copy / "vintages" / ids[0] / DATABASE)
    client = made(copy, clock).server.test_client()
    for path in ("/", FILES[0]):
        answer = client.get(asking(path, millesime=ids[0]))
        assert (answer.status_code, f"{ids[0]} est endommagé" in answer.text) == (404, True)


def test_a_vintage_published_by_other_code_reads_or_is_a_404_and_never_an_error(var, clock, tmp_path):
    copy = shutil.copytree(var, tmp_path / "var")
    old = reissue(
        copy, "2026-11-28 11:00", "ALTER TABLE observations DROP COLUMN mois_attendus", "DROP TABLE etat",
        "DROP TABLE acces_anticipes", "UPDATE indicateurs SET texte = 'illisible' WHERE slug LIKE 'k%'",
    )  # fmt: skip
    reissue(copy, "2026-11-28 12:00")
    clock.set("2026-12-02 12:00")
    client = made(copy, clock).server.test_client()
    assert client.get(asking("/donnees/etat", millesime=old)).status_code == 404
    for path in [*PAGES, *FILES]:
        answer = client.get(asking(path, millesime=old))
        assert answer.status_code in (200, 404), path
        assert answer.status_code == 200 or re.search("trop ancien|n’existe pas", answer.text), path


def test_the_list_of_who_sees_early_is_public_and_says_when_it_is_empty(client, ids):
    assert "Conseiller" in Reading(client.get("/acces-anticipes").text).text
    empty = client.get(asking("/acces-anticipes", millesime=ids[0]))
    assert "Aucun accès anticipé n’est accordé" in empty.text
    assert "/acces-anticipes" in Reading(client.get("/").text).links
