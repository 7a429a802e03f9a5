"""Two published ways to measure progress, computed exactly as published, to show beside ours."""

import datetime
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
ZERO_REPLACED = Decimal("0.001")


def pilote(initial: Decimal, value: Decimal, target: Decimal, *, rising: bool = True) -> Decimal:
    """The « taux d’avancement » of PILOTE, in %: 100 (VA − VI) / (VC − VI), held between 0 and 100.

    Where the first value is at the target or past it: 100 if the value is too, else 0. Rounded to
    two decimals, as in the barometer of public action (DITP).
    """
    if initial >= target if rising else initial <= target:
        met = value >= target if rising else value <= target
        return Decimal(100 if met else 0).quantize(CENT)
    rate = 100 * (value - initial) / (target - initial)
    return max(Decimal(0), min(Decimal(100), rate)).quantize(CENT, ROUND_HALF_UP)


def open_sdg(
    start: tuple[datetime.date, Decimal],
    now: tuple[datetime.date, Decimal],
    due: tuple[datetime.date, Decimal],
    *,
    rising: bool = True,
) -> Decimal | None:
    """The ratio of Open SDG 2.4 and Statistics Canada: compound growth seen over compound growth needed.

    Growth is counted in whole years, from the year of the first value; 0 is replaced by 0.001; a
    first value below 0 changes the sign. None where the method gives nothing: less than a year, values of
    opposite signs, a target equal to the first value.
    """
    base, target = start[1] or ZERO_REPLACED, due[1] or ZERO_REPLACED
    years, whole = now[0].year - start[0].year, due[0].year - start[0].year
    if years < 1 or whole < 1 or now[1] * base < 0 or target * base < 0 or target == base:
        return None
    direction = (1 if rising else -1) * (1 if base > 0 else -1)
    return direction * _growth(now[1] / base, years) / abs(_growth(target / base, whole))


def _growth(ratio: Decimal, years: int) -> Decimal:
    return ratio ** (Decimal(1) / years) - 1
