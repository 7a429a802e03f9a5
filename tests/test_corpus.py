"""Every bad file of the corpus has the outcome that was written for it, row by row."""

import datetime
import re

import pytest
from corpus import CASES, Sent

from observatory.reader.read import read
from observatory.reader.reading import Reading

TODAY = datetime.date(2026, 11, 21)
RULE = re.compile(r"[a-z]+(-[a-z0-9]+)*")
# Every cure is an order to the sender, in French.
# What is wrong in a header is told once: its rows are rejected, and counted, without a word more.
HEADER = ("colonne-absente", "colonne-en-double")
ORDER = re.compile(r"\w+ez\b")


@pytest.fixture(params=CASES, ids=str)
def sent(request) -> Sent:
    return request.param


@pytest.fixture
def reading(sent, reference, tmp_path) -> Reading:
    path = tmp_path / sent.name
    path.write_bytes(sent.raw)
    return read(reference, sent.source, path, today=TODAY, previous_volume=sent.previous)


def test_the_corpus_holds_the_sixty_six_cases():
    assert {sent.number for sent in CASES} == set(range(1, 67))


def test_a_bad_file_has_the_outcome_written_for_it(sent, reading, reference):
    assert_verdict(sent, reading)
    if sent.accepted is not None:
        assert_rows(sent, reading, reference)
        assert_ignored(sent, reading)
        assert_normalisations(sent, reading)
    assert_conservation(sent, reading, reference)
    for rejection in reading.rejections:
        assert_mendable(sent, rejection)


def assert_verdict(sent, reading):
    reasons = " ; ".join(reading.refused)
    assert bool(reading.refused) == bool(sent.refused), reasons
    assert sent.refused.lower() in reasons.lower()
    assert [(one.line, one.verdict) for one in reading.totals] == sent.totals


def assert_rows(sent, reading, con):
    names = ["ligne", *sent.source.columns, *sent.also]
    columns = ", ".join(f'"{name}"' for name in names)
    assert con.execute(f"SELECT {columns} FROM fichier ORDER BY ligne").fetchall() == sent.accepted
    found = [(one.line, one.column, one.rule) for one in reading.rejections]
    assert sorted(found) == sorted(sent.rejected)
    for cure in sent.cures:
        assert any(cure in one.cure for one in reading.rejections), [one.cure for one in reading.rejections]
    if sent.facts is not None:
        assert con.execute(sent.source.sql).fetchall() == sent.facts


def assert_ignored(sent, reading):
    assert sorted((one.line, one.reason) for one in reading.ignored_lines) == sorted(sent.ignored)


def assert_normalisations(sent, reading):
    """Each change of text is one that was expected, counted exactly; no other was made."""
    left = dict(reading.normalisations)
    for part, count in sent.normalised.items():
        matching = [name for name in left if part.lower() in name.lower()]
        assert sum(left.pop(name) for name in matching) == count, (part, reading.normalisations)
    assert left == {}


def assert_conservation(sent, reading, con):
    assert reading.accepted + reading.rejected + reading.ignored == reading.records
    if not any(one.rule in HEADER for one in reading.rejections):
        assert reading.rejected == len({one.line for one in reading.rejections})
    assert reading.ignored == len(reading.ignored_lines)
    if sent.accepted is not None:
        assert reading.records == sent.records
        assert reading.accepted == len(sent.accepted)


def assert_mendable(sent, rejection):
    """The sender can find the cell and knows what to do."""
    assert rejection.file == sent.name
    assert rejection.sheet == sent.source.sheet
    assert rejection.line > 0
    assert rejection.column == "*" or rejection.column in sent.source.columns
    assert RULE.fullmatch(rejection.rule)
    assert len(rejection.cure) > 10
    assert ORDER.search(rejection.cure)
    assert "'" not in rejection.cure
    if sent.name.endswith(".csv") and rejection.column != "*":
        text = sent.raw.decode("utf-8", "replace").replace("\0", "␀")
        assert rejection.value.strip("…")[:100] in text
