"""The file of sentences: one for each last value, that a French editor would print as it is."""

import csv
import io
import re

import pytest
from editing import faults, said
from rows import FLOW, RATIO, observation
from series import indicator
from test_progress_words import COURSES, HELPERS, PLACES, SOMME, YEARLY, unjudged

from observatory.foreseen import Forecast
from observatory.french import typeset
from observatory.progress import prospects, words
from observatory.progress.board import board, latest
from observatory.progress.resume import COLUMNS, csv_bytes
from observatory.progress.rule import Reason, Verdict
from observatory.served import Vintages

LONE_SPACE = re.compile(r"(?<=«) | (?=[:;?!»%€])")


@pytest.fixture(scope="module")
def national(embedded):
    """The published vintage of the project."""
    return Vintages(embedded).current()


@pytest.fixture(scope="module")
def lines(client):
    """The rows of the file of the project."""
    answer = client.get("/donnees/resume.csv")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="resume.csv"'
    assert (
        client.get("/donnees/resume.csv", headers={"If-None-Match": answer.headers["ETag"]}).status_code
        == 304
    )
    return list(csv.DictReader(io.StringIO(answer.text, newline="")))


def bare(value, when="2023", one=FLOW, **changed):
    """The last value of an indicator without a target, as the file tells it."""
    course = unjudged(Reason.NO_TARGET)
    row = observation(value, when, **changed)
    at = row.last_month or row.end.replace(day=1)
    return said(words.worth(type(course)("serie", "DEP-80", course.ruling, row, at=at), one))


def test_there_is_one_line_for_each_indicator_and_place_with_its_last_value(lines, national):
    found = latest(board(national))
    assert tuple(lines[0]) == tuple(COLUMNS)
    assert [(one["indicateur"], one["territoire_id"]) for one in lines] == sorted(found)
    for line in lines:
        one = found[line["indicateur"], line["territoire_id"]]
        assert (line["verdict"], line["periode_fin"]) == (one.verdict, one.row.end.isoformat())
        assert bool(line["motif"]) == (line["verdict"] == "non_evaluable")
        assert line["millesime"] == national.vintage


def test_no_sentence_of_the_project_would_be_refused(lines):
    wrong = {
        text: faults(text)
        for line in lines
        for text in (line["resume"], line["prevision"])
        if text and (faults(text) or LONE_SPACE.search(text))
    }
    assert wrong == {}


def test_every_place_of_every_level_is_named_as_it_is_said(lines, national):
    for line in lines:
        assert line["resume"].startswith(typeset(words.where(national.territories[line["territoire_id"]])))
    levels = {national.territories[line["territoire_id"]].level for line in lines}
    assert {"national", "region", "departement", "hub", "tani"} <= levels


def test_what_is_invented_or_estimated_is_said_so(lines):
    for line in lines:
        invented = "donnée inventée" in line["resume"].lower()
        assert invented == (line["nature"] == "demonstration"), line
        assert ("Estimation" in line["resume"]) == (line["nature"] == "estimee"), line
        assert not (invented and line["prevision"])


def test_a_value_without_a_verdict_is_given_with_its_date_and_its_worth(lines, national):
    found = latest(board(national))
    for line in lines:
        one = found[line["indicateur"], line["territoire_id"]]
        title = national.indicators[line["indicateur"]].title
        assert (f"{title}, " in line["resume"]) == (one.verdict is Verdict.NOT_ASSESSED)
    [ain] = [
        one for one in lines if (one["indicateur"], one["territoire_id"]) == ("accompagnements", "DEP-01")
    ]
    assert said(ain["resume"]) == (
        "Dans l’Ain, la progression n’est pas évaluable : aucune cible n’est déclarée. Accompagnements par"
        " les conseillers numériques, en 2024 : 21 665 accompagnements. Chiffre officiel, période partielle,"
        " 9 mois sur 12. 1 territoire entendu sur 1."
    )


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ({"value": 1}, "en 2023 : 1 pass. Chiffre officiel."),
        ({"value": 5, "when": "2023-T2", "nature": "citee"}, "au 2e trimestre 2023 : 5 pass. Chiffre cité."),
        ({"value": 5, "months": 9, "nature": "demonstration"},
         "en 2023 : 5 pass. Donnée inventée, pour la démonstration, période partielle, 9 mois sur 12."),
        ({"value": None, "confidentiality": "c"},
         "en 2023 : valeur masquée par le secret statistique. Chiffre officiel."),
        ({"value": 45, "one": RATIO, "unit": "%"}, "en 2023 : 45,0 %. Chiffre officiel."),
    ],
)  # fmt: skip
def test_a_value_is_told_by_its_kind_of_period_and_of_figure(given, text):
    assert bare(**given).split(", ", 1)[1] == text


def test_a_state_is_told_at_the_month_it_was_read_but_a_state_of_a_year_is_not_of_december():
    stock = indicator("stock", unit="aidants")
    months = {"months": None, "unit": "aidants"}
    assert ", fin septembre 2024 : 3 aidants." in bare(3, "2024-09", stock, **months)
    row = observation(3, "2024").end.replace(month=2, day=1)
    assert ", fin février 2024 : 3 aidants." in bare(3, "2024", stock, last_month=row, **months)
    assert ", en 2024 : 3 aidants." in bare(3, "2024", stock, **months)


def test_a_figure_over_whole_years_names_both():
    row = {"step": "periode", "start": observation(1, "2015").start, "end": observation(1, "2020").end}
    assert ", de 2015 à 2020 : 1 pass." in bare(1, **row)


def test_a_place_is_named_once_in_a_summary():
    for one in COURSES.values():
        text = prospects.summary(one, YEARLY if one.yearly else HELPERS, SOMME)
        assert text.count("Dans la Somme") == 1


def test_a_verdict_on_an_estimate_says_that_it_is_one():
    assert "Estimation." in prospects.summary(COURSES["année"], YEARLY, SOMME)
    assert "Estimation" not in prospects.summary(COURSES["à l’heure"], HELPERS, SOMME)


def test_a_forecast_is_told_for_a_total_of_the_nation_or_of_a_region_only():
    year = COURSES["année incomplète"]

    def outlook(one=YEARLY, forecast=None, **changed):
        row = observation(5, "2024", **{"level": "region"} | changed)
        return prospects.outlook(type(year)("serie", "x", year.ruling, row, forecast=forecast), one)

    assert outlook() == prospects.TOO_SHORT
    assert "Prévision pour 2024" in outlook(forecast=Forecast(30, *map(row_value, (1, 2, 3))))
    assert outlook(level="departement") == outlook(nature="demonstration") == outlook(HELPERS) == ""
    assert outlook(RATIO) == outlook(level="hub") == outlook(step="trimestre") == ""


def row_value(number):
    return observation(number).value


@pytest.mark.parametrize("name", COURSES)
def test_the_file_is_correct_in_every_region_and_departement_for_every_verdict(name):
    course = COURSES[name]
    unit = YEARLY if course.yearly else HELPERS
    for place, *_ in PLACES:
        raw = csv_bytes([course], {course.indicator: unit}, {course.territory: place}, "v")
        [line] = csv.DictReader(io.StringIO(raw.decode()))
        assert not faults(line["resume"]) and not LONE_SPACE.search(line["resume"]), line["resume"]
