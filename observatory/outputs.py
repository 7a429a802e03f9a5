"""Write the files of a vintage that people download whole: one Parquet, and one zip of every CSV.

The same rows give the same bytes: no clock, one order, one thread.
"""

import json
from contextlib import closing
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import duckdb

from observatory.datapackage import package, resource
from observatory.durable import naming
from observatory.exports import DETAILED, csv_bytes, file_name
from observatory.store import Store
from observatory.vintages import DATABASE, PACKAGE, PARQUET

NOTICE = """\
Observatoire de l’inclusion numérique, millésime {vintage}

Un fichier CSV par indicateur : UTF-8, virgule, point décimal, dates AAAA-MM-JJ.
Une ligne par territoire, période et ventilation (« total » pour l’ensemble).
Vide n’est pas zéro : statut_obs et statut_conf disent pourquoi une valeur manque.
Un fichier dont le nom commence par « demonstration- » contient des données inventées, à ne pas
reprendre ; la colonne nature le dit à chaque ligne.

datapackage.json décrit chaque fichier : colonnes, sources, licences, taille, sha256
(Frictionless Data Package 2.0).

Pour citer un chiffre : sa source (colonne source) et le millésime {vintage}.
"""


def write_outputs(folder: Path) -> None:
    """Write beside the public database of a vintage, named by its id, the files made of its rows."""
    _write_parquet(folder)
    with closing(Store(folder)) as store:
        _write_package(folder / PACKAGE, store)


def _write_parquet(folder: Path) -> None:
    """Every observation, with the columns of the CSV; on one thread, row groups have one order."""
    columns = ", ".join(name if name != "millesime" else "$vintage AS millesime" for name in DETAILED)
    query = f"SELECT {columns} FROM observations ORDER BY rowid"
    with duckdb.connect(folder / DATABASE, read_only=True, config={"threads": 1}) as con:
        rows = con.sql(query, params={"vintage": folder.name})
        rows.write_parquet(str(folder / PARQUET), compression="zstd")


def _write_package(path: Path, store: Store) -> None:
    resources = []
    with naming(path), ZipFile(path, "w") as file:
        for slug, indicator in store.indicators.items():
            rows = store.observations(slug, breakdowns=True)
            raw = csv_bytes(rows, store.vintage, breakdowns=True)
            name = file_name(slug, {one.nature for one in rows if one.value is not None})
            resources.append(resource(indicator, name, raw, store.sources_of(slug)))
            _add(file, name, raw)
        told = json.dumps(package(store.vintage, resources), ensure_ascii=False, indent=1)
        _add(file, "datapackage.json", f"{told}\n".encode())
        _add(file, "LISEZMOI.txt", NOTICE.format(vintage=store.vintage).encode())


def _add(file: ZipFile, name: str, raw: bytes) -> None:
    """Add a file that has no date, and the same rights on every machine."""
    info = ZipInfo(name)
    info.create_system, info.external_attr = 3, 0o644 << 16
    file.writestr(info, raw, ZIP_DEFLATED)
