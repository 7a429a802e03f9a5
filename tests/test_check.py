"""The command `check`: the verdict on a file, in words, in a report and in a code; nothing is changed."""

import csv
import json

import pytest
from reading import Reading as Page
from test_received import GOOD, SHORT, WRONG, declare
from typer.testing import CliRunner
from world import write_world

from observatory.__main__ import app
from observatory.commands import DONE, REFUSED, WITH_REJECTS


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    root = write_world(tmp_path_factory.mktemp("verifie") / "projet")
    declare(root, reject_rate="0.2")
    return root


@pytest.fixture
def check(root, tmp_path):
    """Check a text as a file of the running totals, with some options."""

    def check(text, *options, source="cumuls"):
        file = tmp_path / "envoi.csv"
        file.write_text(text, "utf-8")
        places = ["--root", str(root), "--var", str(tmp_path / "var")]
        runner = CliRunner(env={"COLUMNS": "200"})
        return runner.invoke(app, ["check", str(file), "--source", source, *places, *options])

    return check


def report(check, tmp_path, form, text=WRONG):
    path = tmp_path / f"rapport.{form}"
    check(text, "--report", str(path))
    return path.read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        (GOOD, DONE, "Fichier accepté."),
        (WRONG, WITH_REJECTS, "Fichier accepté, sauf les lignes rejetées"),
        (WRONG.replace("2023-12", "décembre"), REFUSED, "Fichier refusé : 5 lignes rejetées sur 8"),
        ("", REFUSED, "fichier vide"),
    ],
)
def test_the_verdict_is_told_in_words_and_in_the_code(check, text, code, words):
    result = check(text)
    assert result.exit_code == code, result.output
    assert words in result.stdout.replace("\u00a0", " ")


def test_a_rejected_line_is_told_with_its_place_and_its_cure(check):
    said = " ".join(check(WRONG).stdout.split())
    assert "envoi.csv, ligne 5, colonne « mois » : « janvier » trouvé (date-impossible)" in said


def test_nothing_is_touched(check, root, tmp_path):
    before = sorted(root.rglob("*"))
    check(SHORT)
    assert sorted(root.rglob("*")) == before
    assert [path.name for path in tmp_path.iterdir()] == ["envoi.csv"]


def test_the_report_for_a_program_counts_everything(check, tmp_path):
    told = json.loads(report(check, tmp_path, "json"))
    counts = {"records": 8, "accepted": 7, "rejected": 1, "ignored": 0}
    assert told.items() >= {"file": "envoi.csv", "source": "cumuls", **counts}.items()
    [error] = told["errors"]
    assert (error["line"], error["column"], error["value"]) == (5, "mois", "janvier")
    assert (error["rule"], bool(error["cure"])) == ("date-impossible", True)
    assert told["refused"] == []
    assert told["normalisations"] == {}


def test_the_report_as_a_table_runs_nothing_in_a_spreadsheet(check, tmp_path):
    [row] = csv.DictReader(report(check, tmp_path, "csv", WRONG.replace("janvier", "=1+1")).splitlines())
    assert (row["ligne"], row["colonne"], row["valeur"]) == ("5", "mois", "'=1+1")


def test_the_report_for_the_sender_is_a_whole_page_in_french(check, tmp_path):
    text = report(check, tmp_path, "html", WRONG.replace("janvier", "<b>janvier</b>"))
    page = Page(text)
    assert (page.lang, page.h1) == ("fr", ["Rapport sur envoi.csv"])
    assert "<b>janvier</b>" in page.text
    assert page.links == [] and "src=" not in text
    assert "Lignes lues : 8" in " ".join(page.text.split())


@pytest.mark.parametrize(
    ("source", "options", "words"),
    [
        ("cumul", [], "« cumul » n’est pas une source ; la plus proche est « cumuls »"),
        ("cumuls", ["--report", "rapport.pdf"], "rapport.pdf : rapport en .json, .csv, .html attendu"),
    ],
)
def test_a_wrong_question_is_answered_in_one_line(check, source, options, words):
    result = check(GOOD, *options, source=source)
    assert (result.exit_code, result.stderr.strip()) == (REFUSED, words)
