"""What the server answers beside the pages: refusals, protections, caches, files."""

import base64
import hashlib
import re

import brotli
import pytest
from reading import Reading

from observatory.exports import COLUMNS


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


def test_a_page_without_a_drawing_loads_nothing_of_dash(client):
    drawn, plain = (client.get(path).text for path in ("/", "/pilotage/couverture"))
    assert "_dash-config" in drawn and "react-entry-point" in drawn
    assert "dash" not in plain.partition("</main>")[2] and "react" not in plain
    assert plain.count("<script") == 1 and 'src="/assets/takeover.js"' in plain


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


def test_health_names_the_vintage_that_is_served(client, site):
    answer = client.get("/sante").get_json()
    assert answer["millesime"] == site.vintages.current().vintage
    assert answer["observations"] > 100_000


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
