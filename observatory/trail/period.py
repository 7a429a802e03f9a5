"""A period as an address and a command write it: 2023, 2023-T3, 2023-09, 2019-01/2022-03."""

import datetime
import difflib
import re
from collections.abc import Iterable

FORM = re.compile(r"(\d{4})(?:-(?:T([1-4])|(0[1-9]|1[0-2])(?:/(\d{4})-(0[1-9]|1[0-2]))?))?")
Period = tuple[str, datetime.date, datetime.date]


def read(text: str) -> Period | None:
    """The step, the first month and the last month of a period; None when it is none."""
    found = FORM.fullmatch(text)
    if not found or not int(found[1]) or found[4] and not int(found[4]):
        return None
    year, quarter, month = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    if found[4]:
        return "periode", datetime.date(year, month, 1), datetime.date(int(found[4]), int(found[5]), 1)
    if quarter:
        return "trimestre", datetime.date(year, 3 * quarter - 2, 1), datetime.date(year, 3 * quarter, 1)
    if month:
        return "mois", datetime.date(year, month, 1), datetime.date(year, month, 1)
    return "annee", datetime.date(year, 1, 1), datetime.date(year, 12, 1)


def nearest(asked: str, known: Iterable[Period], count: int = 5) -> list[str]:
    """The periods that look most like the one asked for: of the same step, then close in time."""
    wanted = read(asked)
    if wanted is None:
        return difflib.get_close_matches(asked, [written(*one) for one in known], n=count, cutoff=0)
    step, start, _ = wanted
    near = sorted(known, key=lambda one: (one[0] != step, abs(one[1] - start), one))
    return [written(*one) for one in near[:count]]


def written(step: str, start: datetime.date, end: datetime.date) -> str:
    """The period as `read` reads it; the end is any day of its last month."""
    if step == "annee":
        return f"{start:%Y}"
    if step == "trimestre":
        return f"{start:%Y}-T{(start.month + 2) // 3}"
    return f"{start:%Y-%m}" if step == "mois" else f"{start:%Y-%m}/{end:%Y-%m}"
