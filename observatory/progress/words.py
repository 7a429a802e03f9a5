"""Say a verdict, its numbers and what it would take, in French sentences. Pure.

The same sentences serve pages, alternative texts, slides, sheets and files: each ends with a full stop.
"""

import datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from observatory import french, sentences
from observatory.declarations import Indicator
from observatory.observations import Territory
from observatory.progress.course import Progress
from observatory.progress.expected import number
from observatory.progress.rule import FLOOR, Reason, Verdict

WORDS = {
    Verdict.MET: "atteint",
    Verdict.MISSED: "non atteint",
    Verdict.ON_TIME: "à l’heure",
    Verdict.SPEED_UP: "à accélérer",
    Verdict.LATE: "en retard",
    Verdict.BACKWARD: "recul",
    Verdict.NOT_ASSESSED: "non évaluable",
}
STANDSTILL = "à l’arrêt"
# A shape beside each word: a verdict is never told by its colour.
SHAPES = {
    Verdict.MET: "✔",
    Verdict.MISSED: "✘",
    Verdict.ON_TIME: "●",
    Verdict.SPEED_UP: "◐",
    Verdict.LATE: "○",
    Verdict.BACKWARD: "▼",
    Verdict.NOT_ASSESSED: "–",
}
REASONS = {
    Reason.NO_TARGET: "aucune cible n’est déclarée",
    Reason.TOO_FEW: "trop peu de points sont connus pour mesurer un chemin",
    Reason.COVERAGE: f"moins de {french.percent(float(FLOOR), 0)} de ce qui était attendu a été entendu",
    Reason.HIDDEN: "une valeur nécessaire est masquée par le secret statistique",
    Reason.NOTHING_EXPECTED: "rien n’était encore attendu à la date de la valeur",
    Reason.DEMONSTRATION: "la donnée est inventée, pour la démonstration",
}
_VERDICTS = {
    Verdict.MET: "l’objectif est atteint",
    Verdict.MISSED: "l’objectif n’est pas atteint",
    Verdict.ON_TIME: "la progression est à l’heure",
    Verdict.SPEED_UP: "la progression est à accélérer",
    Verdict.LATE: "la progression est en retard",
    Verdict.BACKWARD: "la progression est en recul",
}
_NATURES = {
    "officielle": "Chiffre officiel",
    "citee": "Chiffre cité",
    "estimee": "Estimation",
    "demonstration": "Donnée inventée, pour la démonstration",
}
_MASKED = "valeur masquée par le secret statistique"
_OFFICIAL = ("national", "region", "departement")


def verdict(one: Progress) -> str:
    """The verdict in a cell: « à accélérer, à l’arrêt », « non évaluable »."""
    words = [WORDS[one.verdict]]
    return ", ".join(words + [STANDSTILL] * bool(one.effort and one.effort.standstill))


def measured(one: Progress) -> str:
    """The verdict, with the date of the value it is given on: « en retard, fin septembre 2024 »."""
    if one.verdict is Verdict.NOT_ASSESSED:
        return verdict(one)
    told = f"{verdict(one)}, {when(one)}"
    return f"{told} ({partial(one)})" if partial(one) else told


def amount(value: Decimal | Fraction, indicator: Indicator, unit: str | None = None) -> str:
    """A number of the course with its unit: « 61 500 accompagnements », « 1,5 million de personnes »."""
    value = exact(value)
    unit = unit or indicator.unit
    if abs(value) >= 1_000_000 and value == round(value, -4):
        return french.rounded(value, unit)
    return french.quantity(value, unit, indicator.decimals)


def derived(one: Progress, value: Decimal | Fraction, indicator: Indicator, unit: str | None = None) -> str:
    """A number calculated from the value: « environ », with three digits, where this one is an estimate."""
    if one.row.nature != "estimee" or not indicator.additive:
        return amount(value, indicator, unit)
    return f"environ {amount(french.significant(exact(value)), indicator, unit)}"


def exact(value: Decimal | Fraction) -> Decimal:
    """A share or a rate as a decimal number, to be written."""
    return Decimal(value.numerator) / Decimal(value.denominator) if isinstance(value, Fraction) else value


def faithful(value: Fraction, decimals: int, *bounds: Fraction) -> str:
    """A number with as many decimals more as it takes not to be read on the wrong side of a bound."""
    shown = exact(value)
    for count in range(decimals, 7):
        shown = exact(value).quantize(Decimal(1).scaleb(-count), ROUND_HALF_UP)
        if all((value < bound) == (Fraction(shown) < bound) for bound in bounds):
            return french.number(shown, count)
    return french.number(shown, 6)


def percent(share: Fraction, decimals: int = 0) -> str:
    """A share of one as a percentage, never 100 % for a little less, nor 0 % for a little under 0."""
    return f"{faithful(100 * share, decimals, Fraction(0), Fraction(100))}{french.NBSP}%"


def where(place: Territory) -> str:
    """Where a sentence takes place: « Dans l’Ain », « En Bretagne », « Pour « Hub Bretagne » »."""
    if place.level not in _OFFICIAL:
        return f"Pour « {place.name} »"
    words = french.in_place(place.name, place.liaison)
    return words[0].upper() + words[1:]


def headline(one: Progress, indicator: Indicator, place: Territory) -> str:
    """The verdict in one sentence, with the value, the target and the date of each."""
    if one.verdict is Verdict.NOT_ASSESSED:
        return f"{where(place)}, la progression n’est pas évaluable : {REASONS[one.ruling.reason]}."
    value = f"{_value(one, indicator)} {when(one)}"
    if partial(one):
        value += f" ({partial(one)})"
    aim = f"pour {_target(one)} {amount(one.target.value, indicator)} {french.due(one.target.due)}"
    return f"{where(place)}, {_VERDICTS[one.verdict]}{_start(one, indicator)} : {value}, {aim}{_share(one)}."


def _value(one: Progress, indicator: Indicator) -> str:
    if one.value == one.row.value:
        return sentences.spoken(one.row, indicator)
    return derived(one, one.value, indicator)


def when(one: Progress) -> str:
    """The date of the value: « fin septembre 2024 », or « en 2023 » for the flow of a year."""
    if one.row.months is None or not one.yearly:
        return f"fin {french.month(one.at)}"
    return french.during(one.row.step, one.row.start, one.row.end)


def worth(one: Progress, indicator: Indicator) -> str:
    """What the last value is worth, and the value itself, with its date, where no verdict gives it."""
    if one.row is None:
        return ""
    row, said = one.row, [_NATURES[one.row.nature]]
    if one.verdict is not Verdict.NOT_ASSESSED:
        return f"{said[0]}." if row.nature == "estimee" else ""
    if row.value is not None and sentences.partial(row):
        said.append(sentences.partial(row))
    value = _MASKED if row.value is None else sentences.spoken(row, indicator)
    return f"{indicator.title}, {_during(one, indicator)} : {value}. {', '.join(said)}."


def _during(one: Progress, indicator: Indicator) -> str:
    """When a value holds: « en 2023 », « de 2015 à 2020 », « fin septembre 2024 » for a state read then."""
    row = one.row
    early = row.last_month is not None and row.last_month < row.end.replace(day=1)
    if indicator.takes_last and (early or row.step == "mois"):
        return f"fin {french.month(one.at)}"
    if row.step == "periode" and (row.start.month, row.end.month) == (1, 12):
        return f"de {row.start.year} à {row.end.year}"
    return french.during(row.step, row.start, row.end)


def partial(one: Progress) -> str:
    """What a year that is not over says of itself; nothing for any other value."""
    if not one.yearly or one.at == one.due:
        return ""
    return f"année incomplète, {one.at.month} mois sur 12"


def _target(one: Progress) -> str:
    if one.target.indicative:
        return "une part indicative (convention de l’Observatoire) de"
    return "un objectif de"


def _start(one: Progress, indicator: Indicator) -> str:
    if not one.ruling.from_the_start:
        return ""
    first = f"{amount(one.initial, indicator)} fin {french.month(one.start)}"
    if one.verdict is Verdict.MET:
        return f", et l’était déjà au départ ({first})"
    return f", alors que l’objectif était atteint au départ ({first})"


def _share(one: Progress) -> str:
    if one.ruling.progress is None:
        return ""
    whole = "du chemin" if not one.yearly else "de cette part" if one.target.indicative else "de l’objectif"
    done = f", soit {percent(one.ruling.progress)} {whole}"
    if one.verdict in (Verdict.MET, Verdict.MISSED):
        return done
    return f"{done}, quand il en était attendu {percent(one.ruling.expected)} à cette date"


def heard(one: Progress) -> str:
    """How many territories the value comes from: « 4 territoires entendus sur 4. »."""
    if one.row is None or one.row.heard is None or not one.row.expected:
        return "Le nombre de territoires entendus n’est pas connu."
    word = "territoire entendu" if one.row.heard < 2 else "territoires entendus"
    return f"{french.number(one.row.heard)} {word} sur {french.number(one.row.expected)}."


def age(one: Progress, today: datetime.date) -> str:
    """How old the value is, apart from the verdict: « Donnée de septembre 2024, vieille de 26 mois. »."""
    months = number(today) - number(one.at)
    old = "" if months < 1 else f", vieille {'d’un' if months == 1 else f'de {months}'} mois"
    return f"Donnée {french.of(french.month(one.at))}{old}."


def gap(one: Progress, indicator: Indicator, place: Territory | None = None) -> str:
    """The value against what was expected at its date; nothing where no way was to be gone.

    Without the place, for a sentence that follows one which names it.
    """
    if one.gap is None:
        return ""
    subject = f"{where(place)}, la valeur" if place else "La valeur"
    awaited = f"{derived(one, one.awaited, indicator)} fin {french.month(one.at)}"
    if not one.gap:
        return f"{subject} est exactement celle qui était attendue : {awaited}."
    side = "au-dessus" if one.gap > 0 else "au-dessous"
    distance = derived(one, abs(one.gap), indicator, "points" if indicator.unit == "%" else None)
    return f"{subject} est {distance} {side} de ce qui était attendu : {awaited}."


def behind(one: Progress, middle: Fraction, place: Territory) -> str:
    """How far the progress of a place is from the median of the territories of its level."""
    mine, median = percent(one.ruling.progress), percent(middle)
    level = "la médiane des territoires du même niveau"
    return f"{where(place)}, l’avancement est de {mine} ; {level} est de {median}."
