"""Say what it would take, what the last months brought, and what a forecast tells. Pure."""

from decimal import ROUND_HALF_UP, ROUND_UP, Decimal
from fractions import Fraction

from observatory import french
from observatory.declarations import Indicator
from observatory.foreseen import COVERAGE, Coverage, Forecast
from observatory.observations import Territory
from observatory.progress.course import YEARLY, Progress
from observatory.progress.words import amount, derived, exact, gap, headline, heard, worth

_NUMBERS = {9: "neuf", 10: "dix", 11: "onze", 12: "douze"}
_FORESEEN = ("national", "region")  # the levels that are forecast
TOO_SHORT = "Série trop courte pour prévoir."
_NOT_FORECAST = {
    "annee_complete": "L’année est complète : il n’y a rien à prévoir.",
    "valeurs_negatives": "Pas de prévision : la série a des mois négatifs.",
    "essais": "Pas de prévision : essayée sur le passé, elle ne fait pas mieux qu’une règle simple.",
}


def effort(one: Progress, indicator: Indicator) -> str:
    """What it would take each month, and what the last months bring; nothing once the date has come."""
    if one.effort is None or not one.effort.left:
        return ""
    parts = (_needed, _recent, _prolonged, standstill)
    return " ".join(filter(None, (part(one, indicator) for part in parts)))


def _needed(one: Progress, indicator: Indicator) -> str:
    if one.effort.required is None:
        return ""
    rate = _rate(one, one.effort.required, indicator, ROUND_UP)
    until = french.month(one.due)
    return f"Il faudrait {rate} par mois jusqu’à fin {until} pour atteindre l’objectif."


def _recent(one: Progress, indicator: Indicator) -> str:
    if one.effort.recent is None:
        return "Le rythme des neuf derniers mois n’est pas connu."
    rate = _rate(one, one.effort.recent, indicator, ROUND_HALF_UP)
    return f"Au rythme des {months(one.effort.window)} derniers mois : {rate} par mois."


def _prolonged(one: Progress, indicator: Indicator) -> str:
    """What the recent rate would give, said for what it is."""
    if one.effort.at_due is None:
        return ""
    reached = derived(one, one.effort.at_due, indicator)
    due = french.month(one.due)
    return f"Prolongé tel quel, ce rythme donnerait {reached} fin {due} ; ce n’est pas une prévision."


def standstill(one: Progress, indicator: Indicator) -> str:
    """What the last months brought and what it would have taken; nothing where a place moves."""
    if not one.effort.standstill:
        return ""
    unit = _unit(indicator)
    gained = derived(one, one.effort.gained, indicator, unit)
    needed = exact(one.effort.required * one.effort.window)
    needed = derived(one, needed.quantize(Decimal(1).scaleb(-indicator.decimals), ROUND_UP), indicator, unit)
    return f"À l’arrêt : {gained} en {months(one.effort.window)} mois, quand il faudrait {needed}."


def months(count: int) -> str:
    """A number of months as a sentence writes it: « neuf », « 15 »."""
    return _NUMBERS.get(count, str(count))


def _unit(indicator: Indicator) -> str:
    return "points" if indicator.unit == "%" else indicator.unit


def _rate(one: Progress, value: Fraction, indicator: Indicator, rounding: str) -> str:
    """A monthly rate: one decimal more below ten, so that a small one is not written as nothing.

    A rate that is needed is rounded away from 0: the number written is enough.
    """
    if one.row.nature == "estimee" and abs(value) >= 100:
        return derived(one, value, indicator, _unit(indicator))
    decimals = indicator.decimals + (abs(value) < 10 and value.denominator != 1)
    rounded = exact(value).quantize(Decimal(1).scaleb(-decimals), rounding)
    return french.quantity(rounded, _unit(indicator), decimals)


def summary(one: Progress, indicator: Indicator, place: Territory) -> str:
    """The verdict, the gap, what it would take and who was heard: the reading that needs no chart.

    Without a verdict, the last value, and what it is worth.
    """
    said = (headline(one, indicator, place), worth(one, indicator), gap(one, indicator))
    return " ".join(filter(None, (*said, effort(one, indicator), heard(one))))


def outlook(one: Progress, indicator: Indicator) -> str:
    """The forecast that goes with a value; nothing where a total of the year makes no sense."""
    row = one.row
    if row is None or row.value is None or row.nature == "demonstration" or row.level not in _FORESEEN:
        return ""
    if not indicator.additive or indicator.takes_last or row.step != YEARLY:
        return ""
    return forecast(one.forecast, indicator, row.start.year)


def forecast(found: Forecast | None, indicator: Indicator, year: int) -> str:
    """The forecast of a year's total with its interval, or why there is none."""
    if found is None:
        return TOO_SHORT
    if found.reason:
        return _NOT_FORECAST[found.reason]
    low, high, middle = (amount(one, indicator) for one in (found.low, found.high, found.middle))
    return (
        f"Prévision pour {year} : {middle}, avec quatre chances sur cinq d’être entre {low} et {high},"
        f" d’après {found.months} mois connus."
    )


def trust(found: Coverage = COVERAGE) -> str:
    """How often such intervals held the truth, for the page of the method."""
    share = french.percent(Decimal(found.inside) / found.kept, 0)
    return (
        f"Essayé sur {found.tried} longues séries inventées, le calcul a donné {found.kept} prévisions ;"
        f" la vraie valeur était {found.inside} fois dans l’intervalle, soit {share} au lieu de"
        f" {french.percent(Decimal('0.8'), 0)}."
    )
