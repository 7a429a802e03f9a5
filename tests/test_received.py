"""What is received goes through the whole street; a bad file leaves the last good figures, dated."""

import datetime
import os
import shutil

import pytest
from world import NOW, explain, fed_text, long, write_world

from observatory.feeds import inbox
from observatory.feeds.fetch import fetch
from observatory.markup import to_html, typeset
from observatory.pages import state
from observatory.parts import Visit
from observatory.publish import publish, read_sources
from observatory.served import Vintages
from observatory.settings import Settings

DAY = datetime.timedelta(days=1)
GOOD = long("territoire 2023-12 2024-01\nDEP-02 250 260\nDEP-59 500 530\nDEP-80 100 105\nDEP-974 80 90")
SHORT = long("territoire 2023-12 2024-01\nDEP-02 250 260\nDEP-59 500 .")
WRONG = GOOD.replace("2024-01,530", "janvier,530")
NEWER = GOOD.replace("260", "270")
FOLDER = '{ folder = "releves" }'


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    return write_world(tmp_path_factory.mktemp("recu") / "projet")


@pytest.fixture
def project(world, tmp_path):
    """A project whose running totals come from a feed, and its folder `var`."""
    root = shutil.copytree(world, tmp_path / "projet")
    declare(root)
    return root, tmp_path / "var"


@pytest.fixture(scope="module")
def published(world, tmp_path_factory):
    """The same project, once a good file was taken."""
    home = tmp_path_factory.mktemp("pris")
    root = shutil.copytree(world, home / "projet")
    declare(root)
    send((root, home / "var"), GOOD)
    return home


@pytest.fixture
def taken(published, tmp_path):
    """A copy of that project, its folder `var`, and the store of its vintage."""
    shutil.copytree(published, tmp_path, dirs_exist_ok=True)
    return tmp_path / "projet", tmp_path / "var"


def declare(root, feed=FOLDER, **keys):
    keys = {"every": "30", "key": '["territoire", "mois"]', **keys}
    (root / "data_sources" / "cumuls.sql").write_text(fed_text("cumuls", feed, **keys), "utf-8")
    (root / "data_sources" / "cumuls.csv").unlink(missing_ok=True)


def send(project, text=None, day=0, name="releve.csv"):
    """Drop a file, and publish that day; what became of the source, and the vintage."""
    root, var = project
    if text:
        folder = var / "depot" / "releves"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
        dropped = (NOW + day * DAY).timestamp()
        os.utime(folder / name, (dropped, dropped))  # not just now: nobody is still copying it
    published = publish(root, var, NOW + day * DAY, lambda step: None, demonstration=False, force=False)
    loaded = {one.source.slug: one for one in published.loaded}
    return loaded.get("cumuls"), Vintages(var).current()


def value(store, place="DEP-02", period="2024-01"):
    found = store.observations("suivis", level=None, territory=place, step="mois")
    [one] = [row for row in found if row.start.isoformat().startswith(period)]
    return one.value


def page(store, day=0):
    settings = Settings(None, *[""] * 4)
    visit = Visit(store, settings, (NOW + day * DAY).date())
    return to_html(typeset(state.page(visit).content)).replace("\u00a0", " ")


def row(store, *names):
    [one] = [row for row in store.table("etat") if row["slug"] == "cumuls"]
    return {name: one[name] for name in names}


def test_a_dropped_file_is_taken_published_and_kept_as_it_came(project):
    loaded, store = send(project, GOOD)
    assert (loaded.clean, loaded.newest.accepted) == (True, 8)
    assert row(store, "etat", "utilise", "lues", "acceptees", "rejetees") == {
        "etat": "accepté",
        "utilise": True,
        "lues": 8,
        "acceptees": 8,
        "rejetees": 0,
    }
    [kept] = inbox.history(project[1], loaded.source).received
    assert (kept.path.read_text("utf-8"), kept.refused) == (GOOD, ())
    assert (project[1] / "depot" / "releves" / "releve.csv").read_text("utf-8") == GOOD


def test_before_the_first_file_the_source_is_awaited_and_the_rest_is_published(project):
    loaded, store = send(project)
    assert (loaded.newest, loaded.used) == (None, None)
    assert row(store, "etat", "utilise") == {"etat": "en attente", "utilise": False}
    assert "Fichiers attendus" in page(store)


@pytest.mark.parametrize(
    ("text", "reason", "rule"),
    [
        (SHORT, "3 lignes acceptées, contre 8 la dernière fois", "lignes trop peu nombreuses"),
        (WRONG, "1 ligne rejetée sur 8", "ou trop souvent rejetées"),
        ("territoire,mois\nDEP-02,2024-01\n", "« valeur » absente", "colonnes ou forme du fichier"),
        ("<html><body>Erreur</body></html>", "page web", "fichier illisible"),
        (GOOD.replace("DEP-59", "DEP-99"), "rien n’est pris", "valeurs contradictoires"),
    ],
)
def test_a_bad_file_is_refused_and_the_last_good_figures_stay(taken, text, reason, rule):
    before = Vintages(taken[1]).current()
    loaded, after = send(taken, text, day=1, name="suivant.csv")
    assert reason in " ; ".join(loaded.newest.refused)
    assert not loaded.clean
    assert (loaded.used.accepted, loaded.file) == (8, "releve.csv")
    assert after.vintage != before.vintage
    assert value(after) == value(before)
    assert row(after, "etat", "utilise") == {
        "etat": "refusé",
        "utilise": True,
    }
    assert rule in row(after, "refus")["refus"]
    assert "les bonnes données du 21 novembre 2026 restent" in page(after)


def test_after_a_refusal_a_good_file_is_taken_again(taken):
    send(taken, SHORT, day=1)
    explain(taken[0])
    loaded, store = send(taken, NEWER, day=2)
    assert loaded.clean
    assert (value(store), value(store, "DEP-59")) == (270 - 250, 530 - 500)


def test_a_source_is_late_when_its_days_have_passed_whatever_the_day_of_the_vintage(taken):
    store = Vintages(taken[1]).current()
    assert "En retard" not in page(store, day=30)
    assert "En retard : Un producteur, Fichier cumuls." in page(store, day=31)
    assert "en retard, attendu le 21 décembre 2026" in page(store, day=31)


def test_unplugged_the_build_goes_on_with_what_is_there_and_says_what_fails(taken):
    root, var = taken
    before = Vintages(var).current()
    declare(root, '{ url = "http://127.0.0.1:1/releve.csv" }')
    source = read_sources(root / "data_sources")["cumuls"]
    [told] = fetch(var, [source], NOW + 40 * DAY)
    assert told.state == "échec"
    loaded, store = send(taken, day=40)
    assert (loaded.clean, value(store)) == (True, value(before))
    assert "la récupération échoue depuis le 31 décembre 2026" in page(store, day=40)
    assert "En retard" in page(store, day=40)


def test_what_is_refused_is_told_by_rule_without_any_value_of_the_file(project):
    declare(project[0], reject_rate="0.5")
    text = GOOD.replace("2024-01,530", "confidentiel,530")
    _, store = send(project, text)
    assert row(store, "etat", "rejetees", "regles") == {
        "etat": "accepté",
        "rejetees": 1,
        "regles": "date-impossible (1)",
    }
    assert "confidentiel" not in page(store)
    _, store = send(project, text.replace("2024-01", "confidentiel"), day=1)
    assert row(store, "etat") == {"etat": "refusé"}
    assert "confidentiel" not in page(store)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            WRONG,
            {
                "lues": None,
                "acceptees": None,
                "rejetees": None,
                "ignorees": None,
                "regles": "date-impossible",
            },
        ),
        (
            GOOD + WRONG.partition("\n")[2].replace("2023-12", "2022-12").replace("2024-01", "2023-06"),
            {"lues": 16, "acceptees": None, "rejetees": None, "ignorees": None, "regles": "date-impossible"},
        ),
    ],
)
def test_no_count_of_a_file_about_people_is_small_or_gives_one_back(project, text, shown):
    declare(project[0], personal="true", reject_rate="0.5")
    _, store = send(project, text)
    assert row(store, *shown) == shown
    assert "secret" in page(store)
    [source] = [one for one in store.table("sources") if one["slug"] == "cumuls"]
    assert not {"fichier", "lignes_lues", "lignes_acceptees", "lignes_rejetees"} & source.keys()
