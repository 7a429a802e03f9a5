"""A world that fits on a screen, written as real declarations: `write_world(folder)`.

A région of three départements, and La Réunion, which is région and département. The hub holds two
départements. One TANI is a département, the other an intercommunalité inside that département.
"""

import datetime
from pathlib import Path

import duckdb

from observatory.build import build, read_project
from observatory.declarations import read_indicators
from observatory.load import REFERENCE, create_schema, create_territories, load
from observatory.measure import declare
from observatory.revisions import DECLARED

ROOT = Path(__file__).resolve().parent.parent
NOW = datetime.datetime(2026, 11, 21, 12, tzinfo=datetime.UTC)

TERRITORIES = {  # read by the declarations of the project
    "cog-regions": "code,nom,liaison,population\n04,La Réunion,0,400000\n32,Hauts-de-France,4,3600000",
    "cog-departements": "code,nom,liaison,region,population\n02,Aisne,5,32,500000\n59,Nord,2,32,2500000"
    "\n80,Somme,3,32,600000\n974,La Réunion,0,04,400000",
    "cog-collectivites": "code,nom,population\n975,Saint-Pierre-et-Miquelon,5000",
    "cog-epci": "siren,nom,type,population,nb_communes\n248000531,CA Amiens Métropole,CA,180000,1",
    "cog-communes": "code,nom,departement,epci,population\n80021,Amiens,80,248000531,130000",
    "hubs": "slug,nom,ouvert_le,ferme_le,precision_date,source_titre,source_url,note"
    "\nrelais,Le Relais,,,,Liste,-,",
    "hubs-departements": "hub,departement,depuis,note\nrelais,59,,\nrelais,80,,",
    "tani": "slug,nom,maille,code,signature,signature_precision,signature_autre,source_titre,source_url,note"
    "\namiens,Amiens Métropole,epci,248000531,,,,Liste,-,\nsomme,La Somme,departement,80,,,,Liste,-,",
}
# Source: fact, level, nature, query, then the file: one column a month, « . » where nothing is known.
SOURCES = {
    "cumuls": ("cumuls", "departement", "officielle",
               "SELECT 'suivis' AS serie, * REPLACE (CAST(valeur AS BIGINT) AS valeur) FROM fichier", """
        territoire 2022-12 2023-06 2023-12 2024-01
        DEP-02         100     160     250     260
        DEP-59         200     300     500     530
        DEP-80          10      40     100     105
        DEP-974          0      50      80      90
        FR               5       7       9       9"""),
    "aidants": ("cumuls", "departement", "officielle",
                "SELECT 'aidants' AS serie, * REPLACE (CAST(valeur AS BIGINT) AS valeur) FROM fichier", """
        territoire 2023-01 2023-06 2023-11
        DEP-02          10      12       .
        DEP-59          20       .      25
        DEP-80           1       2       3
        DEP-974          4       4       4"""),
    "pass": ("pass_numeriques", "departement", "officielle",
             "SELECT mois, territoire, CAST(split_part(valeur, '/', 1) AS BIGINT) AS utilises,"
             " CAST(split_part(valeur, '/', 2) AS BIGINT) AS distribues FROM fichier", """
        territoire 2023-01 2023-02 2023-12
        DEP-02      30/100   10/10     0/0
        DEP-59     180/300       .   40/80
        DEP-80       0/100   5/100   5/100
        DEP-974        5/5     5/5     5/5"""),
    "membres-cites": ("adhesions", "national", "citee", "SELECT mois, territoire,"
                      " CAST(valeur AS INTEGER) AS membres, 'au_moins' AS precision FROM fichier", """
        territoire 2023-09
        FR             140"""),
    "membres-inventes": ("adhesions", "region", "demonstration",
                         "SELECT DATE '2023-09-01' AS mois, 'REG-' || code AS territoire, 7 AS membres"
                         " FROM regions", ""),
}  # fmt: skip
# Indicator: unit, kind, query, then the rows given to its example and what they must give.
INDICATORS = {
    "suivis": ("accompagnements", "cumulative",
               "SELECT mois, territoire, valeur FROM cumuls WHERE serie = 'suivis'",
               'cumuls = [{ serie = "suivis", mois = 2022-12-01, territoire = "DEP-80", valeur = 1 },'
               ' { serie = "suivis", mois = 2023-12-01, territoire = "DEP-80", valeur = 9 }]', '"FR" = 8'),
    "aidants": ("aidants", "stock", "SELECT mois, territoire, valeur FROM cumuls WHERE serie = 'aidants'",
                'cumuls = [{ serie = "aidants", mois = 2023-05-01, territoire = "DEP-80", valeur = 1 }]',
                '"FR" = 1'),
    "pass": ("pass", "flow", "SELECT mois, territoire, distribues AS valeur FROM pass_numeriques",
             'pass_numeriques = [{ mois = 2023-01-01, territoire = "DEP-80", distribues = 3 }]',
             '"REG-32" = 3'),
    "taux": ("%", "ratio",
             "SELECT mois, territoire, utilises AS valeur, distribues AS base FROM pass_numeriques",
             'pass_numeriques = [{ mois = 2023-01-01, territoire = "DEP-80", utilises = 1, distribues = 4 }]',
             '"FR" = 25'),
    "membres": ("membres", "stock", "SELECT mois, territoire, membres AS valeur, precision FROM adhesions",
                'adhesions = [{ mois = 2023-01-01, territoire = "REG-32", membres = 2 }]', '"FR" = 2'),
}  # fmt: skip


def indicator_text(unit: str, kind: str, query: str, given: str, expect: str) -> str:
    return f"""/*
title = "Une série en {unit}"
definition = "Nombre mesuré, en {unit}."
theme = "formation"
unit = "{unit}"
kind = "{kind}"
disclosure = {{ public = "Chiffres déjà publiés." }}
[[examples]]
text = "Un exemple de calcul."
given.{given}
expect = {{ {expect} }}
*/
{query}
"""


def source_text(slug: str, fact: str, level: str, nature: str, query: str) -> str:
    columns = "membre region type adhesion sortie" if nature == "demonstration" else "territoire mois valeur"
    kinds = {"mois": "mois", "adhesion": "date", "sortie": "date?"}
    file = "demonstration/membres-mednum.csv" if nature == "demonstration" else f"{slug}.csv"
    return f"""/*
title = "Fichier {slug}"
producer = "Un producteur"
url = "https://exemple.fr/{slug}"
licence = "non vérifiée"
accessed = 2026-11-21
period = "2023"
feeds = "{fact}"
nature = "{nature}"
level = "{level}"
standalone = {str(nature == "citee").lower()}
file = "{file}"
columns = {{ {", ".join(f'{name} = "{kinds.get(name, "texte")}"' for name in columns.split())} }}
*/
{query}
"""


def fed_text(slug: str, feed: str, **keys: str) -> str:
    """The declaration of a source whose files come from a feed, in TOML; keys are added as they are."""
    query = "SELECT 'suivis' AS serie, mois, territoire, CAST(valeur AS BIGINT) AS valeur FROM fichier"
    text = source_text(slug, "cumuls", "departement", "officielle", query)
    added = "".join(f"\n{name} = {value}" for name, value in keys.items())
    return text.replace(f'file = "{slug}.csv"', f"feed = {feed}{added}")


def long(table: str) -> str:
    """A table of a column a month as a CSV file of a line a value."""
    (_, *months), *rows = (line.split() for line in table.strip().splitlines())
    cells = [(row[0], month, cell) for row in rows for month, cell in zip(months, row[1:], strict=True)]
    return "\n".join(["territoire,mois,valeur", *(",".join(one) for one in cells if one[2] != ".")]) + "\n"


def write_world(root: Path, **changed: str) -> Path:
    """Write the project of the world; `changed` replaces the table of a source."""
    folder = root / "data_sources"
    (folder / "reference").mkdir(parents=True)
    (root / "indicators").mkdir()
    for slug, rows in TERRITORIES.items():
        declaration = (ROOT / "data_sources" / f"{slug}.sql").read_text("utf-8")
        (folder / f"{slug}.sql").write_text(declaration, "utf-8")
        (folder / "reference" / reference_file(declaration)).write_text(rows + "\n", "utf-8")
    for slug, (*declared, table) in SOURCES.items():
        (folder / f"{slug}.sql").write_text(source_text(slug, *declared), "utf-8")
        (folder / f"{slug}.csv").write_text(long(changed.get(slug, table) or "territoire"), "utf-8")
    for slug, declared in INDICATORS.items():
        (root / "indicators" / f"{slug}.sql").write_text(indicator_text(*declared), "utf-8")
    return root


def explain(
    root: Path, scope: str = "correction,*,,,,non", why: str = "Relevé corrigé par le producteur."
) -> None:
    """Declare why figures of a project change: one more line among its reasons.

    `scope` is the type, indicator, territory, first and last day, and whether it stands for the
    provisional values.
    """
    name = "motifs-revisions.sql"
    (root / "data_sources" / name).write_text((ROOT / "data_sources" / name).read_text("utf-8"), "utf-8")
    file = root / DECLARED
    file.parent.mkdir(exist_ok=True)
    head = "numero,date,type,indicateur,territoire,du,au,provisoires,motif"
    lines = file.read_text("utf-8").splitlines() if file.is_file() else [head]
    lines.append(f'{len(lines)},{NOW.date()},{scope},"{why}"')
    file.write_text("\n".join(lines) + "\n", "utf-8")


def reference_file(declaration: str) -> str:
    [line] = [line for line in declaration.splitlines() if line.startswith("file = ")]
    return line.split("/")[-1].strip('"')


def built(root: Path, generated: Path, *, with_demonstration: bool = True):
    """The work database of a project, in memory, and what each of its sources gave."""
    con = duckdb.connect()
    project = read_project(root, generated, with_demonstration=with_demonstration, today=NOW.date())
    loaded = build(con, project, lambda step: None)
    return con, {one.source.slug: one for one in loaded}


def with_territories(root: Path):
    """A work database that holds the territories of a project, and no fact yet."""
    con = duckdb.connect()
    create_schema(con)
    project = read_project(root, root, with_demonstration=False, today=NOW.date())
    reference = {one.feeds: one for one in project.sources.values()}
    for table in (name for name in REFERENCE if name in reference):
        load(con, reference[table], project.files(reference[table]), today=NOW.date())
    create_territories(con)
    return con


def with_names(root: Path):
    """The same, where the indicators are declared too, as when the facts are loaded."""
    con = with_territories(root)
    for one in read_indicators(root / "indicators").values():
        declare(con, one)
    return con


def period(text: str) -> tuple[str, datetime.date]:
    """The kind and the first day of a period written 2023, 2023-T2 or 2023-09."""
    year, _, part = text.partition("-")
    if part.startswith("T"):
        return "trimestre", datetime.date(int(year), 3 * int(part[1:]) - 2, 1)
    return ("mois" if part else "annee"), datetime.date(int(year), int(part or 1), 1)


def cell(con, indicator: str, territory: str, when: str, breakdown: str = "total", column: str = "valeur"):
    """One value of the cube, None when there is no such cell."""
    row = con.execute(
        f"SELECT {column} FROM cube WHERE indicateur = ? AND territoire = ?"
        " AND periode_type = ? AND debut = ? AND ventilation = ?",
        [indicator, territory, *period(when), breakdown],
    ).fetchone()
    return row[0] if row else None
