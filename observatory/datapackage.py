"""Describe the files of a vintage for machines, as a Frictionless Data Package 2.0. Pure.

Specification: https://datapackage.org/standard/data-package/. No date of creation: the same rows
give the same bytes, and the vintage says the rest.
"""

import hashlib
from collections.abc import Iterable

from observatory.declarations import Indicator, Source
from observatory.exports import DATES, DETAILED, KEY, NUMBERS

PROFILES = "https://datapackage.org/profiles/2.0"
MISSING = "Non disponible, non applicable ou masquée : voir statut_obs et statut_conf. Vide n’est pas zéro."
LICENCES = {"MIT": "MIT"}  # as a producer names it -> as the Open Definition does
UNKNOWN = "notspecified"  # the Open Definition's word for a licence that nobody stated


def package(vintage: str, resources: list[dict]) -> dict:
    """The description of a whole vintage, from those of its files."""
    return {
        "$schema": f"{PROFILES}/datapackage.json",
        "name": "observatoire-inclusion-numerique",
        "title": "Observatoire de l’inclusion numérique",
        "version": vintage,
        "resources": resources,
    }


def resource(indicator: Indicator, path: str, raw: bytes, sources: Iterable[Source]) -> dict:
    """The description of the CSV of an indicator: its columns, its bytes, where its values come from."""
    used = list(sources)
    licences = sorted({one.licence for one in used})
    told = {
        "name": indicator.slug,
        "type": "table",
        "path": path,
        "title": indicator.title,
        "description": indicator.definition,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(raw),
        "hash": f"sha256:{hashlib.sha256(raw).hexdigest()}",
        "sources": [{"title": one.credit, "path": one.url} for one in used],
        "licenses": [{"name": LICENCES.get(one, UNKNOWN), "title": one} for one in licences],
        "schema": schema(),
    }
    return {name: value for name, value in told.items() if value != []}


def schema() -> dict:
    """The columns that every file has, as a Table Schema; what an empty cell means is said."""
    return {
        "$schema": f"{PROFILES}/tableschema.json",
        "fields": [
            {"name": name, "type": _kind(name), "description": meaning} for name, meaning in DETAILED.items()
        ],
        "primaryKey": list(KEY),
        "missingValues": [{"value": "", "label": MISSING}],
    }


def _kind(name: str) -> str:
    return "number" if name in NUMBERS else "date" if name in DATES else "string"
