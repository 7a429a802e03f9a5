"""A declaration is refused in one line that names the file, the key and the cure."""

import re

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
from observatory.vocabulary import THEMES, UNITS

INDICATOR = indicator_text(*INDICATORS["suivis"])
SOURCE = source_text("cumuls", *SOURCES["cumuls"][:-1])
DECLARED = {
    **{f"indicators/{slug}": one for slug, one in read_indicators(ROOT / "indicators").items()},
    **{f"data_sources/{slug}": one for slug, one in read_sources(ROOT / "data_sources").items()},
}
TARGET = '\n[[targets]]\nvalue = 10\nperiod = "annee"\nsince = 2019-01-01\nurl = "https://exemple.fr"\n'


def refusal(model, text, name="indicators/suivis.sql"):
    with pytest.raises(DeclarationError) as error:
        parse(model, text, name)
    return str(error.value)


def sentences(one):
    """The texts that end with a full stop: those that pages show as sentences."""
    if isinstance(one, Source):
        return [*one.notes, *one.corrections]
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
    ("model", "text", "expected"),
    [
        (Indicator, INDICATOR.replace("definition =", "definitoin ="), "clé « definition » absente ; ajoutez-la"),
        (Indicator, INDICATOR.replace("/*", '/*\ndecimal = 1'), "clé « decimal » inconnue ; la plus proche est « decimals »"),
        (Indicator, INDICATOR.replace("expect =", 'perriod = "2023"\nexpect ='), "la plus proche est « period »"),
        (Indicator, INDICATOR.replace("/*", '/*\ndecimals = "deux"'), "clé « decimals » : "),
        (Indicator, INDICATOR.replace('"cumulative"', '"cumul"'), "clé « kind » : valeur attendue parmi 'cumulative', 'flow'"),
        (Indicator, INDICATOR.replace('"accompagnements"', '"choses"'), "clé « unit » : valeur attendue parmi 'accompagnements'"),
        (Indicator, INDICATOR.replace('"formation"', '"divers"'), "clé « theme » : valeur attendue parmi 'formation'"),
        (Indicator, INDICATOR.replace("déjà publiés.", "déjà publiés"), "clé « disclosure.public » : doit finir par un point"),
        (Indicator, INDICATOR.replace('"Nombre', '"nombre'), "clé « definition » : doit commencer par une majuscule"),
        (Indicator, INDICATOR.replace('{ public = "Chiffres déjà publiés." }', "{}"), "soit public = « pourquoi », soit des seuils"),
        (Indicator, INDICATOR.replace("*/", TARGET + "*/"), "clé « targets.0.reference » absente ; ajoutez-la à l’en-tête"),
        (Indicator, INDICATOR.replace("*/", TARGET.replace("annee", "an") + 'reference = "Plan"\n*/'), "« annee » ou un mois AAAA-MM attendu"),
        (Indicator, INDICATOR.replace("[[examples]]", "[[exemples]]"), "clé « examples » absente"),
        (Indicator, INDICATOR.replace("/*", '/*\nover_time = "sum"'), "over_time : réservé aux indicateurs de nature « ratio »"),
        (Source, SOURCE.replace('"officielle"', '"officiel"'), "clé « nature » : valeur attendue parmi 'officielle'"),
        (Source, SOURCE.replace('valeur = "texte"', 'valeur = "nombre"'), "columns.valeur : type « nombre » inconnu"),
        (Source, SOURCE.replace("/*", '/*\nkey = ["date"]'), "key : la colonne « date » n’est pas déclarée"),
        (Source, SOURCE.replace("https://", ""), "clé « url » : "),
        (Source, SOURCE.replace("licence =", "license ="), "clé « licence » absente"),
    ],
)  # fmt: skip
def test_a_wrong_key_is_refused_in_one_line_that_names_the_file_and_the_cure(model, text, expected):
    said = refusal(model, text)
    assert said.startswith("indicators/suivis.sql : ")
    assert expected in said
    assert "\n" not in said


def test_a_comment_closed_inside_the_header_is_refused():
    assert "en-tête TOML illisible" in refusal(Indicator, INDICATOR.replace("Un exemple", "Un */ exemple"))


def test_a_file_without_header_is_refused():
    assert "en-tête absent" in refusal(Indicator, "SELECT 1")


@pytest.mark.parametrize("name", ["indicators/Suivis.sql", "indicators/les_suivis.sql", "indicators/suivis-.sql"])
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
    assert figures == {one.file.split("/")[1] for one in sources if one.file.startswith("figures/")}
    titles = [(type(one), one.title) for one in DECLARED.values()]
    assert len(titles) == len(set(titles))
