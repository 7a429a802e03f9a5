"""A published figure that changes has a declared reason, listed for good; else nothing is published."""

import csv
import datetime
import io
import shutil
from decimal import Decimal

import duckdb
import pytest
from world import NOW, explain, write_world

from observatory import history
from observatory.exports import REVISIONS, list_csv
from observatory.load import create_schema
from observatory.markup import to_html, typeset
from observatory.pages import indicator, revisions
from observatory.parts import Visit
from observatory.publish import publish
from observatory.revisions import DECLARED, Draft, RevisionError, record
from observatory.served import Vintages
from observatory.settings import Settings
from observatory.store import Store
from observatory.vintages import DATABASE, current, rollback, vintages

OLD, NEW = "DEP-02,2024-01,260", "DEP-02,2024-01,261"
OTHER, ANOTHER = "DEP-59,2024-01,530", "DEP-59,2024-01,531"
WHY = "Relevé corrigé par le producteur."


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """A project published once, without demonstration."""
    home = tmp_path_factory.mktemp("revisions")
    send((write_world(home / "projet"), home / "var"))
    return home


@pytest.fixture
def project(first, tmp_path):
    """A copy of that project, and of its folder `var`."""
    shutil.copytree(first, tmp_path, dirs_exist_ok=True)
    return tmp_path / "projet", tmp_path / "var"


@pytest.fixture(scope="module")
def revised(first, tmp_path_factory):
    """The same project, once a figure was corrected, for a declared reason."""
    home = tmp_path_factory.mktemp("revise")
    shutil.copytree(first, home, dirs_exist_ok=True)
    project = home / "projet", home / "var"
    correct(project, OLD, NEW)
    explain(project[0])
    send(project)
    return project


@pytest.fixture
def again(revised, tmp_path):
    """A copy of the project that was revised once."""
    return tuple(shutil.copytree(one, tmp_path / one.name) for one in revised)


def send(project, *, demonstration=False):
    root, var = project
    publish(root, var, NOW, lambda step: None, demonstration=demonstration, force=False)
    return Vintages(var).current()


def correct(project, old, new, file="data_sources/cumuls.csv"):
    path = project[0] / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def refusal(project):
    """Why the build is refused; the vintage before stays the one served, alone."""
    before = current(project[1]), vintages(project[1])
    with pytest.raises(RevisionError) as error:
        send(project)
    assert (current(project[1]), vintages(project[1])) == before
    return str(error.value)


def values(store):
    """What a vintage says of each figure, by what it is about."""
    return {
        (one.indicator, one.territory, one.step, one.start, one.end, one.breakdown):
            (one.value, one.low, one.high, one.precision)
        for one in store.observations(breakdowns=True)
    }  # fmt: skip


def listed(store):
    """The lines of the list of revisions, by what they are about."""
    keys = ("indicateur", "territoire_id", "periode_type", "periode_debut", "periode_fin", "ventilation")
    return {tuple(row[key] for key in keys): row for row in history.revised(store)}


def statuses(store):
    return {
        (one.indicator, one.territory, one.step, one.start, one.end, one.breakdown)
        for one in store.observations(breakdowns=True)
        if "r" in (one.status or "")
    }


def shown(module, store, argument="", **query):
    visit = Visit(store, Settings(None, *[""] * 4), NOW.date(), argument, query)
    text = to_html(typeset(module.page(visit).content))
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_the_first_vintage_revises_nothing(first):
    store = Vintages(first / "var").current()
    assert history.revised(store) == []
    assert statuses(store) == set()
    assert "Aucun chiffre publié n’a été révisé." in shown(revisions, store)


def test_a_change_without_a_reason_stops_the_build_and_names_it_with_its_cure(project):
    correct(project, OLD, NEW)
    said = refusal(project)
    assert said.startswith(
        "révision sans motif : suivis, Aisne (DEP-02), mois du 2024-01-01 au 2024-01-31 :"
        " 10 était publié, 11 est calculé ; 9 valeur(s) changée(s) sans motif : suivis.\n"
    )
    assert DECLARED in said
    line = said.rsplit(" : ", 1)[1]
    assert line == "1,2026-11-21,correction,suivis,,,,non,"
    explain(project[0], why="Une autre raison.", scope="correction,aidants,,,,non")
    assert refusal(project).endswith(" : 2,2026-11-21,correction,suivis,,,,non,")
    with (project[0] / DECLARED).open("a", encoding="utf-8") as file:
        file.write(f'{line.replace("1", "2", 1)}"{WHY}"\n')
    assert {row["motif"] for row in history.revised(send(project))} == {WHY}


@pytest.mark.parametrize("why", ["", "parce que", "Parce que", "Oui."])
def test_a_reason_that_is_no_sentence_is_refused(project, why):
    explain(project[0], why=why)
    with pytest.raises(ValueError, match="motif"):
        send(project)


def test_every_value_that_differs_is_listed_with_what_it_was_and_what_it_is(first, revised):
    before, after = values(Vintages(first / "var").current()), values(Vintages(revised[1]).current())
    differing = {key for key in before if before[key] != after[key]}
    found = listed(Vintages(revised[1]).current())
    assert len(differing) == 9
    assert found.keys() == differing
    for key, row in found.items():
        told = [[row[f"{when}_{name}"] for name in ("valeur", "basse", "haute", "precision")]
                for when in ("ancienne", "nouvelle")]  # fmt: skip
        assert told == [list(before[key]), list(after[key])]
        assert (row["type"], row["motif"], row["declare_le"]) == ("correction", WHY, NOW.date())
        assert (row["millesime_avant"], row["millesime"]) == (
            current(first / "var").name,
            current(revised[1]).name,
        )


def test_the_revised_values_say_so_and_no_other(revised):
    store = Vintages(revised[1]).current()
    assert statuses(store) == listed(store).keys()
    found = {
        one.step: one.status
        for one in store.observations("suivis", territory="DEP-02", since=datetime.date(2024, 1, 1))
    }
    assert found == {"mois": "r", "trimestre": "pr", "annee": "pr"}


def test_a_reason_serves_once_and_the_list_keeps_what_came_before(again):
    correct(again, NEW, "DEP-02,2024-01,262")
    assert "11 était publié, 12 est calculé" in refusal(again)
    explain(again[0], why="Un second relevé.")
    store = send(again)
    reasons = [row["motif"] for row in history.revised(store)]
    assert reasons == [WHY] * 9 + ["Un second relevé."] * 9
    assert len(statuses(store)) == 9


def test_a_value_stays_revised_while_it_stands_and_until_it_goes(again):
    correct(again, "DEP-974,2024-01,90", "DEP-974,2024-01,91")
    explain(again[0], "correction,suivis,DEP-974,,,non")
    store = send(again)
    mine = {key for key in statuses(store) if key[1] == "DEP-02"}
    assert len(mine) == 3
    correct(again, f"{NEW}\n", "")
    explain(again[0])
    store = send(again)
    assert {key for key in statuses(store) if key[1] == "DEP-02"} == set()
    gone = [row for row in history.revised(store) if row["territoire_id"] == "DEP-02"][-1]
    assert (gone["ancienne_valeur"], gone["nouvelle_valeur"]) == (Decimal(11), None)


def test_a_reason_about_a_place_covers_those_that_hold_it_and_no_other(project):
    correct(project, OLD, NEW)
    explain(project[0], "correction,suivis,DEP-02,,,non")
    correct(project, OTHER, ANOTHER)
    assert "Nord (DEP-59)" in refusal(project)
    correct(project, ANOTHER, OTHER)
    assert {row["territoire_id"] for row in history.revised(send(project))} == {"DEP-02", "REG-32", "FR"}


def test_a_reason_about_some_days_covers_the_periods_that_touch_them(project):
    correct(project, "DEP-02,2023-12,250", "DEP-02,2023-12,251")
    explain(project[0], "correction,suivis,,2023-01-01,2023-12-31,non")
    assert "mois du 2024-01-01 au 2024-01-31" in refusal(project)
    explain(project[0], "correction,suivis,,2024-01-15,2024-01-15,non", why="La suite du même relevé.")
    told = {(row["periode_debut"].year, row["motif"]) for row in history.revised(send(project))}
    assert told == {(2023, WHY), (2024, "La suite du même relevé.")}


def test_a_value_that_goes_needs_a_reason_and_one_that_comes_does_not(project):
    correct(project, OTHER, f"{OTHER}\nDEP-59,2024-02,560")
    explain(project[0], "routine,*,,,,oui", why="Valeur provisoire, complétée.")
    found = history.revised(send(project))
    assert found != []
    assert {(row["completee"], row["periode_type"] == "mois") for row in found} == {(True, False)}
    correct(project, f"{OTHER}\nDEP-59,2024-02,560", "DEP-59,2024-02,560")
    said = refusal(project)
    assert (
        "Nord (DEP-59), mois du 2024-01-01 au 2024-01-31 : 30 était publié, rien est calculé ; 8 valeur(s)"
        in said
    )


def test_a_value_that_is_no_longer_said_as_surely_is_revised(project):
    correct(project, "'au_moins' AS", "'environ' AS", "data_sources/membres-cites.sql")
    assert "au_moins 140 était publié, environ 140 est calculé" in refusal(project)


def test_a_standing_reason_completes_provisional_values_again_and_again_and_no_definitive_one(project):
    explain(project[0], "routine,*,,,,oui", why="Valeur provisoire, complétée.")
    for month in (2, 3):
        correct(project, "DEP-02,2024-01,260", f"DEP-02,2024-0{month},{260 + month}\nDEP-02,2024-01,260")
        store = send(project)
        assert {row["type"] for row in history.revised(store)} == {"routine"}
        assert statuses(store) == set()
    correct(project, OLD, NEW)
    assert "Aisne (DEP-02), mois du 2024-01-01" in refusal(project)


def test_a_standing_reason_does_not_cover_a_provisional_value_that_goes(project):
    explain(project[0], "routine,*,,,,oui", why="Valeur provisoire, complétée.")
    correct(project, f"{OTHER}\n", "")
    assert "rien est calculé ; 6 valeur(s)" in refusal(
        project
    )  # four months, a quarter and a year of the Nord


def test_a_standing_reason_is_routine(project):
    explain(project[0], "correction,*,,,,oui")
    with pytest.raises(ValueError, match="provisoires"):
        send(project)


def test_invented_values_may_go_but_not_change_without_a_reason(first, tmp_path):
    project = shutil.copytree(first / "projet", tmp_path / "projet"), tmp_path / "var"
    send(project, demonstration=True)
    correct(project, "7 AS membres", "8 AS membres", "data_sources/membres-inventes.sql")
    with pytest.raises(RevisionError, match="membres, La Réunion"):
        send(project, demonstration=True)
    explain(project[0], "methode,membres,,,,non", why="Le programme qui invente a changé.")
    assert {row["type"] for row in history.revised(send(project, demonstration=True))} == {"methode"}
    assert len(history.revised(send(project))) == len(history.revised(send(project, demonstration=True)))


def test_after_a_rollback_the_list_goes_on_from_the_vintage_served(again):
    rollback(again[1], vintages(again[1])[0].name, NOW)
    store = send(again)
    assert {row["millesime_avant"] for row in history.revised(store)} == {vintages(again[1])[0].name}
    assert len(history.revised(store)) == 9


@pytest.fixture(scope="module")
def hidden(revised, tmp_path_factory):
    """A vintage after the revised one, in which disclosure control hides the Aisne in January 2024."""
    folder, before = tmp_path_factory.mktemp("masque"), current(revised[1])
    shutil.copyfile(before / DATABASE, folder / DATABASE)
    (folder / DATABASE).chmod(0o644)
    with duckdb.connect() as con:
        create_schema(con)
        con.execute(f"ATTACH '{folder / DATABASE}' AS publication")
        con.execute("DELETE FROM publication.revisions; DELETE FROM publication.parutions")
        con.execute(
            "UPDATE publication.observations SET valeur = NULL, precision = NULL, statut_conf = 'c',"
            " statut_obs = NULL WHERE indicateur = 'suivis' AND territoire_id = 'DEP-02'"
            " AND periode_debut = '2024-01-01'"
        )
        record(con, Draft("0003-abcdef0123", NOW.date(), before))
        con.execute("DETACH publication")
    return Store(folder)


def test_a_value_hidden_now_is_told_nowhere_even_where_it_was_once_published(hidden):
    rows = [row for row in history.revised(hidden) if row["territoire_id"] == "DEP-02"]
    assert [row["type"] for row in rows] == ["correction"] * 3 + ["secret"] * 3
    for row in rows:
        assert row["masquee"]
        assert {name: value for name, value in row.items() if isinstance(value, Decimal)} == {}
    others = [row for row in history.revised(hidden) if row["territoire_id"] != "DEP-02"]
    assert [row["masquee"] for row in others] == [False] * 6
    assert "masquée" in shown(revisions, hidden)


def test_the_page_says_what_it_was_what_it_is_and_why(revised):
    store = Vintages(revised[1]).current()
    for text in (shown(revisions, store), shown(revisions, store, indicateur="suivis")):
        assert f"<strong>Correction d’une erreur : </strong>{WHY}" in text
        assert "France, janvier 2024</th>" in text
        assert ">55</td>" in text and ">56</td>" in text
        assert current(revised[1]).name in text
    assert "Autres valeurs révisées pour ce motif, dans le fichier : 4." in shown(revisions, store)
    assert "Aucun chiffre publié n’a été révisé." in shown(revisions, store, indicateur="pass")


def test_the_page_of_an_indicator_shows_its_own_revisions_and_their_status(revised):
    store = Vintages(revised[1]).current()
    text = shown(indicator, store, "suivis", territoire="DEP-02", pas="mois")
    assert WHY in text
    assert ">révisée</td>" in text
    other = shown(indicator, store, "pass")
    assert "Aucun chiffre publié n’a été révisé." in other
    assert WHY not in other


def test_the_file_gives_every_revision_with_its_columns(revised):
    store = Vintages(revised[1]).current()
    rows = list(csv.DictReader(io.StringIO(list_csv(REVISIONS, history.revised(store)).decode("utf-8"))))
    assert list(rows[0]) == list(REVISIONS) == list(history.revised(store)[0])
    assert len(rows) == 9
    first = rows[0]
    assert (first["territoire_id"], first["ancienne_valeur"], first["nouvelle_valeur"]) == ("FR", "55", "56")
    assert (first["masquee"], first["completee"], first["motif"]) == ("non", "non", WHY)


def test_the_days_of_publication_are_kept_for_each_indicator(first, again):
    assert [slug for _, _, slug in history.published(Vintages(first / "var").current())] == [
        "aidants", "membres", "pass", "suivis", "taux",
    ]  # fmt: skip
    new = history.published(Vintages(again[1]).current())[5:]
    assert new == [(NOW.date(), current(again[1]).name, "suivis")]


def test_a_vintage_of_before_the_list_is_read_and_followed(project, tmp_path):
    served = current(project[1])
    old = tmp_path / "ancien"
    shutil.copytree(served, old)
    (old / DATABASE).chmod(0o644)
    with duckdb.connect(old / DATABASE) as con:
        for name in ("revisions", "parutions", "motifs", "calendrier"):
            con.execute(f"DROP TABLE {name}")
    store = Store(old)
    assert history.revised(store) == history.published(store) == history.releases(store) == []
    assert history.revisions(store, first=5) == []
