"""A table of a PostgreSQL database, brought as a CSV file: kept, dated and read like any other file."""

import os
from collections.abc import Callable
from pathlib import Path

import psycopg
from psycopg import sql

from observatory.declarations import Source
from observatory.feeds.integrity import DownloadError

STATEMENT_SECONDS = 300
# One form of dates and numbers, whatever the server or the role says.
SETTINGS = (
    "SET LOCAL timezone = 'UTC'",
    "SET LOCAL datestyle = 'ISO, YMD'",
    "SET LOCAL extra_float_digits = 1",
    "SET LOCAL bytea_output = 'hex'",
)
Count = Callable[[int, int | None], None]


def bring(source: Source, path: Path, progress: Count) -> None:
    """Write the declared columns of the table to `path`, as UTF-8 CSV; no other leaves the server.

    The environment variable that the feed names holds the address. The transaction is read only,
    sees one state of the table, and is cut after a time limit. Raises DownloadError.
    """
    name = source.feed.postgres
    address = os.environ.get(name)
    if not address:
        raise DownloadError(f"variable d’environnement {name} absente ; donnez-lui l’adresse de la base")
    try:
        with _connected(address) as server:
            _copy(server, source, path, progress)
    except psycopg.errors.QueryCanceled as error:
        raise DownloadError(f"plus de {STATEMENT_SECONDS} s pour répondre ; réduisez la table") from error
    except psycopg.Error as error:
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        raise DownloadError(f"table « {source.table} », lecture interrompue : {reason}") from error


def _connected(address: str) -> psycopg.Connection:
    try:
        server = psycopg.connect(address, connect_timeout=10, client_encoding="utf8")
    except (psycopg.Error, UnicodeError) as error:  # its text may hold the address, or a password
        kind = getattr(error, "sqlstate", None) or type(error).__name__
        raise DownloadError(
            f"connexion à PostgreSQL impossible ({kind}) ; vérifiez l’adresse et les droits"
        ) from None
    server.read_only = True
    server.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    return server


def _copy(server: psycopg.Connection, source: Source, path: Path, progress: Count) -> None:
    for setting in (*SETTINGS, f"SET LOCAL statement_timeout = '{STATEMENT_SECONDS}s'"):
        server.execute(setting)
    table = sql.Identifier(*source.table.split("."))
    columns = _declared(server, source, table)
    query = sql.SQL("COPY (SELECT {0} FROM {1} ORDER BY {2}) TO STDOUT (FORMAT csv, HEADER)").format(
        sql.SQL(", ").join(columns.values()),
        table,
        sql.SQL(", ").join([columns[name] for name in source.key if name in columns] or columns.values()),
    )
    done = 0
    with path.open("wb") as file, server.cursor().copy(query) as rows:
        for part in rows:
            done += file.write(part)
            progress(done, None)


def _declared(server: psycopg.Connection, source: Source, table: sql.Identifier) -> dict[str, sql.Identifier]:
    """The columns of the table that the contract declares, by declared name."""
    try:
        described = server.execute(sql.SQL("SELECT * FROM {} LIMIT 0").format(table)).description
    except (psycopg.errors.UndefinedTable, psycopg.errors.InsufficientPrivilege) as error:
        raise DownloadError(
            f"table « {source.table} » absente ou interdite ; vérifiez son nom et les droits"
        ) from error
    known = {text.casefold(): name for name, one in source.columns.items() for text in (name, *one.aliases)}
    found = {known.get(one.name.casefold()): sql.Identifier(one.name) for one in described}
    found.pop(None, None)
    if not found:
        raise DownloadError(f"table « {source.table} » : aucune colonne déclarée n’y est ; vérifiez columns")
    return found
