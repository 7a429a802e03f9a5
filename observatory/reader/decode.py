"""Bytes to text: a byte order mark decides, or the declared encodings, tried in order, strictly."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from observatory.reader.reading import SourceError

BLOCK = 1 << 22
MARKS = (
    (b"\xef\xbb\xbf", "utf-8", "utf-8"),
    (b"\xff\xfe", "utf-16", "utf-16-le"),
    (b"\xfe\xff", "utf-16", "utf-16-be"),
)
LINE_END = re.compile(rb"\r\n?|\n")
NAMES = {"utf-8": "UTF-8", "cp1252": "Windows-1252", "utf-16": "UTF-16"}


@dataclass(frozen=True)
class Decoded:
    """The text of a file as UTF-8 bytes without mark, and the encoding it was written in."""

    text: memoryview
    encoding: str
    marked: bool = False

    @property
    def normalisations(self) -> dict[str, int]:
        """What was done to the text, to be told."""
        told = {} if self.encoding == "utf-8" else {f"encodage {self.encoding}": 1}
        return told | ({"marque d’ordre des octets": 1} if self.marked else {})


def presumed_utf8(raw: bytes, encodings: tuple[str, ...]) -> Decoded | None:
    """The bytes as they are, where UTF-8 is the first reading to try; they are not verified."""
    view = memoryview(raw)
    if bytes(view[:3]) == MARKS[0][0]:
        return Decoded(view[3:], "utf-8", marked=True)
    if encodings[0] == "utf-8" and bytes(view[:2]) not in (b"\xff\xfe", b"\xfe\xff"):
        return Decoded(view, "utf-8")
    return None


def decode(raw: bytes, encodings: tuple[str, ...], name: str) -> Decoded:
    """Decode a file strictly.

    Raises SourceError when no declared encoding reads it, or when it mixes two.
    """
    view = memoryview(raw)
    for mark, encoding, codec in MARKS:
        if bytes(view[: len(mark)]) == mark:
            return _marked(view[len(mark) :], encoding, codec, name)
    failures = []
    for encoding in encodings:
        try:
            return _unmarked(view, encoding, name)
        except UnicodeDecodeError as error:
            failures.append((encoding, error.start))
    encoding, start = failures[0]
    raise SourceError(
        f"{name}, ligne {_line(view, start)} : le texte n’est pas en {NAMES[encoding]} ; "
        f"enregistrez le fichier en {' ou en '.join(NAMES[one] for one in encodings)}"
    )


def _marked(view: memoryview, encoding: str, codec: str, name: str) -> Decoded:
    try:
        if encoding == "utf-8":
            _verify(view)
            return Decoded(view, encoding, marked=True)
        return Decoded(_transcoded(view, codec), encoding)
    except UnicodeDecodeError as error:
        before = str(view[: error.start], codec, "replace").encode("utf-8")
        raise SourceError(
            f"{name}, ligne {_line(memoryview(before), len(before))} : le texte n’est pas en "
            f"{NAMES[encoding]}, que sa marque annonce ; enregistrez-le de nouveau"
        ) from error


def _unmarked(view: memoryview, encoding: str, name: str) -> Decoded:
    if encoding == "utf-16":  # without its mark, the order of its bytes would be a guess
        raise UnicodeDecodeError("utf-16", b"", 0, 1, "no byte order mark")
    if encoding == "utf-8":
        _verify(view)
        return Decoded(view, encoding)
    text = _transcoded(view, encoding)
    _refuse_mixture(view, encoding, name)
    return Decoded(text, encoding)


def _transcoded(view: memoryview, codec: str) -> memoryview:
    """The text as UTF-8, made block by block: memory holds one block besides the result."""
    decoder, text = codecs.getincrementaldecoder(codec)(), bytearray()
    try:
        for start in range(0, len(view), BLOCK):
            text += decoder.decode(bytes(view[start : start + BLOCK])).encode("utf-8")
        text += decoder.decode(b"", final=True).encode("utf-8")
    except UnicodeDecodeError:
        str(view, codec)  # the same error, with its place in the whole text
        raise
    return memoryview(text)


def _verify(view: memoryview) -> None:
    """Raise UnicodeDecodeError, with the place in the whole text, at the first byte out of UTF-8."""
    start = 0
    while start < len(view):
        end = min(start + BLOCK, len(view))
        while end < len(view) and view[end] & 0xC0 == 0x80 and end > start + BLOCK - 4:
            end -= 1  # never cut a character
        try:
            str(view[start:end], "utf-8")
        except UnicodeDecodeError as error:
            at = start + error.start
            raise UnicodeDecodeError("utf-8", b"", at, at + 1, error.reason) from error
        start = end


def _refuse_mixture(view: memoryview, encoding: str, name: str) -> None:
    """Refuse a text of which some lines are in UTF-8 and others are not."""
    in_utf8, other = None, None
    for number, line in _foreign_lines(view):
        try:
            line.decode("utf-8")
            in_utf8 = in_utf8 or number
        except UnicodeDecodeError:
            other = other or number
        if in_utf8 and other:
            raise SourceError(
                f"{name}, ligne {max(in_utf8, other)} : encodages mêlés (ligne {in_utf8} en UTF-8, "
                f"ligne {other} en {NAMES[encoding]}) ; enregistrez tout le fichier en UTF-8"
            )


def _foreign_lines(view: memoryview) -> Iterator[tuple[int, bytes]]:
    """The physical lines that hold anything but ASCII, numbered from 1."""
    number = 0
    for block in blocks(view):
        for line in block.splitlines():
            number += 1
            if not line.isascii():
                yield number, line


def _line(view: memoryview, start: int) -> int:
    return len(LINE_END.findall(view[:start])) + 1


def blocks(view: memoryview) -> Iterator[bytes]:
    """Cut a text at ends of line, in blocks that fit in memory."""
    start, size = 0, BLOCK
    while start < len(view):
        block = bytes(view[start : start + size])
        if start + size < len(view):
            cut = block.rfind(b"\n") + 1 or block.rfind(b"\r", 0, -1) + 1
            if not cut:
                size *= 2
                continue
            block = block[:cut]
        yield block
        start, size = start + len(block), BLOCK
