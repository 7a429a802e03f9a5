"""Cases 20 to 30: what surrounds the table: titles, headers, totals, blank lines, notes."""

import io

import xlsxwriter

from corpus.case import SEMICOLON, TOLERANT, Sent, case, keys, plain

TEXT = "code;nom;nombre\n01;Ain;1\n02;Aisne;2\n"
ROWS = [(2, "01", "Ain", 1), (3, "02", "Aisne", 2)]


def _moved(rows: list[tuple], by: int) -> list[tuple]:
    return [(line + by, *values) for line, *values in rows]


@case(20, "Lignes de titre avant l’en-tête")
def _preamble():
    # Skipped where declared, and listed; more of them than declared: refused.
    title = "Export du 2 mai 2023\n\nPérimètre;France\n"
    ignored = [(1, "avant l’en-tête"), (2, "vide"), (3, "avant l’en-tête")]
    yield plain(title + TEXT, _moved(ROWS, 3), "preamble = 3", ignored=ignored, variant="déclarées")
    yield plain(title + TEXT, None, refused="code", variant="non déclarées")
    yield plain("Titre\n" * 21 + TEXT, None, "preamble = 20", refused="code", variant="plus de vingt")


def _merged_header() -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("Suivi")
        sheet.merge_range(0, 0, 1, 0, "Département")
        sheet.merge_range(0, 1, 0, 2, "2023")
        sheet.write_row(1, 1, ["Hommes", "Femmes"])
        sheet.write_row(2, 0, ["Ain", 3, 4])
    return file.getvalue()


@case(21, "En-tête sur deux lignes fusionnées")
def _two_header_rows():
    columns = keys(
        'columns.nom = { type = "texte", aliases = ["Département"] }',
        'columns.hommes = { type = "entier", aliases = ["2023 / Hommes"] }',
        'columns.femmes = { type = "entier", aliases = ["2023 / Femmes"] }',
    )
    declared = keys('format = "xlsx"', 'sheet = "Suivi"', TOLERANT)
    raw, name = _merged_header(), "corpus.xlsx"
    two = keys(declared, "header_rows = 2", columns)
    yield Sent(two, raw, [(3, "Ain", 3, 4)], name=name, variant="déclaré")
    yield Sent(keys(declared, columns), raw, None, refused="hommes", name=name, variant="non déclaré")


@case(22, "En-tête répété dans les données")
def _repeated_header():
    text = TEXT + "code;nom;nombre\n03;Allier;3\n"
    yield plain(text, [*ROWS, (5, "03", "Allier", 3)], ignored=[(4, "en-tête répété")])


@case(23, "Deux colonnes de même nom")
def _duplicate_names():
    yield plain("code;nom;nombre;nombre\n01;Ain;1;7\n", None, refused="nombre")


@case(24, "En-têtes en capitales, accentués, espacés, renommés")
def _header_variants():
    # Folded names match; a new name matches only as a declared alias; else the nearest is named.
    columns = 'columns = { departement = "texte", nombre = { type = "entier", aliases = ["Nb usagers"] } }'
    declared = keys(SEMICOLON, TOLERANT, columns)
    rows = [(2, "01", 1)]
    headers = {"DÉPARTEMENT;Nombre": 2, " Département\u00a0; nombre ": 1, "departement;Nb\u00a0Usagers": 1}
    for header, renamed in headers.items():
        said = {"lue comme": renamed}
        yield Sent(declared, f"{header}\n01;1\n".encode(), rows, normalised=said, variant=repr(header))
    unknown = b"departement;nombr\n01;1\n"
    yield Sent(declared, unknown, None, refused="nombr »", variant="nom inconnu")


@case(25, "Colonne en plus")
def _extra_column():
    text = "code;nom;commentaire;nombre\n01;Ain;vu;1\n02;Aisne;;2\n"
    yield plain(text, ROWS, normalised={"colonne ignorée « commentaire »": 1})


@case(26, "Colonne obligatoire absente")
def _missing_column():
    yield plain("code;nom\n01;Ain\n", None, refused="nombre")


@case(27, "Séparateur à la fin de chaque ligne, colonnes vides")
def _trailing_separator():
    said = {"vides en trop": 2}
    yield plain(
        "code;nom;nombre;\n01;Ain;1;\n02;Aisne;2;\n", ROWS, normalised=said, variant="en-tête compris"
    )
    yield plain("code;nom;nombre\n01;Ain;1;\n02;Aisne;2;\n", ROWS, normalised=said, variant="données seules")
    empty = "code;nom;;nombre;;\n01;Ain;;1;;\n02;Aisne;;2;;\n"
    yield plain(empty, ROWS, normalised=said | {"sans nom": 1}, variant="colonnes vides")


@case(28, "Lignes vides, lignes de séparateurs")
def _blank_lines():
    text = "code;nom;nombre\n01;Ain;1\n\n;;\n02;Aisne;2\n  ;\u00a0;\n"
    ignored = [(3, "vide"), (4, "vide"), (6, "vide")]
    yield plain(text, [ROWS[0], (5, "02", "Aisne", 2)], ignored=ignored)


TOTALS = 'totals = { column = "nom", values = ["Total", "Ensemble", "France entière"], sum = ["nombre"] }'


@case(29, "Lignes de total")
def _totals():
    # Never data. Checked against the sum of the members; a member rejected: nothing can be checked.
    for name in ("Total", "ENSEMBLE", "France entière"):
        agreed = {"ignored": [(4, "total")], "totals": [(4, "égal")]}
        yield plain(f"{TEXT};{name};3\n", ROWS, TOTALS, variant=name, **agreed)
    text = "code;nom;nombre\n01;Ain;1\n;Sous-total;1\n02;Aisne;2\n;Sous-total;2\n;Total;3\n"
    declared = TOTALS.replace("Ensemble", "Sous-total")
    parts = {"ignored": [(line, "total") for line in (3, 5, 6)],
             "totals": [(line, "égal") for line in (3, 5, 6)]}  # fmt: skip
    rows = [ROWS[0], (4, "02", "Aisne", 2)]
    yield plain(text, rows, declared, variant="partiels", **parts)
    told = {"ignored": parts["ignored"], "totals": [(3, "égal"), (5, "différent"), (6, "égal")]}
    text = text.replace("total;2", "total;3")
    yield plain(text, rows, declared, variant="partiel faux", refused="ligne 5", **told)
    above = "code;nom;nombre\n;Sous-total;1\n01;Ain;1\n;Sous-total;2\n02;Aisne;2\n"
    lines = {"ignored": [(2, "total"), (4, "total")], "totals": [(2, "égal"), (4, "égal")]}
    rows = [(3, "01", "Ain", 1), (5, "02", "Aisne", 2)]
    yield plain(above, rows, declared, variant="partiels au-dessus", **lines)
    yield plain(above.replace("Sous-total", "Total"), rows, TOTALS, variant="répétés", **lines)
    text = "code;nom;nombre\n01;Ain;1\n;Sous-total;1\n02;Aisne;x\n;Sous-total;2\n;Total;3\n"
    told = {"ignored": parts["ignored"], "rejected": [(4, "nombre", "type-entier")]}
    verdicts = [(3, "égal"), (5, "non vérifiable"), (6, "non vérifiable")]
    yield plain(text, [ROWS[0]], declared, variant="membre d’une partie rejeté", totals=verdicts, **told)
    wrong = {"ignored": [(4, "total")], "totals": [(4, "différent")], "refused": "total"}
    yield plain(f"{TEXT};Total;4\n", ROWS, TOTALS, variant="faux", **wrong)
    text = f"{TEXT}03;Allier;x\n;Total;6\n"
    unknown = {"ignored": [(5, "total")], "totals": [(5, "non vérifiable")]}
    rejected = [(4, "nombre", "type-entier")]
    yield plain(text, ROWS, TOTALS, rejected=rejected, variant="membre rejeté", **unknown)


@case(30, "Notes de bas de tableau")
def _footnotes():
    notes = ["Source : enquête;;", "Note : champ France;;", "(p) provisoire;;", "* estimé"]
    ignored = [(line, "note") for line in (4, 5, 6, 7)]
    declared = 'footnotes = ["Source", "Note", "(p)", "*"]'
    yield plain(TEXT + "\n".join(notes) + "\n", ROWS, declared, ignored=ignored)
