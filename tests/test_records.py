"""A CSV file to records of text: every physical record is kept, ignored or rejected, exactly once."""

import csv
import io
import re

import duckdb
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from observatory.contract import Contract
from observatory.reader import decode, physical, records, rows
from observatory.reader.reading import LISTED, ConservationError, Records, SourceError, conserve
from observatory.reader.records import exact, read_records

COLUMNS = {"code": "texte", "nom": "texte", "nombre": {"type": "entier", "aliases": ["Nb d’usagers"]}}
TEXT = "code;nom;nombre\n01;Ain;1\n2A;Corse;2\n"
KEPT = [(2, "01", "Ain", "1"), (3, "2A", "Corse", "2")]


def contract(**keys) -> Contract:
    return Contract(**{"columns": COLUMNS, "separators": (";",), **keys})


@pytest.fixture(scope="module")
def con():
    with duckdb.connect() as con:
        yield con


@pytest.fixture
def read(con):
    def read(content, **keys) -> tuple[Records, list[tuple]]:
        raw = content if isinstance(content, bytes) else content.encode("utf-8")
        found = read_records(con, contract(**keys), raw, "f.csv")
        return found, con.execute("FROM brut ORDER BY ligne").fetchall()

    return read


def rejected(found: Records) -> list[tuple]:
    return [(one.line, one.column, one.rule) for one in found.rejected]


def ignored(found: Records) -> list[tuple]:
    return [(one.line, one.reason) for one in found.ignored]


def test_a_file_is_kept_as_text_with_its_physical_lines(read):
    found, kept = read(TEXT)
    assert kept == KEPT
    assert (found.physical, found.header_line, found.refused) == (2, 1, ())
    assert found.normalisations == {}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_end_of_line_is_read(read, end):
    assert read(TEXT.replace("\n", end))[1] == KEPT
    assert read("code;nom;nombre\r\n01;Ain;1\n2A;Corse;2\r")[1] == KEPT


def test_a_quoted_cell_keeps_its_separator_quotes_and_line_breaks(read):
    found, kept = read('code;nom;nombre\n01;"a;""b""\n\r\nc";1\n"";"";" "\n02;x;""\n')
    assert kept == [(2, "01", 'a;"b"\n\r\nc', "1"), (6, "02", "x", "")]
    assert ignored(found) == [(5, "vide")]


def test_a_quote_inside_a_bare_cell_is_text(read):
    assert read('code;nom;nombre\n01;5" x 7";1\n')[1] == [(2, "01", '5" x 7"', "1")]


def test_separators_are_tried_in_order_and_only_those_declared(read):
    for separator in "\t|,":
        found, kept = read(TEXT.replace(";", separator), separators=("\t", ",", "|"))
        assert kept == KEPT
        assert list(found.normalisations.values()) == [1]
    with pytest.raises(SourceError, match=r"« , » attendu, « ; » trouvé"):
        read(TEXT, separators=(",",))


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "vide"),
        (b"\n\n", "en-tête introuvable"),
        (b"<!DOCTYPE html><html></html>", "page web"),
        (b"\xef\xbb\xbf\n <!-- x --><HTML>", "page web"),
        (b'<?xml version="1.0"?><html/>', "page web"),
        (b"PK\x03\x04aaa", "classeur"),
        (b"\xd0\xcf\x11\xe0aaa", "classeur"),
        (b"a;b\n1;2\n", "code, nom, nombre"),
        ("code;nom;nombre\n01;é;1\n".encode("cp1252"), "ligne 2"),
    ],
)
def test_what_holds_no_records_is_refused_with_its_reason(read, raw, reason):
    with pytest.raises(SourceError, match=reason):
        read(raw)


def test_a_header_alone_gives_no_record(read):
    found, kept = read("code;nom;nombre")
    assert (found.physical, kept) == (0, [])


def test_names_are_matched_whatever_case_accents_spaces_and_apostrophes(read):
    found, kept = read(" CODE ;\ufeffnóm;NB\u00a0D'USAGERS\n01;Ain;1\n")
    assert kept == [(2, "01", "Ain", "1")]
    assert found.normalisations == {
        "colonne « CODE » lue comme « code »": 1,
        "colonne « \ufeffnóm » lue comme « nom »": 1,
        "colonne « NB\u00a0D'USAGERS » lue comme « nombre »": 1,
    }
    assert read("code;nom;Nb d’usagers\n01;Ain;1\n")[0].normalisations == {}


def test_an_extra_column_is_ignored_and_listed(read):
    found, kept = read("vu;code;;nom;nombre\nx;01;;Ain;1\n")
    assert kept == [(2, "01", "Ain", "1")]
    assert found.normalisations == {
        "colonne ignorée « vu »": 1,
        "colonne ignorée « sans nom, en position 3 »": 1,
    }


def test_a_missing_column_refuses_the_file_and_its_records_are_still_counted(read):
    found, kept = read("code;nomb\n01;1\n02;2\n", columns={"code": "texte", "nombre": "entier"})
    assert "« nombre » absente ; la plus proche trouvée est « nomb »" in found.refused[0]
    [fault] = found.faults
    assert (fault.line, fault.column, fault.value) == (1, "nombre", "nomb")
    assert (fault.rule, fault.cure) == ("colonne-absente", "ajoutez-la ou renommez-la")
    assert (found.physical, kept) == (2, [(2, "01", None), (3, "02", None)])
    found, kept = read("code\n01\n", columns={"code": "texte", "nom": "texte?"})
    assert (found.refused, kept) == ((), [(2, "01", None)])


@pytest.mark.parametrize(
    "header", ["code;nom;nombre;nombre", "code;nom;nombre;x;X", "code;nom;nombre;Nb d'usagers"]
)
def test_names_in_double_refuse_the_file(read, header):
    found, _ = read(header + "\n01;Ain;1;2;3\n"[: 11 + 2 * (header.count(";") - 2)])
    assert "gardez une seule" in found.refused[0]
    assert [one.rule for one in found.faults] == ["colonne-en-double"]


def test_what_comes_before_the_header_is_listed_within_what_is_declared(read):
    title = 'Titre;"x\n\nPérimètre\nsep=;\n'
    found, kept = read(title + TEXT, preamble=3)
    assert ignored(found) == [
        (1, "avant l’en-tête"), (2, "vide"), (3, "avant l’en-tête"), (4, "avant l’en-tête"),
    ]  # fmt: skip
    assert [line for line, *_ in kept] == [6, 7]
    assert (found.header_line, found.physical) == (5, 6)
    with pytest.raises(SourceError, match="preamble = 3"):
        read(title + TEXT, preamble=2)
    with pytest.raises(SourceError, match="introuvable"):
        read("x\n" * 21 + TEXT, preamble=20)


def test_the_separator_line_of_excel_is_ignored(read):
    found, kept = read("sep=;\r\n" + TEXT.replace("\n", "\r\n"))
    assert ignored(found) == [(1, "séparateur")]
    assert [line for line, *_ in kept] == [3, 4]


def test_a_header_on_several_rows_is_joined(read):
    columns = {
        "nom": {"type": "texte", "aliases": ["Département"]},
        "hommes": {"type": "entier", "aliases": ["2023 / Hommes"]},
        "femmes": {"type": "entier", "aliases": ["2023 / Femmes"]},
    }
    found, kept = read("Département;2023;\n;Hommes;Femmes\nAin;3;4\n", columns=columns, header_rows=2)
    assert (found.header_line, found.physical, found.refused) == (1, 1, ())
    assert kept == [(3, "Ain", "3", "4")]


def test_rows_without_data_are_ignored_with_their_reason(read):
    text = TEXT + '\n;;\n \u00a0;"";\u202f\ncode; nom ;nombre\nSource : x;;\n * note\n(p) x;1\n02;Aisne;3\n\n'
    found, kept = read(text, footnotes=("Source", "*", "(p)"))
    assert ignored(found) == [
        (4, "vide"), (5, "vide"), (6, "vide"), (7, "en-tête répété"),
        (8, "note"), (9, "note"), (10, "note"), (12, "vide"),
    ]  # fmt: skip
    assert kept == [*KEPT, (11, "02", "Aisne", "3")]


def test_rows_without_data_are_ignored_too_in_a_regular_file(read, monkeypatch):
    monkeypatch.setattr(records, "exact", None)
    found, kept = read(TEXT + ";;\ncode;nom;nombre\nSource : x;;\n\n02;Aisne;3\n", footnotes=("Source",))
    assert ignored(found) == [(4, "vide"), (5, "en-tête répété"), (6, "note"), (7, "vide")]
    assert kept == [*KEPT, (8, "02", "Aisne", "3")]


def test_empty_cells_at_the_end_are_accepted(read):
    for header in ("code;nom;nombre", "code;nom;nombre;;"):
        found, kept = read(f"{header}\n01;Ain;1;;\n2A;Corse;2; \n")
        assert kept == KEPT
        assert found.normalisations == {"cellules vides en trop": 2}
        assert read(f"{header}\n01;Ain;1;\n2A;Corse;2;\n")[0].normalisations == {"cellules vides en trop": 2}


def test_a_row_too_short_or_too_long_is_rejected(read):
    found, kept = read(TEXT + "02;Aisne\n03;Allier;1;2\n04;Alpes;4\n05;Hautes")
    assert rejected(found) == [
        (4, "*", "champs-manquants"), (5, "*", "champs-en-trop"), (7, "*", "champs-manquants"),
    ]  # fmt: skip
    assert kept == [*KEPT, (6, "04", "Alpes", "4")]
    assert found.normalisations == {"dernière ligne sans fin de ligne": 1}
    assert found.refused == ()


def test_a_column_gained_on_the_way_refuses_the_file_and_names_the_line(read):
    found, _ = read(TEXT + "02;Aisne;1;x\n03;Allier;3\n04;Alpes;1;x\n05;Alpes;2;y\n\n")
    assert "ligne 6 " in found.refused[0]
    assert "4 champs au lieu de 3" in found.refused[0]
    assert read(TEXT + "02;Aisne;1;x\n")[0].refused == ()
    assert read(TEXT + "02;Aisne;1;x\n02;Aisne;1;x\n03;Allier;3\n")[0].refused == ()


def test_a_number_and_its_noun_agree(read):
    found, _ = read("code\n01;2\n", columns={"code": "texte"})
    assert [(one.value, one.cure) for one in found.rejected] == [("2 champs", "mettez 1 champ")]
    found, _ = read(TEXT + "02\n")
    assert [(one.value, one.cure) for one in found.rejected] == [("1 champ", "mettez 3 champs")]
    with pytest.raises(SourceError, match="1 ligne avant l’en-tête"):
        read("titre\n" + TEXT)


@pytest.mark.parametrize("start", ["", '01;"x"y;1\n'], ids=["at once", "one by one"])
def test_many_records_set_aside_are_all_counted_and_the_first_listed(read, start):
    """The lists stay short, whatever the file; what is listed is what comes first in the file."""
    pairs = LISTED + 10
    found, kept = read("code;nom;nombre\n" + start + "\n;;\n" * pairs + "01;Ain;1\n")
    assert (found.ignored_count, len(kept)) == (2 * pairs, 1)
    first = 3 if start else 2
    assert [one.line for one in found.ignored] == list(range(first, first + LISTED))


def test_many_records_rejected_are_all_counted_and_the_first_listed(read):
    count = LISTED + 10
    found, kept = read(TEXT + "02;Aisne\n" * count + '03;"x;1\n' * 20)
    assert (found.rejected_count, len(found.rejected), kept) == (count + 20, LISTED, KEPT)
    assert f"aux lignes {count + 4}, {count + 5}, " in found.refused[0]  # the quotes too, past the list
    assert found.refused[0].count(",") == 9


def test_a_null_character_rejects_its_row(read):
    found, kept = read("code;nom;nombre;x\n01;A\0in;1;\n02;b;2;\0\n03;c;3;\n")
    assert rejected(found) == [(2, "nom", "caractere-interdit"), (3, "*", "caractere-interdit")]
    assert kept == [(4, "03", "c", "3")]


def test_one_quote_at_fault_rejects_its_line_and_the_next_is_read(read):
    for line in ('02;"Aisne;2', '02;"Aisne"x;2', '02;"Ai"sne";2'):
        found, kept = read(f"{TEXT}{line}\n03;Allier;3\n")
        assert rejected(found) == [(4, "*", "guillemet")]
        assert kept == [*KEPT, (5, "03", "Allier", "3")]
        assert found.refused == ()


def test_several_quotes_at_fault_refuse_the_file(read):
    found, kept = read(f'{TEXT}02;"Aisne;2\n03;Allier;3\n04;"Alpes;4\n05;Alpes;5\n')
    assert rejected(found) == [(4, "*", "guillemet"), (6, "*", "guillemet")]
    assert "lignes 4, 6" in found.refused[0]
    assert [line for line, *_ in kept] == [2, 3, 5, 7]


def test_no_record_swallows_the_file(read, monkeypatch):
    monkeypatch.setattr(physical, "LONGEST", 5)
    found, kept = read('code;nom;nombre\n01;"' + "x\n" * 10 + '";1\n02;b;2\n')
    assert rejected(found)[0] == (2, "*", "guillemet")
    assert kept == [(13, "02", "b", "2")]


def test_the_encoding_is_told_and_other_encodings_are_read(read):
    found, kept = read("code;nom;nombre\n01;é;1\n".encode("cp1252"), encodings=("utf-8", "cp1252"))
    assert (kept, found.encoding) == ([(2, "01", "é", "1")], "cp1252")
    assert found.normalisations == {"encodage cp1252": 1}
    raw = "\ufeffcode;nom;nombre\n01;é;1\n".encode("utf-16-le")
    assert read(raw)[0].encoding == "utf-16"
    found, kept = read("\ufeff" + TEXT)
    assert (kept, found.normalisations) == (KEPT, {"marque d’ordre des octets": 1})


@pytest.mark.parametrize(
    "bad",
    [
        b"\x80",
        b"\xc3",
        b"\xc0\x80",
        b"\xed\xa0\x80",
        b"\xf4\x90\x80\x80",
        b"\xe0\x80\x80",
        b"\xf0\x9f\x98",
        b"\xff",
    ],
)
def test_a_byte_out_of_utf8_is_refused_by_its_line_also_in_a_column_that_is_ignored(read, bad):
    for cell in (b"%s", b"x%sy", b'"%s\n"', b"x" * 40 + b"%s" + b"x" * 40):
        with pytest.raises(SourceError, match="ligne 3 "):
            read(b"code;nom;nombre;vu\n01;a;1;\n02;b;2;" + cell.replace(b"%s", bad) + b"\n03;c;3;\n")


def test_a_path_spares_the_copy_and_changes_nothing(con, tmp_path):
    raw = ("\ufefftitre\n\n" + TEXT + '03;"x\ny";4\n').encode()
    path = tmp_path / "f.csv"
    path.write_bytes(raw)
    found = read_records(con, contract(preamble=1), raw, "f.csv", path)
    kept = con.execute("FROM brut").fetchall()
    assert found == read_records(con, contract(preamble=1), raw, "f.csv")
    assert kept == con.execute("FROM brut").fetchall()
    assert [line for line, *_ in kept] == [4, 5, 6]


def test_a_record_in_no_class_stops_the_reading():
    nothing = Records(3, [], [], {}, 1)
    assert conserve(3, nothing, "f.csv") is nothing
    with pytest.raises(ConservationError, match="3 enregistrements, mais 2 gardés"):
        conserve(2, nothing, "f.csv")


def test_what_the_database_does_not_split_as_surveyed_is_read_one_by_one(con, read, monkeypatch):
    """The count of the bytes is what decides: one record more, and the database is not believed."""
    true = physical.survey

    def wrong(text, separator):
        surveyed = true(text, separator)
        return physical.Survey(True, surveyed.records + 1, surveyed.separators + 2)

    monkeypatch.setattr(records, "survey", wrong)
    monkeypatch.setattr(records, "exact", lambda *given: "one by one")
    assert read_records(con, contract(), TEXT.encode(), "f.csv") == "one by one"


# Files as they come: mostly regular, with what makes them not so here and there.
CELL = st.one_of(
    st.text(alphabet='aé ;"\n\r0\u00a0', max_size=4),
    st.sampled_from(["", " ", "code", "nom", "nombre", "Source : x", "\t", "‘", "#", "\\", "é" * 30]),
)
SOUND = st.lists(st.tuples(CELL, CELL, CELL), max_size=8)
ODD = st.lists(
    st.sampled_from(['"', ";", "\n", "\r", "\0", "x", '""', ";;", "\r\n", "\n\n", ' "']), max_size=3
)


def written(table: list[tuple], end: str, quoting: int) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator=end, quoting=quoting).writerows([tuple(COLUMNS), *table])
    return text.getvalue()


def both(con, text: str, **keys):
    """What the database gives where it is believed, and what reading one by one gives."""
    source, decoded = (
        contract(footnotes=("Source",), **keys),
        decode.decode(text.encode(), ("utf-8",), "f.csv"),
    )
    quick = records._fast(con, source, decoded, "f.csv", None)
    kept = con.execute("FROM brut ORDER BY ligne").fetchall() if quick else None
    slow = exact(con, source, decoded, "f.csv")
    return (quick, kept), (slow, con.execute("FROM brut ORDER BY ligne").fetchall())


@settings(max_examples=200)
@given(
    SOUND,
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    ODD,
    st.data(),
)
def test_both_ways_of_reading_give_the_same_records(con, table, end, quoting, odd, data):
    text = written(table, end, quoting)
    for piece in odd:
        place = data.draw(st.integers(text.index(end) + len(end), len(text)))
        text = text[:place] + piece + text[place:]
    quick, slow = both(con, text)
    event("proved" if quick[0] else "one by one")
    if quick[0]:
        assert quick == slow


@settings(max_examples=100)
@given(SOUND)
def test_a_table_written_and_read_is_the_same_table(con, table):
    text = written(table, "\n", csv.QUOTE_ALL)
    _, (found, kept) = both(con, text)
    aside = {one.line for one in found.ignored}
    line, wanted = 2, []
    for cells in table:
        if line not in aside:
            wanted.append((line, *cells))
        line += 1 + len(re.findall("\r\n?|\n", "".join(f'"{cell}"' for cell in cells)))
    nulls = [row for row in wanted if "\0" in "".join(row[1:])]
    assert [one.line for one in found.rejected] == [line for line, *_ in nulls]
    assert kept == [row for row in wanted if row not in nulls]


def test_regular_files_are_split_by_the_database(con):
    """Or the speed is lost without any other test failing."""
    for text in (
        TEXT,
        TEXT.replace("\n", "\r\n"),
        TEXT + '03;"x;y\nz";4\n\n',
        TEXT[:-1],
        "\n" + TEXT,
        "code;nom;nombre\n",
    ):
        quick, slow = both(con, text)
        assert quick[0] is not None, text
        assert quick == slow


def test_large_files_are_read_by_pieces(con, monkeypatch):
    monkeypatch.setattr(physical, "CHUNK", 7)
    monkeypatch.setattr(rows, "BATCH", 3)
    monkeypatch.setattr(decode, "BLOCK", 11)
    long = '03;"' + "x;y\n" * 9 + '";4\n'  # whole pieces inside quotes
    for text in (
        TEXT + long,
        TEXT * 3,
        TEXT + '03;"x;y\nz";4\n' * 5,
        TEXT + "\n\n03;é;2\n",
        TEXT.replace("\n", "\r\n"),
    ):
        quick, slow = both(con, text)
        assert quick[0] is not None
        assert quick == slow


@pytest.mark.parametrize("line", ['01; "a;b";1', '01;"a" ;1', '01;"a"b"";1', '01;x"a;b";1', '01;a"";1'])
def test_a_quote_out_of_place_is_never_left_to_the_database(con, line):
    """The database reads ` "a;b"` as one cell; every strict parser reads two."""
    quick, _ = both(con, f"{TEXT}{line}\n")
    assert quick[0] is None
