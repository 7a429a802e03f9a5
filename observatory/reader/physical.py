"""The physical lines of a text and the records they carry: one by one, or counted in one pass.

`parse` is exact and slow. `survey` is a pass over the bytes that finds where each record begins and
whether the text is regular, that is, read in one way only by every strict parser.
"""

import csv
import io
import mmap
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from observatory.reader.decode import blocks

LONGEST = 1_000  # physical lines that one record may span
CHUNK = 1 << 18  # fits in the cache of a processor
NEWLINE, RETURN, QUOTE = 10, 13, 34


class Record(NamedTuple):
    """A record: its first and last physical lines, its cells, or None where a quote is at fault."""

    first: int
    last: int
    cells: list[str] | None
    text: str


def lines(text: memoryview) -> Iterator[str]:
    """The physical lines of a text in UTF-8, each with its end: CR LF, LF or CR."""
    for block in blocks(text):
        yield from io.StringIO(str(block, "utf-8"), newline="")


def parse(text: memoryview, separator: str) -> Iterator[Record]:
    """The records of a text, read strictly.

    After a quote that is not closed, or closed before the end of its cell, reading starts again at
    the next physical line.
    """
    csv.field_size_limit(sys.maxsize)
    source, held, number = lines(text), [], 0
    while True:
        line = held.pop() if held else next(source, None)
        if line is None:
            return
        number += 1
        bare = line.rstrip("\r\n")
        if '"' not in line:
            yield Record(number, number, bare.split(separator), bare)
            continue
        cells, span = _quoted(line, separator, source, held)
        yield Record(number, number + span - 1, cells, bare)
        number += span - 1


def _quoted(line: str, separator: str, source: Iterator[str], held: list[str]):
    """The cells of a record that has quotes, and its number of lines; the lines not used are held."""
    taken, cells = [line], _cells(line, separator)
    while cells is None and line.count('"') % 2 and len(taken) < LONGEST:
        following = held.pop() if held else next(source, None)
        if following is None:
            break
        taken.append(following)
        if following.count('"') % 2:  # as many quotes as open and close: now or never
            cells = _cells("".join(taken), separator)
            break
    if cells is None:
        held.extend(reversed(taken[1:]))
        return None, 1
    return cells, len(taken)


def _cells(text: str, separator: str) -> list[str] | None:
    try:
        [cells] = csv.reader([text], delimiter=separator, strict=True)
    except (csv.Error, ValueError):
        return None
    return cells


@dataclass(frozen=True)
class Survey:
    """What the bytes say: the records, the blank lines, whether every parser reads them alike.

    `begins` holds the physical line of each record, from 0, or None when each line is a record;
    `blank` the lines on which nothing is written.
    """

    regular: bool
    records: int = 0
    separators: int = 0
    blank: np.ndarray = field(default_factory=lambda: np.empty(0, np.int64))
    begins: np.ndarray | None = None
    multiline: bool = False


class _Pass:
    """One pass over the bytes, chunk by chunk; keeps places only where they tell something."""

    def __init__(self, text: memoryview, separator: str):
        self.text = text
        self.bytes = np.frombuffer(text, np.uint8)
        self.separator = ord(separator)

    def survey(self) -> Survey:
        ends = separators = quotes = 0
        blank = len(self.bytes) > 0 and self.bytes[0] in (NEWLINE, RETURN)
        for start in range(0, len(self.text), CHUNK):
            chunk = bytes(self.text[start : start + CHUNK + 1])  # and the byte that follows
            if b"\0" in chunk or self._lone_return(chunk):
                return Survey(regular=False)
            found = np.frombuffer(chunk, np.uint8)
            newlines = found == NEWLINE
            ends += int(np.count_nonzero(newlines[:CHUNK]))
            separated = found[:CHUNK] == self.separator
            if b'"' in chunk:
                outside, quotes = self._outside(found[:CHUNK], quotes)
                separated &= outside
            elif quotes % 2:
                separated[:] = False
            separators += int(np.count_nonzero(separated))
            starts = newlines | (found == RETURN) if b"\r" in chunk else newlines
            blank = blank or bool((starts[1:] & newlines[:-1]).any())
        if quotes or blank:
            return self._places(separators)
        return Survey(True, ends + self._unfinished(), separators)

    @staticmethod
    def _lone_return(chunk: bytes) -> bool:
        return b"\r" in chunk and chunk.count(b"\r", 0, CHUNK) != chunk.count(b"\r\n")

    @staticmethod
    def _outside(found: np.ndarray, quotes: int) -> tuple[np.ndarray, int]:
        """Which bytes are in no quotes, knowing how many quotes came before; how many came now."""
        running = np.cumsum(found == QUOTE, dtype=np.int32)
        return (running + quotes) % 2 == 0, quotes + int(running[-1])

    def _unfinished(self) -> int:
        return int(len(self.bytes) > 0 and self.bytes[-1] != NEWLINE)

    def _places(self, separators: int) -> Survey:
        """The same, with the place of every line and quote: asks eight bytes for each."""
        ends = np.flatnonzero(self.bytes == NEWLINE)
        if self._unfinished():
            ends = np.append(ends, len(self.bytes))
        quotes = np.flatnonzero(self.bytes == QUOTE)
        if len(quotes) % 2 or not self._well_placed(quotes):
            return Survey(regular=False)
        closed = np.searchsorted(quotes, ends) % 2 == 0
        starts = np.concatenate(([0], ends[:-1] + 1))
        length = ends - starts
        blank = (length == 0) | (
            (length == 1) & (self.bytes[np.minimum(starts, len(self.bytes) - 1)] == RETURN)
        )
        begins = np.concatenate(([0], np.flatnonzero(closed)[:-1] + 1)) if len(ends) else ends
        longest = int(np.diff(np.append(begins, len(ends))).max(initial=0))
        alone = blank[begins]
        return Survey(
            longest <= LONGEST,
            int(np.count_nonzero(~alone)),
            separators,
            begins[alone],
            begins[~alone],
            longest > 1,
        )

    def _well_placed(self, quotes: np.ndarray) -> bool:
        """Whether each quote opens a cell, closes one, or is half of a doubled one."""
        if not len(quotes):
            return True
        opening, closing = quotes[::2], quotes[1::2]
        edges = (NEWLINE, self.separator, QUOTE)
        before = np.where(opening > 0, self.bytes[np.maximum(opening - 1, 0)], NEWLINE)
        last = len(self.bytes) - 1
        after = np.where(closing < last, self.bytes[np.minimum(closing + 1, last)], NEWLINE)
        return bool(np.isin(before, edges).all() and np.isin(after, (*edges, RETURN)).all())


def survey(text: memoryview, separator: str) -> Survey:
    """Count the records of a text in one pass over its bytes, and say whether it is regular."""
    return _Pass(text, separator).survey()


def release(text: memoryview) -> None:
    """Give back the memory of a file mapped from the disk, which can be read again."""
    if isinstance(text.obj, mmap.mmap):
        text.obj.madvise(mmap.MADV_DONTNEED)
