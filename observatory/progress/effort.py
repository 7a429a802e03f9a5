"""What it would take: the monthly rate needed, the rate of the last nine months, and standstill."""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from observatory.progress.expected import number

WINDOW = 9  # months that a recent rate is read over, or the first longer span that is known
LONGEST = 18
STANDSTILL = Fraction(1, 10)
Known = tuple[datetime.date, Decimal]


@dataclass(frozen=True, slots=True)
class Effort:
    """Rates per month: `required` to reach the target by its date, `recent` over the last `window` months.

    `required` is None once the target is reached or its date has come; `recent` where too little
    is known. `at_due` prolongs the recent rate to the date of the target: it is not a forecast.
    """

    left: int
    required: Fraction | None = None
    recent: Fraction | None = None
    window: int | None = None
    at_due: Fraction | None = None

    @property
    def gained(self) -> Fraction | None:
        """What the last months brought, all together."""
        return None if self.recent is None else self.recent * self.window

    @property
    def standstill(self) -> bool:
        """Whether the last months bring under a tenth of the pace needed."""
        if self.required is None or self.recent is None:
            return False
        return self.recent / self.required < STANDSTILL


def effort(known: list[Known], target: Decimal, due: datetime.date, *, reached: bool) -> Effort:
    """What is left to do after the last of the known values, oldest first, by the end of month `due`."""
    month, value = known[-1]
    left = max(0, number(due) - number(month))
    required = None if reached or not left else (Fraction(target) - Fraction(value)) / left
    spans = [(number(month) - number(other), before) for other, before in reversed(known)]
    span = next((one for one in spans if WINDOW <= one[0] <= LONGEST), None)
    if span is None:
        return Effort(left, required)
    window, before = span
    recent = (Fraction(value) - Fraction(before)) / window
    return Effort(left, required, recent, window, Fraction(value) + recent * left)
