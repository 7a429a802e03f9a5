"""A Parquet file to records of text: every cell cast, none guessed."""

from array import array
from pathlib import Path

import duckdb

from observatory.declarations import Source
from observatory.reader import bulk
from observatory.reader.headings import Header, check_place, find_header
from observatory.reader.physical import Survey
from observatory.reader.reading import Records, SourceError, without_newline
from observatory.reader.rows import Rows, quoted

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
    return bulk.finish(rows, "parquet", Survey(True, stated), _reject_nul(rows))


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


def _reject_nul(rows: Rows) -> array:
    """Reject the records of which a declared column holds a null character."""
    places = {place: column for column, place in rows.header.positions.items()}
    test = " OR ".join(f"contains(c{place}, chr(0))" for place in places) or "false"
    columns = ", ".join(f"c{place}" for place in places)
    found = rows.con.execute(
        f"SELECT {bulk.ranked(rows.con)}, {columns} FROM brut_texte WHERE {test} ORDER BY rowid"
    )
    numbers = array("q")
    while batch := found.fetchmany(10_000):
        for number, *cells in batch:
            named = zip(places.values(), cells, strict=True)
            column, cell = next(pair for pair in named if "\x00" in pair[1])
            value = cell.replace("\x00", "␀")
            rows.reject(number + 1, column, value, "caractere-interdit", "retirez le caractère nul")
            numbers.append(number)
    return numbers
