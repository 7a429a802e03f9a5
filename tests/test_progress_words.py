"""Every verdict and number is a sentence in correct French, for every région and département."""

import csv
import datetime
import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from courses import FALLING, STOCK, YEARLY, flow, states, target, years
from editing import faults, said
from hypothesis import given
from hypothesis import strategies as st
from series import indicator
from world import ROOT

from observatory import french
from observatory.foreseen import Coverage, Forecast
from observatory.observations import Territory
from observatory.progress import prospects, receipts, words
from observatory.progress.course import follow
from observatory.progress.keys import Key, indicative
from observatory.progress.rule import Reason, Ruling, Verdict

HELPERS = indicator("stock", unit="aidants")
RATE = indicator("stock", unit="%", first="decimals = 1")
REGIONS = """
    01 de la Guadeloupe|en Guadeloupe 02 de la Martinique|en Martinique 03 de la Guyane|en Guyane
    04 de La Réunion|à La Réunion 06 de Mayotte|à Mayotte 11 d’Île-de-France|en Île-de-France
    24 du Centre-Val de Loire|en Centre-Val de Loire
    27 de Bourgogne-Franche-Comté|en Bourgogne-Franche-Comté 28 de Normandie|en Normandie
    32 des Hauts-de-France|dans les Hauts-de-France 44 du Grand Est|dans le Grand Est
    52 des Pays de la Loire|dans les Pays de la Loire 53 de Bretagne|en Bretagne
    75 de la Nouvelle-Aquitaine|en Nouvelle-Aquitaine 76 d’Occitanie|en Occitanie
    84 d’Auvergne-Rhône-Alpes|en Auvergne-Rhône-Alpes
    93 de Provence-Alpes-Côte d’Azur|en Provence-Alpes-Côte d’Azur 94 de Corse|en Corse"""
DEPARTEMENTS = """
    01 de l’Ain|dans l’Ain 02 de l’Aisne|dans l’Aisne 03 de l’Allier|dans l’Allier
    04 des Alpes-de-Haute-Provence|dans les Alpes-de-Haute-Provence
    05 des Hautes-Alpes|dans les Hautes-Alpes 06 des Alpes-Maritimes|dans les Alpes-Maritimes
    07 de l’Ardèche|dans l’Ardèche 08 des Ardennes|dans les Ardennes 09 de l’Ariège|dans l’Ariège
    10 de l’Aube|dans l’Aube 11 de l’Aude|dans l’Aude 12 de l’Aveyron|dans l’Aveyron
    13 des Bouches-du-Rhône|dans les Bouches-du-Rhône 14 du Calvados|dans le Calvados
    15 du Cantal|dans le Cantal 16 de la Charente|en Charente
    17 de la Charente-Maritime|en Charente-Maritime 18 du Cher|dans le Cher 19 de la Corrèze|en Corrèze
    21 de la Côte-d’Or|en Côte-d’Or 22 des Côtes-d’Armor|dans les Côtes-d’Armor
    23 de la Creuse|dans la Creuse 24 de la Dordogne|en Dordogne 25 du Doubs|dans le Doubs
    26 de la Drôme|dans la Drôme 27 de l’Eure|dans l’Eure 28 d’Eure-et-Loir|en Eure-et-Loir
    29 du Finistère|dans le Finistère 2A de la Corse-du-Sud|en Corse-du-Sud
    2B de la Haute-Corse|en Haute-Corse 30 du Gard|dans le Gard 31 de la Haute-Garonne|en Haute-Garonne
    32 du Gers|dans le Gers 33 de la Gironde|en Gironde 34 de l’Hérault|dans l’Hérault
    35 d’Ille-et-Vilaine|en Ille-et-Vilaine 36 de l’Indre|dans l’Indre
    37 d’Indre-et-Loire|en Indre-et-Loire 38 de l’Isère|dans l’Isère 39 du Jura|dans le Jura
    40 des Landes|dans les Landes 41 du Loir-et-Cher|dans le Loir-et-Cher 42 de la Loire|dans la Loire
    43 de la Haute-Loire|en Haute-Loire 44 de la Loire-Atlantique|en Loire-Atlantique
    45 du Loiret|dans le Loiret 46 du Lot|dans le Lot 47 du Lot-et-Garonne|dans le Lot-et-Garonne
    48 de la Lozère|en Lozère 49 de Maine-et-Loire|en Maine-et-Loire 50 de la Manche|dans la Manche
    51 de la Marne|dans la Marne 52 de la Haute-Marne|en Haute-Marne 53 de la Mayenne|en Mayenne
    54 de Meurthe-et-Moselle|en Meurthe-et-Moselle 55 de la Meuse|dans la Meuse
    56 du Morbihan|dans le Morbihan 57 de la Moselle|en Moselle 58 de la Nièvre|dans la Nièvre
    59 du Nord|dans le Nord 60 de l’Oise|dans l’Oise 61 de l’Orne|dans l’Orne
    62 du Pas-de-Calais|dans le Pas-de-Calais 63 du Puy-de-Dôme|dans le Puy-de-Dôme
    64 des Pyrénées-Atlantiques|dans les Pyrénées-Atlantiques
    65 des Hautes-Pyrénées|dans les Hautes-Pyrénées
    66 des Pyrénées-Orientales|dans les Pyrénées-Orientales 67 du Bas-Rhin|dans le Bas-Rhin
    68 du Haut-Rhin|dans le Haut-Rhin 69 du Rhône|dans le Rhône 70 de la Haute-Saône|en Haute-Saône
    71 de Saône-et-Loire|en Saône-et-Loire 72 de la Sarthe|dans la Sarthe 73 de la Savoie|en Savoie
    74 de la Haute-Savoie|en Haute-Savoie 75 de Paris|à Paris 76 de la Seine-Maritime|en Seine-Maritime
    77 de Seine-et-Marne|en Seine-et-Marne 78 des Yvelines|dans les Yvelines
    79 des Deux-Sèvres|dans les Deux-Sèvres 80 de la Somme|dans la Somme 81 du Tarn|dans le Tarn
    82 du Tarn-et-Garonne|dans le Tarn-et-Garonne 83 du Var|dans le Var 84 du Vaucluse|dans le Vaucluse
    85 de la Vendée|en Vendée 86 de la Vienne|dans la Vienne 87 de la Haute-Vienne|en Haute-Vienne
    88 des Vosges|dans les Vosges 89 de l’Yonne|dans l’Yonne
    90 du Territoire de Belfort|dans le Territoire de Belfort 91 de l’Essonne|dans l’Essonne
    92 des Hauts-de-Seine|dans les Hauts-de-Seine 93 de la Seine-Saint-Denis|en Seine-Saint-Denis
    94 du Val-de-Marne|dans le Val-de-Marne 95 du Val-d’Oise|dans le Val-d’Oise
    971 de la Guadeloupe|en Guadeloupe 972 de la Martinique|en Martinique 973 de la Guyane|en Guyane
    974 de La Réunion|à La Réunion 976 de Mayotte|à Mayotte"""


def written(level, table):
    """The places of a level, each with « de … » and « en … » as a French reader writes them."""
    found = re.findall(r"(\d\w{1,2}) (.+?)\|(.+?)(?=\s+\d\w{1,2} |$)", " ".join(table.split()))
    expected = {code: (of, inside) for code, of, inside in found}
    path = ROOT / "data_sources" / "reference" / f"{level}s.csv"
    for row in csv.DictReader(path.read_text("utf-8").splitlines()):
        place = Territory(row["code"], level, row["code"], row["nom"], int(row["liaison"]), 1, None)
        yield place, *expected.pop(row["code"])
    assert not expected


PLACES = [*written("region", REGIONS), *written("departement", DEPARTEMENTS)]
SOMME = next(place for place, *_ in PLACES if place.code == "80")
HUB = Territory("HUB-relais", "hub", "relais", "Le Relais", 0, 1, None)


def reached(now, first=0, aim=100, when="09/2024", **changed):
    return states({"12/2022": first, "12/2023": first, when: now}, aim, one=HELPERS, **changed)


def unjudged(reason):
    """A course without a verdict, and why."""
    return replace(reached(1), ruling=Ruling(Verdict.NOT_ASSESSED, reason), effort=None)


COURSES = {
    "atteint": reached(110),
    "atteint au départ": reached(110, first=105),
    "non atteint": reached(90, when="12/2026"),
    "à l’heure": reached(45),
    "à accélérer": reached(30),
    "en retard": reached(1),
    "recul": reached(38, first=40),
    "recul de l’objectif": reached(90, first=105),
    "à l’arrêt": states({"12/2022": 0, "12/2023": 40, "09/2024": 40}, 100, one=HELPERS),
    "année": years([flow("2023", 1_237_378, nature="estimee")], one=YEARLY)[0],
    "année incomplète": years([flow("2024", 779_537, until="09/2024", nature="estimee")])[0],
    "sans cible": unjudged(Reason.NO_TARGET),
}


def every(one, of, place):
    """All the sentences about a course in a place."""
    return [
        words.headline(one, of, place),
        words.gap(one, of, place),
        prospects.effort(one, of),
        words.heard(one),
        words.age(one, datetime.date(2026, 11, 22)),
        prospects.forecast(one.forecast, of, 2024),
        receipts.others(one, of),
        prospects.summary(one, of, place),
        *receipts.formula(one, of),
    ]


def test_there_are_18_regions_and_101_departements():
    assert [sum(place.level == level for place, *_ in PLACES) for level in ("region", "departement")] == [
        18,
        101,
    ]


@pytest.mark.parametrize(("place", "of", "inside"), PLACES, ids=[f"{p.level} {p.code}" for p, *_ in PLACES])
def test_a_place_is_said_as_french_readers_say_it(place, of, inside):
    assert french.of_place(place.name, place.liaison) == of
    assert french.in_place(place.name, place.liaison) == inside
    assert words.where(place) == inside[0].upper() + inside[1:]


@pytest.mark.parametrize("name", COURSES)
def test_every_sentence_is_correct_in_every_place(name):
    one = COURSES[name]
    unit = YEARLY if one.yearly else HELPERS
    for place, _, inside in PLACES:
        sentences = [sentence for sentence in every(one, unit, place) if sentence]
        assert {sentence: faults(sentence) for sentence in sentences if faults(sentence)} == {}
        assert sentences[0].lower().startswith(inside.lower())


def test_the_courses_above_are_of_every_verdict_and_reason():
    assert {one.verdict for one in COURSES.values()} == set(Verdict)
    assert set(words.WORDS) == set(words.SHAPES) == set(Verdict)
    assert len(set(words.SHAPES.values())) == len(Verdict)
    for reason, one in ((reason, unjudged(reason)) for reason in Reason):
        sentence = words.headline(one, STOCK, SOMME)
        assert words.REASONS[reason] in sentence and not faults(sentence)
        assert receipts.formula(one, STOCK) == [f"Verdict : non évaluable ({words.REASONS[reason]})."]


HEADLINES = {
    "atteint": "l’objectif est atteint : 110 aidants fin septembre 2024, pour un objectif de 100 aidants fin"
    " décembre 2026, soit 110 % du chemin.",
    "atteint au départ": "l’objectif est atteint, et l’était déjà au départ (105 aidants fin décembre 2022) :"
    " 110 aidants fin septembre 2024, pour un objectif de 100 aidants fin décembre 2026.",
    "non atteint": "l’objectif n’est pas atteint : 90 aidants fin décembre 2026, pour un objectif de 100"
    " aidants fin décembre 2026, soit 90 % du chemin.",
    "à l’heure": "la progression est à l’heure : 45 aidants fin septembre 2024, pour un objectif de 100"
    " aidants fin décembre 2026, soit 45 % du chemin, quand il en était attendu 44 % à cette date.",
    "en retard": "la progression est en retard : 1 aidant fin septembre 2024, pour un objectif de 100 aidants"
    " fin décembre 2026, soit 1 % du chemin, quand il en était attendu 44 % à cette date.",
    "recul": "la progression est en recul : 38 aidants fin septembre 2024, pour un objectif de 100 aidants"
    " fin décembre 2026, soit −3 % du chemin, quand il en était attendu 44 % à cette date.",
    "recul de l’objectif": "la progression est en recul, alors que l’objectif était atteint au départ (105"
    " aidants fin décembre 2022) : 90 aidants fin septembre 2024, pour un objectif de 100 aidants fin"
    " décembre 2026.",
    "sans cible": "la progression n’est pas évaluable : aucune cible n’est déclarée.",
}


@pytest.mark.parametrize("name", HEADLINES)
def test_a_verdict_is_one_sentence_with_value_target_and_dates(name):
    assert said(words.headline(COURSES[name], HELPERS, SOMME)) == f"Dans la Somme, {HEADLINES[name]}"


def test_a_verdict_in_a_few_words_has_the_date_of_its_value():
    late = states({"12/2022": 0, "12/2023": 1}, 100)
    assert words.measured(late) == "en retard, à l’arrêt, fin décembre 2023"
    [half] = years([flow("2026", 300_000, "06/2026")])
    assert words.measured(half) == "en retard, en 2026 (année incomplète, 6 mois sur 12)"
    assert words.measured(states({"12/2022": 0}, 100)) == "non évaluable"


def test_a_partial_year_says_that_it_is_one_each_time_it_is_set_against_a_year():
    sentence = said(words.headline(COURSES["année incomplète"], YEARLY, SOMME))
    assert sentence == (
        "Dans la Somme, la progression est à accélérer : environ 780 000 personnes en 2024 (année incomplète,"
        " 9 mois sur 12), pour un objectif de 1,5 million de personnes par an, soit 52 % de l’objectif, quand"
        " il en était attendu 75 % à cette date."
    )
    assert "incomplète" not in words.headline(COURSES["année"], YEARLY, SOMME)


def test_a_flow_that_adds_up_to_a_dated_target_is_told_by_its_sum():
    rows = [flow("2023", 60), flow("2024-T1", 10)]
    [one] = follow(YEARLY, "DEP-80", rows, [target(160)])
    assert "70 personnes fin mars 2024, pour un objectif de 160 personnes" in said(
        words.headline(one, YEARLY, SOMME)
    )


def test_the_value_is_set_against_what_was_expected():
    assert said(words.gap(COURSES["en retard"], HELPERS, SOMME)) == (
        "Dans la Somme, la valeur est 43 aidants au-dessous de ce qui était attendu : 44 aidants fin"
        " septembre 2024."
    )
    above = states({"12/2022": 40, "09/2024": 55}, 64, one=RATE)
    assert said(words.gap(above, RATE, SOMME)) == (
        "Dans la Somme, la valeur est 4,5 points au-dessus de ce qui était attendu : 50,5 % fin"
        " septembre 2024."
    )
    equal = states({"12/2022": 0, "12/2024": 50}, 100)
    assert "est exactement celle qui était attendue : 50 accompagnements" in said(
        words.gap(equal, STOCK, SOMME)
    )
    assert words.gap(COURSES["atteint au départ"], HELPERS, SOMME) == ""


def test_what_it_would_take_is_told_with_the_last_nine_months_and_the_standstill():
    mayotte = states({"12/2022": 6_665, "12/2023": 25_038, "09/2024": 25_575}, 72_000)
    assert said(prospects.effort(mayotte, STOCK)) == (
        "Il faudrait 1 720 accompagnements par mois jusqu’à fin décembre 2026 pour atteindre l’objectif."
        " Au rythme des neuf derniers mois : 60 accompagnements par mois."
        " Prolongé tel quel, ce rythme donnerait 27 186 accompagnements fin décembre 2026 ;"
        " ce n’est pas une prévision."
        " À l’arrêt : 537 accompagnements en neuf mois, quand il faudrait 15 475 accompagnements."
    )
    assert words.verdict(mayotte) == "à accélérer, à l’arrêt"
    assert words.verdict(COURSES["à l’heure"]) == "à l’heure"


def test_the_rate_written_is_enough_to_reach_the_target_and_a_small_one_is_not_nothing():
    small = states({"12/2022": 0, "12/2023": 1, "09/2024": 2}, 5)
    assert "Il faudrait 0,2 accompagnement par mois" in said(prospects.effort(small, STOCK))  # 3 in 27 months
    assert Decimal("0.2") * 27 >= 3 > Decimal("0.1") * 27
    assert "Au rythme des neuf derniers mois : 0,1 accompagnement par mois." in said(
        prospects.effort(small, STOCK)
    )
    falling = states({"12/2022": 100, "12/2023": 90, "09/2024": 80}, 26, one=FALLING)
    assert "Il faudrait −2 personnes par mois" in said(prospects.effort(falling, FALLING))
    rate = states({"12/2022": 40, "09/2023": 41, "09/2024": 42}, 69, one=RATE)
    assert "Il faudrait 1,0 point par mois" in said(prospects.effort(rate, RATE))
    assert "Au rythme des douze derniers mois : 0,08 point par mois" in said(prospects.effort(rate, RATE))


def test_nothing_is_asked_once_the_date_has_come_or_without_a_verdict():
    assert prospects.effort(COURSES["non atteint"], HELPERS) == ""
    assert prospects.effort(COURSES["sans cible"], HELPERS) == ""
    assert "Il faudrait" not in prospects.effort(COURSES["atteint"], HELPERS)


def test_an_estimate_is_said_with_about_and_three_digits():
    one = COURSES["année incomplète"]
    assert "environ 345 000 personnes au-dessous" in said(words.gap(one, YEARLY, SOMME))
    assert "Il faudrait environ 240 000 personnes par mois" in said(prospects.effort(one, YEARLY))


def test_the_formula_has_the_numbers_in_it():
    assert [said(step) for step in receipts.formula(COURSES["à accélérer"], HELPERS)] == [
        "Avancement : (30 − 0) ÷ (100 − 0) = 30,0 %.",
        "Attendu à fin septembre 2024 : 21 mois sur 48, soit 43,8 %.",
        "Rythme : 30,0 % ÷ 43,8 % = 0,69.",
        "Verdict : à accélérer, puisque le rythme est d’au moins 0,60 et de moins de 0,95.",
    ]
    correze = states({"12/2022": 5_760, "09/2024": 23_900}, 49_500)
    assert said(receipts.formula(correze, STOCK)[2]) == "Rythme : 41,5 % ÷ 43,8 % = 0,948."  # under 0,95
    early = receipts.formula(COURSES["atteint au départ"], HELPERS)
    assert early[0] == "Pas de chemin à faire : la valeur de départ (105) était déjà à l’objectif (100)."
    slow = indicator("stock", first='milestones = [{ month = "2024-09", share = 0.5 }]')
    planned = states({"12/2022": 0, "09/2024": 40}, 100, one=slow)
    assert said(receipts.formula(planned, slow)[1]) == (
        "Attendu à fin septembre 2024 : 50,0 %, d’après le calendrier déclaré."
    )


@pytest.mark.parametrize(
    ("value", "text"),
    [("0.9479", "0,948"), ("0.95", "0,95"), ("0.59999", "0,59999"), ("0.9449", "0,94"), ("-0.001", "−0,001")],
)
def test_a_pace_is_never_written_on_the_wrong_side_of_a_threshold(value, text):
    assert words.faithful(Fraction(value), 2, *receipts.BOUNDS) == text


@given(st.fractions(min_value=-3, max_value=3, max_denominator=10**5))
def test_what_is_read_gives_the_same_verdict_as_what_is_kept(pace):
    shown = Fraction(words.faithful(pace, 2, *receipts.BOUNDS).replace(",", ".").replace("−", "-"))
    assert [pace < bound for bound in receipts.BOUNDS] == [shown < bound for bound in receipts.BOUNDS]


def test_a_little_less_than_all_is_not_written_100():
    assert said(words.percent(Fraction(9996, 10000))) == "99,96 %"
    assert said(words.percent(Fraction(1))) == "100 %" and said(words.percent(Fraction(112, 100))) == "112 %"


def test_the_two_other_methods_are_told_with_the_reason_why_they_differ():
    text = said(receipts.others(states({"12/2022": 12_476, "09/2024": 19_489}, 20_000), HELPERS))
    assert "PILOTE est de 93,21 % ; le rapport d’Open SDG vaut 2,00." in text
    assert "ne se calcule pas ici" in receipts.others(COURSES["année"], YEARLY)
    assert receipts.others(COURSES["sans cible"], HELPERS) == ""


@pytest.mark.parametrize(
    ("heard", "expected", "text"),
    [(0, 2, "0 territoire entendu sur 2."), (1, 1, "1 territoire entendu sur 1."),
     (101, 101, "101 territoires entendus sur 101."),
     (None, 4, "Le nombre de territoires entendus n’est pas connu.")],
)  # fmt: skip
def test_how_many_were_heard_is_always_told(heard, expected, text):
    one = COURSES["à l’heure"]
    assert said(words.heard(replace(one, row=replace(one.row, heard=heard, expected=expected)))) == text


def test_the_age_of_a_value_is_told_apart():
    one = COURSES["à l’heure"]
    old = words.age(one, datetime.date(2026, 11, 22))
    assert old == "Donnée de septembre 2024, vieille de 26 mois."
    assert words.age(one, datetime.date(2024, 9, 30)) == "Donnée de septembre 2024."
    april = states({"12/2022": 0, "04/2024": 1}, 9)
    assert words.age(april, datetime.date(2024, 5, 1)) == "Donnée d’avril 2024, vieille d’un mois."


def test_a_place_that_is_not_official_is_named_in_quotes():
    assert said(words.headline(COURSES["à l’heure"], HELPERS, HUB)).startswith(
        "Pour « Le Relais », la progression"
    )


def test_those_far_behind_are_told_with_the_median():
    one = COURSES["à accélérer"]
    assert said(words.behind(one, Fraction(1, 2), SOMME)) == (
        "Dans la Somme, l’avancement est de 30 % ; la médiane des territoires du même niveau est de 50 %."
    )


def test_an_indicative_share_says_that_nobody_set_it():
    [share] = indicative(target(1_500_000, "annee"), Key.POPULATION, {"REG-32": 1}, 100).values()
    one = replace(COURSES["année incomplète"], target=share)
    text = said(words.headline(one, YEARLY, SOMME))
    assert "pour une part indicative (convention de l’Observatoire) de 15 000 personnes par an" in text
    assert "de cette part" in text and "objectif de" not in text


def test_a_forecast_has_its_interval_or_the_reason_why_there_is_none():
    found = Forecast(36, Decimal(900), Decimal(1000), Decimal(1_250_000))
    assert said(prospects.forecast(found, YEARLY, 2024)) == (
        "Prévision pour 2024 : 1 000 personnes, avec quatre chances sur cinq d’être entre 900 personnes et"
        " 1,25 million de personnes, d’après 36 mois connus."
    )
    assert prospects.forecast(None, YEARLY, 2024) == "Série trop courte pour prévoir."
    for reason in ("essais", "valeurs_negatives", "annee_complete"):
        assert not faults(prospects.forecast(Forecast(30, reason=reason), YEARLY, 2024))


def test_the_trust_in_forecasts_is_told_in_numbers():
    assert said(prospects.trust(Coverage(10, 8, 6))).endswith(
        "6 fois dans l’intervalle, soit 75 % au lieu de 80 %."
    )
