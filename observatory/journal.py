"""Count what disclosure control hides: by rule, level and indicator, never by cell. Pure."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from observatory import french
from observatory.declarations import Disclosure, Indicator
from observatory.observations import Observation

COLUMNS = {
    "indicateur": "Identifiant de l’indicateur.",
    "territoire_niveau": "national, region, departement, epci, hub ou tani.",
    "regle": "La règle de l’indicateur, en mots.",
    "cases": "Nombre de valeurs auxquelles la règle s’applique.",
    "masquees": "Nombre de valeurs masquées parmi elles.",
    "part_masquee": "Part des valeurs masquées, en %, arrondie.",
    "part_du_total": "Part du total national annuel qui est masquée, en %, arrondie ; vide si elle ne se lit"
    " pas dans ce qui est publié.",
    "deja_publiees": "Nombre de valeurs masquées qu’un millésime antérieur a publiées, ou laisse retrouver.",
    "millesime": "Version publiée d’où vient la ligne.",
}
TILING = ("region", "departement")  # their values add up to the nation's
FEWEST = 3  # hidden values: their total is said from this many on


@dataclass(frozen=True)
class Line:
    """What is hidden of an indicator at a level; `share` is that of the national total, or None."""

    indicator: str
    level: str
    rule: str
    cells: int
    hidden: int
    told: int
    share: Decimal | None = None


def rule(disclosure: Disclosure) -> str:
    """The rule of an indicator in words: what a value must not speak of."""
    words = []
    if disclosure.persons:
        words.append(f"moins de {disclosure.persons} personnes")
    if disclosure.organisations:
        words.append(f"moins de {disclosure.organisations} organisations")
    if disclosure.dominance:
        words.append(f"une organisation qui pèse plus de {disclosure.dominance} %")
    return ", ou ".join(words)


def line(row: dict, indicator: Indicator, rows: Iterable[Observation]) -> Line:
    """A line of the journal, from a row of `secret` and the yearly rows of the indicator."""
    said = rule(indicator.disclosure)
    counts = (row["cases"], row["masquees"], row["deja_publiees"])
    share = unshown(rows, row["niveau"]) if indicator.additive else None
    return Line(row["indicateur"], row["niveau"], said, *counts, share)


def unshown(rows: Iterable[Observation], level: str) -> Decimal | None:
    """The share of the national total that the hidden values of a level make up, over the known years.

    What is published says it: the nation, less what the level shows. None where levels overlap,
    where something else than hidden values is missing, or where they are too few.
    """
    periods: dict[tuple, list[Observation]] = defaultdict(list)
    for one in rows:
        if level in TILING and one.level in (level, "national") and one.breakdown == "total":
            periods[one.start, one.end].append(one)
    years = [found for found in periods.values() if _readable(found)]
    hidden = sum(one.hidden for found in years for one in found)
    whole = sum(one.value for found in years for one in found if one.level == "national")
    if 0 < hidden < FEWEST or not whole:
        return None
    shown = sum(one.value for found in years for one in found if one.level == level and one.value is not None)
    return 1 - shown / whole


def _readable(rows: list[Observation]) -> bool:
    """Whether the nation is shown, and every place is shown or hidden, by one and the same source."""
    nation = [one for one in rows if one.level == "national" and one.value is not None]
    told = all(one.told or not one.placed for one in rows)
    return bool(nation) and told and len({(one.nature, one.sources) for one in rows if one.told}) == 1


def about(share: Decimal) -> str:
    """A share as the journal rounds it: « 44 % », « moins de 1 % », « plus de 99 % », « 0 % »."""
    if 0 < share < Decimal("0.01"):
        return f"moins de 1{french.NBSP}%"
    return f"plus de 99{french.NBSP}%" if Decimal("0.99") < share < 1 else french.percent(share, 0)


def csv_bytes(lines: Iterable[Line], vintage: str) -> bytes:
    """The journal as a file, like every other: UTF-8, comma, rows in the order given."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in lines:
        shares = (_percent(Decimal(one.hidden) / one.cells), _percent(one.share))
        counts = (one.cells, one.hidden, *shares, one.told)
        writer.writerow([one.indicator, one.level, one.rule, *counts, vintage])
    return text.getvalue().encode("utf-8")


def _percent(share: Decimal | None) -> str:
    return "" if share is None else str(round(share * 100))
