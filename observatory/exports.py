"""The files that people download: each indicator as tidy CSV or JSON. Pure: rows in, bytes out."""

import csv
import io
import json
from collections.abc import Collection
from decimal import Decimal

from observatory.observations import Observation

# The contract: these columns, in this order; new ones are only ever added at the end.
COLUMNS = {
    "indicateur": "Identifiant de l’indicateur.",
    "territoire_id": "Identifiant unique : FR, REG-32, DEP-80… NV-DEP et NV-REG : non ventilé.",
    "territoire_niveau": "national, region, departement, epci, hub ou tani.",
    "territoire_code": "Code officiel géographique ; nom court pour un hub ou un TANI.",
    "territoire_nom": "Nom du territoire.",
    "periode_type": "mois, trimestre, annee, ou periode quand elle déborde d’une année.",
    "periode_debut": "Premier jour de la période.",
    "periode_fin": "Dernier jour de la période.",
    "valeur": "Nombre, ou vide quand il n’est pas disponible. Vide n’est pas zéro.",
    "unite": "Unité de la valeur.",
    "precision": "exacte, environ, au_moins, au_plus ou intervalle.",
    "valeur_basse": "Bas de l’intervalle, s’il y en a un.",
    "valeur_haute": "Haut de l’intervalle, s’il y en a un.",
    "statut_obs": "p provisoire ou partielle, e estimée, r révisée, b rupture, f prévue, x non disponible.",
    "statut_conf": "c quand le secret statistique masque la valeur.",
    "nature": "officielle, citee, estimee ou demonstration (inventée).",
    "couverture": "Part des mois et des territoires attendus qui sont connus, de 0 à 1.",
    "source": "Producteur et titre de chaque source.",
    "licence": "Licence de chaque source.",
    "millesime": "Version publiée d’où vient la ligne.",
    "note": "Ce qu’il faut savoir de cette valeur.",
}
BREAKDOWN = "ventilation"
DETAILED = COLUMNS | {BREAKDOWN: "Partie du total que la ligne compte ; total pour l’ensemble."}
NUMBERS = ("valeur", "valeur_basse", "valeur_haute", "couverture")
DATES = ("periode_debut", "periode_fin")
KEY = ("territoire_id", "periode_type", "periode_debut", "periode_fin", BREAKDOWN)


def csv_bytes(rows: list[Observation], vintage: str, *, breakdowns: bool = False) -> bytes:
    """The CSV of an indicator: UTF-8, comma, point, ISO dates, rows in the order given.

    With `breakdowns`, a last column names the part of each row (`total` for the whole).
    """
    names = DETAILED if breakdowns else COLUMNS
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    writer.writerows(_line(one, vintage)[: len(names)] for one in rows)
    return text.getvalue().encode("utf-8")


def json_bytes(rows: list[Observation], vintage: str, *, breakdowns: bool = False) -> bytes:
    """The same rows as JSON: a list of objects, one a line; numbers in the same digits, null for empty."""
    names = DETAILED if breakdowns else COLUMNS
    lines = (", ".join(map(_member, names, _line(one, vintage))) for one in rows)
    return ("[\n" + ",\n".join(f"{{{line}}}" for line in lines) + "\n]\n").encode("utf-8")


def _member(name: str, value: str | None) -> str:
    written = value if name in NUMBERS and value else json.dumps(value or None, ensure_ascii=False)
    return f'"{name}": {written}'


def _line(one: Observation, vintage: str) -> list[str | None]:
    return [
        one.indicator,
        one.territory,
        one.level,
        one.code,
        one.name,
        one.step,
        one.start.isoformat(),
        one.end.isoformat(),
        plain(one.value),
        one.unit,
        one.precision,
        plain(one.low),
        plain(one.high),
        one.status,
        one.confidentiality,
        one.nature,
        plain(one.coverage),
        one.source,
        one.licence,
        vintage,
        one.note,
        one.breakdown,
    ]


def plain(value: Decimal | None) -> str:
    """A number in plain digits, without the zeros that say nothing; empty for none."""
    if value is None:
        return ""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def file_name(slug: str, natures: Collection[str], form: str = "csv") -> str:
    """The name of the file: it begins with `demonstration-` when one value is invented."""
    return f"demonstration-{slug}.{form}" if "demonstration" in natures else f"{slug}.{form}"
