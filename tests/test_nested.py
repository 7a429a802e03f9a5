"""JSON to records of text: each column at its path, each number as written, nothing lost."""

import json

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from observatory.contract import Contract
from observatory.reader.reading import SourceError
from observatory.reader.records import read_records

COLUMNS = {
    "departement": "texte",
    "usagers": "entier",
    "autre": {"type": "entier", "path": "themes.autre", "required": False},
}


@pytest.fixture(scope="module")
def con():
    with duckdb.connect() as con:
        yield con


@pytest.fixture
def read(con):
    def read(content, **keys):
        raw = content if isinstance(content, bytes) else content.encode()
        found = read_records(con, Contract(**{"format": "json", "columns": COLUMNS, **keys}), raw, "f.json")
        return found, con.execute("FROM brut ORDER BY ligne").fetchall()

    return read


def rejected(found) -> list[tuple]:
    return [(one.line, one.column, one.rule) for one in found.rejected]


def test_columns_are_read_at_their_path_and_the_rest_is_listed(read):
    found, kept = read(
        '[{"departement":"01","usagers":3,"themes":{"autre":1,"x":{"y":2}}},{"departement":"2A","usagers":4}]'
    )
    assert kept == [(1, "01", "3", "1"), (2, "2A", "4", "")]
    assert found.normalisations == {"colonne ignorée « themes.x.y »": 1}
    assert (found.physical, found.refused) == (2, ())


def test_numbers_are_kept_as_written(read):
    numbers = ["12345678901234567890123", "0.10", "1e400", "-0", "1E5", "NaN", "0.1000000000000000055"]
    _, kept = read("[" + ",".join(f'{{"departement":"a","usagers":{one}}}' for one in numbers) + "]")
    assert [row[2] for row in kept] == numbers


def test_the_list_is_at_its_declared_path(read):
    text = '{"data":{"liste":[{"departement":"01","usagers":3}]}}'
    assert read(text, records="data.liste")[1] == [(1, "01", "3", None)]
    with pytest.raises(SourceError, match="clé « lignes » du chemin « data.lignes » absente .*liste"):
        read(text, records="data.lignes")
    with pytest.raises(SourceError, match="liste d’enregistrements attendue au premier niveau"):
        read(text)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "vide"),
        (b'[{"departement":"01"', "f.json, ligne 1, caractère 21 .*JSON complet"),
        (b'[\n{"a":}]', "ligne 2"),
        (b"<html></html>", "JSON"),
        (b"[" * 100_000, "imbriqué|complet"),
        (b'[{"a":1}]', "en-tête introuvable"),
        (b'["\xe9"]', "UTF-8"),
    ],
)
def test_what_is_no_list_of_records_is_refused_with_its_reason(read, raw, reason):
    with pytest.raises(SourceError, match=reason):
        read(raw)


def test_an_empty_list_gives_no_record(read):
    found, kept = read("[]")
    assert (found.physical, kept) == (0, [])


def test_a_record_that_is_no_object_or_holds_a_key_twice_is_rejected(read):
    found, kept = read(
        '[{"departement":"01","usagers":3}, 7, null, {"departement":"01","departement":"02","usagers":1},'
        '{"departement":"01","usagers":1,"themes":{"autre":1},"themes.autre":2}]'
    )
    assert rejected(found) == [(line, "*", "enregistrement") for line in (2, 3, 4, 5)]
    assert [line for line, *_ in kept] == [1]


def test_a_list_or_an_object_where_a_value_is_declared_is_rejected(read):
    found, kept = read(
        '[{"departement":["a"],"usagers":3},{"departement":"b","usagers":{"x":{"y":1}}},{"departement":"c","usagers":{}}]'
    )
    assert rejected(found) == [
        (1, "departement", "type-imbrique"), (2, "usagers", "type-imbrique"), (3, "usagers", "type-imbrique"),
    ]  # fmt: skip
    assert kept == []


def test_a_declared_list_is_joined_unless_an_item_holds_the_separator(read):
    columns = {"themes": {"type": "texte", "list": "|"}}
    found, kept = read('[{"themes":["a","b"]},{"themes":["a|b"]},{"themes":[]}]', columns=columns)
    assert kept == [(1, "a|b")]
    assert rejected(found) == [(2, "themes", "type-imbrique")]
    assert [(one.line, one.reason) for one in found.ignored] == [(3, "vide")]


def test_characters_that_are_no_text_reject_their_record(read):
    found, kept = read(
        r'[{"departement":"\ud800","usagers":1},{"departement":"a\u0000","usagers":1},{"departement":"é","usagers":true}]'
    )
    assert rejected(found) == [
        (1, "departement", "caractere-interdit"),
        (2, "departement", "caractere-interdit"),
    ]
    assert kept == [(3, "é", "true", None)]


def test_a_required_path_absent_from_every_record_refuses_the_file(read):
    found, kept = read('[{"departement":"01","usager":3}]')
    assert "« usagers » absente ; la plus proche trouvée est « usager »" in found.refused[0]
    assert (found.physical, len(kept)) == (1, 1)


VALUE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["autre", "x"]), inner, max_size=2)
    ),
    max_leaves=4,
)
RECORD = st.dictionaries(st.sampled_from(["departement", "usagers", "themes", "vu"]), VALUE, max_size=4)


@given(st.lists(RECORD | VALUE, max_size=5))
def test_every_record_is_in_one_class_and_a_kept_one_says_what_was_written(con, content):
    raw = json.dumps(content).encode()
    try:
        found = read_records(con, Contract(format="json", columns=COLUMNS), raw, "f.json")
    except SourceError:
        return
    kept = con.execute("FROM brut").fetchall()
    assert found.physical == len(content) == len(kept) + len(found.ignored) + len(found.rejected)
    if found.refused:  # a declared column is absent from every record
        return
    for line, departement, *_ in kept:
        value = content[line - 1].get("departement")
        assert departement in (None, "") if value is None else departement in (value, json.dumps(value))
