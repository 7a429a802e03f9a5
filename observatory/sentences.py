"""Say a value, its share of the target and what to know of it, in French sentences. Pure."""

from decimal import Decimal

from observatory import french
from observatory.declarations import Indicator
from observatory.observations import Observation, Stated, TargetValue

NATURES = {
    "officielle": "Chiffre officiel",
    "citee": "Chiffre cité",
    "estimee": "Estimation",
    "demonstration": "Démonstration",
}
NATURES_EXPLAINED = {
    "officielle": "Publié par un producteur public, repris tel quel ou additionné.",
    "citee": "Lu dans un document (rapport, article, discours), repris tel quel, jamais additionné.",
    "estimee": "Calculé par l’Observatoire, avec une méthode publiée.",
    "demonstration": "Inventé par un programme, pour montrer la page en attendant les vraies données.",
}
# The codes of `statut_obs`; a value may have two.
STATUSES = {
    "p": "provisoire",
    "e": "estimée",
    "r": "révisée",
    "b": "rupture de série",
    "f": "prévision",
    "x": "non disponible",
    "z": "sans objet",
}
PRECISIONS = {"environ": "environ ", "au_moins": "au moins ", "au_plus": "au plus "}
LEVELS = {
    "national": "France",
    "region": "régions",
    "departement": "départements",
    "epci": "intercommunalités",
    "hub": "hubs",
    "tani": "TANI",
}
STEPS = {"annee": "Année", "trimestre": "Trimestre", "mois": "Mois", "periode": "Période"}
UNKNOWN, NOT_CONCERNED = STATUSES["x"], STATUSES["z"]
MARKS = {"au_moins": "≥\u00a0", "au_plus": "≤\u00a0", "environ": "≈\u00a0"}
# A value that disclosure control hides: in a table or on a card, then in a sentence.
HIDDEN, MASKED = "secret [c]", "masqué par le secret statistique"
WHY_HIDDEN = (
    "[c] : valeur masquée par le secret statistique, parce qu’elle parle de trop peu de personnes ou"
    " d’organisations, ou parce qu’elle permettrait d’en retrouver une autre."
)


def absence(one: Observation | None, hidden: str = HIDDEN) -> str:
    """What stands in the place of a value: it is hidden, does not exist there, or is not available."""
    if one is not None and one.hidden:
        return hidden
    return NOT_CONCERNED if one is not None and one.status == "z" else UNKNOWN


def masked(count: int) -> str:
    """How many values are hidden, in words."""
    plural = "" if count < 2 else "s"
    return f"{french.number(count)} valeur{plural} masquée{plural} par le secret statistique"


def value(one: Observation, indicator: Indicator) -> str:
    """A value in full with its unit and precision: « au moins 140 membres », « 64,9 % »."""
    if one.value is None:
        return absence(one, MASKED)
    text = french.quantity(one.value, one.unit, indicator.decimals)
    return PRECISIONS.get(one.precision or "", "") + text


def cell(one: Observation | None, indicator: Indicator) -> str:
    """A value in a table: the number alone, or why there is none."""
    if one is None or one.value is None:
        return absence(one)
    return MARKS.get(one.precision or "", "") + french.number(one.value, indicator.decimals)


def stated(one: Stated, decimals: int) -> str:
    """A value of before or of after a revision, with its range; a dash for none."""
    if one.value is None:
        return "–"
    number = MARKS.get(one.precision or "", "") + french.number(one.value, decimals)
    if one.low is None or one.high is None:
        return number
    return f"{number} (entre {french.number(one.low, decimals)} et {french.number(one.high, decimals)})"


def short(one: Observation, indicator: Indicator) -> str:
    """A value for a card or a list: in millions when large."""
    if one.value is None:
        return absence(one)
    estimated = one.nature == "estimee" and indicator.additive
    about = "environ " if estimated else PRECISIONS.get(one.precision or "", "")
    said = french.significant(one.value) if estimated else one.value
    if abs(said) >= 1_000_000:
        return about + french.rounded(said, one.unit)
    return about + french.quantity(said, one.unit, indicator.decimals)


def spoken(one: Observation, indicator: Indicator) -> str:
    """A value for a sentence: in millions when large, with its range when it has one."""
    if one.value is None:
        return absence(one, MASKED)
    return short(one, indicator) + _between(one, indicator)


def _between(one: Observation, indicator: Indicator) -> str:
    if one.low is None or one.high is None:
        return ""
    if one.high >= 1_000_000:
        low, high = (french.number(end / 1_000_000, 2) for end in (one.low, one.high))
        return f" (entre {low} et {high}{french.NBSP}million{'s' if one.high >= 2_000_000 else ''})"
    ends = (one.low, one.high)
    ends = map(french.significant, ends) if one.nature == "estimee" else ends
    low, high = (french.number(end, indicator.decimals) for end in ends)
    return f" (entre {low} et {high})"


def partial(one: Observation) -> str:
    """What a partial period says of itself: « période partielle, 9 mois sur 12 »."""
    if one.months is not None and one.months_expected and one.months < one.months_expected:
        return f"période partielle, {one.months} mois sur {one.months_expected}"
    return STATUSES["p"] if "p" in (one.status or "") else ""


def status(one: Observation) -> str:
    """The words beside a value in a table: its nature when not official, then its status."""
    words = [] if one.nature == "officielle" else [NATURES[one.nature].lower()]
    if one.value is not None:
        codes = dict.fromkeys(("p" if partial(one) else "") + (one.status or ""))
        said = STATUSES | {"p": provisional(one)}
        words += [said[code] for code in codes if (code, one.nature) != ("e", "estimee")]
    return ", ".join(words)


def provisional(one: Observation) -> str:
    """A value that will change: « provisoire, 9 mois sur 12 »."""
    return partial(one).replace("période partielle", STATUSES["p"])


def when(one: Observation) -> str:
    """The period of a value; for a stock read before its end, the month it was read."""
    text = french.period(one.step, one.start, one.end)
    if one.months is None and one.last_month and one.last_month < one.end.replace(day=1):
        return f"fin {french.month(one.last_month)}"
    return text


def share(one: Observation, target: TargetValue | None) -> Decimal | None:
    """The value as a share of the target; None where it would compare unlike things."""
    if one.value is None or target is None:
        return None
    if target.due == "annee" and one.step != "annee":
        return None
    return one.value / target.value


def reading(one: Observation | None, indicator: Indicator, target: TargetValue | None) -> str:
    """The sentence that goes with a chart: place, period, value, share of the target, caution."""
    if one is None or not one.told:
        return "Aucune valeur n’est publiée pour ce choix."
    words = f"{one.name}, {when(one)} : {spoken(one, indicator)}"
    found = share(one, target)
    if found is not None:
        goal = french.rounded(target.value)
        words += f", soit {french.percent(found, 0)} de l’objectif de {goal} {french.due(target.due)}"
    words += f" ({partial(one)})" if partial(one) else ""
    return words + {
        "estimee": ". C’est une estimation.",
        "demonstration": ". Donnée de démonstration, inventée.",
    }.get(one.nature, ".")


def rate(found: Decimal, indicator: Indicator) -> str:
    """A comparable value: one decimal at least for a quantity, two for a small one."""
    if not indicator.additive:
        return french.number(found, indicator.decimals)
    return french.number(found, max(indicator.decimals, 1 if found == 0 or found >= 1 else 2))


def rate_unit(indicator: Indicator) -> str:
    """What a comparable value counts: « personnes pour 1 000 habitants », or the unit."""
    if not indicator.additive:
        return indicator.unit
    inhabitants = french.number(indicator.per_inhabitants)
    return f"{indicator.unit} pour {inhabitants} habitants"


def reference(rows: list[Observation], indicator: Indicator) -> Observation | None:
    """The value to show first: the last complete year (the last one for a stock), else any.

    Hidden or not: an older value, or that of a shorter period, does not stand in for a hidden one.
    """
    known = [one for one in rows if one.told]
    years = [one for one in known if one.step == "annee"]
    whole = [one for one in years if indicator.takes_last or not partial(one)]
    latest = (whole or years or known)[-1:]
    return latest[0] if latest else None
