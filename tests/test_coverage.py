"""What is known and what is missing: every state, who owes it, when, on the page and in the file."""

import csv
import datetime
import io
import re
from collections import Counter

import pytest
from hidden_world import write_hidden_world
from reading import Reading
from world import NOW, ROOT, fed_text

from observatory import coverage, debts, history
from observatory.coverage import EXPECTED, LEVELS, OWED, State
from observatory.debts import COLUMNS, NOBODY, Debts
from observatory.markup import to_html, typeset
from observatory.pages import coverage as page
from observatory.parts import NotFound, Visit
from observatory.publish import publish
from observatory.served import Vintages
from observatory.settings import Settings
from observatory.store import Store
from observatory.web import create_site

PATH, FILE = "/pilotage/couverture", "/donnees/couverture.csv"
CALENDAR = (
    "indicateur,prevu_le,heure,etat,reporte_au,motif\nsuivis,2026-12-01,10:00,prévue,,\n"
    "suivis,2027-06-01,10:00,prévue,,\nmembres,2026-12-20,10:00,prévue,,\n"
)
FED = "suivis-recus"


@pytest.fixture(scope="module")
def var(tmp_path_factory):
    """The world with hidden values, a calendar, a source of members still awaited, and a level refused."""
    root = write_hidden_world(tmp_path_factory.mktemp("couverture") / "projet")
    (root / "data_sources" / "figures").mkdir()
    (root / "data_sources" / "figures" / "calendrier.csv").write_text(CALENDAR, "utf-8")
    declared = (ROOT / "data_sources" / "calendrier.sql").read_text("utf-8")
    (root / "data_sources" / "calendrier.sql").write_text(declared, "utf-8")
    awaited = fed_text("modele-membres", '{ folder = "membres" }').replace('"cumuls"', '"adhesions"')
    awaited = awaited.replace('"Un producteur"', '"Les membres"')
    (root / "data_sources" / "modele-membres.sql").write_text(awaited, "utf-8")
    (root / "data_sources" / f"{FED}.sql").write_text(fed_text(FED, '{ folder = "suivis" }'), "utf-8")
    passes = root / "indicators" / "pass.sql"
    passes.write_text(
        passes.read_text("utf-8").replace("kind =", 'not_applicable = ["epci"]\nkind ='), "utf-8"
    )
    publish(root, root.parent / "var", NOW, lambda step: None, demonstration=True, force=False)
    return root.parent / "var"


@pytest.fixture(scope="module")
def small(var):
    return Vintages(var).current()


@pytest.fixture(scope="module")
def national(embedded):
    """The published vintage of the project."""
    return Vintages(embedded).current()


def of(store, slug, place, year=2023):
    """The cell of a place for a year."""
    level = store.territories[place].level
    [found] = [one for one in coverage.cells(store, level, year) if key(one) == (slug, place)]
    return found


def key(one):
    return one.indicator, one.territory


def shown(store, today="2026-11-22", **query):
    day = datetime.date.fromisoformat(today)
    visit = Visit(store, Settings(None, *[""] * 4), day, "", query)
    return Reading(to_html(typeset(page.page(visit).content)))


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("slug", "place", "year", "state"),
    [
        ("suivis", "DEP-02", 2023, State.KNOWN),  # twelve months between two points
        ("aidants", "DEP-59", 2023, State.KNOWN),  # a stock read before the end of the year
        ("suivis", "DEP-02", 2024, State.PARTIAL),  # January alone
        ("montants", "DEP-80", 2023, State.HIDDEN),
        ("membres", "REG-32", 2023, State.INVENTED),  # though all are hidden too
        ("membres", "FR", 2023, State.KNOWN),  # cited
        ("aidants", "DEP-59", 2024, State.MISSING),
        ("aidants", "DEP-59", 2022, State.BEFORE),
        ("membres", "DEP-80", 2023, State.UNAVAILABLE),  # known of régions only
        ("suivis", "TANI-amiens", 2023, State.UNAVAILABLE),  # an EPCI, finer than the source
        ("suivis", "TANI-somme", 2023, State.KNOWN),
        ("pass", "TANI-amiens", 2023, State.NOT_CONCERNED),
        ("aidants", "HUB-relais", 2023, State.KNOWN),
    ],
)
def test_each_state_is_told_from_the_others(small, slug, place, year, state):
    assert of(small, slug, place, year).state is state


def test_a_partial_value_says_what_was_heard(small):
    partial = of(small, "suivis", "DEP-02", 2024)
    assert (partial.months, partial.months_expected) == (1, 12)
    assert (of(small, "pass", "REG-32").heard, of(small, "pass", "REG-32").expected) == (3, 3)


def test_every_place_has_a_cell_for_every_indicator_and_every_year_once(small):
    found = coverage.cells(small)
    years = coverage.years(small)
    places = [id for id, one in small.territories.items() if one.level in LEVELS]
    assert len(found) == len(small.indicators) * len(places) * len(years)
    assert len({(key(one), one.start, one.end) for one in found}) == len(found)
    assert years == [2022, 2023, 2024] and coverage.years(small, "region", invented=False) == years


def test_an_indicator_in_a_year_has_its_months_and_quarters_and_the_year_comes_last(small):
    found = [one for one in coverage.cells(small, "departement", 2023, "pass") if one.territory == "DEP-59"]
    told = {(one.step, one.start.month): one.state for one in found}
    assert told["mois", 1] is State.KNOWN and told["mois", 2] is State.MISSING
    assert told["trimestre", 10] is State.PARTIAL and told["annee", 1] is State.PARTIAL
    assert [one.step for one in found] == sorted((one.step for one in found), key=coverage.STEPS.index)


def test_the_selection_costs_three_queries_whatever_its_size(small):
    asked = []

    class Counted(Store):
        def query(self, sql, parameters=None):
            asked.append(sql)
            return super().query(sql, parameters)

    store = Counted(small.folder)
    assert store.indicators and store.territories
    asked.clear()
    coverage.cells(store, None, 2023)
    assert len(asked) == 3


def test_no_cell_contradicts_the_published_rows(national):
    """The embedded vintage: what is told is told, what is not is empty, the invented is said so."""
    rows = {}
    for slug in national.indicators:
        for one in national.observations(slug, step="annee"):
            rows[slug, one.territory, one.start.year] = one
    found = coverage.cells(national)
    for one in found:
        row = rows.get((*key(one), one.start.year))
        told = row is not None and row.told
        assert told == (one.state in (State.KNOWN, State.PARTIAL, State.HIDDEN, State.INVENTED))
        if told:
            assert (one.state is State.INVENTED) == (row.nature == "demonstration")
        elif row is not None and row.status == "z":
            assert one.state is State.NOT_CONCERNED, one
    assert {one.state for one in found} == set(State) - {State.HIDDEN}  # only invented values are hidden


# Who owes it, and when --------------------------------------------------------------------------


def test_who_gives_a_level_owes_it_and_who_is_cited_once_owes_nothing(small):
    assert Debts(small).of("suivis", "departement").who == "Un producteur"
    assert Debts(small).of("membres", "region") == Debts(small).of("membres", "national")
    assert Debts(small).of("membres", "region").who == "Les membres"
    assert Debts(small).of("membres", "region").models == ("modele-membres",)
    assert Debts(small).of("inconnu", "region").who == NOBODY


def test_a_source_awaited_of_a_fact_that_nothing_stands_in_for_is_nobody_s_model(small):
    assert FED in {row["slug"] for row in small.table("etat")}
    assert Debts(small).of("suivis", "departement").models == ()


def test_the_producers_of_the_project_are_those_who_owe(national):
    found = Debts(national)
    assert found.of("accompagnements", "departement").who == "DITP"
    assert found.of("fonds-leves-hubs", "region").who == "Hubs territoriaux pour un numérique inclusif"
    assert found.of("inscrits-mooc", "region").who == NOBODY
    assert found.of("pass-utilises", "departement").models == ("modele-pass-numerique",)
    assert "Gazette" not in found.of("pass-utilises", "departement").who
    assert found.of("illectronisme", "region").who == "aucun producteur régulier ; chiffres cités : Insee"
    everyone = {found.of(slug, level).who for slug in national.indicators for level in LEVELS}
    assert not [who for who in everyone if "démonstration" in who]


def test_the_date_is_the_first_that_was_not_kept(small):
    assert history.awaited(small)["suivis"].day == datetime.date(2026, 12, 1)
    assert set(history.awaited(small)) == {"suivis", "membres"}


# The page ---------------------------------------------------------------------------------------


def test_the_sentence_counts_the_cells_of_the_matrix(small):
    found = Counter(one.state for one in coverage.cells(small, "departement", 2023))
    text = plain(shown(small, niveau="departement", annee="2023").text)
    expected = sum(found[state] for state in EXPECTED)
    assert f"En 2023, pour les départements : {found[State.KNOWN]} valeurs connues sur {expected}" in text
    assert f"{found[State.HIDDEN]} sont masquées" in text


def test_each_cell_is_a_sign_and_a_word_that_leads_to_the_indicator_in_that_place(small):
    read = shown(small, niveau="departement", annee="2023")
    rows = {row[0]: row[1:] for row in read.table("Tous les indicateurs, départements, 2023")}
    columns = list(small.indicators)
    somme = dict(zip(columns, rows["Somme (80)"], strict=True))
    assert [somme[one] for one in ("suivis", "pass", "montants", "membres")] == [
        "● connue", "◐ 3/12 mois", "[c] secret", "× hors source",
    ]  # fmt: skip
    assert "/indicateurs/montants?territoire=DEP-80" in read.links
    assert "/indicateurs/membres?territoire=DEP-80" not in read.links
    for sign in ("● connue", "[c] secret", "× hors source"):
        assert sign in read.text.split("Tous les indicateurs, départements, 2023")[0], "the legend"


def test_the_periods_of_one_indicator_are_the_columns(small):
    read = shown(small, niveau="departement", annee="2023", indicateur="pass")
    [(caption, rows)] = [one for one in read.tables if "départements" in one[0]]
    assert caption == "Une série en pass, départements, 2023"
    assert rows[0][1:4] == ["janvier 2023", "février 2023", "décembre 2023"] and rows[0][-1] == "2023"
    assert "/indicateurs/pass?territoire=DEP-59&pas=mois" in read.links
    [(_, rows)] = [one for one in shown(small, indicateur="pass").tables if "régions" in one[0]]
    assert rows[0] == ["Territoire", "2022", "2023", "2024"]


def test_what_is_missing_is_counted_with_who_owes_it_and_the_days_of_delay(small):
    query = {"niveau": "region", "annee": "2023"}
    rows = {row[0]: row[1:] for row in shown(small, **query).table("Ce qui manque, par indicateur")}
    assert rows["Une série en membres"] == [
        "0", "0", "2", "Les membres", "20 décembre 2026", "Modèle à remplir",
    ]  # fmt: skip
    assert "Une série en aidants" not in rows  # nothing of it is missing
    late = {
        row[0]: row[5] for row in shown(small, "2026-12-22", **query).table("Ce qui manque, par indicateur")
    }
    assert plain(late["Une série en membres"]) == "en retard de 2 jours : prévue le 20 décembre 2026"
    assert late["Une série en pass"] == "sans date"


def test_the_year_shown_first_is_the_last_one_over_with_a_real_value(small, national):
    assert "En 2024, pour les régions" in shown(small).text
    assert "En 2023, pour les régions" in shown(small, "2024-12-31").text
    assert "En 2025, pour la France" in shown(national, niveau="national").text  # 2026 is not over


def test_a_choice_that_does_not_exist_is_not_an_error_but_an_unknown_indicator_is(small):
    assert shown(small, niveau="commune", annee="1789").text == shown(small).text
    assert shown(small, indicateur="tous", annee="tous").text == shown(small).text
    with pytest.raises(NotFound):
        shown(small, indicateur="inconnu")


def test_the_widest_matrix_is_light_and_has_a_name_for_each_column(client):
    answer = client.get(f"{PATH}?niveau=departement&annee=2024")
    assert len(answer.data) < 600_000
    [head, *rows] = Reading(answer.text).tables[0][1]
    assert len(rows) == 101 and len(set(head)) == len(head) == 26
    assert max(map(len, head)) < 75


@pytest.mark.parametrize(
    "query", ["", "?niveau=tani&indicateur=financements", "?niveau=departement&annee=2023"]
)
def test_the_page_is_french_and_shows_no_word_of_a_programme(read, query):
    found = read(PATH + query)
    assert found.h1 == ["La couverture des données"]
    assert re.findall(r".*(?:\bNone\b|State\.|'| [:;?!»]).*", found.text) == []
    assert sorted(found.ids) == sorted(set(found.ids))


# The file ---------------------------------------------------------------------------------------


def rows_of(client, query=""):
    answer = client.get(FILE + query)
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.text, newline="")))


@pytest.fixture(scope="module")
def client_of_small(var):
    return create_site(ROOT, Settings(var, "", "", "", "")).server.test_client()


def test_the_file_says_what_the_page_says(small, client_of_small):
    rows = rows_of(client_of_small, "?niveau=departement&annee=2023")
    assert tuple(rows[0]) == tuple(COLUMNS)
    found = coverage.cells(small, "departement", 2023)
    assert [(one["indicateur"], one["territoire_id"], one["etat"]) for one in rows] == [
        (*key(one), one.state.value) for one in found
    ]
    for row in rows:
        assert bool(row["doit"]) == (row["etat"] in OWED)
        assert row["millesime"] == small.vintage
    [one] = [row for row in rows if (row["indicateur"], row["territoire_id"]) == ("pass", "DEP-80")]
    assert [one[name] for name in list(COLUMNS)[2:11]] == [
        "annee", "2023-01-01", "2023-12-31", "partielle", "3", "12", "1", "1", "Un producteur",
    ]  # fmt: skip


def test_the_whole_file_has_every_level_and_year(small, client_of_small):
    rows = rows_of(client_of_small)
    assert len(rows) == len(coverage.cells(small))
    [late] = {row["prochaine_date"] for row in rows if row["indicateur"] == "suivis" and row["doit"]}
    assert late == "2026-12-01"
    assert {row["etat"] for row in rows} == set(State)


def test_the_file_is_asked_for_again_only_when_it_changes_and_refuses_what_does_not_exist(client_of_small):
    client = client_of_small
    answer = client.get(f"{FILE}?annee=2023")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="couverture.csv"'
    again = client.get(f"{FILE}?annee=2023", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    assert client.get(f"{FILE}?niveau=epci").status_code == 400
    assert client.get(f"{FILE}?annee=1789").status_code == 400
    assert client.get(f"{FILE}?indicateur=inconnu").status_code == 404


def test_every_state_of_the_file_is_explained(small):
    assert set(page.SIGNS) == set(State)
    assert all(state.value in debts.COLUMNS["etat"] for state in State)
    assert len({sign[0] for sign, _ in page.SIGNS.values()}) == len(State)  # never told by colour alone
