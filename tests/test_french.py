"""Numbers, dates and names as French readers write them."""

import datetime
from decimal import Decimal

import pytest

from observatory import french

DAY = datetime.date(2024, 9, 13)
NBSP, NARROW = "\u00a0", "\u202f"


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (0, 0, "0"),
        (1234, 0, "1\u202f234"),
        (1500000, 0, "1\u202f500\u202f000"),
        (Decimal("64.94"), 1, "64,9"),
        (Decimal("64.95"), 1, "65,0"),  # half up
        (0.5, 0, "1"),
        (Decimal("0.125"), 2, "0,13"),
        (-1234.5, 1, "\u22121\u202f234,5"),
        (-0.4, 0, "0"),  # no minus sign before a zero
    ],
)
def test_a_number_has_narrow_spaces_a_comma_and_a_true_minus_sign(value, decimals, text):
    assert french.number(value, decimals) == text


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "text"),
    [
        (0, "structures", 0, "0 structure"),
        (1, "structures", 0, "1 structure"),
        (2, "structures", 0, "2 structures"),
        (Decimal("1.9"), "points", 1, "1,9 point"),
        (Decimal("64.9"), "%", 1, "64,9 %"),
        (3000, "€", 0, "3\u202f000 €"),
        (2, "pass", 0, "2 pass"),
    ],
)
def test_a_quantity_carries_its_unit_in_the_singular_below_two(value, unit, decimals, text):
    assert french.quantity(value, unit, decimals) == text.replace(" ", NBSP)


@pytest.mark.parametrize(
    ("said", "text"),
    [
        (french.quantity(Decimal("1.6"), "kits"), "2 kits"),
        (french.rounded(1_999_999, "personnes"), "2 millions de personnes"),
    ],
)
def test_a_unit_agrees_with_the_number_that_is_shown(said, text):
    assert said.replace(NBSP, " ") == text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (999_999, "personnes", "999\u202f999 personnes"),
        (1_236_000, "personnes", "1,24 million de personnes"),
        (1_500_000, "", "1,5 million"),
        (2_000_000, "habitants", "2 millions d’habitants"),
        (10_000_000, "personnes", "10 millions de personnes"),
        (15_000_000, "€", "15 millions d’euros"),
    ],
)
def test_a_large_value_is_said_in_millions(value, unit, text):
    assert french.rounded(value, unit).replace(NBSP, " ") == text


@pytest.mark.parametrize(("value", "kept"), [(7665, 7670), (1236000, 1240000), (99, 99), (0, 0), (1.25, 1)])
def test_an_estimate_keeps_three_significant_digits(value, kept):
    assert french.significant(value) == kept


def test_a_share_is_written_as_a_percentage():
    assert french.percent(Decimal("0.649")) == f"64,9{NBSP}%"
    assert french.percent(1, 0) == f"100{NBSP}%"


def test_a_date_is_written_in_words_as_precisely_as_it_is_known():
    assert french.date(DAY) == "13 septembre 2024"
    assert french.date(datetime.date(2019, 1, 1)) == "1er janvier 2019"
    assert french.date(datetime.date(2019, 1, 31)) == "31 janvier 2019"
    assert french.month(DAY) == "septembre 2024"
    assert [french.loose_date(one) for one in ("2019", "2019-02", "2019-02-01")] == [
        "2019", "février 2019", "1er février 2019",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("step", "start", "end", "period", "during"),
    [
        ("annee", (2023, 1), (2023, 12), "2023", "en 2023"),
        ("trimestre", (2023, 1), (2023, 3), "1er trimestre 2023", "au 1er trimestre 2023"),
        ("trimestre", (2023, 10), (2023, 12), "4e trimestre 2023", "au 4e trimestre 2023"),
        ("mois", (2023, 6), (2023, 6), "juin 2023", "en juin 2023"),
        ("periode", (2015, 1), (2020, 12), "2015-2020", "en 2015-2020"),
        ("periode", (2019, 1), (2022, 3), "de janvier 2019 à mars 2022", "de janvier 2019 à mars 2022"),
    ],
)
def test_a_period_is_named_alone_and_in_a_sentence(step, start, end, period, during):
    days = datetime.date(*start, 1), datetime.date(*end, 28)
    assert french.period(step, *days) == period
    assert french.during(step, *days) == during


def test_a_target_falls_due_each_year_or_at_the_end_of_a_month():
    assert french.due("annee") == "par an"
    assert french.due("2026-12") == "fin décembre 2026"


@pytest.mark.parametrize(
    ("name", "liaison", "article", "of"),
    [
        ("Ain", 5, "l’Ain", "de l’Ain"),
        ("Nord", 2, "le Nord", "du Nord"),
        ("Somme", 3, "la Somme", "de la Somme"),
        ("Ardennes", 4, "les Ardennes", "des Ardennes"),
        ("Aude", 1, "Aude", "d’Aude"),
        ("La Réunion", 0, "La Réunion", "de La Réunion"),
    ],
)
def test_a_place_takes_its_article(name, liaison, article, of):
    assert french.with_article(name, liaison) == article
    assert french.of_place(name, liaison) == of


def test_de_is_elided_before_a_vowel_only():
    words = ("aidants", "habitants", "inscrits", "kits", "€ par €")
    assert [french.of(one) for one in words] == [
        "d’aidants",
        "d’habitants",
        "d’inscrits",
        "de kits",
        "de € par €",
    ]


def test_words_are_joined_as_in_a_sentence():
    assert french.listing(["a"]) == "a"
    assert french.listing(["a", "b", "c"]) == "a, b et c"


@pytest.mark.parametrize("name", ["Saint-Étienne", "SAINT ÉTIENNE", "saint’etienne", " saint  etienne "])
def test_a_name_is_searched_without_case_accents_hyphens_nor_apostrophes(name):
    assert french.plain(name) == "saint etienne"


def test_a_ligature_is_searched_by_its_letters():
    assert french.plain("Œuilly") == "oeuilly"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Repère : « un mot » ; 6 % ?", f"Repère{NBSP}: «{NBSP}un mot{NBSP}»{NBSP}; 6{NBSP}%{NBSP}?"),
        ("pour 1 000 habitants", f"pour 1{NARROW}000 habitants"),
        ("en 2023 000 et 12:30, /donnees/a.csv?b=c", "en 2023 000 et 12:30, /donnees/a.csv?b=c"),
    ],
)
def test_a_sign_stays_on_the_line_of_its_word(text, expected):
    assert french.typeset(text) == expected
