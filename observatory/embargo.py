"""The hour of Paris before which a vintage does not exist for its readers: read it, write it."""

import datetime
from zoneinfo import ZoneInfo

from observatory import french

PARIS = ZoneInfo("Europe/Paris")
FORM = "%Y-%m-%d %H:%M"


class EmbargoError(ValueError):
    """An hour that cannot be kept: why, and the cure."""


def read_hour(text: str, now: datetime.datetime) -> datetime.datetime:
    """The instant, in UTC, of an hour of Paris to come, `AAAA-MM-JJ HH:MM`. Raises EmbargoError.

    An hour that the change of clocks skips or repeats names no instant, or two: it is refused.
    """
    try:
        local = datetime.datetime.strptime(text.strip(), FORM).replace(tzinfo=PARIS)
    except ValueError as error:
        raise EmbargoError(
            f"--embargo : « {text} » trouvé ; écrivez la date et l’heure de Paris, comme 2026-12-01 08:45"
        ) from error
    if local.utcoffset() != local.replace(fold=1).utcoffset():
        skipped = local.utcoffset() < local.replace(fold=1).utcoffset()
        fault = "n’existe pas" if skipped else "arrive deux fois"
        raise EmbargoError(
            f"--embargo : le {french.date(local.date())}, {local:%H:%M} {fault} (changement d’heure) ;"
            " choisissez avant 02:00 ou à partir de 03:00"
        )
    instant = local.astimezone(datetime.UTC)
    if instant <= now:
        raise EmbargoError(f"--embargo : {told(instant)} est déjà passé ; choisissez une heure à venir")
    return instant


def told(instant: datetime.datetime) -> str:
    """An instant in words: « 1er décembre 2026 à 8 h 45 (heure de Paris) »."""
    local = instant.astimezone(PARIS)
    return f"{french.date(day(instant))} à {local.hour} h {local.minute:02} (heure de Paris)"


def day(instant: datetime.datetime) -> datetime.date:
    """The day of an instant, in Paris."""
    return instant.astimezone(PARIS).date()
