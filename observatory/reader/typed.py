"""The rows of text to the typed table `fichier`, each row accepted or rejected, each change counted.

Rows whose cells are already what the contract wants are cast and nothing more. Only the others go
through the normalisations and the rules, one layer of SQL at a time, into `typage`: for the column
of rank 3, `b3` is its text, `q3` whether it is ready, `v3` its value, `r3` the rule it breaks, `k3`
the cure, `m3` why there is no value, `h3` its upper bound, `a3` the old code it was, `n3`, `f3_…` and
`g3_…` what was changed.
"""

from collections import Counter

import duckdb

from observatory.reader.cells import FORBIDDEN, MOJIBAKE, TRIMMED, Typing, folded, ident, listed, literal, on
from observatory.reader.columns import BOUND, Cells


def type_rows(con: duckdb.DuckDBPyConnection, columns: list[Cells], rows: str) -> Counter[str]:
    """Make `fichier` and `typage` from a relation of text; give back the normalisations counted.

    Where every row is ready, `fichier` is a view that casts the text: nothing is copied.
    """
    fast = f"coalesce({' AND '.join([*(one.fast for one in columns), *_labels(columns)])}, false)"
    values = [f"{one.value} AS {ident(one.name)}" for one in columns]
    values += [
        f"CAST(NULL AS {kind}) AS {ident(name)}" for one in columns for name, kind in one.motives.items()
    ]
    chosen = f"SELECT ligne, {', '.join(values)} FROM {rows}"
    con.execute(f"CREATE OR REPLACE TEMP TABLE douteux AS FROM {rows} WHERE NOT {fast}")
    noted = [(told(name, one), on(how, ident(one.name))) for one in columns for name, how in one.typing.noted]
    counted = _counted(con, noted, rows)
    create_typage(con, columns, "douteux")
    con.execute("DROP TABLE IF EXISTS fichier_lu")
    [doubtful] = con.execute("SELECT count(*) FROM douteux").fetchone()
    if doubtful:
        counted = counted - _counted(con, noted, "douteux") + _changes(con, columns)
        _create_file(con, f"{chosen} ANTI JOIN douteux USING (ligne)")
        con.execute(
            f"INSERT INTO fichier_lu BY NAME SELECT ligne, {_typed(columns)} FROM typage WHERE accepte"
        )
    else:
        con.execute(f"CREATE OR REPLACE TEMP VIEW fichier AS {chosen}")
    con.execute("DROP TABLE douteux")
    return counted


def leave_out(con: duckdb.DuckDBPyConnection, condition: str) -> None:
    """Take out of `fichier` the rows of which a condition holds."""
    [there] = con.execute("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'fichier_lu'").fetchone()
    if not there:
        _create_file(con, "FROM fichier")
    con.execute(f"DELETE FROM fichier_lu WHERE {condition}")


def _create_file(con: duckdb.DuckDBPyConnection, query: str) -> None:
    con.execute(f"CREATE OR REPLACE TEMP TABLE fichier_lu AS {query}")
    con.execute("CREATE OR REPLACE TEMP VIEW fichier AS FROM fichier_lu")


def create_typage(con: duckdb.DuckDBPyConnection, columns: list[Cells], rows: str) -> None:
    """Make `typage`: every normalisation and every rule, on the rows of a relation of text."""
    layer = f"SELECT ligne, {_each(columns, _raw)} FROM {rows}"
    layer = f"SELECT *, {_each(columns, _trimmed)} FROM ({layer})"
    layer = f"SELECT *, {_each(columns, _given)} FROM ({layer})"
    for step in range(max(len(one.typing.steps) for one in columns)):
        stepping = [one for one in columns if len(one.typing.steps) > step]
        layer = f"SELECT *, {_each(stepping, lambda one, step=step: _stepped(one, step))} FROM ({layer})"
    coded = [one for one in columns if one.typing.lexicon]
    joins = "".join(
        f" LEFT JOIN {one.typing.lexicon} AS l{one.rank} ON l{one.rank}.texte = CASE WHEN q{one.rank}"
        f" THEN {_last(one)} ELSE {on(one.typing.form, _last(one))} END"
        for one in coded
    )
    layer = f"SELECT lignes.*, {_each(columns, _value)} FROM ({layer}) AS lignes{joins}"
    layer = f"SELECT *, {_each(columns, lambda one: _rule(one, columns))} FROM ({layer})"
    kept = ", ".join(_kept(one) for one in columns)
    accepted = " AND ".join(f"r{one.rank} IS NULL" for one in columns)
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE typage AS SELECT ligne, {accepted} AS accepte, {kept} FROM ({layer})"
    )


def _each(columns: list[Cells], part) -> str:
    return ", ".join(part(one) for one in columns)


def _last(one: Cells) -> str:
    return f"t{one.rank}_{len(one.typing.steps)}"


def _raw(one: Cells) -> str:
    return f"coalesce({ident(one.name)}, '') AS b{one.rank}, coalesce({one.fast}, false) AS q{one.rank}"


def _trimmed(one: Cells) -> str:
    text = f"b{one.rank}"
    return f"CASE WHEN q{one.rank} THEN {text} ELSE {on(TRIMMED, text)} END AS t{one.rank}"


def _given(one: Cells) -> str:
    """The text to type: nothing where a sentinel stands, whose motive is kept."""
    text, n = f"t{one.rank}", one.rank
    if not one.column.sentinels:
        return f"{text} AS t{n}_0, CAST(NULL AS VARCHAR) AS m{n}, CAST(NULL AS {one.typing.sql_type}) AS h{n}"
    cases = " ".join(
        f"WHEN {literal(sentinel)} THEN {literal(motive)}"
        for sentinel, motive in one.column.sentinels.items()
    )
    given = f"CASE WHEN {text} IN {listed(one.column.sentinels)} THEN '' ELSE {text} END"
    return f"{given} AS t{n}_0, CASE {text} {cases} END AS m{n}, {_bound(one)} AS h{n}"


def _bound(one: Cells) -> str:
    """The highest value that a sentinel like <5 leaves possible: 4 for a whole number."""
    bounds = [text for text in one.column.sentinels if text and text[0] in BOUND]
    cases = "".join(
        f" WHEN {literal(text)} THEN TRY_CAST({literal(text[1:].strip())} AS {one.typing.sql_type})"
        f"{' - 1' if text[0] == '<' and one.typing.sql_type == 'BIGINT' else ''}"
        for text in bounds
    )
    return f"CASE t{one.rank}{cases} END" if bounds else f"CAST(NULL AS {one.typing.sql_type})"


def _stepped(one: Cells, step: int) -> str:
    before = f"t{one.rank}_{step}"
    part = one.typing.steps[step]
    changed = on(part.replacement, before)
    return (
        f"CASE WHEN {on(part.condition, before)} THEN {changed} ELSE {before} END AS t{one.rank}_{step + 1}"
    )


def _value(one: Cells) -> str:
    n, text, typing = one.rank, _last(one), one.typing
    if typing.lexicon:
        return (
            f"CASE WHEN {text} <> '' THEN l{n}.code END AS v{n}, l{n}.ancien AS a{n}, l{n}.norme AS n{n},"
            f" l{n}.regle AS lr{n}, l{n}.cure AS lk{n}, l{n}.nom AS ln{n}"
        )
    empty = ", ".join(f"CAST(NULL AS VARCHAR) AS {name}{n}" for name in ("a", "n", "lr", "lk", "ln"))
    right = f"{text} <> '' AND ({on(typing.form, text)})"
    return f"CASE WHEN {right} THEN {on(typing.value, text)} END AS v{n}, {empty}"


def _rule(one: Cells, columns: list[Cells]) -> str:
    n, column, typing = one.rank, one.column, one.typing
    raw, given, value = f"b{n}", f"t{n}_0", f"v{n}"
    missing = "'obligatoire'" if column.required else "NULL"
    tests = [
        (f"q{n}" if not column.label else "false", "NULL"),
        (f"length({given}) > {column.max_length}", "'longueur'"),
        (f"regexp_matches({raw}, {literal(MOJIBAKE)})", "'mojibake'"),
        (f"regexp_matches({raw}, {literal(FORBIDDEN)})", "'caractere-interdit'"),
        (f"m{n} IS NOT NULL", "NULL"),
        (f"{given} = ''", missing),
        (f"lr{n} IS NOT NULL", f"lr{n}"),
        *((on(condition, given), f"'{rule}'") for rule, condition in typing.faults),
        (f"{value} IS NULL", _unread(typing, _last(one))),
        *((on(condition, value), f"'{rule}'") for rule, condition in typing.domain),
    ]
    cure = f"lk{n}"
    label = next((other for other in columns if other.name == column.label), None)
    if label:
        named = _misnamed(one, label)
        tests.append((named, "'libelle-code'"))
        owner = f"'le code ' || {value} || ' est celui de ' || ln{n} || ' ; corrigez le code ou le nom'"
        cure = f"CASE WHEN {named} THEN {owner} ELSE {cure} END"
    cases = " ".join(f"WHEN {condition} THEN {rule}" for condition, rule in tests)
    return f"CASE {cases} END AS r{n}, {cure} AS k{n}"


def _unread(typing: Typing, text: str) -> str:
    if not typing.impossible:
        return f"'{typing.unmatched}'"
    return f"CASE WHEN {on(typing.form, text)} THEN '{typing.impossible}' ELSE '{typing.unmatched}' END"


def _misnamed(one: Cells, label: Cells) -> str:
    """The condition that a code and the name beside it are not of one territory of today."""
    n, names = one.rank, f"SELECT code, plie FROM noms_{one.column.type}"
    text = f"t{label.rank}_0"
    return f"({text} <> '' AND a{n} IS NULL AND (v{n}, {folded(text)}) NOT IN ({names}))"


def _labels(columns: list[Cells]) -> list[str]:
    """The conditions, on texts, that each code has beside it the name of its territory."""
    return [
        f"({ident(one.column.label)} = '' OR ({ident(one.name)}, {ident(one.column.label)})"
        f" IN (SELECT code, nom FROM noms_{one.column.type}))"
        for one in columns
        if one.column.label
    ]


def _kept(one: Cells) -> str:
    n, typing = one.rank, one.typing
    kept = [f"{name}{n}" for name in "bvrkmhan"]
    kept += [f"t{n}_{k + 1} <> t{n}_{k} AS f{n}_{k}" for k in range(len(typing.steps))]
    noted = enumerate(typing.noted)
    kept += [f"v{n} IS NOT NULL AND {on(condition, _last(one))} AS g{n}_{k}" for k, (_, condition) in noted]
    return ", ".join(kept)


def _typed(columns: list[Cells]) -> str:
    """The columns of `fichier`, from those of `typage`."""
    parts = [f"v{one.rank} AS {ident(one.name)}" for one in columns]
    for one in columns:
        parts += [
            f"{letter}{one.rank} AS {ident(name)}" for letter, name in zip("mh", one.motives, strict=False)
        ]
    return ", ".join(parts)


def _changes(con: duckdb.DuckDBPyConnection, columns: list[Cells]) -> Counter[str]:
    """The normalisations of the rows accepted in `typage`."""
    flags = [
        (told(step.name, one), f"f{one.rank}_{k}")
        for one in columns
        for k, step in enumerate(one.typing.steps)
    ]
    flags += [
        (told(name, one), f"g{one.rank}_{k}")
        for one in columns
        for k, (name, _) in enumerate(one.typing.noted)
    ]
    counted = _counted(con, flags, "typage WHERE accepte")
    for one in columns:
        for letter, form in (("n", "{}"), ("m", "valeur absente, {}")):
            rows = con.execute(
                f"SELECT {letter}{one.rank}, count(*) FROM typage WHERE accepte AND {letter}{one.rank}"
                f" IS NOT NULL GROUP BY 1"
            ).fetchall()
            counted.update({told(form.format(name), one): count for name, count in rows})
    return counted


def _counted(con: duckdb.DuckDBPyConnection, flags: list[tuple[str, str]], rows: str) -> Counter[str]:
    """Of how many rows each condition holds, under its name."""
    if not flags:
        return Counter()
    asked = ", ".join(f"count(*) FILTER ({condition})" for _, condition in flags)
    total: Counter[str] = Counter()
    for (name, _), found in zip(flags, con.execute(f"SELECT {asked} FROM {rows}").fetchone(), strict=True):
        total[name] += found
    return +total


def told(name: str, one: Cells) -> str:
    """A normalisation as it is told: what was done, and in which column."""
    return f"{name}, colonne « {one.name} »"
