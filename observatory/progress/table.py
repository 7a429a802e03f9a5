"""The steering file: a line for each course, the figures without their words. Pure: bytes out."""

import csv
import io
from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from observatory.declarations import Indicator
from observatory.exports import plain
from observatory.progress.course import Progress
from observatory.progress.receipts import open_sdg_ratio, pilote_rate
from observatory.progress.words import exact

# The contract: these columns, in this order; new ones are only ever added at the end.
COLUMNS = {
    "indicateur": "Identifiant de l’indicateur.",
    "territoire_id": "Identifiant unique : FR, REG-32, DEP-80…",
    "periode_debut": "Premier jour de la dernière période qui a une valeur.",
    "periode_fin": "Dernier jour de cette période.",
    "valeur": "Valeur à comparer à la cible, vide quand elle n’est pas disponible ou masquée.",
    "cible": "Valeur à atteindre ; vide quand aucune cible n’est déclarée.",
    "attendu": "Valeur attendue à la date de la valeur.",
    "ecart": "Valeur moins valeur attendue.",
    "avancement": "Part du chemin faite, de la valeur de départ à la cible ; 1 vaut 100 %, sans borne.",
    "rythme": "Avancement divisé par la part du chemin attendue à la date de la valeur.",
    "verdict": "atteint, non_atteint, a_l_heure, a_accelerer, en_retard, recul ou non_evaluable.",
    "motif": "Pourquoi la progression n’est pas évaluable.",
    "taux_pilote": "Taux d’avancement calculé comme PILOTE, en %, borné de 0 à 100.",
    "ratio_open_sdg": "Croissance composée observée sur croissance qu’il faudrait (Open SDG).",
    "prevision_basse": "Total prévu de l’année, bas de l’intervalle à 80 %.",
    "prevision": "Total prévu de l’année ; vide quand la série est trop courte ou l’essai décevant.",
    "prevision_haute": "Total prévu de l’année, haut de l’intervalle à 80 %.",
    "nature": "officielle, citee, estimee ou demonstration (inventée).",
    "couverture": "Part des mois et des territoires attendus qui sont connus, de 0 à 1.",
    "millesime": "Version publiée d’où vient la ligne.",
}
MICRO = Decimal("0.000001")


def csv_bytes(found: Iterable[Progress], indicators: Mapping[str, Indicator], vintage: str) -> bytes:
    """The CSV of the courses given, in their order: UTF-8, comma, point, ISO dates."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_line(one, indicators[one.indicator], vintage) for one in found)
    return text.getvalue().encode("utf-8")


def _line(one: Progress, indicator: Indicator, vintage: str) -> list:
    row, ruling, forecast = one.row, one.ruling, one.forecast
    foreseen = (forecast.low, forecast.middle, forecast.high) if forecast else (None, None, None)
    return [
        one.indicator,
        one.territory,
        row and row.start.isoformat(),
        row and row.end.isoformat(),
        plain(one.value),
        plain(one.target and one.target.value),
        *(_six(each) for each in (one.awaited, one.gap, ruling.progress, ruling.pace)),
        ruling.verdict.value,
        ruling.reason and ruling.reason.value,
        plain(pilote_rate(one, indicator)),
        _six(open_sdg_ratio(one, indicator)),
        *(plain(each) for each in foreseen),
        row and row.nature,
        plain(row and row.coverage),
        vintage,
    ]


def _six(value: Fraction | Decimal | None) -> str:
    return "" if value is None else plain(exact(value).quantize(MICRO, ROUND_HALF_UP))
