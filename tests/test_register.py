"""The register and the declared confidence: what is public, before and after, and what contradicts what."""

import csv
import datetime
import io
import json
import os
import shutil
import zipfile

import pytest
from courses import states
from hidden_world import write_hidden_world
from reissue import reissue
from rows import FLOW, STOCK, observation
from world import NOW, ROOT

from observatory import register
from observatory.exports import REGISTER, list_csv
from observatory.markup import to_html, typeset
from observatory.pages import register as page
from observatory.parts import Visit
from observatory.progress.rule import Verdict
from observatory.publish import publish
from observatory.served import Vintages
from observatory.settings import Settings
from observatory.store import Store
from observatory.vintages import PACKAGE, current
from observatory.web import create_site

MODELS = ("modele-recommandations", "modele-confiance")
# Found nowhere else: all that a row says that its author does not let show.
PLANTED = ("Zwxk-7", "Texte planqwert", "Service planqwert", "Réu-planqwert", "TANI-somme|HUB-relais")
HEAD = "numero;type;origine;conference;date;texte;responsable;echeance;etat;publique;indicateurs;territoires"
ROWS = f"""{HEAD}
R1;recommandation;;C-2023;2023-06-15;Ouvrir une permanence.;Conseil régional;2026-11-20;retenue;oui;suivis|aidants;DEP-80|TANI-amiens
A1;action;R1;;2024-01-15;Recenser les besoins.;Hub, coordination;2026-11-21;engagée;oui;montants|suivis;DEP-80
{PLANTED[0]};recommandation;;{PLANTED[3]};2024-01-20;{PLANTED[1]};{PLANTED[2]};;proposée;non;suivis;{PLANTED[4]}
A2;action;{PLANTED[0]};C-2024;2024-02-01;Écrire aux mairies.;Préfecture;2026-11-20;réalisée;oui;;FR
A3;action;R1;;2024-03-01;Encore.;Préfecture;;proposée;non;;FR
"""  # noqa: E501
DECLARED = """indicateur;territoire;niveau;auteur;date;commentaire
suivis;DEP-80;orage;Préfecture, direction;2026-05-04;
suivis;DEP-80;soleil;Préfecture, direction;2026-11-02;Tout va bien.
suivis;DEP-80;couvert;Hub, coordination;2026-10-01;
suivis;FR;nuage;Préfecture, direction;2026-10-01;
aidants;FR;orage;Préfecture, direction;2026-10-01;
"""


def drop(var, slug, text, rank=0):
    path = var / "depot" / slug / f"{slug}-{rank}.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    os.utime(path, (NOW.timestamp() - 60 + rank,) * 2)


def send(home):
    var = home / "var"
    return publish(home / "projet", var, NOW, lambda step: None, demonstration=False, force=False)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A project that received a register and declared confidences, and its folder `var`."""
    home = tmp_path_factory.mktemp("registre")
    write_hidden_world(home / "projet")
    for slug, text in zip(MODELS, (ROWS, DECLARED), strict=True):
        declaration = (ROOT / "data_sources" / f"{slug}.sql").read_text("utf-8")
        (home / "projet" / "data_sources" / f"{slug}.sql").write_text(declaration, "utf-8")
        drop(home / "var", slug, text)
    send(home)
    return home


@pytest.fixture(scope="module")
def known(home) -> Store:
    return Vintages(home / "var").current()


@pytest.fixture
def again(home, tmp_path):
    """A copy of that project, to send other files to."""
    return shutil.copytree(home, tmp_path / "copie")


def by_number(store):
    return {one.number: one for one in register.recommendations(store)}


def shown(store, today="2026-11-21", **query):
    visit = Visit(store, Settings(None, *[""] * 4), datetime.date.fromisoformat(today), "", query)
    text = to_html(typeset(page.page(visit).content))
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def day(text):
    return datetime.date.fromisoformat(text)


def test_only_public_rows_are_published_newest_first_and_the_others_are_counted(known):
    assert [one.number for one in register.recommendations(known)] == ["A2", "A1", "R1"]
    assert known.table("registre") == [
        {"type": "recommandation", "publiees": 1, "non_publiees": 1},
        {"type": "action", "publiees": 2, "non_publiees": 1},
    ]
    assert register.dropped(known) == 2
    assert "publique" not in known.columns("recommandations")


def test_an_action_does_not_give_away_the_number_of_a_recommendation_that_is_not_public(known):
    rows = by_number(known)
    assert (rows["A1"].origin, rows["A2"].origin) == ("R1", None)
    assert [[one.number for one in group] for group in register.grouped(rows.values())] == [
        ["A2"], ["R1", "A1"],
    ]  # fmt: skip


def test_nothing_of_a_row_that_is_not_public_is_in_the_vintage_nor_on_the_site(home, known):
    folder = current(home / "var")
    tables = [name for (name,) in known.query("SELECT table_name FROM duckdb_tables()")]
    said = [json.dumps([known.query(f"FROM {name}") for name in tables], default=str, ensure_ascii=False)]
    said += [path.read_bytes().decode("latin-1") for path in folder.iterdir()]
    with zipfile.ZipFile(folder / PACKAGE) as file:
        said += [file.read(name).decode("utf-8") for name in file.namelist()]
    client = create_site(ROOT, Settings(home / "var", "", "", "", "")).server.test_client()
    paths = ("/pilotage/registre", "/donnees/etat", "/donnees", "/donnees/registre.csv", "/_dash-layout")
    said += [client.get(path).text for path in paths]
    everything = "\n".join(said)
    assert "Écrire aux mairies." in everything  # a row that is public is found by the same search
    hidden = [word for text in PLANTED for word in (text, text.encode().decode("latin-1"))]
    assert [word for word in hidden if word in everything] == []


@pytest.mark.parametrize(
    ("slug", "old", "new", "reason"),
    [
        (MODELS[0], "montants|suivis", "montant|suivis", "ligne 3 : indicateur inconnu : « montant » ;"),
        (MODELS[1], "aidants;FR", "aidants;RF", "ligne 6 : territoire inconnu : « RF » ; le plus proche est"),
    ],
)
def test_a_file_with_an_unknown_name_is_refused_whole_and_the_last_good_one_stays(
    again, known, slug, old, new, reason
):
    text = dict(zip(MODELS, (ROWS, DECLARED), strict=True))[slug]
    assert old in text
    drop(again / "var", slug, text.replace(old, new), rank=1)
    [loaded] = [one for one in send(again).loaded if one.source.slug == slug]
    [refused] = loaded.newest.refused
    assert reason in refused
    store = Vintages(again / "var").current()
    assert store.vintage != known.vintage
    assert register.recommendations(store) == register.recommendations(known) != []
    assert register.confidences(store) == register.confidences(known) != []


def test_the_last_confidence_of_each_author_is_kept_with_its_date(known):
    told = [
        (one.indicator, one.territory, one.level, one.author, str(one.date))
        for one in register.confidences(known)
    ]
    assert told == [
        ("aidants", "FR", "orage", "Préfecture, direction", "2026-10-01"),
        ("suivis", "DEP-80", "couvert", "Hub, coordination", "2026-10-01"),
        ("suivis", "DEP-80", "soleil", "Préfecture, direction", "2026-11-02"),
        ("suivis", "FR", "nuage", "Préfecture, direction", "2026-10-01"),
    ]


# Before and after -------------------------------------------------------------------------------


def pair(rows, when, indicator=FLOW):
    return register.around(rows, day(when), indicator)


def test_whole_years_are_compared_first():
    rows = [observation(n, when) for n, when in enumerate(("2022", "2023", "2024", "2024-T4", "2025-T1"))]
    assert pair(rows, "2023-12-31") == (rows[1], rows[2])
    assert pair(rows, "2023-12-30") == (rows[0], rows[2])  # 2023 has not ended


def test_without_two_years_the_same_quarter_of_two_years_is_compared_and_never_two_seasons():
    quarters = ("2023-T3", "2023-T4", "2024-T1", "2024-T2", "2024-T3")
    rows = [observation(n, when, months=3, months_expected=3) for n, when in enumerate(quarters)]
    year = observation(9, "2023")
    assert pair([*rows, year], "2024-04-15") == (rows[0], rows[4])
    assert pair(rows, "2024-11-01") == (rows[4], None)
    assert pair(rows[1:4], "2024-04-15")[1] is None


def test_a_year_that_is_not_over_is_not_compared_with_a_whole_one():
    whole, begun = observation(1, "2023"), observation(1, "2024", months=9)
    assert pair([whole, begun], "2024-03-01") == (whole, None)
    assert pair([begun], "2024-03-01") == (None, begun)  # all that is known; its note says nine months


def test_a_stock_is_read_at_the_end_of_the_last_month_known_by_then():
    june, december = (
        observation(2, when, months=None, last_month=day(last))
        for when, last in (("2023-T2", "2023-06-01"), ("2023", "2023-12-01"))
    )
    late = observation(3, "2024", months=None, last_month=day("2024-09-01"))
    rows = [june, december, late]
    assert pair(rows, "2023-10-02", STOCK) == (june, late)
    assert pair(rows, "2024-10-01", STOCK) == (late, None)  # the year is not over: September is known


def test_a_hidden_value_is_a_value_and_no_older_one_stands_in_for_it():
    shown_, hidden = observation(1, "2022"), observation(when="2023", confidentiality="c")
    missing = observation(when="2024", status="x")
    assert pair([shown_, hidden, missing], "2024-02-01") == (hidden, None)
    assert pair([missing], "2024-02-01") == (None, None)


def test_each_linked_indicator_is_told_in_each_linked_territory(known):
    rows = by_number(known)
    found = {(one.indicator, one.territory): one for one in register.situations(known, rows["R1"])}
    assert list(found) == [
        ("suivis", "DEP-80"), ("suivis", "TANI-amiens"), ("aidants", "DEP-80"), ("aidants", "TANI-amiens"),
    ]  # fmt: skip
    somme = found["suivis", "DEP-80"]
    assert (somme.before, somme.after.value, somme.after.start.year) == (None, 90, 2023)
    trained = found["aidants", "DEP-80"]
    assert (trained.before.value, trained.after.value, trained.nothing) == (1, 3, None)
    assert found["suivis", "TANI-amiens"].nothing == "non disponible"
    hidden, followed = register.situations(known, rows["A1"])
    assert hidden.before.hidden and hidden.before.value is None
    assert (followed.before.value, followed.after) == (90, None)


# The page and the file --------------------------------------------------------------------------


def test_the_page_tells_each_row_its_numbers_and_what_they_do_not_prove(known):
    text = shown(known)
    for said in (
        "Recommandation R1, 15 juin 2023",
        "Action A1, 15 janvier 2024",
        "Ouvrir une permanence.",
        "1 recommandation et 2 actions.",
        "2 lignes n’ont pas été publiées : leur auteur ne l’a pas demandé.",
        "ne prouve pas que la recommandation l’explique",
        ">1 aidant</a>, fin janvier 2023",
        ">3 aidants</a>, fin novembre 2023",
        "secret [c]",
        "Journal du secret",
        "aucune valeur à comparer depuis",
        "aucune valeur connue ce jour-là",
        'href="/territoires/DEP-80"',
        'href="/indicateurs/suivis"',
    ):
        assert said in text, said
    assert text.index("Action A2") < text.index("Recommandation R1") < text.index("Action A1")


@pytest.mark.parametrize(
    ("number", "today", "late"),
    [("R1", "2026-11-20", False), ("R1", "2026-11-21", True), ("A1", "2026-11-22", True),
     ("A2", "2026-11-22", False)],
)  # fmt: skip
def test_a_row_is_late_after_its_due_date_unless_it_is_done(known, number, today, late):
    assert by_number(known)[number].late(day(today)) == late


def test_the_page_says_what_is_late(known):
    assert "20 novembre 2026, <strong>en retard</strong>" in shown(known)
    assert "en retard" not in shown(known, today="2026-11-20")


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ({"etat": "engagée"}, ["R1", "A1"]),
        ({"etat": "réalisée"}, ["A2"]),
        ({"territoire": "FR"}, ["A2"]),
        ({"indicateur": "montants", "territoire": "DEP-80"}, ["R1", "A1"]),
        ({"indicateur": "montants", "etat": "réalisée"}, []),
        ({"etat": "n’importe quoi", "territoire": "DEP-59"}, ["A2", "R1", "A1"]),  # nothing that is offered
    ],
)
def test_the_filters_keep_a_recommendation_with_all_its_actions(known, query, kept):
    text = shown(known, **query)
    found = [number for number in ("A2", "R1", "A1") if f" {number}, " in text]
    assert sorted(found) == sorted(kept)
    assert ("Aucune recommandation ni action ne répond à ces choix." in text) == (not kept)


def test_the_file_has_a_line_for_each_row_indicator_and_territory_with_the_numbers_of_the_page(known):
    data = list_csv(REGISTER, register.lines(known)).decode("utf-8")
    rows = list(csv.DictReader(io.StringIO(data)))
    assert [(row["numero"], row["indicateur"], row["territoire_id"]) for row in rows] == [
        ("A2", "", "FR"), ("A1", "montants", "DEP-80"), ("A1", "suivis", "DEP-80"),
        ("R1", "suivis", "DEP-80"), ("R1", "suivis", "TANI-amiens"),
        ("R1", "aidants", "DEP-80"), ("R1", "aidants", "TANI-amiens"),
    ]  # fmt: skip
    hidden, trained = rows[1], rows[5]
    assert (hidden["valeur_avant"], hidden["statut_conf_avant"], hidden["valeur_apres"]) == ("", "c", "")
    told = ("valeur_avant", "periode_avant_fin", "valeur_apres", "nature_apres", "unite", "origine")
    assert [trained[name] for name in told] == ["1", "2023-01-31", "3", "officielle", "aidants", ""]
    assert {row["millesime"] for row in rows} == {known.vintage}
    assert rows[1]["origine"] == "R1"


def test_the_file_is_a_plain_get_with_an_etag(home):
    client = create_site(ROOT, Settings(home / "var", "", "", "", "")).server.test_client()
    answer = client.get("/donnees/registre.csv")
    assert answer.text.startswith(",".join(REGISTER))
    again = client.get("/donnees/registre.csv", headers={"If-None-Match": answer.headers["ETag"]})
    assert (answer.status_code, again.status_code) == (200, 304)


def test_an_empty_register_says_so_and_how_to_fill_it(store):
    text = shown(store)
    assert f"{page.NONE} {page.UNFED}" in text
    assert 'href="/donnees/modeles/recommandations/recommandations.xlsx"' in text
    assert "publiées : leur auteur" not in text and "<form" not in text
    assert list_csv(REGISTER, register.lines(store)).decode() == ",".join(REGISTER) + "\n"
    assert register.contradictions(store, {}) == []


def test_a_vintage_older_than_the_register_knows_nothing_of_it(again):
    tables = ("recommandations", "registre", "confiances")
    reissue(again / "var", "2026-11-23 10:00", *(f"DROP TABLE {name}" for name in tables))
    store = Vintages(again / "var").current()
    assert (register.recommendations(store), register.confidences(store), register.dropped(store)) == (
        [], [], 0,
    )  # fmt: skip
    assert f"{page.NONE} {page.UNFED}" in shown(store)


def test_a_register_of_which_nothing_is_public_is_counted_and_not_said_to_be_absent(again):
    reissue(again / "var", "2026-11-23 10:00", "DELETE FROM recommandations")
    text = shown(Vintages(again / "var").current())
    assert page.NONE in text and page.UNFED not in text
    assert "2 lignes n’ont pas été publiées" in text


# Contradictions ---------------------------------------------------------------------------------

# A course to 100 by the end of 2026 that has, at the date of its value, this verdict.
COURSES = {
    Verdict.MET: {"12/2022": 0, "12/2023": 100},
    Verdict.ON_TIME: {"12/2022": 0, "12/2023": 25},
    Verdict.SPEED_UP: {"12/2022": 0, "12/2023": 20},
    Verdict.LATE: {"12/2022": 0, "12/2023": 1},
    Verdict.BACKWARD: {"12/2022": 10, "12/2023": 5},
    Verdict.MISSED: {"12/2022": 0, "12/2026": 50},
    Verdict.NOT_ASSESSED: {"12/2022": 0},
}
WELL, BADLY = (Verdict.MET, Verdict.ON_TIME), (Verdict.LATE, Verdict.BACKWARD, Verdict.MISSED)


@pytest.mark.parametrize("verdict", COURSES)
def test_a_confidence_is_contradicted_by_a_verdict_of_the_other_side_and_by_no_other(known, verdict):
    course = states(COURSES[verdict], 100)
    assert course.verdict is verdict
    found = {(one.indicator, one.territory): course for one in register.confidences(known)}
    told = [one.confidence.level for one in register.contradictions(known, found)]
    assert told == (["orage"] if verdict in WELL else ["couvert", "soleil"] if verdict in BADLY else [])


def test_every_verdict_is_tried(known):
    assert set(COURSES) == set(Verdict)


def test_a_contradiction_is_told_in_one_sentence_with_both_dates(known):
    found = {("suivis", "DEP-80"): states(COURSES[Verdict.LATE], 100)}
    [_, one] = register.contradictions(known, found)
    assert one.progress is found["suivis", "DEP-80"]
    assert one.sentence == (
        "Dans la Somme, la confiance déclarée le 2 novembre 2026 sur « Une série en accompagnements » est"
        " « soleil », objectif sécurisé (auteur : Préfecture, direction), alors que la mesure dit :"
        " en retard, à l’arrêt, fin décembre 2023."
    )
