"""The strict reader: every record is accepted or rejected, and counted; nothing is guessed."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from world import source_text

from observatory.declarations import Source, parse
from observatory.reader import Reading, SourceError, casts, read_file

COLUMNS = {"code": "texte", "jour": "date", "mois": "mois?", "nombre": "entier", "taux": "decimal?"}
HEADER = ",".join(COLUMNS)
GOOD = "01,2023-05-06,2023-05,12,1.5"


@pytest.fixture(scope="module")
def source():
    text = source_text("fichier", "cumuls", "departement", "officielle", "SELECT 1")
    columns = ", ".join(f'{name} = "{kind}"' for name, kind in COLUMNS.items())
    old = next(line for line in text.splitlines() if line.startswith("columns"))
    return parse(Source, text.replace(old, f"columns = {{ {columns} }}"), "data_sources/fichier.sql")


@pytest.fixture
def read(source, tmp_path):
    def read(content) -> Reading:
        path = tmp_path / "fichier.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return read_file(source, path)

    return read


def rejected(reading):
    [rejection] = reading.rejections
    return rejection.line, rejection.column, rejection.value


def test_a_row_is_kept_as_text_and_a_month_becomes_its_first_day(read):
    reading = read(f"{HEADER}\n{GOOD}\n01,2023-05-06,,-3,\n")
    assert reading.rows == [
        ("01", "2023-05-06", "2023-05-01", "12", "1.5"),
        ("01", "2023-05-06", None, "-3", None),
    ]
    assert reading.records == 2


def test_the_sha256_is_that_of_the_bytes_of_the_file(read):
    content = f"{HEADER}\r\n{GOOD}\r\n".encode()
    assert read(content).sha256 == hashlib.sha256(content).hexdigest()


def test_a_byte_order_mark_and_windows_ends_of_line_change_nothing(read):
    windows = b"\xef\xbb\xbf" + f"{HEADER}\r\n{GOOD}\r\n".encode()
    assert read(windows).rows == read(f"{HEADER}\n{GOOD}\n").rows


def test_a_quoted_field_keeps_its_comma_its_quotes_and_its_line_break(read):
    [row] = read(f'{HEADER}\n"a, ""b""\nc",2023-05-06,,1,\n').rows
    assert row[0] == 'a, "b"\nc'


@pytest.mark.parametrize(
    ("line", "column", "value"),
    [
        ("01,2023-05-06,2023-05,12", "*", "4 champs"),
        (f"{GOOD},reste", "*", "6 champs"),
        ("", "*", "0 champs"),
        (",2023-05-06,,12,", "code", ""),
        ("01,06/05/2023,,12,", "jour", "06/05/2023"),
        ("01,2023-02-30,,12,", "jour", "2023-02-30"),
        ("01,2023-05-06,2023-13,12,", "mois", "2023-13"),
        ("01,2023-05-06,2023-5,12,", "mois", "2023-5"),
        ("01,2023-05-06,,1 200,", "nombre", "1 200"),
        ("01,2023-05-06,,12.0,", "nombre", "12.0"),
        ("01,2023-05-06,,,", "nombre", ""),
        ('01,2023-05-06,,12,"1,5"', "taux", "1,5"),
        ("01,2023-05-06,,12,NaN", "taux", "NaN"),
        ("01,2023-05-06,,12,Infinity", "taux", "Infinity"),
    ],
)
def test_a_wrong_line_is_rejected_with_its_place_and_the_others_are_kept(read, line, column, value):
    reading = read(f"{HEADER}\n{GOOD}\n{line}\n{GOOD}\n")
    assert rejected(reading) == (3, column, value)
    assert len(reading.rows) == 2
    assert reading.records == 3


def test_a_rejection_says_where_what_was_found_and_how_to_mend_it(read):
    [rejection] = read(f"{HEADER}\n01,2023-05-06,,douze,\n").rejections
    assert str(rejection) == (
        "fichier.csv, ligne 2, colonne « nombre » : « douze » trouvé, "
        "un nombre entier sans espace (1234) attendu"
    )


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (f"{HEADER}\n{GOOD}\né".encode("latin-1"), "ligne 3 : ce n’est pas de l’UTF-8 ; enregistrez-le"),
        (f"{HEADER}\n{GOOD}\n".replace("nombre", "total"), "(absentes : nombre ; en trop : total)"),
        (f"{HEADER}\n".replace("code,jour", "jour,code"), "ligne 1 : colonnes attendues code, jour, mois"),
        (HEADER.replace(",", ";"), "absentes : code, jour, mois, nombre, taux ; en trop : code;jour;mois"),
        ("", "ligne 1 : colonnes attendues code"),
        (f'{HEADER}\n{GOOD}\n"01,2023-05-06,,12,\n', "fichier.csv, ligne 3 : "),
        (f'{HEADER}\n"01"x,2023-05-06,,12,\n', "fichier.csv, ligne 2 : "),
    ],
)  # fmt: skip
def test_a_file_that_breaks_its_contract_is_refused_whole_in_one_line(read, content, expected):
    with pytest.raises(SourceError) as error:
        read(content)
    assert expected in str(error.value)
    assert "\n" not in str(error.value)


def test_an_absent_file_is_refused_with_its_name(source, tmp_path):
    with pytest.raises(SourceError, match="fichier : fichier fichier.csv introuvable ; déposez-le"):
        read_file(source, tmp_path / "fichier.csv")


def test_a_header_alone_gives_no_row_and_no_rejection(read):
    assert read(HEADER + "\n").records == 0


@given(st.lists(st.sampled_from([GOOD, "x", "", f"{GOOD},", "01,2023-05-06,,un,", '"",2023-05-06,,1,'])))
def test_records_are_those_accepted_plus_those_rejected_whatever_the_file(source, tmp_path_factory, lines):
    path = tmp_path_factory.mktemp("lu") / "fichier.csv"
    path.write_text("\n".join([HEADER, *lines]) + "\n", "utf-8")
    reading = read_file(source, path)
    assert reading.records == len(lines)
    assert len(reading.rows) == lines.count(GOOD)


def test_the_database_types_are_those_that_the_contract_declares(source):
    assert casts(source) == (
        'CAST("code" AS VARCHAR) AS "code", CAST("jour" AS DATE) AS "jour", CAST("mois" AS DATE) AS "mois", '
        'CAST("nombre" AS BIGINT) AS "nombre", CAST("taux" AS DECIMAL(24, 6)) AS "taux"'
    )
