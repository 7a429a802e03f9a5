"""What a forecast says, as the vintage holds it, and how often such forecasts were right."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Forecast:
    """The total of the year of the last month, with four chances in five to be between low and high.

    Without one, `reason`: `annee_complete`, `valeurs_negatives`, or `essais` where the trials on the past
    do no better than two rules without a model. The errors are those of the trials: the model's, then those
    of the last month again, and of the same month of last year again.
    """

    months: int
    low: Decimal | None = None
    middle: Decimal | None = None
    high: Decimal | None = None
    error: float | None = None
    naive: float | None = None
    seasonal: float | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """How often the truth was between low and high, on made-up series whose end was put aside.

    Of `tried` series, `kept` were forecast; of these, `inside` had their true total in the interval.
    """

    tried: int
    kept: int
    inside: int


# Measured by `python -m benchmarks.forecasts`; to measure again when the model changes.
COVERAGE = Coverage(tried=300, kept=212, inside=162)
