"""A declaration is refused in one line that names the file, the key and the cure."""

import re
from decimal import Decimal

import pytest
from world import INDICATORS, ROOT, SOURCES, indicator_text, source_text

from observatory.declarations import (
    DeclarationError,
    Indicator,
    Source,
    parse,
    read_indicators,
    read_sources,
)
from observatory.load import REFERENCE, facts
from observatory.vocabulary import THEMES, UNITS

INDICATOR = indicator_text(*INDICATORS["suivis"])
SOURCE = source_text("cumuls", *SOURCES["cumuls"][:-1])
DECLARED = {
    **{f"indicators/{slug}": one for slug, one in read_indicators(ROOT / "indicators").items()},
    **{f"data_sources/{slug}": one for slug, one in read_sources(ROOT / "data_sources").items()},
}
TARGET = '\n[[targets]]\nvalue = 10\nperiod = "annee"\nsince = 2019-01-01\nurl = "https://exemple.fr"\n'
MILESTONES = 'milestones = [{ month = "2024-12", share = 0.25 }, { month = "2025-12", share = 0.5 }]'
WITH_REFERENCE = 'reference = "Plan"\n*/'


def refusal(model, text, name="indicators/suivis.sql"):
    with pytest.raises(DeclarationError) as error:
        parse(model, text, name)
    assert "\n" not in str(error.value)
    return str(error.value)


def sentences(one):
    """The texts that end with a full stop: those that pages show as sentences."""
    if isinstance(one, Source):
        explained = [column.definition for column in one.columns.values() if column.definition]
        return [*one.notes, *one.corrections, *explained]
    found = [one.definition, *one.caveats, *one.not_comparable, *(example.text for example in one.examples)]
    return [*found, one.disclosure.public] if one.disclosure.public else found


def public_texts(one):
    if isinstance(one, Source):
        return [one.title, one.producer, one.licence, one.period, *sentences(one)]
    return [one.title, *(target.reference for target in one.targets), *sentences(one)]


def test_a_whole_declaration_is_read_and_its_query_kept_as_written():
    one = parse(Indicator, INDICATOR, "indicators/suivis.sql")
    assert (one.slug, one.kind, one.additive, one.takes_last) == ("suivis", "cumulative", True, False)
    assert one.sql == INDICATORS["suivis"][2]
    assert parse(Source, SOURCE, "data_sources/cumuls.sql").sql == SOURCES["cumuls"][3]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("definition =", "definitoin =", "clé « definition » absente ; ajoutez-la à l’en-tête"),
        ("/*", "/*\ndecimal = 1", "clé « decimal » inconnue ; la plus proche est « decimals »"),
        (
            "expect =",
            'perriod = "2023"\nexpect =',
            "clé « examples.0.perriod » inconnue ; la plus proche est « period »",
        ),
        ("/*", '/*\ndecimals = "deux"', "clé « decimals » : "),
        ('"cumulative"', '"cumul"', "clé « kind » : valeur attendue parmi 'cumulative', 'flow'"),
        ('"accompagnements"', '"choses"', "clé « unit » : valeur attendue parmi 'accompagnements'"),
        ('"formation"', '"divers"', "clé « theme » : valeur attendue parmi 'formation'"),
        ("déjà publiés.", "déjà publiés", "clé « disclosure.public » : doit finir par un point"),
        ('"Nombre', '"nombre', "clé « definition » : doit commencer par une majuscule"),
        (
            '{ public = "Chiffres déjà publiés." }',
            "{}",
            "soit public = « pourquoi », soit persons, soit organisations",
        ),
        ("*/", f"{TARGET}*/", "clé « targets.0.reference » absente ; ajoutez-la à l’en-tête"),
        ("*/", TARGET.replace("annee", "an") + WITH_REFERENCE, "« annee » ou un mois AAAA-MM attendu"),
        ("[[examples]]", "[[exemples]]", "clé « examples » absente"),
        ("/*", "/*\nprofile = [0.5, 0.5]", "profile : douze parts de l’année, de janvier à décembre"),
        ("/*", f"/*\nprofile = {[0.1] * 12}", "dont la somme est 1"),
        ("/*", f"/*\nprofile = {[-1, 2] + [0] * 10}", "douze parts de l’année"),
        ("/*", "/*\n" + MILESTONES.replace("2025-12", "2023-12"), "milestones : mois dans l’ordre"),
        ("/*", "/*\n" + MILESTONES.replace("0.5", "0.1"), "parts qui ne diminuent jamais"),
        (
            "/*",
            "/*\n" + MILESTONES.replace("2025-12", "2025-13"),
            "« milestones.1.month » : forme attendue",
        ),
        ("/*", "/*\n" + MILESTONES.replace("0.5", "1.5"), "clé « milestones.1.share » : "),
        (
            "/*",
            "/*\n" + MILESTONES.replace("share = 0.5", "part = 0.5"),
            "« milestones.1.share » absente",
        ),
        ("/*", '/*\nover_time = "sum"', "over_time : réservé aux indicateurs de nature « ratio »"),
    ],
)
def test_a_wrong_key_of_an_indicator_is_refused_in_one_line_with_the_file_and_the_cure(old, new, expected):
    said = refusal(Indicator, INDICATOR.replace(old, new))
    assert said.startswith("indicators/suivis.sql : ")
    assert expected in said


def test_what_is_expected_by_when_is_read_exactly():
    tenths = "profile = [0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0, 0, 0.1, 0.1, 0.1, 0.1]"
    one = parse(Indicator, INDICATOR.replace("/*", f"/*\n{MILESTONES}\n{tenths}"), "indicators/suivis.sql")
    assert [(step.month, step.share) for step in one.milestones] == [
        ("2024-12", Decimal("0.25")),
        ("2025-12", Decimal("0.5")),
    ]
    assert sum(one.profile) == 1


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('"officielle"', '"officiel"', "clé « nature » : valeur attendue parmi 'officielle'"),
        ('valeur = "texte"', 'valeur = "nombre"', "« columns.valeur.type » : valeur attendue parmi 'texte'"),
        ("columns = {", 'columns = "texte"\n# {', "clé « columns » : "),
        (
            "/*",
            '/*\nkey = ["date"]',
            "clé « key » : la colonne « date » n’est pas déclarée ; colonnes déclarées : territoire, mois",
        ),
        ("/*", '/*\nexpected = "zone"', "clé « expected » : la colonne « zone » n’est pas déclarée"),
        ("https://", "", "clé « url » : "),
        ("licence =", "license =", "clé « licence » absente"),
        ("/*", "/*\nstandalon = true", "clé « standalon » inconnue ; la plus proche est « standalone »"),
    ],
)
def test_a_wrong_key_of_a_source_is_refused_in_one_line_with_the_file_and_the_cure(old, new, expected):
    said = refusal(Source, SOURCE.replace(old, new), "data_sources/cumuls.sql")
    assert said.startswith("data_sources/cumuls.sql : ")
    assert expected in said


def test_a_comment_closed_inside_the_header_is_refused():
    assert "en-tête TOML illisible" in refusal(Indicator, INDICATOR.replace("Un exemple", "Un */ exemple"))


def test_a_file_without_header_is_refused():
    assert "en-tête absent" in refusal(Indicator, "SELECT 1")


@pytest.mark.parametrize(
    "name", ["indicators/Suivis.sql", "indicators/les_suivis.sql", "indicators/suivis-.sql"]
)
def test_a_file_name_that_is_not_a_slug_is_refused(name):
    assert refusal(Indicator, INDICATOR, name).startswith(f"{name} : nom de fichier attendu")


@pytest.mark.parametrize("name", DECLARED)
def test_public_texts_follow_french_typography(name):
    for text in public_texts(DECLARED[name]):
        bare = re.sub(r"https?://\S+", "adresse", text)
        assert re.findall(r".{0,20}['\"].{0,9}", bare) == []
        assert re.findall(r".{0,20}(?:  |^\s|\s$|\.\.\.).{0,9}", bare) == []
        assert re.findall(r".{0,20}(?<![\u00a0\u202f])[:;!?»%€](?!\w).{0,9}", bare) == []
        assert re.findall(r".{0,20}«(?![\u00a0\u202f]).{0,9}", bare) == []
        assert re.findall(r".{0,20}\d \d{3}\b.{0,9}", bare) == []


@pytest.mark.parametrize("name", DECLARED)
def test_sentences_end_with_a_full_stop_and_titles_do_not(name):
    one = DECLARED[name]
    assert [text for text in sentences(one) if not text.endswith((".", ".\u00a0»"))] == []
    assert not one.title.endswith(".")


def test_every_theme_and_every_unit_is_known_and_of_use():
    indicators = [one for one in DECLARED.values() if isinstance(one, Indicator)]
    assert {one.theme for one in indicators} <= set(THEMES)
    assert {one.unit for one in indicators} <= set(UNITS)
    assert {*UNITS} - {one.unit for one in indicators} <= {"points"}


def test_each_declaration_is_named_once_and_each_file_of_figures_is_declared():
    sources = [one for one in DECLARED.values() if isinstance(one, Source)]
    figures = {path.name for path in (ROOT / "data_sources" / "figures").iterdir()}
    assert figures == {one.file.split("/")[1] for one in sources if (one.file or "").startswith("figures/")}
    titles = [(type(one), one.title) for one in DECLARED.values()]
    assert len(titles) == len(set(titles))


def test_every_fact_is_fed_by_a_source_and_every_source_feeds_a_table_that_exists():
    known = set(facts())
    fed = {one.feeds for one in DECLARED.values() if isinstance(one, Source)}
    assert fed == known | set(REFERENCE)
