"""Which lines of a file a fact comes from, which facts a measure: found without reading the query.

Each row that a query reads is given to it as if it were alone in the world. A row is behind a result
when, alone, it gives something to it. A result that no row gives alone, and that does not come of
itself, needs all of them.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import duckdb

AT_ONCE = 1_000_000  # results that one statement may make
TOGETHER = 64  # rows first tried together, where a query gives many results of itself
BESIDE = ("precision", "note", "complet")  # said of a value, not where it stands
COUNTED = ("DECIMAL", "BIGINT", "INTEGER")


@dataclass(frozen=True)
class Query:
    """A declared query: the name that it reads row by row, and the table whose columns it gives.

    `rows`: the relation of all those rows, numbered by `ligne`; `beside`: the relations that stand
    for the other names it reads, always whole.
    """

    sql: str
    reads: str
    rows: str
    gives: str
    beside: dict[str, str] = field(default_factory=dict)

    def on(self, rows: str) -> str:
        """The query, on these rows only."""
        named = {self.reads: rows, **self.beside}
        given = ", ".join(f"{name} AS (FROM {relation})" for name, relation in named.items())
        kept = "COLUMNS(lambda name: name NOT IN ('ligne', 'source'))"
        return f"(WITH {given} SELECT {kept} FROM ({self.sql}\n) AS donnees)"


@dataclass(frozen=True)
class Behind:
    """The numbers of the rows that results come from, by the `rang` of each result.

    None: it comes of itself, as the zero of a place that a complete register does not name.
    `unnamed`: those that are zero because, of the rows read, none is about them.
    """

    rows: dict[int, set[int]]
    unnamed: set[int]

    @property
    def naming(self) -> dict[int, set[int]]:
        """The rows that are about each result."""
        return {rank: set() if rank in self.unnamed else found for rank, found in self.rows.items()}

    def all(self) -> set[int]:
        """The rows behind any result."""
        return set().union(*self.rows.values())


def behind(con: duckdb.DuckDBPyConnection, query: Query, wanted: str) -> Behind:
    """The rows behind each row of the table `wanted`, which has a `rang` and what the query gives."""
    every = sorted(line for (line,) in con.execute(f"SELECT ligne FROM {query.rows}").fetchall())
    con.execute("CREATE OR REPLACE TEMP MACRO error(text) AS NULL")  # alone, a row is refused nothing
    try:
        where, counts = _of_itself(con, query, wanted)
        _give_alone(con, query, where, counts, every)
        found: dict[int, set[int]] = defaultdict(set)
        for rank, line in _speaking(con, wanted, where, counts):
            found[rank].add(line)
        itself = _given(con, wanted, "d_office", [*where, *counts])
        rows = {
            rank: found.get(rank) or (set() if rank in itself else set(every))
            for (rank,) in con.execute(f"SELECT rang FROM {wanted}").fetchall()
        }
        return Behind(rows, _unnamed(con, query, wanted, [*where, *counts], counts, rows))
    finally:
        con.execute("DROP MACRO temp.error")


def _given(con, wanted: str, relation: str, names: list[str]) -> set[int]:
    """The ranks of the wanted rows that a relation holds."""
    same = _same("w", "r", names)
    rows = con.execute(f"SELECT rang FROM {wanted} AS w SEMI JOIN {relation} AS r ON {same}").fetchall()
    return {rank for (rank,) in rows}


def _unnamed(con, query: Query, wanted: str, names: list[str], counts: list[str], rows: dict) -> set[int]:
    """The zeros that several rows give, or that are still there without the one that gives them."""
    zero = " AND ".join(f"coalesce({name}, 0) = 0" for name in counts) or "false"
    zeros = [rank for (rank,) in con.execute(f"SELECT rang FROM {wanted} WHERE {zero}").fetchall()]
    alone = {rank: min(rows[rank]) for rank in zeros if len(rows[rank]) == 1}
    _choose(con, alone.values())
    rest = query.on(f"(SELECT * FROM {query.rows} AS lues ANTI JOIN choisies USING (ligne))")
    still = _given(con, wanted, rest, names) if alone else set()
    return {rank for rank in zeros if len(rows[rank]) > 1 or rank in alone and rank in still}


def _choose(con: duckdb.DuckDBPyConnection, numbers: Iterable[int]) -> None:
    con.execute("CREATE OR REPLACE TEMP TABLE choisies AS SELECT unnest($1::BIGINT[]) AS ligne", [[*numbers]])


def _of_itself(con, query: Query, wanted: str) -> tuple[list[str], list[str]]:
    """Make `d_office`, what the query gives without a row, and `attendues`, where rows are wanted.

    Gives back the columns that say where a value stands, and those that count.
    """
    con.execute(f"CREATE OR REPLACE TEMP TABLE d_office AS FROM {query.on(f'{query.rows} LIMIT 0')}")
    kinds = {name: kind for name, kind, *_ in con.execute(f"DESCRIBE {query.gives}").fetchall()}
    given = [name for name, *_ in con.execute("DESCRIBE d_office").fetchall() if name in kinds]
    counts = [name for name in given if kinds[name].startswith(COUNTED)]
    where = [name for name in given if name not in (*counts, *BESIDE)]
    kept = [*(f"w.{name}" for name in where), *(f"d.{name} AS d_{name}" for name in counts)]
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE attendues AS SELECT DISTINCT {', '.join(kept)},"
        f" d.rowid IS NOT NULL AS d_office FROM {wanted} AS w"
        f" LEFT JOIN d_office AS d ON {_same('w', 'd', where)}"
    )
    return where, counts


def _same(one: str, other: str, names: list[str]) -> str:
    tests = [f"{one}.{name} IS NOT DISTINCT FROM {other}.{name}" for name in names]
    return " AND ".join(tests or ["true"])


def _give_alone(con, query: Query, where: list[str], counts: list[str], every: list[int]) -> None:
    """Make `seules`: what each row gives alone where a row is wanted, but what comes of itself."""
    [itself] = con.execute("SELECT count(*) FROM d_office").fetchone()
    worlds = [(line, line) for line in every]
    if itself * len(every) > AT_ONCE:
        blocks = [every[first : first + TOGETHER] for first in range(0, len(every), TOGETHER)]
        _give(con, query, where, counts, [(block[0], block[-1]) for block in blocks], itself)
        heard = {first for (first,) in con.execute("SELECT DISTINCT ligne FROM seules").fetchall()}
        worlds = [(line, line) for block in blocks if block[0] in heard for line in block]
    _give(con, query, where, counts, worlds, itself)


def _give(con, query: Query, where, counts, worlds: list[tuple[int, int]], itself: int) -> None:
    """Give the query, one world after the other, the rows from a first to a last one."""
    given = ", ".join(f"q.{name}" for name in (*where, *counts))
    other = " OR ".join(f"q.{name} IS DISTINCT FROM a.d_{name}" for name in counts)
    some = f"(SELECT * FROM {query.rows} AS lues WHERE lues.ligne BETWEEN l.ligne AND l.derniere)"
    found = (
        f"SELECT l.ligne, {given} FROM mondes AS l CROSS JOIN LATERAL {query.on(some)} AS q"
        f" JOIN attendues AS a ON {_same('q', 'a', where)} WHERE NOT a.d_office OR {other or 'false'}"
    )
    step = max(1, AT_ONCE // max(1, itself))
    for first in range(0, max(1, len(worlds)), step):
        chunk = [list(ends) for ends in zip(*worlds[first : first + step], strict=True)] or [[], []]
        con.execute(
            "CREATE OR REPLACE TEMP TABLE mondes AS"
            " SELECT unnest($1::BIGINT[]) AS ligne, unnest($2::BIGINT[]) AS derniere",
            chunk,
        )
        into = "INSERT INTO seules" if first else "CREATE OR REPLACE TEMP TABLE seules AS"
        con.execute(f"{into} {found}")


def _speaking(con, wanted: str, where: list[str], counts: list[str]) -> list[tuple[int, int]]:
    """The rows behind each wanted row: those that count there, else those that are there."""
    spoken = " OR ".join(f"coalesce(s.{name} <> 0, false)" for name in counts)
    return con.execute(
        f"SELECT rang, ligne FROM (SELECT w.rang, s.ligne, {spoken or 'true'} AS compte"
        f" FROM {wanted} AS w JOIN seules AS s ON {_same('w', 's', where)})"
        " QUALIFY compte OR NOT bool_or(compte) OVER (PARTITION BY rang)"
    ).fetchall()


def give_again(con: duckdb.DuckDBPyConnection, query: Query, wanted: str, numbers: Iterable[int]) -> bool:
    """Whether the query, on these rows alone, gives every wanted row as it is."""
    _choose(con, numbers)
    some = query.on(f"(SELECT * FROM {query.rows} AS lues SEMI JOIN choisies USING (ligne))")
    con.execute(f"CREATE OR REPLACE TEMP TABLE redonnees AS SELECT * FROM {query.gives} LIMIT 0")
    names = [name for name, *_ in con.execute(f"DESCRIBE {some}").fetchall()]
    try:
        con.execute(f"INSERT INTO redonnees BY NAME FROM {some}")
    except duckdb.Error:  # these rows alone would be refused
        return False
    [missing] = con.execute(
        f"SELECT count(*) FROM {wanted} AS w ANTI JOIN redonnees AS r ON {_same('w', 'r', names)}"
    ).fetchone()
    return not missing


def enough(con: duckdb.DuckDBPyConnection, query: Query, wanted: str, numbers: Iterable[int]) -> set[int]:
    """These rows, and the few without which the query would say otherwise of the wanted ones.

    Such is the last date of a file that tells which months are whole.
    """
    every = sorted(line for (line,) in con.execute(f"SELECT ligne FROM {query.rows}").fetchall())
    numbers = set(numbers)
    while not give_again(con, query, wanted, numbers) and len(numbers) < len(every):
        others = [line for line in every if line not in numbers]
        few, many = 0, len(others)  # with so many of the others it is enough, with so few it is not
        while many - few > 1:
            middle = (few + many) // 2
            if give_again(con, query, wanted, numbers | set(others[:middle])):
                many = middle
            else:
                few = middle
        numbers.add(others[many - 1])
    return numbers
