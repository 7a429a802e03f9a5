"""A value is said with its unit, its precision, its period and what must be known of it."""

import datetime
from decimal import Decimal

import pytest
from rows import FLOW, RATIO, STOCK, observation

from observatory import sentences
from observatory.declarations import NATURES
from observatory.observations import Stated, TargetValue

YEARLY = TargetValue("serie", "FR", "annee", Decimal(1_500_000), "Plan", "-")
HIDDEN = {"confidentiality": "c"}
DATED = TargetValue("serie", "FR", "2026-12", Decimal(200), "Plan", "-")


def said(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_every_nature_has_its_words_surest_first():
    assert tuple(sentences.NATURES) == tuple(sentences.NATURES_EXPLAINED) == NATURES


@pytest.mark.parametrize(
    ("one", "words", "number"),
    [
        (observation(1234), "1 234 pass", "1 234"),
        (observation(0), "0 pass", "0"),
        (observation(140, precision="au_moins"), "au moins 140 pass", "≥ 140"),
        (observation(140, precision="au_plus"), "au plus 140 pass", "≤ 140"),
        (observation(140, precision="environ"), "environ 140 pass", "≈ 140"),
        (observation(), "non disponible", "non disponible"),
        (observation(status="x"), "non disponible", "non disponible"),
        (observation(status="z"), "sans objet", "sans objet"),
        (observation(**HIDDEN), "masqué par le secret statistique", "secret [c]"),
    ],
)
def test_a_value_is_said_in_full_and_shown_short_in_a_table(one, words, number):
    assert said(sentences.value(one, FLOW)) == words
    assert said(sentences.cell(one, FLOW)) == number


def test_a_revised_value_is_said_with_its_precision_and_its_range():
    of = sentences.stated
    assert said(of(Stated(Decimal(1234), None, None, "exacte"), 0)) == "1 234"
    assert said(of(Stated(Decimal(140), None, None, "au_moins"), 0)) == "≥ 140"
    assert said(of(Stated(Decimal("1.5"), Decimal(1), Decimal(2), "exacte"), 1)) == "1,5 (entre 1,0 et 2,0)"
    assert of(Stated(None, None, None, None), 0) == "–"


def test_a_missing_row_is_not_available_in_a_table():
    assert sentences.cell(None, FLOW) == "non disponible"


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (observation(1234), "1 234 pass"),
        (observation(1234, nature="estimee"), "environ 1 230 pass"),
        (observation(1_236_000, unit="personnes"), "1,24 million de personnes"),
        (observation(2_500_000, unit="kits", precision="au_moins"), "au moins 2,5 millions de kits"),
        (observation(**HIDDEN), "masqué par le secret statistique"),
        (observation(500, low=Decimal(400), high=Decimal(600)), "500 pass (entre 400 et 600)"),
        (
            observation(1_236_000, nature="estimee", low=Decimal(910_000), high=Decimal(1_400_000)),
            "environ 1,24 million de pass (entre 0,91 et 1,40 million)",
        ),
    ],
)  # fmt: skip
def test_a_value_in_a_sentence_is_rounded_and_gives_its_range(one, words):
    assert said(sentences.spoken(one, FLOW)) == words


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (observation(1), ""),
        (observation(1, nature="citee"), "chiffre cité"),
        (observation(1, months=9), "provisoire, 9 mois sur 12"),
        (observation(1, status="p", months=9), "provisoire, 9 mois sur 12"),
        (observation(1, status="p", months=None, nature="estimee"), "estimation, provisoire"),
        (observation(1, status="e"), "estimée"),
        (observation(1, status="er", nature="estimee"), "estimation, révisée"),
        (observation(1, status="pr"), "provisoire, révisée"),
        (observation(1, status="b"), "rupture de série"),
        (observation(1, status="f"), "prévision"),
        (observation(status="x"), ""),
        (observation(status="z"), ""),
        (observation(months=9, nature="demonstration"), "démonstration"),
    ],
)
def test_the_status_tells_what_is_not_official_and_what_is_partial(one, words):
    assert sentences.status(one) == words


def test_a_stock_read_before_the_end_of_its_period_says_when_it_was_read():
    september = datetime.date(2023, 9, 1)
    assert sentences.when(observation(1, months=None, last_month=september)) == "fin septembre 2023"
    assert sentences.when(observation(1, months=None, last_month=datetime.date(2023, 12, 1))) == "2023"
    assert sentences.when(observation(1, "2023-T2")) == "2e trimestre 2023"


def test_a_share_never_compares_a_quarter_to_a_yearly_target():
    assert sentences.share(observation(750_000), YEARLY) == Decimal("0.5")
    assert sentences.share(observation(750_000, "2023-T2"), YEARLY) is None
    assert sentences.share(observation(100, "2023-06"), DATED) == Decimal("0.5")
    assert sentences.share(observation(), YEARLY) is sentences.share(observation(1), None) is None


@pytest.mark.parametrize(
    ("one", "target", "words"),
    [
        (observation(12), None, "12 pass."),
        (observation(3e5), YEARLY, "300 000 pass, soit 20 % de l’objectif de 1,5 million par an."),
        (observation(90), DATED, "90 pass, soit 45 % de l’objectif de 200 fin décembre 2026."),
        (observation(12, months=3), None, "12 pass (période partielle, 3 mois sur 12)."),
        (observation(1, nature="demonstration"), None, "1 pass. Donnée de démonstration, inventée."),
        (observation(12, nature="estimee"), None, "environ 12 pass. C’est une estimation."),
    ],
)
def test_the_sentence_of_a_chart_says_place_period_value_share_and_caution(one, target, words):
    assert said(sentences.reading(one, FLOW, target)) == f"Somme, 2023 : {words}"


@pytest.mark.parametrize("one", [None, observation()])
def test_the_sentence_of_a_chart_without_a_value_says_so(one):
    assert sentences.reading(one, FLOW, YEARLY) == "Aucune valeur n’est publiée pour ce choix."


def test_the_sentence_of_a_chart_says_that_its_value_is_hidden():
    said = sentences.reading(observation(**HIDDEN), FLOW, YEARLY)
    assert said == "Somme, 2023 : masqué par le secret statistique."


def test_hidden_values_are_counted_in_words():
    assert said(sentences.masked(1)) == "1 valeur masquée par le secret statistique"
    assert said(sentences.masked(1200)) == "1 200 valeurs masquées par le secret statistique"


def test_what_is_said_of_hidden_values_is_the_same_for_all():
    assert "trop peu de personnes ou d’organisations, ou parce qu’elle permettrait" in sentences.WHY_HIDDEN


def test_a_comparable_value_says_what_it_counts():
    assert said(sentences.rate_unit(FLOW)) == "pass pour 1 000 habitants"
    assert sentences.rate_unit(RATIO) == "%"
    assert [said(sentences.rate(Decimal(one), FLOW)) for one in ("0", "0.126", "1.26")] == [
        "0,0",
        "0,13",
        "1,3",
    ]
    assert sentences.rate(Decimal("45.26"), RATIO) == "45,3"


def test_the_value_shown_first_is_that_of_the_last_complete_year():
    whole, part, quarter = observation(1, "2022"), observation(2, months=9), observation(3, "2024-T1")
    rows = [whole, part, observation(when="2024"), quarter]
    assert sentences.reference(rows, FLOW) is whole
    assert sentences.reference([part, quarter], FLOW) is part  # a partial year, for want of better
    assert sentences.reference([quarter], FLOW) is quarter
    assert sentences.reference([observation()], FLOW) is None
    assert sentences.reference(rows, STOCK) is part  # a stock has no partial year


def test_an_older_value_or_a_shorter_period_does_not_stand_in_for_a_hidden_one():
    older, hidden = observation(1, "2022"), observation(when="2023", **HIDDEN)
    assert sentences.reference([older, hidden, observation(3, "2023-T1")], FLOW) is hidden
    assert sentences.reference([hidden, observation(when="2024")], FLOW) is hidden  # not a missing one
