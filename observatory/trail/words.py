"""The steps of a computation and the numbers of lines, in French words. Pure."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from observatory import french
from observatory.declarations import Indicator, Source
from observatory.trail.rollup import Part

ADDED = {
    "cumulative": "La source donne un cumul : on retranche du dernier point de la période le point d’avant.",
    "flow": "On additionne les valeurs de tous les mois de la période.",
    "stock": "On prend la dernière valeur connue de la période.",
    "ratio": "On additionne les numérateurs, on additionne les dénominateurs, et on divise.",
}

NAMES = {"json": ("enregistrement", "enregistrements"), "parquet": ("enregistrement", "enregistrements")}


def rule(indicator: Indicator, parts: list[Part]) -> str:
    """How the parts of this number combine."""
    if all(part.alone for part in parts):
        return "Ce chiffre est publié tel que la source le donne, sans être additionné à aucun autre."
    words = ADDED[indicator.kind]
    if indicator.takes_last and indicator.kind == "ratio":
        words = f"On prend la dernière valeur connue de la période. {words}"
    places = len({part.territory for part in parts})
    if places > 1:
        words += (
            f" Puis on réunit les {french.number(places)} territoires de base qui composent le territoire."
        )
    return words


def months(part: Part) -> str:
    """The months that a part covers."""
    if part.since == part.month:
        return french.month(part.month)
    return f"{french.of(french.month(part.since))} à {french.month(part.month)}"


def told(part: Part, indicator: Indicator) -> str:
    """How one part is computed: « 1 200 (fin décembre 2023) − 1 000 (fin juin 2023) = 200 »."""
    if indicator.kind == "cumulative":
        points: dict = defaultdict(Decimal)
        for measure in part.of:
            points[measure.month] += measure.value
        (first, before), (last, after) = sorted(points.items())
        return (
            f"{plain(after)} (fin {french.month(last)}) − {plain(before)} (fin {french.month(first)})"
            f" = {plain(part.value)}"
        )
    if indicator.kind == "ratio" and part.base is not None:
        return f"{plain(part.value)} sur {plain(part.base)}"
    if len(part.of) > 1:
        return f"{' + '.join(plain(measure.value) for measure in part.of)} = {plain(part.value)}"
    return plain(part.value)


def covered(parts: list[Part]) -> str:
    """The months that several parts of one territory cover."""
    first, last = min(part.since for part in parts), max(part.month for part in parts)
    return french.month(last) if first == last else f"{french.of(french.month(first))} à {french.month(last)}"


def brought(parts: list[Part], indicator: Indicator) -> str:
    """What one territory brings, in all: « 20 + 30 = 50 », « 35 sur 100 »."""
    if len(parts) == 1:
        return told(parts[0], indicator)
    bases = [part.base for part in parts if part.base is not None]
    whole = plain(sum(part.value for part in parts))
    if indicator.kind == "ratio" and bases:
        return f"{whole} sur {plain(sum(bases))}"
    return f"{' + '.join(plain(part.value) for part in parts)} = {whole}"


def total(indicator: Indicator, parts: list[Part], value: Decimal | None) -> str:
    """The last operation, and its result."""
    result = "pas de valeur" if value is None else plain(value)
    whole = sum(part.value for part in parts)
    bases = [part.base for part in parts if part.base is not None]
    if indicator.kind == "ratio" and bases:
        factor = "100 × " if indicator.unit == "%" else ""
        return f"{factor}{plain(whole)} ÷ {plain(sum(bases))} = {result}"
    if len(parts) == 1:
        return result
    return f"{french.number(len(parts))} valeurs additionnées = {result}"


def plain(value: Decimal) -> str:
    """A number with all the decimals that it has, and no other."""
    digits = max(0, -value.normalize().as_tuple().exponent)
    return french.number(value, digits)


def spans(numbers: Iterable[int]) -> str:
    """Line numbers, compressed: « 2-102,310 »."""
    ends: list[list[int]] = []
    for number in sorted(numbers):
        if ends and number == ends[-1][1] + 1:
            ends[-1][1] = number
        else:
            ends.append([number, number])
    return ",".join(f"{first}-{last}" if first < last else str(first) for first, last in ends)


def numbers(spans: str) -> set[int]:
    """The numbers that `spans` compressed."""
    ends = [part.partition("-") for part in spans.split(",") if part]
    return {number for first, _, last in ends for number in range(int(first), int(last or first) + 1)}


def lines_told(source: Source, compressed: str) -> str:
    """Line numbers in words: « lignes 2 à 102, 310 » ; in a workbook, with the sheet."""
    one, several = NAMES.get(source.format, ("ligne", "lignes"))
    where = f"feuille « {source.sheet} », " if source.sheet else ""
    if not compressed:
        return f"aucune {one} : le fichier ne dit rien ici, et la requête en fait cette valeur"
    words = ", ".join(part.replace("-", " à ") for part in compressed.split(","))
    return f"{where}{one if compressed.isdigit() else several} {words}"
