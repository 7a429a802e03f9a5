"""A Parquet file to records of text: every value cast by one rule, every record counted."""

import duckdb
import pytest

from observatory.contract import Contract
from observatory.reader import parquet as parquet_module
from observatory.reader.parquet import read_parquet
from observatory.reader.reading import LISTED, SourceError
from observatory.reader.records import read_records

COLUMNS = {"code": "texte", "jour": "date", "nombre": "entier?"}


@pytest.fixture(scope="module")
def con():
    with duckdb.connect() as con:
        con.execute("SET TimeZone = 'Europe/Paris'")
        yield con


def kept(con) -> list[tuple]:
    return con.execute("FROM brut ORDER BY ligne").fetchall()


@pytest.fixture
def parquet(con, tmp_path):
    """Writes a query as Parquet, reads it by the contract."""

    def parquet(query: str, **keys):
        path = tmp_path / "f.parquet"
        con.execute(f"COPY ({query}) TO '{path}' (FORMAT parquet)")
        declared = Contract(**{"format": "parquet", "columns": COLUMNS, **keys})
        return read_records(con, declared, path.read_bytes(), "f.parquet", path), kept(con)

    return parquet


def test_parquet_is_read_as_text_with_the_rank_of_each_record(parquet):
    found, rows = parquet(
        "SELECT * FROM (VALUES ('01', DATE '2023-05-06', 12, 'x'), ('2A', DATE '2023-05-07', NULL, 'y')) "
        'AS t("Code", jour, nombre, vu)'
    )
    assert rows == [(1, "01", "2023-05-06", "12"), (2, "2A", "2023-05-07", "")]
    assert (found.physical, found.encoding, found.refused) == (2, "parquet", ())
    assert found.normalisations == {"colonne « Code » lue comme « code »": 1, "colonne ignorée « vu »": 1}


def test_a_number_of_parquet_keeps_every_digit_and_an_instant_is_in_utc(parquet):
    columns = dict.fromkeys("abcd", "texte")
    _, [row] = parquet(
        "SELECT 0.1::DOUBLE AS a, 12345678901234567.25::DECIMAL(20, 2) AS b, "
        "make_timestamptz(2023, 12, 31, 23, 30, 0, 'UTC') AS c, true AS d",
        columns=columns,
    )
    assert row == (1, "0.1", "12345678901234567.25", "2023-12-31T23:30:00.000000Z", "true")


def test_empty_records_of_parquet_are_ignored_and_null_characters_rejected(parquet):
    found, rows = parquet(
        "SELECT * FROM (VALUES ('a', '1', '1'), (NULL, '', ' '), ('b' || chr(0), '2', '2'), "
        "(chr(0), '', '')) AS t(code, jour, nombre)"
    )
    assert rows == [(1, "a", "1", "1")]
    assert [(one.line, one.reason) for one in found.ignored] == [(2, "vide")]
    assert [(one.line, one.column, one.rule) for one in found.rejected] == [
        (3, "code", "caractere-interdit"),
        (4, "code", "caractere-interdit"),
    ]
    assert found.physical == 4


def test_a_parquet_of_another_shape_is_refused(parquet, con, tmp_path):
    found, _ = parquet("SELECT 'a' AS code, 1 AS nombre")
    assert "« jour » absente" in found.refused[0]
    found, _ = parquet("SELECT ['a'] AS code, '1' AS jour")
    assert "VARCHAR[]" in found.refused[0]
    with pytest.raises(SourceError, match="en-tête introuvable"):
        parquet("SELECT 1 AS autre")
    path = tmp_path / "f.parquet"
    path.write_bytes(b"PAR1 no PAR1")
    with pytest.raises(SourceError, match="f.parquet : fichier Parquet illisible"):
        read_parquet(con, Contract(format="parquet", columns=COLUMNS), path, "f.parquet")


def test_a_parquet_that_states_another_number_of_records_is_not_believed(parquet, monkeypatch):
    true = parquet_module.Survey
    monkeypatch.setattr(parquet_module, "Survey", lambda regular, stated: true(regular, stated + 1))
    with pytest.raises(RuntimeError, match="2 enregistrements, mais 1 gardés"):
        parquet("SELECT 'a' AS code, '1' AS jour")


def test_many_records_at_fault_are_all_counted_and_the_first_listed(parquet):
    count = LISTED + 500
    found, rows = parquet(
        f"SELECT CASE WHEN i % 2 = 0 THEN 'a' || chr(0) END AS code, NULL::DATE AS jour, NULL::INT AS nombre"
        f" FROM range({2 * count}) AS t(i) UNION ALL SELECT 'b', DATE '2023-05-06', 1"
    )
    assert (found.rejected_count, found.ignored_count, len(rows)) == (count, count, 1)
    assert [one.line for one in found.rejected] == list(range(1, 2 * LISTED, 2))
    assert [one.line for one in found.ignored] == list(range(2, 2 * LISTED + 1, 2))
