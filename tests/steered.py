"""The small world with a falling series, its targets, a yearly goal, and a long monthly flow."""

import os
from pathlib import Path

from world import NOW, ROOT, indicator_text, long, source_text, write_world

# A falling number of places without help: at zero, falling, rising, and one that nobody knows.
LEFT = """
    territoire 2022-12 2023-03 2023-12
    DEP-02          40      30       0
    DEP-59         100      90      70
    DEP-80          10      12      14
    DEP-974          .       .       .
"""
TARGETS = "".join(
    f'[[targets]]\nvalue = {value}\nterritory = "{place}"\nperiod = "2024-12"\nsince = 2022-12-01\n'
    'reference = "Plan"\nurl = "-"\n'
    for place, value in (("DEP-02", 0), ("DEP-59", 50), ("DEP-80", 0), ("DEP-974", 0), ("REG-32", 0))
)
YEAR = '[[targets]]\nvalue = 1000\nperiod = "annee"\nsince = 2023-01-01\nreference = "Plan"\nurl = "-"\n'
# Targets that a source gives to départements, without saying since when; the nation's says it.
AIMS = """
    territoire 2024-12
    DEP-02          22
    DEP-59          40
    DEP-80           9
    DEP-974          9
"""
AIM = YEAR.replace("1000", "80").replace("annee", "2024-12").replace("2023-01", "2023-06")
# Thirty-nine months of a growing flow with a yearly cycle, up to March 2024.
LONG = "territoire " + " ".join(f"{2021 + m // 12}-{m % 12 + 1:02}" for m in range(39))
LONG += "\nFR " + " ".join(str(1000 + 10 * m + 200 * (m % 12 > 5) + 7 * (m * m % 11)) for m in range(39))


def added(root, slug, kind, level, table, header=""):
    """Add to the project a series read from a table, with more lines in its header."""
    query = f"SELECT '{slug}' AS serie, * REPLACE (CAST(valeur AS BIGINT) AS valeur) FROM fichier"
    source = source_text(slug, "cumuls", level, "officielle", query)
    (root / "data_sources" / f"{slug}.sql").write_text(source, "utf-8")
    (root / "data_sources" / f"{slug}.csv").write_text(long(table), "utf-8")
    given = f'cumuls = [{{ serie = "{slug}", mois = 2023-05-01, territoire = "DEP-80", valeur = 1 }}]'
    query = f"SELECT mois, territoire, valeur FROM cumuls WHERE serie = '{slug}'"
    text = indicator_text("structures", kind, query, given, '"FR" = 1')
    (root / "indicators" / f"{slug}.sql").write_text(text.replace("*/", f"{header}*/"), "utf-8")
    return root / "indicators" / f"{slug}.sql"


# What a regional conference sent: a recommendation about what falls, and a confidence that all is well.
RECEIVED = {
    "modele-recommandations": "numero;type;origine;conference;date;texte;responsable;echeance;etat;publique;"
    "indicateurs;territoires\n"
    "R1;recommandation;;;2023-06-15;Ouvrir une permanence.;Conseil régional;;retenue;oui;restants;DEP-80\n",
    "modele-confiance": "indicateur;territoire;niveau;auteur;date;commentaire\n"
    "restants;DEP-80;soleil;Préfecture, direction;2024-01-10;\n",
}


def write_steered(root: Path, var: Path) -> Path:
    """Write the project of that world, and drop in the folder of its data what was sent to it."""
    for slug, text in RECEIVED.items():
        folder = var / "depot" / slug
        folder.mkdir(parents=True)
        (folder / "envoi.csv").write_text(text, "utf-8")
        os.utime(folder / "envoi.csv", (NOW.timestamp() - 60,) * 2)
    write_world(root)
    for slug in RECEIVED:
        declaration = (ROOT / "data_sources" / f"{slug}.sql").read_text("utf-8")
        (root / "data_sources" / f"{slug}.sql").write_text(declaration, "utf-8")
    falling = added(root, "restants", "stock", "departement", LEFT, TARGETS)
    falling.write_text(falling.read_text("utf-8").replace("/*\n", "/*\nhigher_is_better = false\n"), "utf-8")
    added(root, "longs", "flow", "national", LONG, YEAR.replace("1000", "20000"))
    query = "SELECT 'aidants' AS indicateur, * REPLACE (CAST(valeur AS BIGINT) AS valeur) FROM fichier"
    aims = source_text("visees", "cibles", "departement", "officielle", query)
    (root / "data_sources" / "visees.sql").write_text(aims, "utf-8")
    (root / "data_sources" / "visees.csv").write_text(long(AIMS), "utf-8")
    for slug, targets in (("suivis", YEAR), ("aidants", AIM)):
        path = root / "indicators" / f"{slug}.sql"
        path.write_text(path.read_text("utf-8").replace("*/", f"{targets}*/"), "utf-8")
    return root
