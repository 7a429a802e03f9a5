"""Numbers, dates, periods and place names as French readers write them. Pure: no clock."""

import datetime
import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal

from babel.dates import format_date
from babel.numbers import format_decimal

from observatory.vocabulary import UNITS

NBSP, NARROW = "\u00a0", "\u202f"
KEPT = re.compile(r"(?<=«) | (?=[:;?!»%€](?!\w))")
THOUSAND = re.compile(r"(?<=\b\d) (?=000\b)")
Number = Decimal | int | float

# INSEE’s TNCC code -> article, and its « de » form.
_ARTICLES = {
    0: ("", "de "),
    1: ("", "d’"),
    2: ("le ", "du "),
    3: ("la ", "de la "),
    4: ("les ", "des "),
    5: ("l’", "de l’"),
    6: ("aux ", "des "),
    7: ("las ", "de las "),
    8: ("los ", "de los "),
}

# Places said with « en » though their article would give « dans la » or « dans le », or with « à ».
_EN = {
    "Centre-Val de Loire", "Charente", "Corrèze", "Dordogne", "France", "Gironde", "Guadeloupe", "Guyane",
    "Lozère", "Martinique", "Mayenne", "Moselle", "Savoie", "Vendée",
}  # fmt: skip
_AT = {"La Réunion", "Mayotte", "Paris"}
_INSIDE = {2: "dans le ", 3: "dans la ", 4: "dans les ", 5: "dans l’"}


def number(value: Number, decimals: int = 0) -> str:
    """Write a number: thousands by a narrow no-break space, decimal comma, true minus sign."""
    step = Decimal(1).scaleb(-decimals)
    rounded = Decimal(str(value)).quantize(step, ROUND_HALF_UP) + 0
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    text = format_decimal(rounded, format=pattern, locale="fr_FR", decimal_quantization=False)
    return text.replace("-", "\u2212")


def quantity(value: Number, unit: str, decimals: int = 0) -> str:
    """Write a value with its unit, in the singular below two: « 1 structure », « 64,9 % »."""
    text = number(value, decimals)
    if unit in ("%", "€"):
        return f"{text}{NBSP}{unit}"
    shown = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    name = UNITS[unit] if abs(shown) < 2 else unit
    return f"{text}{NBSP}{name}"


def rounded(value: Number, unit: str = "") -> str:
    """Write a large value in millions, for a sentence: « 1,24 million de personnes »."""
    value = Decimal(str(value))
    if abs(value) < 1_000_000:
        return quantity(value, unit) if unit else number(value)
    shown = (value / 1_000_000).quantize(Decimal("0.01"), ROUND_HALF_UP)
    millions = number(shown, 2).rstrip("0").rstrip(",")
    word = "million" if abs(shown) < 2 else "millions"
    return f"{millions}{NBSP}{word}" + (f" {of('euros' if unit == '€' else unit)}" if unit else "")


def significant(value: Number) -> Decimal:
    """Keep three significant digits, for an estimate said in a sentence: 7 665 gives 7 670."""
    value = Decimal(str(value))
    digits = min(0, 2 - value.adjusted()) if value else 0
    return value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def of(name: str) -> str:
    """Elide « de » before a vowel: « d’accompagnements », « de personnes »."""
    return f"d’{name}" if name[0].lower() in "aeéèêiouyhœ" else f"de {name}"


def percent(share: Number, decimals: int = 1) -> str:
    """Write a share of one as a percentage: 0.649 gives « 64,9 % »."""
    return f"{number(Decimal(str(share)) * 100, decimals)}{NBSP}%"


def date(day: datetime.date) -> str:
    """Write a day: « 13 septembre 2018 », « 1er janvier 2019 »."""
    text = format_date(day, "d MMMM y", locale="fr_FR")
    return text.replace("1 ", "1er ", 1) if day.day == 1 else text


def loose_date(text: str) -> str:
    """Write a date as precisely as it is known: AAAA, AAAA-MM or AAAA-MM-JJ."""
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 1:
        return text
    day = datetime.date(*(parts + [1])[:3])
    return date(day) if len(parts) == 3 else month(day)


def month(day: datetime.date) -> str:
    """Write a month: « septembre 2024 »."""
    return format_date(day, "MMMM y", locale="fr_FR")


def period(step: str, start: datetime.date, end: datetime.date) -> str:
    """Write a period: « 2023 », « 3e trimestre 2023 », « juin 2023 », « de … à … »."""
    if step == "annee":
        return str(start.year)
    if step == "trimestre":
        quarter = (start.month + 2) // 3
        return f"{quarter}{'er' if quarter == 1 else 'e'} trimestre {start.year}"
    if step == "mois":
        return month(start)
    if start.month == 1 and end.month == 12:
        return f"{start.year}-{end.year}"
    return f"de {month(start)} à {month(end)}"


def during(step: str, start: datetime.date, end: datetime.date) -> str:
    """Write « in » a period: « en 2023 », « au 3e trimestre 2023 », « en juin 2023 »."""
    text = period(step, start, end)
    if step == "trimestre":
        return f"au {text}"
    return text if text.startswith("de ") else f"en {text}"


def due(text: str) -> str:
    """Write when a target falls due: « par an », « fin décembre 2026 »."""
    if text == "annee":
        return "par an"
    year, part = text.split("-")
    return f"fin {month(datetime.date(int(year), int(part), 1))}"


def with_article(name: str, liaison: int) -> str:
    """A place with its article: « l’Ain », « la Creuse », « La Réunion »."""
    return f"{_ARTICLES[liaison][0]}{name}"


def of_place(name: str, liaison: int) -> str:
    """« of » a place, by INSEE's TNCC code: « de l’Ain », « du Nord », « de La Réunion »."""
    return f"{_ARTICLES[liaison][1]}{name}"


def in_place(name: str, liaison: int) -> str:
    """« in » a place, by INSEE's TNCC code: « dans l’Ain », « en Bretagne », « à La Réunion »."""
    if name in _AT:
        return f"à {name}"
    compound = liaison == 3 and "-" in name  # en Charente-Maritime, en Haute-Loire
    return f"{'en ' if name in _EN or compound else _INSIDE.get(liaison, 'en ')}{name}"


def listing(words: list[str]) -> str:
    """Join words as a sentence does: « a, b et c »."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} et {words[-1]}"


def typeset(text: str) -> str:
    """The same text with the spaces that French typography keeps on one line."""
    return THOUSAND.sub(NARROW, KEPT.sub(NBSP, text))


def plain(text: str) -> str:
    """A name without case, accents, hyphens nor apostrophes, to search by."""
    bare = unicodedata.normalize("NFD", text.lower().replace("œ", "oe"))
    kept = (one if one.isalnum() else " " for one in bare if not unicodedata.combining(one))
    return " ".join("".join(kept).split())
