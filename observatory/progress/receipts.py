"""The formula of a verdict with its numbers in it, and the two other methods beside it. Pure."""

from decimal import Decimal
from fractions import Fraction

from observatory import french
from observatory.declarations import Indicator
from observatory.progress.course import Progress
from observatory.progress.expected import number
from observatory.progress.methods import open_sdg, pilote
from observatory.progress.rule import NOT_FAST_ENOUGH, ON_TIME, Verdict
from observatory.progress.words import REASONS, WORDS, exact, faithful, percent

DIFFERENCE = (
    "PILOTE borne son taux entre 0 et 100 et ne regarde pas le temps passé ; le rapport d’Open SDG et de"
    " Statistique Canada compare des croissances composées, qui n’ont pas de sens pour un compteur parti de"
    " zéro ; notre règle compare le chemin fait au chemin attendu à la date de la valeur."
)
BOUNDS = (Fraction(0), NOT_FAST_ENOUGH, ON_TIME)


def formula(one: Progress, indicator: Indicator) -> list[str]:
    """The steps of the calculation, one sentence each, down to the verdict."""
    verdict = f"Verdict : {WORDS[one.verdict]}"
    if one.verdict is Verdict.NOT_ASSESSED:
        return [f"{verdict} ({REASONS[one.ruling.reason]})."]
    if one.ruling.progress is None:
        first, target = _plain(one.initial, indicator), _plain(one.target.value, indicator)
        way = f"Pas de chemin à faire : la valeur de départ ({first}) était déjà à l’objectif ({target})."
        return [way, f"{verdict}."]
    return [_progress(one, indicator), _expected(one), _pace(one), f"{verdict}{_bounds(one)}."]


def _progress(one: Progress, indicator: Indicator) -> str:
    value, first, target = (_plain(each, indicator) for each in (one.value, one.initial, one.target.value))
    share = _share(one.ruling.progress)
    return f"Avancement : ({value} − {first}) ÷ ({target} − {first}) = {share}."


def _expected(one: Progress) -> str:
    done, whole = (number(end) - number(one.start) for end in (one.at, one.due))
    until = f"Attendu à fin {french.month(one.at)}"
    if one.ruling.expected == Fraction(done, whole):
        return f"{until} : {done} mois sur {whole}, soit {_share(one.ruling.expected)}."
    return f"{until} : {_share(one.ruling.expected)}, d’après le calendrier déclaré."


def _pace(one: Progress) -> str:
    progress, expected = _share(one.ruling.progress), _share(one.ruling.expected)
    return f"Rythme : {progress} ÷ {expected} = {faithful(one.ruling.pace, 2, *BOUNDS)}."


def _bounds(one: Progress) -> str:
    low, high = (french.number(exact(bound), 2) for bound in (NOT_FAST_ENOUGH, ON_TIME))
    return {
        Verdict.MET: ", puisque la valeur est à l’objectif ou au-delà",
        Verdict.MISSED: ", puisque la date est venue et que la valeur n’est pas à l’objectif",
        Verdict.ON_TIME: f", puisque le rythme est d’au moins {high}",
        Verdict.SPEED_UP: f", puisque le rythme est d’au moins {low} et de moins de {high}",
        Verdict.LATE: f", puisque le rythme est de moins de {low}",
        Verdict.BACKWARD: ", puisque la valeur est plus loin de l’objectif qu’au départ",
    }[one.verdict]


def _share(share: Fraction) -> str:
    return percent(share, 1)


def _plain(value: Decimal, indicator: Indicator) -> str:
    return french.number(value, indicator.decimals)


def pilote_rate(one: Progress, indicator: Indicator) -> Decimal | None:
    """PILOTE's rate for a course that has a verdict, in %."""
    if one.verdict is Verdict.NOT_ASSESSED:
        return None
    return pilote(one.initial, one.value, one.target.value, rising=indicator.higher_is_better)


def open_sdg_ratio(one: Progress, indicator: Indicator) -> Decimal | None:
    """Open SDG's ratio for a course that has a verdict; None for a target that starts again each year."""
    if one.verdict is Verdict.NOT_ASSESSED or one.yearly:
        return None
    ends = (one.start, one.initial), (one.at, one.value), (one.due, one.target.value)
    return open_sdg(*ends, rising=indicator.higher_is_better)


def others(one: Progress, indicator: Indicator) -> str:
    """What the two other methods give, and why they differ; nothing without a verdict."""
    rate, ratio = pilote_rate(one, indicator), open_sdg_ratio(one, indicator)
    if rate is None:
        return ""
    said = "ne se calcule pas ici" if ratio is None else f"vaut {french.number(ratio, 2)}"
    return (
        f"Le taux d’avancement de PILOTE est de {french.number(rate, 2)} % ;"
        f" le rapport d’Open SDG {said}. {DIFFERENCE}"
    )
