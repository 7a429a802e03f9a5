"""The records of a regular text, split by the database all at once, and proved against the survey."""

from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from observatory.reader.headings import Header
from observatory.reader.physical import Survey
from observatory.reader.reading import LISTED, Ignored, Records
from observatory.reader.rows import Rows, create_view, no_data


def split(
    con: duckdb.DuckDBPyConnection,
    path: Path,
    skip: int,
    separator: str,
    header: Header,
    surveyed: Survey,
) -> bool:
    """Load every cell as text in `brut_texte`; whether the database found the records surveyed.

    Nothing is sniffed: the separator, the quote, the columns and their type are given.
    """
    reading = _reading(skip, separator, header.width, parallel=not surveyed.multiline)
    select = f"SELECT * FROM {reading}"
    if surveyed.begins is not None:
        con.register("brut_lignes", pd.DataFrame({"ligne": surveyed.begins + header.last + 1}))
        select = f"SELECT * FROM brut_lignes POSITIONAL JOIN {reading}"
    try:
        con.execute(f"CREATE OR REPLACE TEMP TABLE brut_texte AS {select}", {"path": str(path)})
        [(found,)] = con.execute("SELECT count(c0) FROM brut_texte").fetchall()
    except duckdb.Error:  # a record that is not regular after all: read them one by one
        return False
    finally:
        con.unregister("brut_lignes")
    return found == surveyed.records


def _reading(skip: int, separator: str, width: int, *, parallel: bool) -> str:
    cells = [f"c{place}" for place in range(width)]
    columns = ", ".join(f"'{cell}': 'VARCHAR'" for cell in cells)
    return (
        f"read_csv($path, auto_detect = false, strict_mode = true, header = false, skip = {skip}, "
        f"delim = '{separator}', quote = '\"', escape = '\"', columns = {{{columns}}}, "
        f"force_not_null = {cells}, parallel = {parallel})"
    )


def finish(rows: Rows, encoding: str, surveyed: Survey, rejected: Sequence[int] = ()) -> Records:
    """Set aside the records that hold no data, and give the account of the file.

    `rejected`: numbers, from 0, of records rejected already.
    """
    header, con = rows.header, rows.con
    rank = ranked(con)
    line = f"{rank} + {header.last + 1}" if surveyed.begins is None else "ligne"
    aside = array("q", [*rejected, *_ignore(rows, rank, line, set(rejected))])
    rows.physical += surveyed.records - len(aside)
    _ignore_blank(rows, surveyed.blank + header.last + 1)
    where = f" WHERE {rank} NOT IN ({_kept_apart(con, aside)})" if aside else ""
    places = {column: header.positions.get(column) for column in rows.source.columns}
    columns = {column: "NULL::VARCHAR" if place is None else f"c{place}" for column, place in places.items()}
    create_view(con, line, columns, where)
    return rows.finish(encoding)


def ranked(con: duckdb.DuckDBPyConnection) -> str:
    """The rank of a record of `brut_texte`, from 0; in a transaction, row numbers do not begin at 0."""
    [first] = con.execute("SELECT coalesce(min(rowid), 0) FROM brut_texte").fetchone()
    return f"(rowid - {first})"


def _kept_apart(con: duckdb.DuckDBPyConnection, numbers: array) -> str:
    """The query that gives these numbers."""
    con.register("brut_ignores", pd.DataFrame({"n": np.frombuffer(numbers, np.int64)}))
    con.execute("CREATE OR REPLACE TEMP TABLE brut_sans AS FROM brut_ignores")
    con.unregister("brut_ignores")
    return "SELECT n FROM brut_sans"


def _ignore(rows: Rows, rank: str, line: str, rejected: set[int]) -> Iterator[int]:
    """Ignore the records of the table that hold no data, and give their numbers."""
    found = rows.con.execute(
        f"SELECT {rank}, {line}, COLUMNS('^c[0-9]+$') FROM brut_texte WHERE {_suspect(rows)} ORDER BY rowid"
    )
    while batch := found.fetchmany(10_000):
        for number, place, *cells in batch:
            reason = no_data(rows.source, rows.header, cells)
            if reason and number not in rejected:
                rows.ignore(place, reason, ";".join(cells))
                yield number


def _ignore_blank(rows: Rows, blank: np.ndarray) -> None:
    """Ignore the lines on which nothing is written, which the database did not load."""
    first = [Ignored(line, "vide", "") for line in blank[:LISTED].tolist()]
    rows.ignored = sorted([*rows.ignored, *first], key=lambda one: one.line)[:LISTED]
    rows.ignored_count += len(blank)
    rows.physical += len(blank)


def _suspect(rows: Rows) -> str:
    """A quick test in SQL of the rows that may hold no data; `no_data` decides."""
    width = rows.header.width
    blank = " AND ".join(f"(c{place} < '!' OR c{place} > '~')" for place in range(width))
    again = [
        " AND ".join(f"contains(c{place}, {_text(cell)})" for place, cell in enumerate(row[:width]) if cell)
        for row in rows.header.rows
    ]
    notes = [f"contains(c0, {_text(mark)})" for mark in rows.source.footnotes]
    return " OR ".join(f"({test})" for test in (blank, *again, *notes) if test)


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
