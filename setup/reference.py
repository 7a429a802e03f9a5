"""Write the territory files of `data_sources/reference/` from the official code (COG 2026).

Usage: `python setup/reference.py`, or `python setup/reference.py FOLDER` when the npm package
@etalab/decoupage-administratif is already unpacked in FOLDER. The same package always gives
the same bytes: rows sorted by code, UTF-8, comma, line feed.
"""

import csv
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from old_codes import old_code_rows

PACKAGE = "@etalab/decoupage-administratif"
VERSION = "6.0.0"
SHA256 = "c189ffd5b33fe40c2f19e1a923ce557f190622f39228745d3195d746dfe00c4a"
REFERENCE = Path(__file__).resolve().parent.parent / "data_sources" / "reference"
ZONES = ("metro", "drom")  # the collectivités d'outre-mer (COM) count in the nation only


def fetch(folder: Path) -> Path:
    """Download the package, check that it is the one expected, and unpack it."""
    command = ["npm", "pack", "--silent", f"{PACKAGE}@{VERSION}"]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    [archive] = folder.glob("*.tgz")
    if hashlib.sha256(archive.read_bytes()).hexdigest() != SHA256:
        sys.exit(f"{archive.name} is not the package expected: its sha256 differs from {SHA256}.")
    shutil.unpack_archive(archive, folder)
    return folder / "package"


def load(package: Path) -> dict[str, list[dict]]:
    """Read the lists of the package that hold the 18 régions and what is inside them."""
    found = json.loads((package / "package.json").read_text("utf-8"))["version"]
    if found != VERSION:
        sys.exit(f"{package} holds version {found}; {VERSION} is expected.")
    names = ("regions", "departements", "communes", "epci")
    lists = {name: json.loads((package / f"data/{name}.json").read_text("utf-8")) for name in names}
    everything = lists["communes"]
    lists["communes"] = [row for row in lists["communes"] if row["type"] == "commune-actuelle"]
    overseas = [row for row in lists["communes"] if row["zone"] not in ZONES]
    places = [row for row in lists["departements"] if row["zone"] not in ZONES]
    for name in ("regions", "departements", "communes"):
        lists[name] = [row for row in lists[name] if row["zone"] in ZONES]
    return lists | {"collectivites": places, "communes_com": overseas, "communes_all": everything}


def public_name(name: str) -> str:
    """Give a name as the public reads it: typographic apostrophe, single spaces."""
    return " ".join(name.split()).replace("'", "’")


def commune_rows(communes: list[dict], epci: list[dict]) -> list[dict]:
    """List the communes with the EPCI that holds each; no EPCI, no population: empty."""
    holder = {member["code"]: one["code"] for one in epci for member in one["membres"]}
    return [
        {
            "code": row["code"],
            "nom": public_name(row["nom"]),
            "departement": row["departement"],
            "epci": holder.get(row["code"], ""),
            "population": row.get("population", ""),
        }
        for row in communes
    ]


def departement_rows(departements: list[dict], communes: list[dict]) -> list[dict]:
    """List the départements; their population is the sum of their communes."""
    sums: Counter[str] = Counter()
    for row in communes:
        sums[row["departement"]] += row["population"] or 0
    return [
        {
            "code": row["code"],
            "nom": public_name(row["nom"]),
            "liaison": row["typeLiaison"],
            "region": row["region"],
            "population": sums[row["code"]],
        }
        for row in departements
    ]


def region_rows(regions: list[dict], departements: list[dict]) -> list[dict]:
    """List the régions; their population is the sum of their départements."""
    sums: Counter[str] = Counter()
    for row in departements:
        sums[row["region"]] += row["population"]
    return [
        {
            "code": row["code"],
            "nom": public_name(row["nom"]),
            "liaison": row["typeLiaison"],
            "population": sums[row["code"]],
        }
        for row in regions
    ]


def collectivite_rows(places: list[dict], communes: list[dict]) -> list[dict]:
    """List the collectivités d'outre-mer; their population is the sum of their communes."""
    sums: Counter[str] = Counter()
    for row in communes:
        sums[row["departement"]] += row.get("population") or 0
    return [
        {"code": row["code"], "nom": public_name(row["nom"]), "population": sums[row["code"]]}
        for row in places
    ]


def epci_rows(epci: list[dict], communes: list[dict]) -> list[dict]:
    """List the EPCI; their population is the sum of their communes (the DGCL's is older)."""
    sums: Counter[str] = Counter()
    for row in communes:
        sums[row["epci"]] += row["population"] or 0
    return [
        {
            "siren": row["code"],
            "nom": public_name(row["nom"]),
            "type": row["type"],
            "population": sums[row["code"]],
            "nb_communes": len(row["membres"]),
        }
        for row in epci
    ]


def write(path: Path, rows: list[dict]) -> None:
    """Write rows sorted by their first column."""
    header = list(rows[0])
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, lineterminator="\n")
        writer.writeheader()
        writer.writerows(sorted(rows, key=lambda row: (row[header[0]], row[header[1]])))


def report(tables: dict[str, list[dict]]) -> None:
    """Say what was written, and what has no population."""
    for name, rows in tables.items():
        print(f"{name}.csv: {len(rows)} rows")
    unknown = [row["code"] for row in tables["communes"] if row["population"] == ""]
    alone = [row["code"] for row in tables["communes"] if not row["epci"]]
    print(f"population of the régions: {sum(row['population'] for row in tables['regions'])}")
    print(f"of the collectivités: {sum(row['population'] for row in tables['collectivites'])}")
    print(f"communes without population, counted as 0 in sums: {unknown or 'none'}")
    print(f"communes without EPCI: {alone}")


def build(package: Path) -> None:
    """Turn the package into the six files."""
    lists = load(package)
    communes = commune_rows(lists["communes"], lists["epci"])
    departements = departement_rows(lists["departements"], communes)
    tables = {
        "regions": region_rows(lists["regions"], departements),
        "departements": departements,
        "collectivites": collectivite_rows(lists["collectivites"], lists["communes_com"]),
        "epci": epci_rows(lists["epci"], communes),
        "communes": communes,
        "anciens_codes": old_code_rows(lists["communes_all"]),
    }
    for name, rows in tables.items():
        write(REFERENCE / f"{name}.csv", rows)
    report(tables)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        build(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as temporary:
            build(fetch(Path(temporary)))
