"""Indicative shares of the national goal: a convention of ours, shown only when it is asked for."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum

from observatory.observations import TargetValue

CONVENTION = (
    "Clé indicative, convention de l’Observatoire : part de l’objectif national répartie {key}."
    " Ce n’est l’objectif d’aucun territoire."
)

MICRO = Decimal("0.000001")


class Key(StrEnum):
    """What the national goal is shared out by, as the address of a page writes it."""

    POPULATION = "population"
    FAR = "eloignes"


WORDS = {
    Key.POPULATION: "selon la population",
    Key.FAR: "selon le nombre de personnes éloignées du numérique",
}


def indicative(
    national: TargetValue, key: Key, weights: Mapping[str, Decimal | int | None], whole: Decimal | int
) -> dict[str, TargetValue]:
    """The share of a national target for each territory: target × its weight / the nation's.

    A territory whose weight is unknown gets none. Weights and `whole` must count the same thing.
    """
    label = CONVENTION.format(key=WORDS[key])
    return {
        place: replace(
            national,
            territory=place,
            value=(national.value * weight / whole).quantize(MICRO),
            reference=label,
            url="-",
            indicative=True,
        )
        for place, weight in weights.items()
        if weight is not None and place != national.territory
    }
