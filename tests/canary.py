"""Look for numbers in all that a site can serve: every address, callback and file, and the database."""

import html
import json
import re
import struct
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from urllib.parse import urlsplit

from reading import Reading

from observatory.store import Store

SPACE = "[ \u00a0\u202f\u2009]"
# The ways to write a number, each with what is left of it once it is read.
WRITTEN = (
    (re.compile(r"(?<!\d)(\d+(?:\.\d+)?)"), str),
    (re.compile(r"(?<!\d)(\d+)(?!\d)"), str),
    (re.compile(r"(?<!\d)(\d+,\d+)(?!\d)"), lambda text: text.replace(",", ".")),
    (
        re.compile(rf"(?<!\d)(?=(\d{{1,3}}(?:{SPACE}\d{{3}})+(?:,\d+)?)(?!\d))"),
        lambda text: re.sub(SPACE, "", text).replace(",", "."),
    ),
    (
        re.compile(r"(?<!\d)(\d{1,3}(?:,\d{3})+(?:\.\d+)?)(?!\d)"),
        lambda text: text.replace(",", ""),
    ),
    (
        re.compile(r"(?<!\d)(\d{1,3}(?:\.\d{3})+(?:,\d+)?)(?!\d)"),
        lambda text: text.replace(".", "").replace(",", "."),
    ),
)
# The id of a vintage, a sha256: digits that say nothing.
DIGEST = re.compile(r"\b(?=\d*[a-f])[0-9a-f]{10,64}\b")
STEPS, LEVELS = ("mois", "trimestre", "annee"), ("region", "departement", "hub", "tani")
FEWEST = 6  # digits: a shorter number may be there by chance


def shortest(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def numbers(text: str) -> set[str]:
    """Every number that a text holds, however it is written."""
    text = DIGEST.sub("", html.unescape(text))
    text = re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text)
    return {
        shortest(Decimal(read(found[1])))
        for pattern, read in WRITTEN
        for found in pattern.finditer(text)
        if len(found[1]) < 30
    }


def writings(value: Decimal, population: int | None, per: int, target: int) -> set[str]:
    """A value as it is, rounded, in thousands and millions, per inhabitant, as a share of a target."""
    told = {value: (0, 1, 2, 6), value / 1000: (0, 1, 2), value / 1_000_000: (2, 3)}
    told |= {value / target: (0, 1, 2, 3), value * 100 / target: (0, 1, 2)}
    if population:
        told |= {value * per / population: (0, 1, 2), value / population: (1, 2)}
    said = {
        shortest(one.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))
        for one, decimals in told.items()
        for digits in decimals
    }
    return {text for text in said if len(text.replace(".", "").strip("0")) >= FEWEST}


def encoded(value: Decimal) -> list[bytes]:
    """A value as a database may store it: as it is, scaled by its six decimals, as a float."""
    scaled = int(value * 1_000_000)
    return [struct.pack("<q", scaled), struct.pack("<d", float(value)), struct.pack("<q", int(value))]


def addresses(indicators: list[str], territories: list[str]) -> list[str]:
    """Every view of some indicators for some territories, beside what links lead to."""
    found = []
    for slug in indicators:
        page, file = f"/indicateurs/{slug}", f"/donnees/{slug}.csv"
        found += [f"{page}?territoire={one}&pas={step}" for one in territories for step in STEPS]
        found += [f"{page}?territoire={one}&niveau={level}" for one in territories[:2] for level in LEVELS]
        found += [f"/comparer?indicateur={slug}&t1=FR&t2={one}&t3=DEP-59" for one in territories]
        found += [file, f"{file}?ventilation=oui"]
        found += [f"{file}?territoire={one}&ventilation=oui" for one in territories]
        found += [f"{file}?niveau={level}&pas={step}" for level in LEVELS for step in STEPS]
        found += [f"{file}?du=2023-01-01&jusqua=2023-12-31&ventilation=oui"]
    found += [f"/territoires/{one}" for one in territories]
    return ["/", *found, "/sante", "/_dash-layout", "/_dash-dependencies", "/donnees/inconnu.csv", "/inconnu"]


def surfaces(site, paths: list[str], *, follow: bool = True) -> dict[str, dict[str, set[str]]]:
    """The numbers found at each address, and at each linked one, by what it is: page, callback, file.

    The same lines in another order (`tri`) are read once.
    """
    client = site.server.test_client()
    found: dict[str, dict[str, set[str]]] = defaultdict(dict)
    todo, done = [*paths], set()
    while todo:
        path = todo.pop()
        if path in done or path.startswith("/assets/"):
            continue
        done.add(path)
        with client.get(path) as answer:
            raw = answer.get_data()  # a file is closed with its answer
        kind = "page" if answer.mimetype == "text/html" else "file"
        answer.headers.remove("Content-Length")  # it counts bytes
        found[kind][path] = numbers(f"{answer.headers}\n{raw.decode('utf-8', 'replace')}")
        if kind == "page" and answer.status_code == 200:
            links = Reading(answer.text).links if follow else []
            todo += [link.partition("#")[0] for link in links if link.startswith("/") and "tri=" not in link]
            found["callback"][path] = numbers(called_back(client, path))
    return found


def called_back(client, path: str) -> str:
    """What the callback of the site answers for an address."""
    parts = urlsplit(path)
    given = {"pathname": parts.path, "search": f"?{parts.query}" if parts.query else ""}
    inputs = [{"id": "adresse", "property": name, "value": value} for name, value in given.items()]
    asked = {
        "output": "page.children",
        "outputs": {"id": "page", "property": "children"},
        "inputs": inputs,
        "changedPropIds": ["adresse.pathname"],
    }
    answer = client.post("/_dash-update-component", json=asked)
    assert answer.status_code == 200, path
    return json.dumps(json.loads(answer.text), ensure_ascii=False)


def stored(folder: Path) -> tuple[dict[str, set[str]], bytes]:
    """The numbers of every table of a vintage and of its files' text, and all its bytes."""
    raw = {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
    found = {name: numbers(data.decode("latin-1")) for name, data in raw.items()}
    store = Store(folder)
    for (table,) in store.query("SELECT table_name FROM duckdb_tables()"):
        rows = store.query(f"FROM {table}")
        found[table] = numbers("\n".join(" | ".join(map(str, row)) for row in rows))
    return found, b"".join(raw.values())
