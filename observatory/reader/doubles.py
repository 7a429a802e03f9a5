"""Rows that say the same thing twice: told apart by the declared key, in SQL over the whole file."""

from dataclasses import dataclass

import duckdb
import numpy as np
import pandas as pd

from observatory.declarations import Source
from observatory.reader.cells import ident
from observatory.reader.columns import Cells
from observatory.reader.reading import LISTED, Ignored
from observatory.reader.typed import leave_out

KEPT = "ligne identique à une autre, gardée (aucune clé déclarée)"


@dataclass(frozen=True)
class Doubles:
    """Rows taken out of the file: repetitions, of which the first is kept, and contradictions."""

    repeated: int = 0
    ignored: tuple[Ignored, ...] = ()
    different: int = 0
    lines: tuple[int, ...] = ()


def drop_doubles(con: duckdb.DuckDBPyConnection, source: Source, columns: list[Cells]) -> Doubles:
    """Leave out of `fichier` the rows that share a key.

    Of identical rows the first is kept. Of rows that differ none is: nobody can choose. The key is
    that of the file: two former régions carried to the same new one have two keys.
    """
    keys = ", ".join(_own(one) for one in columns if one.name in source.key)
    others = ", ".join(f"f.{ident(one.name)}" for one in columns)
    rows = f"fichier AS f{_old_codes(con, source, columns)}"
    if not _find_shared(con, f"hash({keys})", rows):
        return Doubles()
    con.execute(
        "CREATE OR REPLACE TEMP TABLE doubles AS SELECT f.ligne, min(f.ligne) OVER meme AS premiere,"
        f" min(hash({others})) OVER meme = max(hash({others})) OVER meme AS identique FROM {rows}"
        f" WHERE hash({keys}) IN (FROM cles_partagees) WINDOW meme AS (PARTITION BY {keys})"
    )
    return _taken_out(con)


def _find_shared(con: duckdb.DuckDBPyConnection, key: str, rows: str) -> int:
    """Put in `cles_partagees` the hashes that several rows have, and give their number.

    They are sorted outside of the database, which takes a third of the time and of the memory.
    """
    hashes = np.sort(con.execute(f"SELECT {key} AS cle FROM {rows}").fetchnumpy()["cle"])
    shared = np.unique(hashes[1:][hashes[1:] == hashes[:-1]])
    con.register("cles_trouvees", pd.DataFrame({"cle": shared}))
    con.execute("CREATE OR REPLACE TEMP TABLE cles_partagees AS FROM cles_trouvees")
    con.unregister("cles_trouvees")
    return len(shared)


def _taken_out(con: duckdb.DuckDBPyConnection) -> Doubles:
    repeated, different = "identique AND ligne <> premiere", "NOT identique"
    counts = con.execute(
        f"SELECT count(*) FILTER ({repeated}), count(*) FILTER ({different}) FROM doubles"
    ).fetchone()
    if not any(counts):  # two keys of one hash
        return Doubles()
    leave_out(con, f"ligne IN (SELECT ligne FROM doubles WHERE {repeated} OR {different})")
    first = f"ORDER BY ligne LIMIT {LISTED}"
    rows = con.execute(f"SELECT ligne, premiere FROM doubles WHERE {repeated} {first}").fetchall()
    lines = con.execute(f"SELECT ligne FROM doubles WHERE {different} {first}").fetchall()
    told = tuple(Ignored(line, "doublon", f"identique à la ligne {kept}") for line, kept in rows)
    return Doubles(counts[0], told, counts[1], tuple(line for (line,) in lines))


def _own(one: Cells) -> str:
    """A part of the key, as the file had it: before a former territory became the present one."""
    value = f"f.{ident(one.name)}"
    return f"coalesce(a{one.rank}, {value})" if one.typing.lexicon else value


def _old_codes(con: duckdb.DuckDBPyConnection, source: Source, columns: list[Cells]) -> str:
    parts = ", ".join(f"a{one.rank}" for one in columns if one.name in source.key and one.typing.lexicon)
    return f" LEFT JOIN (SELECT ligne AS vue, {parts} FROM typage) ON vue = f.ligne" if parts else ""


def count_repeated(con: duckdb.DuckDBPyConnection, columns: list[Cells], rows: str) -> int:
    """How many rows repeat another one, where no key says that they should not.

    `rows`: the relation of text that was typed; where nothing in it was changed, it is compared.
    """
    [typed] = con.execute("SELECT count(*) FROM typage").fetchone()
    rows = "fichier" if typed else rows
    names = ", ".join(ident(one.name) for one in columns)
    if not _find_shared(con, f"hash({names})", rows):
        return 0
    [count] = con.execute(
        f"SELECT coalesce(sum(n - 1), 0) FROM (SELECT count(*) AS n FROM {rows} WHERE hash({names}) IN"
        f" (FROM cles_partagees) GROUP BY {names})"
    ).fetchone()
    return int(count)
