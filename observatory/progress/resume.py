"""The file `resume`: every last value and its verdict as French sentences. Pure: bytes out."""

import csv
import io
from collections.abc import Iterable, Mapping

from observatory.declarations import Indicator
from observatory.french import typeset
from observatory.observations import Territory
from observatory.progress import prospects
from observatory.progress.course import Progress

# The contract: these columns, in this order; new ones are only ever added at the end.
COLUMNS = {
    "indicateur": "Identifiant de l’indicateur.",
    "territoire_id": "Identifiant unique : FR, REG-32, DEP-80…",
    "periode_debut": "Premier jour de la dernière période qui a une valeur.",
    "periode_fin": "Dernier jour de cette période.",
    "verdict": "atteint, non_atteint, a_l_heure, a_accelerer, en_retard, recul ou non_evaluable.",
    "motif": "Pourquoi la progression n’est pas évaluable.",
    "nature": "officielle, citee, estimee ou demonstration (inventée).",
    "resume": "Le verdict, la valeur, l’effort qu’il faudrait et les territoires entendus, en phrases.",
    "prevision": "La prévision du total de l’année, ou pourquoi il n’y en a pas ; vide là où elle n’a pas de"
    " sens (situation à une date, rapport, donnée inventée ou masquée, sous le niveau régional).",
    "millesime": "Version publiée d’où vient la ligne.",
}


def csv_bytes(
    found: Iterable[Progress],
    indicators: Mapping[str, Indicator],
    places: Mapping[str, Territory],
    vintage: str,
) -> bytes:
    """The CSV of the courses given, in their order: UTF-8, comma, ISO dates, a line each."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in found:
        writer.writerow(_line(one, indicators[one.indicator], places[one.territory], vintage))
    return text.getvalue().encode("utf-8")


def _line(one: Progress, indicator: Indicator, place: Territory, vintage: str) -> list:
    row, reason = one.row, one.ruling.reason
    return [
        one.indicator,
        one.territory,
        row and row.start.isoformat(),
        row and row.end.isoformat(),
        one.verdict.value,
        reason and reason.value,
        row and row.nature,
        typeset(prospects.summary(one, indicator, place)),
        typeset(prospects.outlook(one, indicator)),
        vintage,
    ]
