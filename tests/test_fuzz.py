"""Generated files, and what accidents do to them: no crash, no record lost, no value changed in silence.

`make test` reads a few, always the same; OBSERVATOIRE_EXEMPLES asks for more (see `make audit`).
"""

import datetime
from collections import Counter

import pytest
from accidents import CELLS, DECLARED, Written, files
from campaign import counted, wanted
from corpus.case import HEADER
from hypothesis import HealthCheck, example, given, seed, settings
from hypothesis import strategies as st
from oracle import allowed, header_and_rows, plain, text_of

from observatory.declarations import Source, parse
from observatory.reader import records
from observatory.reader.read import read
from observatory.reader.reading import SourceError

ONCE = ("colonne-absente", "colonne-en-double")  # told once, for all the rows
TODAY = datetime.date(2026, 11, 21)
EXAMPLES = wanted("OBSERVATOIRE_EXEMPLES", 150)
SOURCE = parse(Source, f"{HEADER}{DECLARED}*/\nSELECT * FROM fichier\n", "data_sources/corpus.sql")
many = settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck), report_multiple_bugs=False)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """Where a generated file is written, one after the other."""
    return tmp_path_factory.mktemp("genere") / "corpus.csv"


@pytest.fixture(scope="module")
def readings():
    """The number of files read, written at the end for the audit."""
    count = [0]
    yield count
    counted(count[0])


@pytest.fixture(scope="module")
def ways():
    """How many files the database split at once, and how many were read record by record."""
    counted, fast = Counter(), records._fast

    def counting(*given):
        found = fast(*given)
        counted["rapide" if found else "exact"] += 1
        return found

    with pytest.MonkeyPatch.context() as changed:
        changed.setattr(records, "_fast", counting)
        yield counted
    assert counted["rapide"] > 0 and counted["exact"] > 0


@pytest.fixture(scope="module")
def outcome(reference, place, readings, ways):
    """Read bytes: what became of each record, and the values of those accepted."""

    def outcome(raw: bytes):
        place.write_bytes(raw)
        reading = read(reference, SOURCE, place, today=TODAY)
        readings[0] += 1
        rows = []
        if reading.records:
            names = ", ".join(f'"{name}"' for name in ("ligne", *CELLS))
            rows = reference.execute(f"SELECT {names} FROM fichier ORDER BY ligne").fetchall()
        return reading, rows

    return outcome


# A cp1252 text of which one line happens to read as UTF-8 too.
TWO_WAYS = b"departement;jour;nom\n01;2023-05-06;R\xc3\xa9\n02;2023-05-06;\xe9t\xe9\n"


@seed(2026)
@many
@given(written=files())
@example(written=Written(TWO_WAYS, 2, intact=True))
def test_a_generated_file_loses_nothing_and_changes_nothing_in_silence(outcome, reference, place, written):
    reading, rows = outcome(written.raw)
    assert_conserved(reading, rows, written)
    assert_unchanged(rows, written)
    assert_well_rejected(reading, written)
    assert_same_read_slowly(reference, place)


@seed(2026)
@settings(many, max_examples=EXAMPLES // 3)
@given(raw=st.binary(max_size=200) | st.text(max_size=80).map(str.encode))
def test_any_bytes_are_read_or_refused_with_a_reason(outcome, raw):
    names = ";".join(CELLS).encode()
    for content in (raw, names + b"\n" + raw):
        reading, rows = outcome(content)
        assert_conserved(reading, rows, Written(content, 0, intact=False))
        assert_unchanged(rows, Written(content, 0, intact=False))


def assert_conserved(reading, rows, written):
    """Each record that the bytes hold has one outcome, and one only."""
    assert reading.accepted + reading.rejected + reading.ignored == reading.records
    expected = expected_lines(written.raw)
    ignored = [one.line for one in reading.ignored_lines]
    if any(one.rule in ONCE for one in reading.rejections):
        assert (reading.records, reading.accepted, rows) == (len(expected), 0, [])
        assert set(ignored) < set(expected) or not reading.rejected
        assert len(reading.refused) >= len(reading.rejections)
        return
    accepted = [row[0] for row in rows]
    rejected = {one.line for one in reading.rejections}
    assert (len(accepted), len(rejected), len(ignored)) == (
        reading.accepted,
        reading.rejected,
        reading.ignored,
    )
    if reading.records == 0:
        assert reading.refused
    else:
        assert sorted([*accepted, *rejected, *ignored]) == expected
    if mixed(written.raw):
        assert (reading.records, bool(reading.refused)) == (0, True)
    elif written.intact:
        assert reading.records == len(expected) == written.meant


def mixed(raw: bytes) -> bool:
    """Whether some lines read as UTF-8 and others in cp1252 only: nobody can tell which was meant."""
    if raw.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")) or not _decodes(raw, "cp1252"):
        return False
    return len({_decodes(line, "utf-8") for line in raw.splitlines() if not line.isascii()}) == 2


def _decodes(raw: bytes, codec: str) -> bool:
    try:
        raw.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def expected_lines(raw: bytes) -> list[int]:
    """The first physical line of each record but the header, counted from the bytes."""
    data = text_of(raw)
    found = header_and_rows(data) if data else None
    if not found:
        return []
    _, header, _, every = found
    return [line for line, _ in every if line != header]


def assert_unchanged(rows, written):
    """Each value accepted is the text of its cell, or a declared normalisation of it."""
    found = header_and_rows(text_of(written.raw)) if rows else None
    if not found:
        return
    places, _, width, every = found
    cells = dict(every)
    for line, *values in rows:
        texts = cells[line]
        assert len(texts) >= width
        for name, value in zip(CELLS, values, strict=True):
            text = texts[places[name]] if name in places else None
            if name in places or value is not None:
                assert value in allowed(name, text), (line, name, text, value)


def assert_well_rejected(reading, written):
    """Each rejection quotes the cell that the sender wrote, and no row of plain values is rejected."""
    found = header_and_rows(text_of(written.raw)) if reading.rejections else None
    if not found:
        return
    places, _, width, every = found
    cells = dict(every)
    for one in reading.rejections:
        texts = cells[one.line]
        if one.column in places:
            shown = texts[places[one.column]].replace("\0", "␀")
            assert one.value.removesuffix("…") in shown, one
        if texts and places.keys() == CELLS.keys() and len(texts) == width:
            assert not all(plain(name, texts[places[name]]) for name in CELLS), one


def assert_same_read_slowly(con, path):
    """What the database splits at once is what reading record by record gives."""
    with pytest.MonkeyPatch.context() as changed:
        fast = records_read(con, path)
        changed.setattr(records, "_fast", lambda *given: None)
        assert records_read(con, path) == fast


def records_read(con, path):
    """The records of a file and their texts, before any value is read; or why there are none."""
    try:
        found = records.read_records(con, SOURCE, path.read_bytes(), path.name, path)
    except SourceError as error:
        return str(error), []
    return found, con.execute("SELECT * FROM brut ORDER BY ligne").fetchall()
