"""The lines behind a fact: found for every declared source, and enough to give the fact again."""

import duckdb
import pytest
from world import NOW, ROOT, with_names

from observatory import demonstration
from observatory.declarations import read_sources
from observatory.load import REFERENCE, load
from observatory.trail.lineage import Query, behind, enough, give_again
from observatory.trail.lines import lines_behind, open_file
from observatory.trail.words import numbers, spans

SOURCES = {
    slug: one for slug, one in read_sources(ROOT / "data_sources").items() if one.feeds not in REFERENCE
}
# One line does not tell these whole: the end of the list, the figure that every export must have.
CONTEXT = ("postes-conseillers-export", "coop-blocs-v1")


@pytest.fixture(scope="module")
def work(tmp_path_factory):
    """A work database with the territories, and the folder of the invented files."""
    folder = tmp_path_factory.mktemp("invente")
    demonstration.write_all(folder, ROOT / "data_sources" / "reference")
    with with_names(ROOT) as con:
        yield con, folder


def path_of(source, invented):
    if source.feed:
        return ROOT / "data_sources" / source.example if source.example else None
    return (invented if source.nature == "demonstration" else ROOT / "data_sources") / source.file


def every_line(con):
    return {line for (line,) in con.execute("SELECT ligne FROM fichier_lignes").fetchall()}


@pytest.mark.parametrize("slug", SOURCES)
def test_the_lines_found_read_alone_give_the_same_facts(work, slug):
    con, invented = work
    source, path = SOURCES[slug], path_of(SOURCES[slug], invented)
    if path is None:
        pytest.skip("no file of this source was ever seen")
    con.execute("BEGIN")
    try:
        assert load(con, source, [path], today=NOW.date()).used
        every = con.execute(f"SELECT rowid FROM {source.feeds} ORDER BY rowid").fetchall()
        asked = 10 if source.nature == "demonstration" else 40
        facts = [rank for (rank,) in every[:: max(1, len(every) // asked)]]
        query = open_file(con, source, path, NOW.date())
        found = lines_behind(con, source, query, facts)
        assert found.rows.keys() == set(facts)
        assert give_again(con, query, "faits_voulus", enough(con, query, "faits_voulus", found.all()))
        assert slug in CONTEXT or give_again(con, query, "faits_voulus", found.all())
        for rank in facts[::5]:
            con.execute(f"CREATE OR REPLACE TEMP TABLE un AS FROM faits_voulus WHERE rang = {rank}")
            assert slug in CONTEXT or give_again(con, query, "un", found.rows[rank]), found.rows[rank]
            rest = every_line(con) - found.naming[rank]
            needed = slug not in CONTEXT and found.naming[rank]
            assert not needed or not give_again(con, query, "un", rest), needed
    finally:
        con.execute("ROLLBACK")


@pytest.fixture
def register():
    """A small file of people by place, where nothing is said of c."""
    with duckdb.connect() as con:
        con.execute("CREATE TABLE compte (lieu VARCHAR, total BIGINT)")
        con.execute("CREATE TABLE lieux AS SELECT unnest(['a', 'b', 'c']) AS lieu")
        con.execute(
            "CREATE TABLE lues AS FROM (VALUES (2, 'a', 3), (3, 'b', 4), (7, 'a', 5)) t(ligne, lieu, n)"
        )
        yield con


def traced(con, sql):
    """The rank of each place that a query gives, and the lines behind."""
    query = Query(sql, "fichier", "lues", "compte")
    given = f"SELECT row_number() OVER () AS rang, * FROM {query.on('lues')}"
    con.execute(f"CREATE OR REPLACE TABLE voulues AS {given}")
    ranks = {place: rank for rank, place, _ in con.execute("FROM voulues").fetchall()}
    return ranks, behind(con, query, "voulues")


def test_a_sum_comes_from_all_the_lines_it_adds(register):
    ranks, found = traced(register, "SELECT lieu, sum(n) AS total FROM fichier GROUP BY lieu")
    assert {place: found.rows[rank] for place, rank in ranks.items()} == {"a": {2, 7}, "b": {3}}


def test_the_zero_of_a_place_that_no_line_names_comes_of_itself(register):
    ranks, found = traced(
        register,
        "SELECT lieu, coalesce(sum(n), 0) AS total FROM lieux LEFT JOIN fichier USING (lieu) GROUP BY 1",
    )
    assert found.rows[ranks["c"]] == set()
    assert found.rows[ranks["a"]] == {2, 7}


def test_a_zero_that_lines_about_others_give_is_told_apart(register):
    sql = (
        "SELECT lieu, coalesce(sum(n), 0) AS total FROM (SELECT lieu FROM lieux WHERE EXISTS (FROM fichier))"
        " LEFT JOIN fichier USING (lieu) GROUP BY 1"
    )
    ranks, found = traced(register, sql)
    assert (found.rows[ranks["c"]], found.naming[ranks["c"]]) == ({2, 3, 7}, set())
    assert found.naming[ranks["a"]] == {2, 7}


def test_what_no_line_gives_alone_needs_the_whole_file(register):
    sql = "SELECT x.lieu, x.n - y.n AS total FROM fichier x JOIN fichier y ON x.ligne = 7 AND y.ligne = 2"
    ranks, found = traced(register, sql)
    assert found.naming[ranks["a"]] == {2, 3, 7}


def test_a_value_said_twice_comes_from_both_lines(register):
    ranks, found = traced(register, "SELECT DISTINCT lieu, 1 AS total FROM fichier")
    assert found.rows[ranks["a"]] == {2, 7}


@pytest.mark.parametrize(
    ("lines", "text"), [(set(), ""), ({3}, "3"), ({2, 3, 4, 9, 11, 12}, "2-4,9,11-12"), ({10, 2}, "2,10")]
)
def test_line_numbers_are_compressed_and_found_again(lines, text):
    assert spans(lines) == text
    assert numbers(text) == lines
