"""A worked example that the query contradicts is refused, in one line with its file and number."""

import datetime

import pytest
from world import INDICATORS, ROOT, indicator_text

from observatory.declarations import DeclarationError, Indicator, parse, read_indicators
from observatory.examples import check_examples, period_of

SUIVIS = indicator_text(*INDICATORS["suivis"])
SECOND = '[[examples]]\ntext = "Un autre."\ngiven.{}\nexpect = {{ {} }}\n*/'
CUMULS = 'cumuls = [{{ serie = "suivis", mois = 2022-12-01, territoire = "{}", valeur = 1 }}]'


def declared(text):
    return parse(Indicator, text, "indicators/suivis.sql")


def refusal(territories, text):
    with pytest.raises(DeclarationError) as error:
        check_examples(territories, [declared(text)])
    assert "\n" not in str(error.value)
    return str(error.value)


def test_right_examples_are_accepted_and_leave_no_trace(territories):
    check_examples(territories, [parse(Indicator, indicator_text(*one), f"indicators/{slug}.sql")
                                 for slug, one in INDICATORS.items()])  # fmt: skip
    for table in ("cumuls", "mesures", "indicateurs", "objectifs"):
        assert territories.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


def test_a_wrong_value_is_refused_with_what_was_found(territories):
    said = refusal(territories, SUIVIS.replace('"FR" = 8', '"FR" = 8, "REG-32" = 9'))
    assert said == (
        "indicators/suivis.sql : exemple 1 : REG-32 vaut 8.000000, 9.0 attendu ; "
        "corrigez l’exemple ou la requête"
    )


def test_the_second_example_is_checked_too_and_named_by_its_number(territories):
    wrong = SECOND.format(CUMULS.format("DEP-80"), '"FR" = 1')
    assert refusal(territories, SUIVIS.replace("*/", wrong)).startswith(
        "indicators/suivis.sql : exemple 2 : FR vaut inconnu, 1.0 attendu"
    )


def test_a_value_expected_unknown_is_refused_when_it_is_known(territories):
    said = refusal(territories, SUIVIS.replace('"FR" = 8', '"FR" = "inconnu"'))
    assert "exemple 1 : FR vaut 8.000000, inconnu attendu" in said


def test_two_examples_do_not_share_their_rows(territories):
    alone = SECOND.format(CUMULS.format("DEP-59"), '"DEP-80" = "inconnu", "FR" = "inconnu"')
    check_examples(territories, [declared(SUIVIS.replace("*/", alone))])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"DEP-80"', '"DEP-99"'),  # no such département
        ("valeur = 9", "total = 9"),  # no such column
        ("given.cumuls", "given.cumul"),  # no such fact
        ("mois = 2023-12-01, ", ""),  # no month
    ],
)
def test_rows_that_their_fact_refuses_are_refused_with_the_number_of_the_example(territories, old, new):
    assert refusal(territories, SUIVIS.replace(old, new)).startswith("indicators/suivis.sql : exemple 1 : ")


@pytest.mark.parametrize("query", ["SELECT mois, territoire, valeurs AS valeur FROM cumuls",
                                   "SELECT mois, territoire, NULL AS valeur FROM cumuls"])  # fmt: skip
def test_a_query_that_cannot_run_on_the_rows_given_is_refused_in_one_line(territories, query):
    text = indicator_text(*INDICATORS["suivis"][:2], query, *INDICATORS["suivis"][3:])
    assert refusal(territories, text).startswith("indicators/suivis.sql : ")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("", ("annee", datetime.date(2023, 1, 1))),  # the year of the last row given
        ('period = "2022"', ("annee", datetime.date(2022, 1, 1))),
        ('period = "2023-T3"', ("trimestre", datetime.date(2023, 7, 1))),
        ('period = "2023-09"', ("mois", datetime.date(2023, 9, 1))),
    ],
)
def test_an_example_speaks_of_a_year_a_quarter_or_a_month(written, expected):
    [example] = declared(SUIVIS.replace("expect =", f"{written}\nexpect =")).examples
    assert period_of(example) == expected


def test_every_indicator_of_the_project_works_its_national_or_regional_rule_out():
    for slug, one in read_indicators(ROOT / "indicators").items():
        levels = {place.split("-")[0] for example in one.examples for place in example.expect}
        assert levels & {"FR", "REG"}, slug
