"""The files that people download: each indicator as tidy CSV or JSON. Pure: rows in, bytes out."""

import csv
import io
import json
from collections.abc import Collection, Mapping
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
    "valeur": "Nombre, ou vide quand il n’est pas disponible ou masqué (statut_conf). Vide n’est pas zéro.",
    "unite": "Unité de la valeur.",
    "precision": "exacte, environ, au_moins, au_plus ou intervalle.",
    "valeur_basse": "Bas de l’intervalle, s’il y en a un.",
    "valeur_haute": "Haut de l’intervalle, s’il y en a un.",
    "statut_obs": "p provisoire ou partielle, e estimée, r révisée, b rupture de série, f prévision,"
    " x non disponible, z sans objet ; deux lettres, comme er, quand deux s’appliquent.",
    "statut_conf": "c quand le secret statistique masque la valeur, qui existe mais reste vide ; vide sinon.",
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
REVISIONS = {
    "millesime_avant": "Millésime où la valeur était l’ancienne.",
    "millesime": "Millésime où elle est la nouvelle.",
    "publie_le": "Jour de publication de ce millésime.",
    "indicateur": "Identifiant de l’indicateur.",
    "territoire_id": "Identifiant du territoire.",
    "territoire_niveau": "Niveau du territoire.",
    "territoire_nom": "Nom du territoire.",
    "periode_type": "mois, trimestre, annee ou periode.",
    "periode_debut": "Premier jour de la période.",
    "periode_fin": "Dernier jour de la période.",
    "ventilation": "total, ou la partie du tout.",
    "unite": "Unité de la valeur.",
    "ancienne_valeur": "Ce que le chiffre valait ; vide s’il est masqué.",
    "ancienne_basse": "Bas de l’ancien intervalle.",
    "ancienne_haute": "Haut de l’ancien intervalle.",
    "ancienne_precision": "exacte, environ, au_moins, au_plus ou intervalle.",
    "nouvelle_valeur": "Ce qu’il vaut ; vide s’il n’est plus publié, ou masqué.",
    "nouvelle_basse": "Bas du nouvel intervalle.",
    "nouvelle_haute": "Haut du nouvel intervalle.",
    "nouvelle_precision": "exacte, environ, au_moins, au_plus ou intervalle.",
    "masquee": "oui quand le secret statistique masque aujourd’hui la valeur : ni l’ancienne ni la nouvelle"
    " ne sont répétées.",
    "completee": "oui quand la valeur était provisoire et a été complétée.",
    "type": "routine (attendue), correction (d’une erreur), methode (autre calcul) ou secret.",
    "motif": "Pourquoi.",
    "declare_le": "Jour où le motif a été déclaré.",
}

REGISTER = {
    "numero": "Numéro de la recommandation ou de l’action.",
    "type": "recommandation ou action.",
    "origine": "Pour une action : la recommandation publiée qu’elle met en œuvre.",
    "conference": "Réunion où elle a été adoptée.",
    "date": "Jour où elle a été adoptée.",
    "texte": "Son texte.",
    "responsable": "Fonction ou service chargé de la suite.",
    "echeance": "Jour où elle doit être réalisée ; vide s’il n’y en a pas.",
    "etat": "proposée, retenue, engagée, réalisée ou abandonnée.",
    "source": "Producteur et titre du fichier d’où elle vient.",
    "territoire_id": "Identifiant d’un territoire concerné.",
    "territoire_nom": "Nom de ce territoire.",
    "indicateur": "Identifiant d’un indicateur visé ; vide quand elle n’en vise aucun.",
    "unite": "Unité des deux valeurs.",
    "valeur_avant": "Dernière valeur connue le jour de l’adoption ; vide quand il n’y en a pas, ou masquée.",
    "periode_avant_debut": "Premier jour de sa période.",
    "periode_avant_fin": "Dernier jour de sa période.",
    "statut_conf_avant": "c quand le secret statistique masque cette valeur ; vide sinon.",
    "nature_avant": "officielle, citee, estimee ou demonstration (inventée).",
    "valeur_apres": "Dernière valeur connue depuis ; vide quand il n’y en a pas, ou masquée. L’écart entre"
    " les deux ne prouve pas que la recommandation l’explique.",
    "periode_apres_debut": "Premier jour de sa période, qui peut précéder l’adoption.",
    "periode_apres_fin": "Dernier jour de sa période.",
    "statut_conf_apres": "c quand le secret statistique masque cette valeur ; vide sinon.",
    "nature_apres": "officielle, citee, estimee ou demonstration (inventée).",
    "millesime": "Version publiée d’où vient la ligne.",
}


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


def list_csv(columns: Mapping[str, str], rows: list[dict]) -> bytes:
    """The CSV of a list (the revisions, the register) with its columns, in the form of the others."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _cell(value) for name, value in row.items()} for row in rows)
    return text.getvalue().encode("utf-8")


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "oui" if value else "non"
    return plain(value) if isinstance(value, Decimal) else value


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
