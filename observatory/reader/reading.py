"""What reading a file gives: pure data, from the bytes to the verdict, and nothing lost on the way."""

from dataclasses import dataclass, field
from typing import Literal

from observatory import french

# Every space that people and spreadsheets put around a cell.
SPACES = "\t\n\x0b\x0c\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
SHOWN = 300  # characters of a text quoted in a report
LISTED = 1_000  # rejections, and ignored records, that are kept; all are counted

Reason = Literal["vide", "en-tête répété", "note", "total", "avant l’en-tête", "séparateur", "doublon"]


class SourceError(ValueError):
    """A file that holds no records at all: absent, empty, undecodable, without its header."""


def without_newline(error: Exception) -> str:
    """The first line of what a library says of a fault."""
    return (str(error).splitlines() or [type(error).__name__])[0][:SHOWN]


def counted(count: int, one: str, several: str) -> str:
    """A number and its noun, which agree: 0 ligne, 1 ligne, 2 000 lignes."""
    return f"{french.number(count)} {one if count < 2 else several}"


class ConservationError(RuntimeError):
    """A fault of ours: a record of the file is in no class, or in two."""


@dataclass(frozen=True, slots=True)
class Rejection:
    """A record left out: where, what was found, the rule it breaks, and how to mend it."""

    file: str
    sheet: str | None
    line: int
    column: str
    value: str
    rule: str
    cure: str

    def __str__(self) -> str:
        sheet = f", feuille « {self.sheet} »" if self.sheet else ""
        return (
            f"{self.file}{sheet}, ligne {self.line}, colonne « {self.column} » : "
            f"« {self.value} » trouvé ({self.rule}) ; {self.cure}"
        )


@dataclass(frozen=True, slots=True)
class Ignored:
    """A record that holds no data, and why it is left aside."""

    line: int
    reason: Reason
    text: str


@dataclass(frozen=True)
class Records:
    """What a file holds, as text; the records kept are in the temporary view `brut`.

    `physical` counts every record but the header: those kept, ignored (before the header too)
    and rejected, exactly. The lists keep the first 1,000 of each; the counts are whole. `refused`
    tells why the whole file cannot be taken, counts or not; `faults`, what is wrong in its header:
    with one, no record can be read.
    """

    physical: int
    ignored: list[Ignored]
    rejected: list[Rejection]
    normalisations: dict[str, int]
    header_line: int
    encoding: str = "utf-8"
    refused: tuple[str, ...] = ()
    faults: tuple[Rejection, ...] = ()
    ignored_count: int = 0
    rejected_count: int = 0


@dataclass(frozen=True)
class Total:
    """A total stated by the file, beside the sum of what it totals."""

    label: str
    line: int
    column: str
    stated: str
    computed: str
    verdict: Literal["égal", "différent", "non vérifiable"]


@dataclass(frozen=True)
class Reading:
    """What became of a file: accepted + rejected + ignored == records, exactly.

    The lists keep the first 1,000 of each; the counts are whole. `normalisations` tells all that was
    done, to the form of the file too (its encoding, its end); `changed` counts the cells changed.
    `refused` tells why the file is refused, and may quote it; `refused_by` names the rules, and is public.
    """

    records: int
    accepted: int
    rejected: int
    ignored: int
    rejections: list[Rejection] = field(default_factory=list)
    ignored_lines: list[Ignored] = field(default_factory=list)
    normalisations: dict[str, int] = field(default_factory=dict)
    totals: list[Total] = field(default_factory=list)
    refused: tuple[str, ...] = ()
    refused_by: tuple[str, ...] = ()
    sha256: str = ""
    encoding: str = ""
    changed: int = 0


def conserve(kept: int, records: Records, name: str) -> Records:
    """Give back the records when each is in exactly one class; raise ConservationError otherwise."""
    ignored, rejected = records.ignored_count, records.rejected_count
    if kept + ignored + rejected != records.physical:
        raise ConservationError(
            f"{name} : {records.physical} enregistrements, mais {kept} gardés, {ignored} ignorés et "
            f"{rejected} rejetés ; le fichier n’est pas pris"
        )
    return records
