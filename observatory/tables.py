"""Tables that a database wrote, Parquet or PostgreSQL, to records of text: every cell cast, none guessed."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import psycopg
from psycopg import sql

from observatory import bulk
from observatory.declarations import Source
from observatory.headings import Header, check_place, find_header
from observatory.physical import Survey
from observatory.reading import Records, SourceError, without_newline
from observatory.rows import Rows, quoted

STATEMENT_SECONDS = 300
FETCHED = 10_000
TIMED = "%Y-%m-%dT%H:%M:%S.%fZ"


def read_parquet(con: duckdb.DuckDBPyConnection, source: Source, path: Path, name: str) -> Records:
    """Read a Parquet file into the view `brut`; `ligne` is the rank of the record, from 1.

    Raises SourceError when the file cannot be read, or lacks every declared column.
    """
    try:
        described = con.execute("DESCRIBE SELECT * FROM read_parquet($1)", [str(path)]).fetchall()
        [(stated,)] = con.execute(
            "SELECT sum(num_rows)::BIGINT FROM parquet_file_metadata($1)", [str(path)]
        ).fetchall()
        types = {column: kind for column, kind, *_ in described}
        rows = Rows(con, source, name)
        rows.set_header(_header(source, list(types), name))
        _check_types(rows, types, name)
        cells = ", ".join(
            f"coalesce({_cast(quoted(column), kind)}, '') AS c{place}"
            for place, (column, kind) in enumerate(types.items())
        )
        con.execute(
            f"CREATE OR REPLACE TEMP TABLE brut_texte AS SELECT {cells} FROM read_parquet($1)", [str(path)]
        )
    except duckdb.Error as error:
        raise SourceError(
            f"{name} : fichier Parquet illisible ({without_newline(error)}) ; envoyez-le de nouveau"
        ) from error
    return bulk.finish(rows, "parquet", Survey(True, stated), _reject_nul(rows, len(types)))


def _header(source: Source, names: list[str], name: str) -> Header:
    header = find_header(source.model_copy(update={"header_rows": 1}), [(0, 0, names)])
    return check_place(source, header, ", ".join(names), name)


def _check_types(rows: Rows, types: dict[str, str], name: str) -> None:
    """Refuse the file whose declared column holds lists, structures or bytes."""
    for column, place in rows.header.positions.items():
        kind = list(types.values())[place]
        if kind.endswith("]") or kind.startswith(("STRUCT", "MAP", "BLOB", "UNION")):
            rows.refused.append(f"{name} : colonne « {column} » de type {kind} ; texte ou nombre attendu")


def _cast(cell: str, kind: str) -> str:
    """The canonical text of a cell: an instant in UTC, whatever the zone of the machine."""
    if kind == "TIMESTAMP WITH TIME ZONE":
        return f"strftime(make_timestamp(epoch_us({cell})), '{TIMED}')"
    return f"CAST({cell} AS VARCHAR)"


def _reject_nul(rows: Rows, width: int) -> tuple[int, ...]:
    """Reject the records of which a declared column holds a null character."""
    places = {place: column for column, place in rows.header.positions.items()}
    test = " OR ".join(f"contains(c{place}, chr(0))" for place in places) or "false"
    columns = ", ".join(f"c{place}" for place in places)
    found = rows.con.execute(f"SELECT rowid, {columns} FROM brut_texte WHERE {test}").fetchall()
    for number, *cells in found:
        column, cell = next(pair for pair in zip(places.values(), cells, strict=True) if "\x00" in pair[1])
        value = cell.replace("\x00", "␀")
        rows.reject(number + 1, column, value, "caractere-interdit", "retirez le caractère nul")
    return tuple(number for number, *_ in found)


def read_postgres(con: duckdb.DuckDBPyConnection, source: Source, dsn: str, name: str) -> Records:
    """Read a table of PostgreSQL into the view `brut`; only the declared columns leave the server.

    The transaction is read only, sees one state of the table, and is cut after a time limit.
    Raises SourceError when the server cannot be reached, or when the table is absent.
    """
    try:
        server = _connected(dsn, name)
        with server:
            return _read_table(con, source, server, name)
    except psycopg.errors.QueryCanceled as error:
        raise SourceError(
            f"{name} : plus de {STATEMENT_SECONDS} s pour répondre ; réduisez la table"
        ) from error
    except (psycopg.Error, UnicodeDecodeError) as error:
        raise SourceError(f"{name} : lecture interrompue ({without_newline(error)})") from error


def _connected(dsn: str, name: str) -> psycopg.Connection:
    try:
        server = psycopg.connect(dsn, connect_timeout=10, client_encoding="utf8")
    except (psycopg.Error, UnicodeError) as error:  # its text may hold the address, or a password
        raise SourceError(
            f"{name} : connexion à PostgreSQL impossible ({error.sqlstate or type(error).__name__}) ; "
            "vérifiez l’adresse et les droits"
        ) from None
    server.read_only = True
    server.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    return server


def _read_table(con, source: Source, server: psycopg.Connection, name: str) -> Records:
    table = sql.Identifier(*source.table.split("."))
    for setting in (
        f"SET LOCAL statement_timeout = '{STATEMENT_SECONDS}s'",
        "SET LOCAL timezone = 'UTC'",
        "SET LOCAL datestyle = 'ISO, YMD'",
        "SET LOCAL extra_float_digits = 1",
        "SET LOCAL bytea_output = 'hex'",
    ):
        server.execute(setting)
    try:
        described = server.execute(sql.SQL("SELECT * FROM {} LIMIT 0").format(table)).description
        [stated] = server.execute(sql.SQL("SELECT count(*) FROM {}").format(table)).fetchone()
    except (psycopg.errors.UndefinedTable, psycopg.errors.InsufficientPrivilege) as error:
        raise SourceError(
            f"{name} : table « {source.table} » absente ou interdite ; vérifiez table et les droits"
        ) from error
    names = [column.name for column in described]
    rows = Rows(con, source, name)
    rows.set_header(_header(source, names, name))
    for rank, cells in enumerate(_fetched(server, rows, table, names), 1):
        rows.sort(rank, cells)
    if rows.physical != stated:
        raise SourceError(f"{name} : {stated} lignes annoncées, {rows.physical} reçues ; recommencez")
    return rows.finish("postgres")


def _fetched(server: psycopg.Connection, rows: Rows, table: sql.Identifier, names: list[str]) -> Iterator:
    """The rows of the table, as wide as its header; what is not declared stays empty."""
    places = sorted(rows.header.positions.values())
    by = [rows.header.positions[column] for column in rows.source.key if column in rows.header.positions]
    query = sql.SQL("SELECT {} FROM {} ORDER BY {}").format(
        sql.SQL(", ").join(sql.SQL("{}::text").format(sql.Identifier(names[place])) for place in places),
        table,
        sql.SQL(", ").join(sql.Identifier(names[place]) for place in by or places),
    )
    with server.cursor(name="lignes") as cursor:
        cursor.itersize = FETCHED
        for fetched in cursor.execute(query):
            cells = [""] * len(names)
            for place, cell in zip(places, fetched, strict=True):
                cells[place] = cell or ""
            yield cells
