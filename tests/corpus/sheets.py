"""Cases 56, 64 and 65: what spreadsheets do to dates, formulas, sheets and themselves."""

import datetime
import io
import zipfile

import xlsxwriter

from corpus.case import TOLERANT, Sent, case, column, keys

COLUMNS = 'columns = { code = "texte", nombre = "entier" }'
DECLARED = keys('format = "xlsx"', 'sheet = "Suivi"', TOLERANT)
CFB = bytes.fromhex("d0cf11e0a1b11ae1")  # how an old or encrypted workbook begins


def _workbook(*rows: list, hidden: tuple[int, ...] = (), others: tuple[str, ...] = (), **options) -> bytes:
    """A workbook whose sheet « Suivi » holds the rows, beside other sheets."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, **options}) as book:
        for name in others:
            book.add_worksheet(name).write_row(0, 0, ["code", "nombre"])
        sheet = book.add_worksheet("Suivi")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for line, row in enumerate(rows):
            for rank, value in enumerate(row):
                _write(sheet, line, rank, value, day)
        for line in hidden:
            sheet.set_row(line - 1, None, None, {"hidden": True})
    return file.getvalue()


def _write(sheet, line: int, rank: int, value, day) -> None:
    if isinstance(value, datetime.date):
        sheet.write_datetime(line, rank, value, day)
    elif isinstance(value, tuple):
        sheet.write_formula(line, rank, value[0], value=value[1])
    else:
        sheet.write(line, rank, value)


def _changed(raw: bytes, path: str, old: bytes, new: bytes) -> bytes:
    """The workbook with some bytes of one of its parts replaced."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(raw)) as before,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for part in before.namelist():
            content = before.read(part)
            assert part != path or old in content
            after.writestr(part, content.replace(old, new) if part == path else content)
    return file.getvalue()


def _with_part(raw: bytes, path: str, content: bytes) -> bytes:
    file = io.BytesIO(raw)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        book.writestr(path, content)
    return file.getvalue()


def _sent(raw, accepted, *more: str, **outcome) -> Sent:
    declared = keys(DECLARED, *(more or (COLUMNS,)))
    return Sent(declared, raw, accepted, **{"name": "corpus.xlsx", **outcome})


@case(56, "Dates d’Excel, en nombre de jours, dans les deux époques")
def _excel_dates():
    # The workbook says its epoch. A CSV does not: a number of days is rejected there.
    kind = '{ type = "date", dates = ["AAAA-MM-JJ", "excel"] }'
    columns = f'columns.code = "texte"\ncolumns.jour = {kind}'
    first = datetime.date(2020, 1, 1)
    rows = [(2, "a", first), (3, "b", first)]
    for epoch, serial in ((1900, 43831), (1904, 42369)):
        options = {"date_1904": epoch == 1904}
        raw = _workbook(["code", "jour"], ["a", first], ["b", serial], **options)
        yield _sent(raw, rows, columns, normalised={"excel": 1}, variant=str(epoch))
    rejected, cells = [(2, "date-impossible")], ["43831", "2020-01-01"]
    yield column(kind, cells, [None, first], rejected=rejected, variant="CSV, époque inconnue")
    told = kind.replace('"excel"', '"excel-1904"')
    yield column(told, ["42369"], [first], normalised={"excel": 1}, variant="CSV, époque déclarée")


@case(64, "Formule sans valeur, #REF!, #DIV/0!")
def _formulas():
    rows = [
        ["a", 1],
        ["b", ("=A1+1", "")],
        ["c", ("=1/0", "#DIV/0!")],
        ["d", ("=X!A1", "#REF!")],
        ["e", ("=1+1", 2)],
    ]
    rules = ["formule-sans-valeur", "erreur-excel", "erreur-excel"]
    rejected = [(line, "nombre", rule) for line, rule in zip((3, 4, 5), rules, strict=True)]
    raw = _workbook(["code", "nombre"], *rows)
    yield _sent(raw, [(2, "a", 1), (6, "e", 2)], rejected=rejected)


@case(65, "Feuilles et lignes masquées, classeurs trompeurs")
def _workbooks():
    table = (["code", "nombre"], ["a", 1], ["b", 2])
    good, rows = _workbook(*table), [(2, "a", 1), (3, "b", 2)]
    yield _sent(_workbook(*table, others=("Notes", "Autre")), rows, variant="plusieurs feuilles")
    yield _sent(_workbook(*table, hidden=(3,)), rows, normalised={"masqué": 1}, variant="ligne masquée")
    wrong = _changed(good, "xl/worksheets/sheet1.xml", b'ref="A1:B3"', b'ref="A1"')
    yield _sent(wrong, rows, variant="dimension fausse")
    yield _sent(_workbook(table[0], ["a", "1"], ["b", "2"]), rows, variant="nombre en texte")
    absent = keys('format = "xlsx"', 'sheet = "Bilan"', COLUMNS)
    yield Sent(absent, good, None, refused="Bilan", name="corpus.xlsx", variant="feuille absente")


@case(65, "Feuilles et lignes masquées, classeurs trompeurs")
def _refused_workbooks():
    good = _workbook(["code", "nombre"], ["a", 1])
    yield _sent(CFB + bytes(2048), None, refused=".xls", variant="ancien format renommé")
    locked = CFB + bytes(2048) + "EncryptedPackage".encode("utf-16-le")
    yield _sent(locked, None, refused="mot de passe", variant="mot de passe")
    yield _sent(_with_part(good, "xl/vbaProject.bin", b"macro"), None, refused="macro", variant="macros")
    yield _sent(
        lambda: _with_part(good, "xl/media/zeros.bin", bytes(310_000_000)),
        None,
        refused="compress",
        variant="archive démesurée",
    )
    yield _sent(good[: len(good) // 2], None, refused="xlsx", variant="coupé")
    yield _sent(b"code,nombre\na,1\n", None, refused="xlsx", variant="texte renommé")
