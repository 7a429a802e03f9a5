"""Bytes are decoded by a mark or by the declared encodings, strictly; a mixture is refused by its line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observatory.reader import decode as module
from observatory.reader.decode import blocks, decode, presumed_utf8
from observatory.reader.reading import SourceError

BOTH = ("utf-8", "cp1252")
ACCENTS = "l’œuvre, 5 €, été"


def text(raw: bytes, *encodings: str) -> tuple[str, str]:
    decoded = decode(raw, encodings or ("utf-8",), "f.csv")
    return bytes(decoded.text).decode("utf-8"), decoded.encoding


@pytest.fixture
def small_blocks(monkeypatch):
    monkeypatch.setattr(module, "BLOCK", 8)


@pytest.mark.parametrize(
    ("codec", "mark", "encoding"),
    [
        ("utf-8", b"\xef\xbb\xbf", "utf-8"),
        ("utf-16-le", b"\xff\xfe", "utf-16"),
        ("utf-16-be", b"\xfe\xff", "utf-16"),
    ],
)
def test_a_mark_decides_whatever_is_declared(codec, mark, encoding):
    assert text(mark + ACCENTS.encode(codec), "cp1252") == (ACCENTS, encoding)


def test_declared_encodings_are_tried_in_order():
    assert text(ACCENTS.encode("cp1252"), *BOTH) == (ACCENTS, "cp1252")
    assert text(ACCENTS.encode("utf-8"), *BOTH) == (ACCENTS, "utf-8")
    assert decode(ACCENTS.encode("cp1252"), BOTH, "f").normalisations == {"encodage cp1252": 1}
    assert decode("\ufeffa".encode(), BOTH, "f").normalisations == {"marque d’ordre des octets": 1}
    assert decode(b"a", BOTH, "f").normalisations == {}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_what_is_not_in_the_declared_encoding_is_refused_by_its_physical_line(end, small_blocks):
    raw = f"code{end}été{end}{end}".encode() + "été".encode("cp1252")
    with pytest.raises(SourceError, match="f.csv, ligne 4 .*UTF-8"):
        text(raw)


@pytest.mark.parametrize("byte", [b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d"])
def test_the_five_bytes_that_cp1252_lacks_are_refused(byte):
    with pytest.raises(SourceError, match="ligne 2 .*Windows-1252"):
        text(b"code\n" + byte, "cp1252")


@pytest.mark.parametrize("order", [1, -1])
def test_a_mixture_of_encodings_is_refused_by_the_first_line_that_breaks(order, small_blocks):
    lines = ["été".encode(), b"a", "été".encode("cp1252")][::order]
    with pytest.raises(SourceError, match="f.csv, ligne 4 : encodages mêlés"):
        text(b"\n".join([b"code", *lines]), *BOTH)


def test_utf16_without_its_mark_is_never_guessed():
    with pytest.raises(SourceError, match="UTF-16"):
        text("code;nom".encode("utf-16-le"), "utf-16")
    assert text(b"code;nom", "utf-16", "utf-8") == ("code;nom", "utf-8")


def test_a_cut_utf16_is_refused_by_its_line():
    with pytest.raises(SourceError, match="ligne 2 "):
        text(b"\xff\xfe" + "a\nbc".encode("utf-16-le")[:-1])


@given(st.binary(max_size=60) | st.text(alphabet="aé€𝄞", max_size=30).map(str.encode))
def test_utf8_is_read_exactly_as_python_reads_it(raw):
    module.BLOCK, block = 8, module.BLOCK
    try:
        wanted = raw.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError:
        wanted = None
    try:
        if raw[:2] not in (b"\xff\xfe", b"\xfe\xff"):
            assert text(raw)[0] == wanted
    except SourceError:
        assert wanted is None
    finally:
        module.BLOCK = block


@given(st.text(alphabet="ab\r\né", max_size=60))
def test_blocks_cut_a_text_at_its_ends_of_line_only(content):
    module.BLOCK, block = 4, module.BLOCK
    try:
        cut = list(blocks(memoryview(content.encode())))
    finally:
        module.BLOCK = block
    assert b"".join(cut) == content.encode()
    assert [line for one in cut for line in one.splitlines()] == content.encode().splitlines()


def test_utf8_is_presumed_only_where_it_is_the_first_reading():
    assert presumed_utf8(b"a", ("utf-8", "cp1252")).encoding == "utf-8"
    assert presumed_utf8(b"a", ("cp1252", "utf-8")) is None
    assert presumed_utf8(b"\xff\xfea\0", ("utf-8",)) is None
    assert bytes(presumed_utf8(b"\xef\xbb\xbfa", ("cp1252",)).text) == b"a"


@given(st.text(max_size=40), st.sampled_from(["utf-16-le", "utf-16-be", "cp1252"]), st.integers(1, 9))
def test_a_text_decoded_block_by_block_is_the_whole_text(content, codec, block):
    if codec == "cp1252":
        content = content.encode("cp1252", "ignore").decode("cp1252")
    before, module.BLOCK = module.BLOCK, block
    try:
        found = module._transcoded(memoryview(content.encode(codec)), codec)
    finally:
        module.BLOCK = before
    assert bytes(found) == content.encode("utf-8")


def test_a_fault_found_block_by_block_has_its_place_in_the_whole_text(monkeypatch):
    monkeypatch.setattr(module, "BLOCK", 4)
    with pytest.raises(SourceError, match="ligne 3 "):
        decode(b"aaaa\nbbbb\ncc\x81", ("cp1252",), "f.csv")
