"""The declarations of the tools people really use: each reads its example, and refuses what is wrong."""

import datetime
import io
import re
from pathlib import Path

import duckdb
import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from observatory.declarations import read_sources
from observatory.reader.read import read

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "data_sources"
TODAY = datetime.date(2026, 11, 21)
SOURCES = {slug: one for slug, one in read_sources(FOLDER).items() if one.example}
# Slug: records of its example, then those ignored; the rest is accepted.
COUNTS = {
    "aidants-connect-export": (6, 0),
    "barometre-ditp-734": (480, 76),
    "barometre-ditp-736": (480, 76),
    "coop-activites": (18, 11),
    "coop-blocs-v1": (42, 15),
    "coop-statistiques-v1": (4, 0),
    "cras-departements": (3, 0),
    "lieux-mediation": (5, 0),
    "modele-activite-hubs": (5, 0),
    "modele-conferences": (3, 0),
    "modele-confiance": (3, 0),
    "modele-membres-mednum": (4, 0),
    "modele-pass-numerique": (5, 0),
    "modele-recommandations": (3, 0),
    "pilote-import": (9, 3),
    "postes-conseillers-export": (7, 0),
}
# Slug: what to ask of the fact that it feeds, and the answer.
FACTS = {
    "aidants-connect-export": (
        "SELECT territoire, mois::VARCHAR, valeur::INTEGER FROM releves WHERE valeur > 0",
        [("DEP-01", "2024-02-01", 2), ("DEP-2A", "2024-02-01", 1), ("DEP-75", "2024-02-01", 1),
         ("FR", "2024-02-01", 1)],
    ),
    "barometre-ditp-734": (
        "SELECT serie, territoire, mois::VARCHAR, valeur FROM cumuls WHERE territoire = 'DEP-2B'",
        [("aidants_formes", "DEP-2B", "2022-12-01", 300), ("aidants_formes", "DEP-2B", "2023-06-01", 390),
         ("aidants_formes", "DEP-2B", "2023-07-01", 480)],
    ),
    "barometre-ditp-736": (
        "SELECT mois::VARCHAR, count(*), sum(valeur)::INTEGER FROM cumuls GROUP BY mois",
        [("2022-12-01", 101, 515_100), ("2023-06-01", 101, 721_140), ("2023-07-01", 101, 927_180)],
    ),
    "coop-activites": (
        "SELECT mois::VARCHAR, territoire, axe, modalite, accompagnements, nombre FROM activites_conseillers"
        " WHERE axe IS NULL OR axe = 'theme'",
        [("2026-01-01", "DEP-01", "theme", "Courriels", None, 1),
         ("2026-01-01", "DEP-01", "theme", "Prendre en main un ordinateur", None, 1),
         ("2026-01-01", "DEP-01", "theme", "Sécurité numérique", None, 3),
         ("2026-01-01", "DEP-01", None, None, 4, None),
         ("2026-02-01", "DEP-2A", "theme", "Aide aux démarches administratives", None, 1),
         ("2026-02-01", "DEP-2A", None, None, 1, None),
         ("2026-02-01", "FR", "theme", "Courriels", None, 2),
         ("2026-02-01", "FR", "theme", "Sécurité numérique", None, 2),
         ("2026-02-01", "FR", None, None, 2, None)],
    ),
    "coop-blocs-v1": (
        "SELECT depuis::VARCHAR, mois::VARCHAR, territoire, axe, modalite, accompagnements, usagers, nombre"
        " FROM activites_conseillers WHERE complet",
        [("2023-01-01", "2023-03-01", "DEP-01", "activite", "Ateliers réalisés", None, None, 2),
         ("2023-01-01", "2023-03-01", "DEP-01", "activite", "Demandes ponctuelles", None, None, 5),
         ("2023-01-01", "2023-03-01", "DEP-01", "theme", "Courriels", None, None, 0),
         ("2023-01-01", "2023-03-01", "DEP-01", "theme", "Naviguer sur Internet", None, None, 20),
         ("2023-01-01", "2023-03-01", "DEP-01", "theme", "Prendre en main du matériel", None, None, 10),
         ("2023-01-01", "2023-03-01", "DEP-01", None, None, 30, 20, None)],
    ),
    "coop-statistiques-v1": (
        "SELECT depuis::VARCHAR, mois::VARCHAR, territoire, usagers, complet FROM activites_conseillers",
        [("2023-01-01", "2023-03-01", "DEP-01", 120, True), ("2023-01-01", "2023-03-01", "DEP-2A", 45, True),
         ("2023-01-01", "2023-03-01", "DEP-974", 210, True), ("2023-01-01", "2023-03-01", "FR", 12, True)],
    ),
    "cras-departements": (
        "SELECT mois::VARCHAR, territoire, modalite, accompagnements, usagers, nombre, complet"
        " FROM activites_conseillers WHERE axe IS NULL OR modalite IN ('smartphone', 'plus_de_60')",
        [("2023-11-01", "DEP-01", "plus_de_60", None, None, 40, False),
         ("2023-11-01", "DEP-01", "smartphone", None, None, 4, False),
         ("2023-11-01", "DEP-01", None, 100, 60, None, False),
         ("2023-11-01", "DEP-2A", "plus_de_60", None, None, 80, False),
         ("2023-11-01", "DEP-2A", None, 200, 120, None, False),
         ("2023-11-01", "DEP-974", "plus_de_60", None, None, 120, False),
         ("2023-11-01", "DEP-974", "smartphone", None, None, 12, False),
         ("2023-11-01", "DEP-974", None, 300, 180, None, False)],
    ),
    "lieux-mediation": (
        "SELECT mois::VARCHAR, territoire, dispositif, lieux FROM lieux_mediation",
        [("2026-10-01", "DEP-01", "Aidants Connect", 2),
         ("2026-10-01", "DEP-01", "Conseillers numériques", 1),
         ("2026-10-01", "DEP-01", "France Services", 1), ("2026-10-01", "DEP-01", None, 2),
         ("2026-10-01", "DEP-2A", None, 1), ("2026-10-01", "DEP-75", "Conseillers numériques", 1),
         ("2026-10-01", "DEP-75", None, 1), ("2026-10-01", "FR", "France Services", 1),
         ("2026-10-01", "FR", None, 1)],
    ),
    "modele-activite-hubs": (
        "SELECT mois::VARCHAR, territoire, structures, centimes FROM activites_hubs",
        [("2026-01-01", "DEP-01", 3, 1_500_000), ("2026-01-01", "DEP-38", 2, 0),
         ("2026-02-01", "DEP-01", 1, 250_000), ("2026-02-01", "DEP-2A", 4, 800_000),
         ("2026-02-01", "DEP-974", 0, 0)],
    ),
    "modele-conferences": (
        "SELECT mois::VARCHAR, territoire, participants FROM conferences",
        [("2026-03-01", "REG-32", 180), ("2026-04-01", "REG-94", 60), ("2026-06-01", "REG-04", 95)],
    ),
    "modele-confiance": (
        "SELECT indicateur, territoire, niveau, auteur, date::VARCHAR, commentaire IS NULL FROM confiances",
        [("accompagnements", "REG-32", "couvert", "Préfecture de région, secrétariat général",
          "2026-10-12", True),
         ("accompagnements", "REG-32", "soleil", "Préfecture de région, secrétariat général",
          "2026-05-04", False),
         ("aidants-formes", "DEP-80", "orage", "Hub territorial, coordination", "2026-09-30", False)],
    ),
    "modele-membres-mednum": (
        "SELECT mois::VARCHAR, territoire, type, membres FROM adhesions WHERE membres > 0",
        [("2026-07-01", "REG-32", "association", 1), ("2026-07-01", "REG-94", "association", 1),
         ("2026-08-01", "REG-32", "association", 1), ("2026-08-01", "REG-32", "collectivité", 1),
         ("2026-08-01", "REG-94", "association", 1), ("2026-09-01", "REG-32", "association", 1),
         ("2026-09-01", "REG-32", "collectivité", 1), ("2026-10-01", "REG-04", "entreprise", 1),
         ("2026-10-01", "REG-32", "association", 1), ("2026-10-01", "REG-32", "collectivité", 1)],
    ),
    "modele-pass-numerique": (
        "SELECT mois::VARCHAR, territoire, finances, distribues, utilises, personnes, etat_centimes"
        " FROM pass_numeriques",
        [("2026-01-01", "DEP-01", 150, 120, 30, 14, 70_000), ("2026-02-01", "DEP-01", 0, 40, 30, 12, 0),
         ("2026-02-01", "DEP-2A", 200, 150, 60, None, None), ("2026-02-01", "DEP-974", 0, 0, 0, 0, 0)],
    ),
    "modele-recommandations": (
        "SELECT numero, origine, publique, echeance::VARCHAR, indicateurs, territoires FROM recommandations",
        [("A1-1", "R1", True, "2026-12-31", ["accompagnements", "aidants-formes"], ["DEP-80", "DEP-02"]),
         ("R1", None, True, "2027-12-31", ["accompagnements"], ["REG-32"]),
         ("R2", None, False, None, ["aidants-formes"], ["REG-94"])],
    ),
    "pilote-import": (
        "SELECT serie, territoire, mois::VARCHAR, valeur FROM cumuls",
        [("IND-736", "DEP-2A", "2022-12-01", 100), ("IND-736", "DEP-2A", "2026-09-01", 400),
         ("IND-736", "DEP-2B", "2022-12-01", 200), ("IND-736", "DEP-2B", "2026-09-01", 800)],
    ),
    "postes-conseillers-export": (
        "SELECT mois::VARCHAR, territoire, postes, complet FROM postes WHERE postes > 0",
        [("2021-03-01", "DEP-01", 2, True), ("2021-04-01", "DEP-01", 2, True),
         ("2021-04-01", "DEP-2A", 1, True), ("2021-05-01", "DEP-75", 3, True),
         ("2021-05-01", "DEP-974", 1, True), ("2021-06-01", "FR", 1, False)],
    ),
}  # fmt: skip
# Slug: a change of its example, and the line, column and rule of the rejection that it brings.
WRONG = [
    ("aidants-connect-export", "true,75119", "vrai?,75119", (6, "active", "type-booleen")),
    ("aidants-connect-export", ",01004,", ",20004,", (3, "commune", "code-inconnu")),
    ("barometre-ditp-736", "DEPT,3000.0", "DEPT,-3000.0", (118, "indic_vi", "borne-basse")),
    ("barometre-ditp-736", "D2B,2022-12-01", "D2B,2022-12-32", (118, "date", "date-impossible")),
    ("barometre-ditp-736", "D2B,2022-12-01", "D20,2022-12-01", (118, "zone", "code-inconnu")),
    ("barometre-ditp-734", "IND-734,D2B,2022", "IND-736,D2B,2022", (118, "indicateur", "domaine")),
    ("coop-blocs-v1", "ateliers;10", "ateliers;", (8, "valeur", "obligatoire")),
    ("coop-blocs-v1", "Courriels;0", "Courriels;0;1", (20, "*", "champs-en-trop")),
    ("coop-statistiques-v1", "2A;Corse-du-Sud;45", "20;Corse;45", (3, "departement", "code-ambigu")),
    ("coop-statistiques-v1", ";120;", ";moins de 5;", (2, "usagers", "type-entier")),
    ("coop-statistiques-v1", "974;La Réunion", "974;Mayotte", (4, "departement", "libelle-code")),
    ("lieux-mediation", "2026-09-15", "2026-31-09", (2, "date_maj", "date-impossible")),
    ("lieux-mediation", "exemple-3,", ",", (4, "id", "obligatoire")),
    ("modele-activite-hubs", "hub-corse", "hub-inconnu", (5, "hub", "domaine")),
    ("modele-conferences", ";180", ";1,5", (2, "participants", "type-entier")),
    ("modele-confiance", ";orage;", ";brouillard;", (4, "niveau", "domaine")),
    ("modele-confiance", "2026-05-04", "2027-05-04", (2, "date", "date-hors-bornes")),
    ("modele-membres-mednum", "M003;94", "M003;975", (4, "region", "code-inconnu")),
    ("modele-pass-numerique", "2026-01-12", "2015-01-12", (2, "date", "date-hors-bornes")),
    ("modele-pass-numerique", "Région", "Mécène", (5, "financeur", "domaine")),
    ("modele-recommandations", ";non;", ";peut-être;", (4, "publique", "type-booleen")),
    (
        "pilote-import",
        "D2B;Haute-Corse;2022-12-01;vi",
        "D2B;Haute-Corse;2022-12-01;v",
        (5, "type_valeur", "domaine"),
    ),
    ("postes-conseillers-export", ";Corse-du-Sud;", ";Haute-Corse;", (5, "code_departement", "libelle-code")),
    ("postes-conseillers-export", "974;5 RUE", "97;5 RUE", (7, "code_departement", "code-ambigu")),
    ("postes-conseillers-export", "24/03/2021", "31/04/2021", (2, "date", "date-impossible")),
]


@pytest.fixture
def tool(reference, tmp_path):
    """Read the example of a source, changed by a test or not; what it fed is removed afterwards."""

    def tool(slug, old="", new="", name=None, change=None):
        source = SOURCES[slug]
        path = tmp_path / (name or Path(source.example).name)
        raw = (FOLDER / source.example).read_bytes()
        assert old.encode() in raw
        raw = raw.replace(old.encode(), new.encode(), 1) if old else raw
        path.write_bytes(change(raw) if change else raw)
        reference.execute("SET VARIABLE fichier_nom = ?", [path.name])
        return read(reference, source, path, today=TODAY)

    yield tool
    for source in SOURCES.values():
        reference.execute(f"DELETE FROM {source.feeds} WHERE source = ?", [source.slug])


def feed(con, slug):
    source = SOURCES[slug]
    con.execute(
        f"INSERT INTO {source.feeds} BY NAME SELECT '{slug}' AS source, q.* FROM ({source.sql}\n) AS q"
    )


def test_each_source_that_waits_for_files_has_an_example_of_ours():
    assert set(SOURCES) == set(COUNTS) == set(FACTS)
    assert {one.slug for one in read_sources(FOLDER).values() if one.feed} == set(SOURCES)
    shown = {FOLDER / one.example for one in SOURCES.values()} | {FOLDER / "exemples" / "LISEZMOI.md"}
    assert shown == set((FOLDER / "exemples").iterdir())
    assert all("exemple" in one.example.removeprefix("exemples/") for one in SOURCES.values())


@pytest.mark.parametrize("slug", sorted(SOURCES))
def test_an_example_is_read_whole_and_each_record_is_counted(tool, slug):
    reading = tool(slug)
    records, ignored = COUNTS[slug]
    assert (reading.refused, reading.rejections) == ((), [])
    assert (reading.records, reading.ignored, reading.rejected) == (records, ignored, 0)
    assert reading.accepted == records - ignored


@pytest.mark.parametrize("slug", sorted(SOURCES))
def test_an_example_feeds_its_fact(tool, reference, slug):
    tool(slug)
    feed(reference, slug)
    query, expected = FACTS[slug]
    assert reference.execute(f"{query} ORDER BY ALL NULLS LAST").fetchall() == expected


@pytest.mark.parametrize(("slug", "old", "new", "expected"), WRONG)
def test_a_wrong_value_is_rejected_with_its_line_its_column_and_its_rule(tool, slug, old, new, expected):
    reading = tool(slug, old, new)
    [rejection] = reading.rejections
    assert (rejection.line, rejection.column, rejection.rule) == expected
    assert reading.accepted + reading.rejected + reading.ignored == reading.records == COUNTS[slug][0]


def test_regions_and_france_are_checked_where_every_departement_was_accepted(tool):
    assert {one.verdict for one in tool("barometre-ditp-736").totals} == {"égal"}
    totals = tool("barometre-ditp-736", "DEPT,3000.0", "DEPT,-3000.0").totals
    unknown = {one.line for one in totals if one.verdict == "non vérifiable"}
    assert {474, 478} <= unknown  # Corse and France in December 2022
    assert {one.verdict for one in totals if one.line not in unknown} == {"égal"}
    assert {line % 4 for line in unknown} == {2}  # the lines of that month only


def test_a_region_that_is_not_the_sum_of_its_departements_refuses_the_file(tool):
    reading = tool("barometre-ditp-736", "R94,2023-06-01,REG,,8260.0", "R94,2023-06-01,REG,,8261.0")
    assert reading.refused
    assert [(one.stated, one.computed) for one in reading.totals if one.verdict == "différent"] == [
        ("8261", "8260")
    ]


@pytest.mark.parametrize(("total", "refused"), [("310", False), ("311", True)])
def test_a_total_line_of_a_template_is_checked_and_never_added(tool, total, refused):
    reading = tool(
        "modele-pass-numerique", change=lambda raw: raw + f"Total;;;;350;{total};120;;;\r\n".encode()
    )
    assert (reading.accepted, reading.rejected, reading.ignored) == (5, 0, 1)
    assert bool(reading.refused) == refused
    told = {one.column: one.verdict for one in reading.totals}
    assert told["pass_distribues"] == ("différent" if refused else "égal")


def without(text):
    """Take away the lines that hold a text."""
    return lambda raw: b"".join(line for line in raw.splitlines(keepends=True) if text.encode() not in line)


def cell(row, column, value, sheet="Activités"):
    """Write a workbook again, with another value in one cell."""

    def change(raw):
        rows = CalamineWorkbook.from_filelike(io.BytesIO(raw)).get_sheet_by_index(0).to_python()
        rows[row][rows[11].index(column)] = value
        content = io.BytesIO()
        with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
            page, day = book.add_worksheet(sheet), book.add_format({"num_format": "yyyy-mm-dd"})
            for number, one in enumerate(rows):
                for place, found in enumerate(one):
                    shape = day if isinstance(found, datetime.date) else None
                    page.write(number, place, found, shape)
        return content.getvalue()

    return change


# Slug: a whole file that went wrong on its way, and the reason given for refusing it.
SPOILT = {
    "aidants-connect-export": [
        (lambda raw: raw.replace(b"City Insee Code", b"Code commune"), "colonne « commune » absente"),
        (lambda raw: raw.replace(b"\nExemple centre D,4,", b"\nExemple centre D,1,"), "ligne"),
    ],
    "barometre-ditp-734": [
        (lambda raw: raw.replace(b"IND-734", b"IND-736"), "480 lignes rejetées sur 480"),
        (lambda raw: raw.replace(b",", b";"), "séparateur « , » attendu"),
    ],
    "barometre-ditp-736": [
        (without(",D2B,"), "(DEP-2B)"),
        (without("D2B,2023-07-01"), "(DEP-2B)"),
        (lambda raw: raw.replace(b"indic_va", b"valeur"), "colonne « indic_va » absente"),
        (lambda raw: raw + b"IND-736,D01,2023-06-01,DEPT,,141.0,,40.0\n", "ligne"),
    ],
    "coop-activites": [
        (cell(0, "Date", "", sheet="Feuille1"), "« Activités »"),
        (cell(11, "ID CRA", "Identifiant"), "colonne « activite » absente"),
        (cell(11, "Code Insee", "Code de la ville"), "colonne « code_commune » absente"),
    ],
    "coop-blocs-v1": [
        (lambda raw: raw.replace(b";", b","), "aucune ligne sous l’en-tête"),
        (lambda raw: raw.replace(b"Courriels;0", b"Courriels;0 %"), "1 ligne rejetée sur 27"),
    ],
    "coop-statistiques-v1": [
        (
            lambda raw: "Statistiques nationales\n\nGénéral\nAteliers réalisés;3\n".encode(),
            "en-tête introuvable",
        ),
    ],
    "cras-departements": [(lambda raw: raw[: len(raw) // 2], "ce n’est pas du JSON complet")],
    "lieux-mediation": [
        (lambda raw: raw.replace(b"id,", b"identifiant,", 1), "colonne « id » absente"),
        (lambda raw: raw.replace(b"2026-09-15", b"15/09/26"), "5 lignes rejetées sur 5"),
    ],
    "modele-activite-hubs": [(lambda raw: raw.split(b"\n")[0] + b"\n", "aucune ligne sous l’en-tête")],
    "modele-conferences": [(lambda raw: b"", "vide")],
    "modele-confiance": [(lambda raw: raw.replace(b"2026-10-12", b"2026-05-04"), "ligne")],
    "modele-membres-mednum": [(lambda raw: raw.replace(b"sortie", b"fin"), "colonne « sortie » absente")],
    "modele-pass-numerique": [
        (
            lambda raw: (FOLDER / "modeles/pass-numerique/pass-numerique.xlsx").read_bytes(),
            "enregistrez-le en CSV",
        ),
    ],
    "modele-recommandations": [(lambda raw: b"<!DOCTYPE html><html><body>Erreur</body></html>", "page web")],
    "pilote-import": [
        (lambda raw: raw.replace(b"R94;Corse;2026-09-01;va;1200", b"R94;Corse;2026-09-01;va;1300"), "1300"),
        (
            lambda raw: raw.replace(b"valeur\n", b"montant\n").replace(b"valeur\r\n", b"montant\r\n"),
            "« valeur » absente",
        ),
    ],
    "postes-conseillers-export": [
        (
            lambda raw: raw.replace("Code département".encode(), b"Dep"),
            "colonne « code_departement » absente",
        ),
        (lambda raw: raw.decode().encode("utf-8").replace("é".encode(), b"\xc3"), "encodages mêlés"),
    ],
}


@pytest.mark.parametrize(
    ("slug", "change", "reason"), [(slug, *one) for slug, cases in SPOILT.items() for one in cases]
)
def test_a_spoilt_file_is_refused_whole_and_the_reason_is_told(tool, slug, change, reason):
    reading = tool(slug, change=change)
    assert reason in " ; ".join(reading.refused)
    assert reading.accepted + reading.rejected + reading.ignored == reading.records


def test_every_tool_has_a_spoilt_file():
    assert set(SPOILT) == set(SOURCES)


def test_identical_lines_of_the_posts_are_kept_and_reported_and_lost_zeros_given_back(tool):
    told = tool("postes-conseillers-export").normalisations
    assert [count for name, count in told.items() if "identique" in name] == [1]
    assert sum(count for name, count in told.items() if "zéro" in name) == 6


def test_no_name_nor_note_of_a_person_is_read_from_an_export_of_activities(tool, reference):
    tool("coop-activites")
    columns = [row[0] for row in reference.execute("DESCRIBE fichier").fetchall()]
    assert columns == ["ligne", *SOURCES["coop-activites"].columns]
    assert not {"beneficiaire", "notes", "nom"} & set(columns)


@pytest.mark.parametrize("slug", ["aidants-connect-export", "cras-departements", "modele-membres-mednum"])
def test_a_file_that_holds_no_date_is_refused_when_its_name_has_none_either(tool, reference, slug):
    tool(slug, name=f"export{Path(SOURCES[slug].example).suffix}")
    with pytest.raises(duckdb.Error, match="ne porte pas sa date"):
        feed(reference, slug)


def test_statistics_whose_name_lost_its_period_are_refused(tool, reference):
    tool("coop-statistiques-v1", name="export-territoires.csv")
    with pytest.raises(duckdb.Error, match="ne porte pas sa période"):
        feed(reference, "coop-statistiques-v1")


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("codeDepartement 01", "Camille Exemple 01000 Exemple", "celui d’un département"),
        ("codeDepartement 01  ", "codeDepartement 01 01000", "celui d’un département"),
        ("codeDepartement 01", "nationales", "celui d’un département"),
        ("01/01/2023-31/03/2023", "", "celui d’un département"),
        ("codeDepartement 01", "codeDepartement 20", "DEP-20"),
        ("Accompagnements totaux enregistrés", "Actes", "« Accompagnements enregistrés » introuvable"),
        ("Ateliers réalisés;2", "Ateliers réalisés;2.5", "nombre entier attendu pour « Ateliers réalisés »"),
    ],
)
def test_statistics_by_blocks_that_do_not_say_where_when_or_how_many_are_refused(
    tool, reference, old, new, reason
):
    tool("coop-blocs-v1", old, new)
    with pytest.raises(duckdb.Error, match=reason):
        feed(reference, "coop-blocs-v1")


def test_blocks_written_again_by_a_spreadsheet_give_the_same_fact(tool, reference):
    reading = tool("coop-blocs-v1", change=padded)
    assert (reading.accepted, reading.refused) == (27, ())
    feed(reference, "coop-blocs-v1")
    query, expected = FACTS["coop-blocs-v1"]
    assert reference.execute(f"{query} ORDER BY ALL NULLS LAST").fetchall() == expected


def padded(raw):
    """Give two cells to each line, as a spreadsheet does, even to titles and blank lines."""
    lines = raw.decode("utf-8").split("\n")
    return "\r\n".join(line if ";" in line else f"{line};" for line in lines).encode("utf-8")


def test_each_value_of_a_block_has_the_titles_above_it(tool, reference):
    tool("coop-blocs-v1")
    found = reference.execute(
        "SELECT bloc, count(*) FROM fichier GROUP BY bloc ORDER BY min(ligne)"
    ).fetchall()
    assert found == [
        ("Général", 11),
        ("Thèmes des accompagnements", 3),
        ("Canaux des accompagnements (en %)", 4),
        ("Tranches d’âge des usagers (en %)", 5),
        ("Évolution des accompagnements / 2023", 3),
        ("Usager.ères réorienté.es", 1),
    ]


PERSON = "une personne est nommée ; écrivez une fonction ou un service"


@pytest.mark.parametrize(
    ("slug", "old", "new", "reason"),
    [
        ("modele-recommandations", "REG-94", "REG-49",
         "ligne 4 : territoire inconnu : « REG-49 » ; le plus proche est « REG-44 »"),
        ("modele-recommandations", "DEP-80|DEP-02", "DEP-80|NV-DEP",
         "ligne 3 : territoire inconnu : « NV-DEP »"),
        ("modele-recommandations", "accompagnements|aidants-formes", "accompagnements|aidants",
         "ligne 3 : indicateur inconnu : « aidants » ; le plus proche est « aidants-formes »"),
        ("modele-recommandations", "Hub territorial", "Mme Exemple, hub territorial", f"ligne 3 : {PERSON}"),
        ("modele-confiance", "aidants-formes", "aidant-forme",
         "ligne 4 : indicateur inconnu : « aidant-forme » ; le plus proche est « aidants-formes »"),
        ("modele-confiance", "DEP-80", "DEP-081",
         "ligne 4 : territoire inconnu : « DEP-081 » ; le plus proche est « DEP-01 »"),
        ("modele-confiance", "Hub territorial", "Hub territorial (M. Exemple)", f"ligne 4 : {PERSON}"),
        ("modele-confiance", "Hub territorial", "prenom.nom@exemple.fr", f"ligne 4 : {PERSON}"),
    ],
)  # fmt: skip
def test_a_name_that_nobody_declared_is_refused_with_its_line_and_the_cure(
    tool, reference, slug, old, new, reason
):
    tool(slug, old, new)
    with pytest.raises(duckdb.Error, match=re.escape(reason)):
        feed(reference, slug)


@pytest.mark.parametrize("owner", ["Hub territorial M.I.N.", "Service de la Madametière", "DRAJES, pôle M"])
def test_an_acronym_is_not_taken_for_a_person(tool, reference, owner):
    tool("modele-recommandations", "Hub territorial, coordination", owner)
    feed(reference, "modele-recommandations")


def test_a_day_written_the_french_way_is_read_in_a_template(tool, reference):
    assert tool("modele-pass-numerique", "2026-02-15", "15/02/2026").rejected == 0


def test_an_edition_of_the_barometer_dated_at_the_end_of_the_month_gives_the_same_month(tool, reference):
    tool("barometre-ditp-734", change=lambda raw: raw.replace(b"2023-06-01", b"2023-06-30"))
    feed(reference, "barometre-ditp-734")
    query, expected = FACTS["barometre-ditp-734"]
    assert reference.execute(f"{query} ORDER BY ALL").fetchall() == expected


def straight(raw):
    return raw.decode("utf-8").replace("’", "'").encode("cp1252")


@pytest.mark.parametrize("slug", ["postes-conseillers-export", "modele-pass-numerique"])
def test_a_file_saved_by_an_old_spreadsheet_gives_the_same_fact(tool, reference, slug):
    reading = tool(slug, change=lambda raw: straight(raw.removeprefix(b"\xef\xbb\xbf")))
    assert (reading.encoding, reading.rejected, reading.refused) == ("cp1252", 0, ())
    feed(reference, slug)
    query, expected = FACTS[slug]
    assert reference.execute(f"{query} ORDER BY ALL NULLS LAST").fetchall() == expected


def test_a_code_that_lost_its_zero_in_json_is_given_back_and_counted(tool):
    reading = tool("cras-departements", '"departement": "01"', '"departement": 1')
    assert (reading.accepted, reading.refused) == (3, ())
    assert [count for name, count in reading.normalisations.items() if "zéro" in name] == [1]


@pytest.mark.parametrize(
    ("row", "column", "value", "expected"),
    [
        (12, "Date", "le 13 janvier", (13, "date", "date-impossible")),
        (13, "Code Insee", "99999", (14, "code_commune", "code-inconnu")),
        (18, "ID CRA", "", (19, "activite", "obligatoire")),
    ],
)
def test_a_wrong_cell_of_a_workbook_is_rejected_with_its_line(tool, row, column, value, expected):
    reading = tool("coop-activites", change=cell(row, column, value))
    [rejection] = reading.rejections
    assert (rejection.sheet, rejection.line, rejection.column, rejection.rule) == ("Activités", *expected)
    assert (reading.records, reading.accepted, reading.rejected) == (18, 6, 1)


def test_a_participant_told_twice_is_not_counted_twice(tool, reference):
    reading = tool("coop-activites", change=cell(14, "Participants", "1/3"))
    assert {one.rule for one in reading.rejections} == {"doublon-different"}
    assert reading.refused


def test_the_bar_and_the_semicolon_part_the_same_values_of_a_place(tool, reference):
    tool(
        "lieux-mediation", "Aidants Connect|Conseillers numériques", "Aidants Connect;Conseillers numériques"
    )
    feed(reference, "lieux-mediation")
    query, expected = FACTS["lieux-mediation"]
    assert reference.execute(f"{query} ORDER BY ALL NULLS LAST").fetchall() == expected


def test_a_value_of_pilote_told_twice_and_differently_is_refused(tool):
    line = "IND-736;D2B;Haute-Corse;2026-09-01;va;800"
    reading = tool("pilote-import", line, f"{line}\n{line[:-3]}900")
    assert {one.rule for one in reading.rejections} == {"doublon-different"}
    assert reading.refused
