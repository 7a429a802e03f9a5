"""The verdict on a whole file: counts that agree with the bytes, reasons told once and in French."""

import datetime
import hashlib

import pytest
from corpus.case import plain

from observatory.reader.read import read
from observatory.reader.reading import LISTED, Total, counted
from observatory.reader.verdict import reasons, wrong_totals

TODAY = datetime.date(2026, 11, 21)
TEXT = "code;nom;nombre\n01;Ain;1\n02;Aisne;2\n"


@pytest.fixture
def check(reference, tmp_path):
    """Reads a text by a contract of three columns; other keys of it may be given."""

    def check(text: str | bytes, *keys: str):
        sent = plain(text, None, *keys)
        path = tmp_path / sent.name
        path.write_bytes(sent.raw)
        return read(reference, sent.source, path, today=TODAY)

    return check


@pytest.mark.parametrize(
    ("header", "column", "rule"),
    [
        ("code;nom;nombr", "nombre", "colonne-absente"),
        ("code;nom;nombre;nombre", "nombre", "colonne-en-double"),
    ],
)
def test_a_header_at_fault_refuses_the_file_once_and_every_record_is_counted(
    check, reference, header, column, rule
):
    found = check(f"{header}\n" + "01;Ain;1\n" * 5000 + "\n")
    assert (found.records, found.accepted, found.rejected, found.ignored) == (5001, 0, 5000, 1)
    assert [(one.line, one.column, one.rule) for one in found.rejections] == [(1, column, rule)]
    assert len(found.refused) == 1
    assert reference.execute("SELECT count(*) FROM fichier").fetchone() == (0,)


def test_the_lists_stay_short_and_the_counts_are_whole(check):
    count = LISTED + 200
    found = check(TEXT + "03;Allier;x\n" * count + ";;\n" * count + "04;Alpes\n" * count)
    assert (found.accepted, found.rejected, found.ignored) == (2, 2 * count, count)
    assert (len(found.rejections), len(found.ignored_lines)) == (LISTED, LISTED)


def test_many_totals_are_all_counted(check):
    totals = 'totals = { column = "nom", values = ["Total"], sum = ["nombre"] }'
    count = LISTED + 200
    found = check("code;nom;nombre\n" + "01;Ain;1\n;Total;1\n" * count, totals)
    assert (found.accepted, found.ignored, len(found.ignored_lines)) == (count, count, LISTED)
    assert (found.refused, {one.verdict for one in found.totals}) == ((), {"égal"})


def test_the_form_of_the_file_is_told_and_is_no_change_of_its_data(check):
    """A last line without its end, an encoding, a mark: said to the sender, no cell is another for it."""
    found = check("\ufeff" + TEXT[:-1])
    assert found.normalisations.keys() == {"dernière ligne sans fin de ligne", "marque d’ordre des octets"}
    assert (found.accepted, found.changed) == (2, 0)
    found = check(TEXT + "03;Allier;1 234")
    assert (found.normalisations["séparateurs de milliers retirés, colonne « nombre »"], found.changed) == (
        1,
        1,
    )


def test_a_number_and_its_noun_agree(check):
    assert [counted(number, "ligne", "lignes") for number in (0, 1, 2)] == ["0 ligne", "1 ligne", "2 lignes"]
    source = plain(TEXT, None).source
    assert "1 ligne acceptée, contre 40 la" in reasons(source, 1, 0, 40)[0]
    assert "5\u202f000 lignes rejetées sur 5\u202f000 (" in reasons(source, 0, 5000, None)[0]
    wrong = Total("Total", 4, "nombre", "4", "3", "différent")
    assert "1 total différent de la somme de ses membres" in wrong_totals([wrong])[0]
    assert "2 totaux différents de la somme de leurs membres" in wrong_totals([wrong, wrong])[0]


def test_a_file_has_its_fingerprint_even_where_it_holds_nothing(check):
    for raw in (TEXT.encode(), b"", b"\xff"):
        assert check(raw).sha256 == hashlib.sha256(raw).hexdigest()
