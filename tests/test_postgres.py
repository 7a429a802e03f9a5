"""A table of a real PostgreSQL server: only read, and kept as a file like any other."""

import datetime
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
from world import NOW, fed_text

from observatory.declarations import Source, parse
from observatory.feeds import inbox, postgres
from observatory.feeds.fetch import fetch
from observatory.reader.records import read_records

COLUMNS = '{ code = "texte", jour = "date", nombre = "entier?" }'
MADE = "CREATE TABLE suivi.pass (code text, secret text, nombre numeric, jour date);"


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
def table(dsn, tmp_path, monkeypatch):
    """Makes `suivi.pass` by some SQL, then fetches it by the contract."""

    def table(statements: str, columns: str = COLUMNS, **keys):
        with psycopg.connect(dsn, autocommit=True) as server:
            server.execute("DROP SCHEMA IF EXISTS suivi CASCADE; CREATE SCHEMA suivi;" + statements)
        monkeypatch.setenv("BASE_SUIVI", dsn)
        return _fetched(tmp_path, columns, **keys)

    return table


def _fetched(var, columns=COLUMNS, now=NOW, **keys):
    text = fed_text("suivi", '{ postgres = "BASE_SUIVI" }', table='"suivi.pass"', **keys)
    [old] = [line for line in text.splitlines() if line.startswith("columns")]
    source = parse(Source, text.replace(old, f"columns = {columns}"), "data_sources/suivi.sql")
    [found] = fetch(var, [source], now)
    return found


def lines(found) -> list[str]:
    return found.newest.path.read_text("utf-8").splitlines()


def test_only_the_declared_columns_leave_the_server_in_the_order_of_the_key(table):
    found = table(
        MADE + "INSERT INTO suivi.pass VALUES ('2A', 's', 1234567890123456789.10, '2023-05-06'), "
        "('01', 's', NULL, '2023-05-07'), (NULL, 's', NULL, NULL)",
        key='["code"]',
    )
    assert (found.state, found.newest.name, found.newest.how) == ("nouveau", "suivi.pass.csv", "PostgreSQL")
    assert lines(found) == [
        "code,nombre,jour",
        "01,,2023-05-07",
        "2A,1234567890123456789.10,2023-05-06",
        ",,",
    ]


def test_a_text_with_a_comma_a_quote_and_a_line_break_is_read_back_as_it_was(table):
    found = table(
        MADE + "INSERT INTO suivi.pass VALUES (E'a, \"b\"\nc', 's', 1, '2023-05-06')",
    )
    text = fed_text("suivi", '{ folder = "suivi" }')
    source = parse(Source, text, "data_sources/suivi.sql")
    columns = {name: source.columns["territoire"] for name in ("code", "jour", "nombre")}
    path = found.newest.path
    with duckdb.connect() as con:
        told = read_records(
            con, source.model_copy(update={"columns": columns}), path.read_bytes(), "suivi", path
        )
        assert con.execute("FROM brut").fetchall() == [(2, 'a, "b"\nc', "2023-05-06", "1")]
    assert (told.physical, told.refused) == (1, ())


def test_dates_floats_and_instants_have_one_form_whatever_the_server_says(table, dsn):
    columns = '{ a = "texte", b = "texte", c = "texte" }'
    settings = "ALTER ROLE chef SET datestyle = 'German'; ALTER ROLE chef SET timezone = 'Asia/Tokyo';"
    made = "CREATE TABLE suivi.pass AS SELECT DATE '2023-01-02' AS a, 0.1::float8 AS b, "
    try:
        found = table(settings + made + "TIMESTAMPTZ '2023-12-31 23:30Z' AS c", columns)
    finally:
        with psycopg.connect(dsn, autocommit=True) as server:
            server.execute("ALTER ROLE chef RESET ALL")
    assert lines(found)[1:] == ["2023-01-02,0.1,2023-12-31 23:30:00+00"]


def test_a_table_that_did_not_change_is_not_kept_twice(table, tmp_path):
    first = table(MADE + "INSERT INTO suivi.pass VALUES ('01', 's', 1, '2023-05-07')")
    again = _fetched(tmp_path, now=NOW + datetime.timedelta(days=1))
    assert (again.state, again.newest) == ("inchangé", first.newest)


def test_nothing_is_written_not_even_by_a_view(table):
    """The view calls a function that writes: the read-only transaction stops it."""
    found = table(
        "CREATE TABLE suivi.trace (n int); "
        "CREATE FUNCTION suivi.ecrit() RETURNS text LANGUAGE sql AS "
        "$$ INSERT INTO suivi.trace VALUES (1) RETURNING 'x' $$;"
        "CREATE VIEW suivi.pass AS SELECT suivi.ecrit() AS code, '1' AS jour, 1 AS nombre"
    )
    assert (found.state, found.newest) == ("échec", None)
    assert "read-only transaction" in found.reason


def test_a_table_that_does_not_answer_in_time_is_left(table, monkeypatch):
    monkeypatch.setattr(postgres, "STATEMENT_SECONDS", 0.2)
    found = table("CREATE VIEW suivi.pass AS SELECT pg_sleep(60)::text AS code, '1' AS jour, 1 AS nombre")
    assert "pour répondre" in found.reason


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        ("SELECT 1", "table « suivi.pass » absente ou interdite"),
        ("CREATE TABLE suivi.pass AS SELECT 1 AS autre", "aucune colonne déclarée"),
    ],
)
def test_a_table_absent_or_without_any_declared_column_is_named(table, made, reason):
    assert reason in table(made).reason


def test_without_the_server_the_table_last_brought_stays(table, tmp_path, monkeypatch):
    first = table(MADE + "INSERT INTO suivi.pass VALUES ('01', 's', 1, '2023-05-07')")
    monkeypatch.setenv("BASE_SUIVI", "host=127.0.0.1 port=1")
    found = _fetched(tmp_path)
    assert (found.state, found.newest) == ("échec", first.newest)
    assert "connexion à PostgreSQL impossible" in found.reason


@pytest.mark.parametrize(
    "address", ["host=127.0.0.1 port=1 password=motdepasse", "motdepasse@@", "x=motdepasse", ""]
)
def test_a_failed_connection_says_so_without_its_password(tmp_path, monkeypatch, address):
    monkeypatch.setenv("BASE_SUIVI", address)
    found = _fetched(tmp_path)
    assert found.state == "échec"
    journal = "".join(path.read_text("utf-8") for path in (tmp_path / inbox.HOME).rglob("*.jsonl"))
    assert "motdepasse" not in found.reason + journal
