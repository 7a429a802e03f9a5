"""Tables that a database wrote: Parquet files, and a table of a real PostgreSQL server, only read."""

import getpass
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import duckdb
import psycopg
import pytest

from observatory.contract import Contract
from observatory.reader import tables
from observatory.reader.reading import SourceError
from observatory.reader.records import read_records
from observatory.reader.tables import read_parquet, read_postgres

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
    true = tables.Survey
    monkeypatch.setattr(tables, "Survey", lambda regular, stated: true(regular, stated + 1))
    with pytest.raises(RuntimeError, match="2 enregistrements, mais 1 gardés"):
        parquet("SELECT 'a' AS code, '1' AS jour")


def _program(name: str) -> str | None:
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return str(found[-1]) if found else shutil.which(name)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@pytest.fixture(scope="module")
def dsn():
    """The address of a server of ours, started in a temporary folder and stopped by its number."""
    if not _program("initdb") or not _program("postgres"):
        pytest.skip("PostgreSQL n’est pas installé et ne peut pas l’être ici : make postgres")
    as_root = os.getuid() == 0
    user = "postgres" if as_root else getpass.getuser()  # PostgreSQL refuses to run as root
    options = {"user": user, "group": user, "extra_groups": []} if as_root else {}
    folder = Path(tempfile.mkdtemp(prefix="observatoire-pg-"))
    if as_root:
        shutil.chown(folder, user, user)
    data, port = folder / "data", _free_port()
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder, **options}
    made = [_program("initdb"), "-D", data, "-U", "chef", "-A", "trust", "-E", "UTF8", "--locale", "C", "-N"]
    subprocess.run(made, check=True, **quiet)
    command = [_program("postgres"), "-D", data, "-p", str(port), "-h", "127.0.0.1", "-k", folder, "-F"]
    server = subprocess.Popen(command, **quiet)
    try:
        yield _awaited(f"host=127.0.0.1 port={port} user=chef dbname=postgres", server)
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(30)
        shutil.rmtree(folder)


def _awaited(dsn: str, server: subprocess.Popen) -> str:
    for _ in range(300):
        assert server.poll() is None, "le serveur PostgreSQL s’est arrêté"
        try:
            psycopg.connect(dsn).close()
            return dsn
        except psycopg.OperationalError:
            time.sleep(0.1)
    raise AssertionError("le serveur PostgreSQL ne répond pas")


@pytest.fixture
def table(dsn, con):
    """Makes `suivi.pass` by some SQL, reads it by the contract."""

    def table(statements: str, **keys):
        with psycopg.connect(dsn, autocommit=True) as server:
            server.execute("DROP SCHEMA IF EXISTS suivi CASCADE; CREATE SCHEMA suivi;" + statements)
        declared = {"format": "postgres", "table": "suivi.pass", "columns": COLUMNS, **keys}
        found = read_postgres(con, Contract(**declared), dsn, "suivi")
        return found, kept(con)

    return table


MADE = "CREATE TABLE suivi.pass (code text, secret text, nombre numeric, jour date);"


def test_a_table_is_read_as_text_in_the_order_of_its_key(table):
    found, rows = table(
        MADE + "INSERT INTO suivi.pass VALUES ('2A', 's', 1234567890123456789.10, '2023-05-06'), "
        "('01', 's', NULL, '2023-05-07'), (NULL, 's', NULL, NULL)",
        key=("code",),
    )
    assert rows == [(1, "01", "2023-05-07", ""), (2, "2A", "2023-05-06", "1234567890123456789.10")]
    assert [(one.line, one.reason) for one in found.ignored] == [(3, "vide")]
    assert (found.physical, found.encoding) == (3, "postgres")
    assert found.normalisations == {"colonne ignorée « secret »": 1}


def test_dates_floats_and_instants_have_one_form_whatever_the_server_says(table, dsn):
    columns = dict.fromkeys(("a", "b", "c"), "texte")
    settings = "ALTER ROLE chef SET datestyle = 'German'; ALTER ROLE chef SET timezone = 'Asia/Tokyo';"
    made = "CREATE TABLE suivi.pass AS SELECT DATE '2023-01-02' AS a, 0.1::float8 AS b, "
    try:
        _, rows = table(settings + made + "TIMESTAMPTZ '2023-12-31 23:30Z' AS c", columns=columns)
    finally:
        with psycopg.connect(dsn, autocommit=True) as server:
            server.execute("ALTER ROLE chef RESET ALL")
    assert rows == [(1, "2023-01-02", "0.1", "2023-12-31 23:30:00+00")]


def test_nothing_is_written_not_even_by_a_view(table):
    """The view calls a function that writes: the read-only transaction stops it."""
    with pytest.raises(SourceError, match="read-only transaction"):
        table(
            "CREATE TABLE suivi.trace (n int); "
            "CREATE FUNCTION suivi.ecrit() RETURNS text LANGUAGE sql AS "
            "$$ INSERT INTO suivi.trace VALUES (1) RETURNING 'x' $$;"
            "CREATE VIEW suivi.pass AS SELECT suivi.ecrit() AS code, '1' AS jour, 1 AS nombre"
        )


def test_a_table_that_does_not_answer_in_time_is_left(table, monkeypatch):
    monkeypatch.setattr(tables, "STATEMENT_SECONDS", 0.2)
    with pytest.raises(SourceError, match="pour répondre"):
        table("CREATE VIEW suivi.pass AS SELECT pg_sleep(60)::text AS code, '1' AS jour, 1 AS nombre")


def test_an_absent_table_or_column_is_named(table):
    with pytest.raises(SourceError, match="« suivi.pass » absente"):
        table("SELECT 1")
    found, rows = table("CREATE TABLE suivi.pass AS SELECT 'a' AS code, 1 AS nombre")
    assert "« jour » absente" in found.refused[0]
    assert rows == [(1, "a", None, "1")]


@pytest.mark.parametrize(
    "address", ["host=127.0.0.1 port=1 password=motdepasse", "motdepasse@@", "x=motdepasse"]
)
def test_a_failed_connection_says_so_without_its_password(con, address):
    with pytest.raises(SourceError, match="connexion à PostgreSQL impossible") as refused:
        read_postgres(con, Contract(format="postgres", table="a.b", columns=COLUMNS), address, "suivi")
    assert "motdepasse" not in str(refused.value)
    assert refused.value.__cause__ is None
