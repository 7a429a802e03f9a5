"""A workbook's declared sheet to records of text; what cannot be read is refused, with its reason."""

import datetime
import io
import zipfile

import duckdb
import pytest
import xlsxwriter

from observatory.contract import Contract
from observatory.reader import workbook
from observatory.reader.reading import SourceError
from observatory.reader.records import read_records

COLUMNS = {"code": "texte", "nombre": "entier?"}
HEADER = ["code", "nombre"]
SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture(scope="module")
def con():
    with duckdb.connect() as con:
        yield con


@pytest.fixture
def read(con):
    def read(raw: bytes, **keys):
        declared = Contract(**{"format": "xlsx", "columns": COLUMNS, **keys})
        return read_records(con, declared, raw, "f.xlsx"), con.execute("FROM brut ORDER BY ligne").fetchall()

    return read


def book(*rows: list, more=lambda file, sheet: None, **options) -> bytes:
    """A workbook whose sheet « Suivi » holds the rows; `more` does the rest."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, **options}) as file:
        sheet = file.add_worksheet("Suivi")
        for line, row in enumerate(rows):
            sheet.write_row(line, 0, row)
        more(file, sheet)
    return content.getvalue()


def changed(raw: bytes, change, path: str = SHEET) -> bytes:
    """The workbook with one of its parts changed."""
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, change(old.read(part)) if part == path else old.read(part))
    return content.getvalue()


def added(raw: bytes, path: str, part: bytes) -> bytes:
    content = io.BytesIO(raw)
    with zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as file:
        file.writestr(path, part)
    return content.getvalue()


def test_codes_stay_text_and_numbers_have_one_form(read):
    rows = [["01", 1], ["2A", 2.5], [13002603200016, 0.1], ["1e5", -0.0], [1e20, 1e-7], [True, "1 234"]]
    found, kept = read(book(HEADER, *rows))
    assert [row[1:] for row in kept] == [
        ("01", "1"), ("2A", "2.5"), ("13002603200016", "0.1"),
        ("1e5", "0"), ("1e+20", "1e-07"), ("vrai", "1 234"),
    ]  # fmt: skip
    assert (found.physical, found.encoding, found.normalisations) == (6, "xlsx", {})


def test_only_the_declared_sheet_is_read(read):
    def others(file, sheet):
        file.add_worksheet("Notes").write_row(0, 0, ["code", "nombre"])
        file.add_worksheet("Caché").hide()

    raw = book(HEADER, ["a", 1], more=others)
    assert read(raw, sheet="Suivi")[1] == [(2, "a", "1")]
    with pytest.raises(SourceError, match="feuille « Suivis » absente ; la plus proche est « Suivi »"):
        read(raw, sheet="Suivis")
    with pytest.raises(SourceError, match=r"2 feuilles \(Suivi, Notes\) .*déclarez"):
        read(raw)
    assert read(book(HEADER, ["a", 1], more=lambda file, _: file.add_worksheet("x").hide()))[1] == [
        (2, "a", "1")
    ]


def test_what_comes_before_the_table_is_listed(read):
    raw = book(
        ["Export du 2 mai 2023", "", "", "x"], [], ["Périmètre", "France"], HEADER, ["a", 1], [], ["b", 2]
    )
    found, kept = read(raw, preamble=2)
    assert [(one.line, one.reason) for one in found.ignored] == [
        (1, "avant l’en-tête"), (2, "vide"), (3, "avant l’en-tête"), (6, "vide"),
    ]  # fmt: skip
    assert kept == [(5, "a", "1"), (7, "b", "2")]
    assert (found.physical, found.header_line, found.normalisations) == (6, 4, {})
    with pytest.raises(SourceError, match="preamble = 2"):
        read(raw, preamble=1)
    with pytest.raises(SourceError, match="introuvable"):
        read(book([], []))


def test_a_table_that_does_not_begin_in_the_first_cell_keeps_its_lines(read):
    raw = book(more=lambda _, sheet: [sheet.write_row(4, 2, HEADER), sheet.write_row(5, 2, ["a", 1])])
    found, kept = read(raw)
    assert kept == [(6, "a", "1")]
    assert len(found.ignored) == 4


def test_merged_header_rows_are_joined(read):
    def merged(_, sheet):
        sheet.merge_range(0, 0, 1, 0, "Code")
        sheet.merge_range(0, 1, 0, 2, "2023")
        sheet.write_row(1, 1, ["Hommes", "Femmes"])
        sheet.merge_range(0, 3, 0, 4, "2024")
        sheet.write_row(1, 3, ["Hommes", "Femmes"])
        sheet.write_row(2, 0, ["a", 1, 2, 3, 4])

    columns = {"code": "texte", "n": {"type": "entier", "aliases": ["2024 / Hommes"]}}
    found, kept = read(book(more=merged), header_rows=2, columns=columns)
    assert kept == [(3, "a", "3")]
    assert "colonne ignorée « 2023 / Femmes »" in found.normalisations


@pytest.mark.parametrize("epoch", [1900, 1904])
def test_dates_are_read_in_the_epoch_of_the_workbook(read, epoch):
    day = datetime.date(2020, 1, 1)

    def dates(file, sheet):
        form = file.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        sheet.write_datetime(1, 0, datetime.datetime(2020, 1, 1), form)
        sheet.write_datetime(2, 0, datetime.datetime(2020, 1, 1, 13, 5), form)
        sheet.write_number(3, 0, {1900: 43831, 1904: 42369}[epoch])
        sheet.write_number(4, 0, 43831.5)
        sheet.write_number(5, 0, 12)

    raw = book(["jour"], more=dates, date_1904=epoch == 1904)
    columns = {"jour": {"type": "date", "dates": ["AAAA-MM-JJ", "excel"]}}
    found, kept = read(raw, columns=columns)
    last = "12" if epoch == 1900 else "1904-01-13"
    assert [row[1] for row in kept] == [str(day), "2020-01-01T13:05:00", str(day), "43831.5", last]
    count = 1 if epoch == 1900 else 2
    assert found.normalisations == {f"date en nombre de jours d’Excel (époque {epoch})": count}
    undeclared = read(raw, columns={"jour": "date"})[1]
    assert undeclared[2][1] == str({1900: 43831, 1904: 42369}[epoch])


def test_a_formula_without_value_and_an_error_reject_their_row_by_their_cell(read):
    def formulas(_, sheet):
        sheet.write_formula(1, 1, "=1+1", value="")
        sheet.write_formula(2, 1, "=1/0", value="#DIV/0!")
        sheet.write_formula(3, 0, "=X!A1", value="#REF!")
        sheet.write_formula(4, 1, "=1+1", value=2)
        sheet.write_formula(5, 2, "=NA()", value="#N/A")

    raw = book([*HEADER, "vu"], ["a"], ["b"], ["", 1], ["c"], ["d", 1], more=formulas)
    found, kept = read(raw)
    assert [(one.sheet, one.line, one.column, one.rule) for one in found.rejected] == [
        ("Suivi", 2, "nombre", "formule-sans-valeur"),
        ("Suivi", 3, "nombre", "erreur-excel"),
        ("Suivi", 4, "code", "erreur-excel"),
    ]
    assert found.rejected[2].value == "#REF!"
    assert kept == [(5, "c", "2"), (6, "d", "1")]


def test_a_formula_whose_value_is_an_empty_text_is_an_empty_cell(read):
    raw = book(HEADER, ["a", 1], ["b", 2])
    empty = changed(
        raw, lambda part: part.replace(b'<c r="B3"><v>2</v>', b'<c r="B3" t="str"><f>""</f><v></v>')
    )
    assert empty != raw
    found, kept = read(empty)
    assert (found.rejected, kept) == ([], [(2, "a", "1"), (3, "b", "")])


def test_cells_without_their_place_follow_one_another(read):
    def bare(part: bytes) -> bytes:
        for place in (b' r="A2"', b' r="B2"', b' r="A3"', b' r="B3"', b' r="2"', b' r="3"'):
            part = part.replace(place, b"")
        before, _, after = part.rpartition(b"<v>2</v>")
        return before + b"<f>1+1</f>" + after

    found, kept = read(changed(book(HEADER, ["a", 1], ["b", 2]), bare))
    assert [(one.line, one.column) for one in found.rejected] == [(3, "nombre")]
    assert kept == [(2, "a", "1")]


def test_hidden_rows_and_columns_are_read_and_listed(read):
    def hide(_, sheet):
        for line in (2, 3, 5):
            sheet.set_row(line, None, None, {"hidden": True})
        sheet.set_column(1, 1, None, None, {"hidden": True})

    found, kept = read(book(HEADER, *([name, 1] for name in "abcdef"), more=hide))
    assert [row[0] for row in kept] == [2, 3, 4, 5, 6, 7]
    assert found.normalisations == {"lignes masquées lues (3-4, 6)": 3, "colonne masquée lue « nombre »": 1}


def test_a_wrong_dimension_changes_nothing(read):
    raw = book(HEADER, ["a", 1])
    assert read(changed(raw, lambda part: part.replace(b'ref="A1:B2"', b'ref="A1"')))[1] == [(2, "a", "1")]


def test_rows_are_sorted_as_in_any_table(read):
    found, kept = read(
        book(HEADER, ["a", 1, "", "à côté"], HEADER, ["Source : x"], ["b", 2]), footnotes=("Source",)
    )
    assert [(one.line, one.rule) for one in found.rejected] == [(2, "champs-en-trop")]
    assert [(one.line, one.reason) for one in found.ignored] == [(3, "en-tête répété"), (4, "note")]
    assert kept == [(5, "b", "2")]


GOOD = book(HEADER, ["a", 1])
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
FAR = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "vide"),
        (OLD, r"ancien format \.xls"),
        (OLD + "EncryptedPackage".encode("utf-16-le"), "mot de passe"),
        (b"code;nombre\na;1\n", r"pas un classeur \.xlsx"),
        (GOOD[: len(GOOD) // 2], r"pas un classeur \.xlsx"),
        (GOOD.replace(b"PK\x01\x02", b"PK\x01\x03", 1), r"pas un classeur \.xlsx"),
        (added(GOOD, "xl/vbaProject.bin", b"x"), "macros"),
        (added(GOOD, "xl/macrosheets/sheet1.xml", b"x"), "macros"),
        (changed(GOOD, lambda part: part[:200]), r"pas un classeur \.xlsx"),
        (changed(GOOD, lambda _: b"", "xl/workbook.xml"), r"pas un classeur \.xlsx"),
        (changed(GOOD, lambda part: b"<!DOCTYPE x>" + part[55:]), r"pas un classeur \.xlsx"),
        (changed(GOOD, lambda part: part.replace(b"</sheetData>", FAR)), "1048576 lignes sur 16384 colonnes"),
    ],
)  # fmt: skip
def test_what_is_no_plain_workbook_is_refused_with_its_reason(read, raw, reason):
    with pytest.raises(SourceError, match=reason) as refused:
        read(raw)
    assert str(refused.value).startswith("f.xlsx")


def test_a_workbook_too_large_once_decompressed_is_refused(read, monkeypatch):
    monkeypatch.setattr(workbook, "LARGEST", 100_000)
    with pytest.raises(SourceError, match="décompressé"):
        read(added(GOOD, "xl/media/zeros.bin", bytes(1_000_000)))


def test_a_damaged_part_is_refused(read):
    place = GOOD.index(b"PK\x03\x04", 100) + 60
    damaged = GOOD[:place] + bytes([GOOD[place] ^ 0xFF]) + GOOD[place + 1 :]
    with pytest.raises(SourceError, match="abîmé|lisible"):
        read(damaged)


@pytest.mark.parametrize("start", range(0, len(GOOD), 97))
def test_any_damage_is_refused_or_harmless(read, start):
    """Never another exception, never another table."""
    damaged = GOOD[:start] + bytes(byte ^ 0x55 for byte in GOOD[start : start + 3]) + GOOD[start + 3 :]
    try:
        _, kept = read(damaged)
    except SourceError:
        return
    assert kept == [(2, "a", "1")]
