"""The national goal of 1.5 million people a year, and what it is worth per inhabitant."""

from decimal import Decimal

from observatory import french
from observatory.observations import TargetValue
from observatory.store import Store

HEADLINE = "personnes-formees"


def national(store: Store) -> TargetValue:
    """The goal, as the headline indicator declares it."""
    return store.targets(HEADLINE)[0]


def equivalent(store: Store) -> Decimal:
    """The goal brought to 1,000 inhabitants of the nation: a landmark, never a local target."""
    return national(store).value * 1000 / store.territories["FR"].population


def landmark(store: Store) -> str:
    """The equivalent in a sentence that says what it is not."""
    people = french.number(store.territories["FR"].population)
    return (
        f"Repère, pas un objectif territorial : {french.rounded(national(store).value)} de"
        f" personnes par an pour {people} habitants (collectivités d’outre-mer comprises), soit"
        f" {french.number(equivalent(store), 1)} personnes pour 1 000 habitants."
    )
