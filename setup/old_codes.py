"""Codes and names that files still hold for territories merged, renamed or split since.

Communes come from the package; régions are those of the law of 16 January 2015 (in force in 2016).
The package knows neither the dates of the mergers nor the splits: the splits known are listed here.
"""

from collections import defaultdict

REGIONS = {  # code before 2016, name: code since
    ("21", "Champagne-Ardenne"): "44",
    ("22", "Picardie"): "32",
    ("23", "Haute-Normandie"): "28",
    ("25", "Basse-Normandie"): "28",
    ("26", "Bourgogne"): "27",
    ("31", "Nord-Pas-de-Calais"): "32",
    ("41", "Lorraine"): "44",
    ("42", "Alsace"): "44",
    ("43", "Franche-Comté"): "27",
    ("54", "Poitou-Charentes"): "75",
    ("72", "Aquitaine"): "75",
    ("73", "Midi-Pyrénées"): "76",
    ("74", "Limousin"): "75",
    ("82", "Rhône-Alpes"): "84",
    ("83", "Auvergne"): "84",
    ("91", "Languedoc-Roussillon"): "76",
}
ALIASES = {  # other names of the régions of today
    "11": ["IDF", "Région parisienne"],
    "24": ["Centre", "CVL"],
    "27": ["BFC"],
    "32": ["HDF", "Nord-Pas-de-Calais-Picardie"],
    "44": ["Alsace-Champagne-Ardenne-Lorraine", "ACAL"],
    "52": ["PDL", "Pays de Loire"],
    "53": ["BZH"],
    "75": ["Aquitaine-Limousin-Poitou-Charentes", "ALPC"],
    "76": ["Languedoc-Roussillon-Midi-Pyrénées", "Occitanie / Pyrénées-Méditerranée"],
    "84": ["ARA", "AURA"],
    "93": ["PACA", "Sud", "Région Sud", "Sud Provence-Alpes-Côte d’Azur"],
    "94": ["Collectivité de Corse"],
    "03": ["Guyane française"],
    "04": ["Réunion"],
}
RENAMED = {"97127": "97801", "97123": "97701"}  # Saint-Martin, Saint-Barthélemy, since 2007
SPLIT = {"14712": (["14712", "14666"], 2020), "76108": (["76108", "76095"], 2014)}
EPCI = {"200046977": "MET69"}  # the SIREN of the métropole de Lyon, which the package codes so


def old_code_rows(everything: list[dict]) -> list[dict]:
    """List the codes and names that are no longer those of the territory, and the present ones.

    `nouveau` holds several codes, parted by a bar, for a commune split (or dispersed) since; `cog`
    is then the first year of the official code where it is, empty where it always was.
    """
    rows = [_row(code, new, "region") for (code, _), new in REGIONS.items()]
    rows += [_row(name, new, "region-nom") for (_, name), new in REGIONS.items()]
    rows += [_row(name, code, "region-alias") for code, names in ALIASES.items() for name in names]
    rows += [_row(old, new, "commune-renommee") for old, new in RENAMED.items()]
    rows += [_row(old, "|".join(new), "commune-scindee", year) for old, (new, year) in SPLIT.items()]
    rows += [_row(old, new, "epci") for old, new in EPCI.items()]
    return rows + _commune_rows(everything)


def _commune_rows(everything: list[dict]) -> list[dict]:
    rows, successors = [], defaultdict(set)
    for one in everything:
        if one["type"] == "arrondissement-municipal":
            rows.append(_row(one["code"], one["commune"], "arrondissement"))
        elif one["type"] != "commune-actuelle":
            successors[one["code"]].add(one["chefLieu"])
        elif one["zone"] == "com":
            rows.append(_row(one["code"], one["departement"], "collectivite"))
        for old in one.get("anciensCodes", []):
            successors[old].add(one["code"])
    for old, new in successors.items():
        if new == {old} or _too_old(old, new):
            continue
        genre = "commune" if len(new) == 1 else "commune-scindee"
        rows.append(_row(old, "|".join(sorted(new)), genre))
    return rows


def _too_old(code: str, present: set[str]) -> bool:
    """Whether a code is of before 1976: Corsica (told by a rule), Seine and Seine-et-Oise.

    Those of Seine are today the postal codes of Paris: taken for communes, they would deceive.
    """
    greater_paris = all(one[:2] in ("78", "91", "92", "93", "94", "95") for one in present)
    return code[:2] == "20" or (
        code[:2] in ("75", "78") and greater_paris and all(one[:2] != code[:2] for one in present)
    )


def _row(old: str, new: str, genre: str, year: int | str = "") -> dict:
    return {"ancien": old, "nouveau": new, "genre": genre, "cog": year}
