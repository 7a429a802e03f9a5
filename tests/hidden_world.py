"""The small world, with figures of few people: `write_hidden_world(folder)`.

A cell of the file says how many people, then an amount of its own: a number that, found anywhere in
what is public, can only come from there.
"""

from pathlib import Path

from world import INDICATORS, indicator_text, long, source_text, write_world

# People / amount. The Somme is small; the TANI « La Somme » is the same place.
AMOUNTS = """
    territoire       2022-11       2022-12       2023-01       2023-02       2023-12
    DEP-02     640/812403761 710/734902183 655/691730429 590/870214537 702/799316873
    DEP-59     940/953102741   7/128430977 971/902217391 880/846590213 903/911742037
    DEP-80       4/231847129   6/417093823   5/395816203   0/0           3/163720951
    DEP-974    310/519382643 420/604713911   8/142906337 505/570391283 498/583127501"""
QUERY = (
    "SELECT mois, territoire, CAST(split_part(valeur, '/', 1) AS INTEGER) AS structures,"
    " CAST(split_part(valeur, '/', 2) AS BIGINT) AS centimes FROM fichier"
)
GIVEN = (
    'activites_hubs = [{ mois = 2023-01-01, territoire = "DEP-80", structures = 20, centimes = 40 },'
    ' { mois = 2023-01-01, territoire = "DEP-59", structures = 20, centimes = 60 }]'
)
# Slug: unit, kind, query, what the example must give.
PROTECTED = {
    "personnes-formees": (
        "personnes", "flow",
        "SELECT mois, territoire, centimes AS valeur, greatest(0, centimes - 51) AS valeur_basse,"
        " centimes + 87 AS valeur_haute, 'intervalle' AS precision, structures AS effectif"
        " FROM activites_hubs", '"FR" = 100'),
    "montants": (
        "€", "flow", "SELECT mois, territoire, centimes / 100.0 AS valeur, structures AS effectif"
        " FROM activites_hubs", '"FR" = 1'),
    "moyenne": (
        "€ par €", "ratio", "SELECT mois, territoire, centimes AS valeur, structures AS base,"
        " structures AS effectif FROM activites_hubs", '"FR" = 2.5'),
    "detail": (
        "pass", "flow", "SELECT mois, territoire, part AS ventilation, centimes * fois AS valeur,"
        " structures AS effectif FROM activites_hubs"
        " CROSS JOIN (VALUES ('achat', 3), ('don', 4)) AS parts(part, fois)", '"FR" = 700'),
}  # fmt: skip
TARGET = """
[[targets]]
value = 7000
period = "annee"
since = 2021-01-01
reference = "Un plan"
url = "-"
"""
TARGETED = ("personnes-formees",)
CAVEATS = "Premier point."


def write_hidden_world(root: Path) -> Path:
    """Write the world, with four indicators that count few people, and one of invented members."""
    write_world(root)
    declaration = source_text("montants", "activites_hubs", "departement", "officielle", QUERY)
    (root / "data_sources" / "montants.sql").write_text(declaration, "utf-8")
    (root / "data_sources" / "montants.csv").write_text(long(AMOUNTS), "utf-8")
    for slug, (unit, kind, query, expect) in PROTECTED.items():
        text = indicator_text(unit, kind, query, GIVEN, expect)
        population = "parts" if slug == "detail" else "peu"
        rule = f'{{ persons = 11, population = "{population}" }}'
        text = text.replace("Une série en", f"Une série {slug} en")
        text = text.replace('{ public = "Chiffres déjà publiés." }', rule)
        text = text.replace(
            "[[examples]]", f'caveats = ["{CAVEATS}", "{CAVEATS}", "{CAVEATS}"]\n[[examples]]'
        )
        text = text.replace("[[examples]]", f"{TARGET if slug in TARGETED else ''}[[examples]]")
        (root / "indicators" / f"{slug}.sql").write_text(text, "utf-8")
    invented = root / "indicators" / "membres.sql"
    rule = invented.read_text("utf-8").replace(
        '{ public = "Chiffres déjà publiés." }', "{ organisations = 30 }"
    )
    invented.write_text(rule, "utf-8")
    assert not set(PROTECTED) & set(INDICATORS)
    return root
