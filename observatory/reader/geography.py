"""The codes of French territories: which texts name which, which are old, ambiguous or misplaced.

For each type of code, a lexicon: one row a text that a file may hold, with the code it stands for
and the normalisation that this makes, or the rule it breaks and the cure. Made from the reference
tables: a lost zero is given back only where the official code (COG) knows the result.
"""

import duckdb

from observatory.reader.cells import Step, Typing, folded, matches, removed

CODES = ("departement", "region", "commune", "epci", "zone")
ZERO, NAMED = "zéro de tête rétabli", "libellé lu comme code"
FLOAT = Step("« .0 » retiré", matches(r"[0-9A-Za-z-]+\.0+"), removed(r"\.0+$"))
CASE = Step("casse corrigée", r"regexp_matches(§, '\d') AND upper(§) <> §", "upper(§)")
KEY = rf"CASE WHEN regexp_matches(§, '\d') THEN § ELSE {folded('§')} END"
ZONE = (
    "CASE WHEN § IN ('FR', 'FRANCE') THEN 'FR' WHEN regexp_matches(§, '^(REG|DEP)-') THEN § "
    "WHEN starts_with(§, 'R') THEN 'REG-' || §[2:] ELSE 'DEP-' || §[2:] END"
)
CURES = {
    "departement": "écrivez un code de département du COG (01, 2A, 974)",
    "region": "écrivez un code de région du COG (01, 32, 84)",
    "commune": "écrivez le code Insee d’une commune du COG, pas son code postal",
    "epci": "écrivez le SIREN d’un EPCI à fiscalité propre (9 chiffres)",
    "zone": "écrivez FRANCE, un code de région (R84) ou de département (D2A)",
}
OVERSEAS = "nom || ' est une collectivité d’outre-mer, pas {} ; déclarez-la à part'"


def code(kind: str) -> Typing:
    """The typing of a column of codes, looked up in the lexicon of its type."""
    return Typing(
        sql_type="VARCHAR",
        form=KEY,
        ready=f"§ IN (SELECT texte FROM lexique_{kind} WHERE exact)",
        value=ZONE if kind == "zone" else "§",
        unmatched="code-inconnu",
        steps=(FLOAT, CASE),
        lexicon=f"lexique_{kind}",
    )


def create_lexicon(con: duckdb.DuckDBPyConnection, kind: str, *, additive: bool, cog: int) -> None:
    """Make the lexicon of a type of code, and the names of its territories.

    `additive`: whether the values of the file add up; where they do not (rates), a territory that
    was merged since is refused. `cog`: the year of the codes of the file.
    """
    rows = " UNION ALL BY NAME ".join(LEXICONS[kind](additive, cog))
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE lexique_{kind} AS SELECT DISTINCT ON (texte) texte, code, ancien,"
        " norme, regle, cure, rang = 0 AS exact, lieux.nom AS nom"
        f" FROM (SELECT * FROM ({rows}) WHERE texte <> '')"
        f" LEFT JOIN ({NAMES[kind]}) AS lieux USING (code) ORDER BY texte, rang"
    )
    aliases = "SELECT nouveau AS code, ancien AS nom FROM anciens_codes WHERE genre = 'region-alias'"
    others = f" UNION ALL {aliases}" if kind == "region" else ""
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE noms_{kind} AS SELECT DISTINCT code, nom, {folded('nom')} AS plie"
        f" FROM ({NAMES[kind]}{others})"
    )


NAMES = {
    "departement": "SELECT code, nom FROM departements",
    "region": "SELECT code, nom FROM regions",
    "commune": "SELECT code, nom FROM communes",
    "epci": "SELECT siren AS code, nom FROM epci",
    "zone": "SELECT id AS code, nom FROM (SELECT 'FR' AS id, 'France' AS nom UNION ALL SELECT 'REG-' || code,"
    " nom FROM regions UNION ALL SELECT 'DEP-' || code, nom FROM departements)",
}


def _known(kind: str) -> list[str]:
    """The codes, those that lost their zero, and the names."""
    return [
        f"SELECT code AS texte, code, NULL AS ancien, NULL AS norme, NULL AS regle, NULL AS cure, 0 AS rang"
        f" FROM ({NAMES[kind]})",
        f"SELECT ltrim(code, '0') AS texte, code, '{ZERO}' AS norme, 2 AS rang FROM ({NAMES[kind]})"
        " WHERE starts_with(code, '0') AND code[2] <> '0'",
        f"SELECT {folded('nom')} AS texte, code, '{NAMED}' AS norme, 3 AS rang FROM ({NAMES[kind]})",
    ]


def _refused(texts: str, rule: str, cure: str, rank: int = 4) -> str:
    return f"SELECT texte, '{rule}' AS regle, {cure} AS cure, {rank} AS rang FROM ({texts})"


def _collectivites(what: str) -> str:
    names = " UNION ALL ".join(
        f"SELECT nom, {text} AS texte FROM collectivites" for text in ("code", folded("nom"))
    )
    return _refused(names, "code-inconnu", OVERSEAS.format(what))


def _given(rule: str, cure: str, *texts: str) -> str:
    values = ", ".join(f"('{text}')" for text in texts)
    return _refused(f"SELECT * FROM (VALUES {values}) AS donnes (texte)", rule, f"'{cure}'", 1)


def _departement(additive: bool, cog: int) -> list[str]:
    return [
        *_known("departement"),
        _given("code-ambigu", "écrivez 2A (Corse-du-Sud) ou 2B (Haute-Corse)", "20"),
        _given("code-inconnu", "écrivez 2A pour la Corse-du-Sud", "20A"),
        _given("code-inconnu", "écrivez 2B pour la Haute-Corse", "20B"),
        _given(
            "code-ambigu", "écrivez le code entier d’un département d’outre-mer : 971 à 974, ou 976", "97"
        ),
        _collectivites("un département"),
    ]


def _old(genre: str, additive: bool, norm: str, text: str, rank: int = 2) -> str:
    """A territory of before a merger: its new code, or a refusal where values do not add up."""
    change = f"nouveau AS code, ancien, '{norm}' AS norme"
    if not additive:
        change = (
            "'code-ancien' AS regle, 'un taux ne se reporte pas sur le territoire fusionné ; "
            "donnez celui de ' || nouveau || ', ou des effectifs' AS cure"
        )
    return f"SELECT {text} AS texte, {change}, {rank} AS rang FROM anciens_codes WHERE genre = '{genre}'"


def _region(additive: bool, cog: int) -> list[str]:
    merged = "ancienne région ramenée à la nouvelle"
    inside = (
        "SELECT code AS texte, nom FROM departements WHERE code NOT IN (SELECT code FROM regions)"
        " AND code NOT IN (SELECT ancien FROM anciens_codes WHERE genre = 'region')"
    )
    alias = f"SELECT {folded('ancien')} AS texte, nouveau AS code, '{NAMED}' AS norme, 3 AS rang"
    misplaced = "texte || ' est le département ' || nom || ' ; écrivez le code d’une région'"
    return [
        *_known("region"),
        _old("region", additive, merged, "ancien"),
        _old("region-nom", additive, merged, folded("ancien")),
        f"{alias} FROM anciens_codes WHERE genre = 'region-alias'",
        _refused(inside, "code-inconnu", misplaced),
        _collectivites("une région"),
    ]


def _commune(additive: bool, cog: int) -> list[str]:
    split = (
        "SELECT ancien AS texte, 'code-ancien' AS regle, 'commune séparée depuis ; écrivez le code de l’une "
        "de ' || replace(nouveau, '|', ', ') AS cure, -1 AS rang FROM anciens_codes"
        f" WHERE genre = 'commune-scindee' AND (cog IS NULL OR cog > {cog})"
    )
    corsica = (
        "SELECT '20' || code[3:] AS texte, code AS corse FROM communes WHERE left(code, 2) IN ('2A', '2B')"
    )
    overseas = (
        "SELECT ancien AS texte, ancien AS code, 0 AS rang FROM anciens_codes WHERE genre = 'collectivite'"
    )
    known = [one for one in _known("commune") if NAMED not in one]  # many communes share a name
    return [
        *known,
        overseas,
        split,
        _old("commune-renommee", True, "ancien code de commune mis à jour", "ancien"),
        _old("commune", additive, "ancien code de commune mis à jour", "ancien"),
        _old("arrondissement", additive, "arrondissement ramené à sa commune", "ancien"),
        _refused(corsica, "code-inconnu", "'en Corse, écrivez ' || corse || ', ou vérifiez le code'", 1),
    ]


def _epci(additive: bool, cog: int) -> list[str]:
    known = [one for one in _known("epci") if NAMED not in one]  # some EPCI share a name
    return [*known, _old("epci", True, "ancien code d’EPCI mis à jour", "ancien")]


def _zone(additive: bool, cog: int) -> list[str]:
    both = "SELECT code AS texte FROM regions UNION SELECT code FROM departements"
    alone = f"SELECT texte, 'D' || texte AS zone FROM ({both}) WHERE texte NOT IN (SELECT code FROM regions)"
    shared = "SELECT code AS texte FROM regions"
    abroad = "SELECT 'D' || code AS texte, nom FROM collectivites"
    rows = [
        "SELECT unnest(['FR', 'FRANCE']) AS texte, 'FR' AS code, NULL AS ancien, NULL AS norme,"
        " NULL AS regle, NULL AS cure, 0 AS rang",
        "SELECT unnest(['fr', 'france']) AS texte, 'FR' AS code, 1 AS rang",
    ]
    for letter, prefix, table in (("R", "REG-", "regions"), ("D", "DEP-", "departements")):
        found = f"'{prefix}' || code AS code"
        rows += [
            f"SELECT '{letter}' || code AS texte, {found}, 0 AS rang FROM {table}",
            f"SELECT '{prefix}' || code AS texte, {found}, 0 AS rang FROM {table}",
            f"SELECT '{letter}' || ltrim(code, '0') AS texte, {found}, '{ZERO}' AS norme, 2 AS rang"
            f" FROM {table} WHERE starts_with(code, '0')",
        ]
    return [
        *rows,
        _refused(shared, "code-ambigu", "'région ou département ? écrivez R' || texte || ' ou D' || texte"),
        _refused(alone, "code-inconnu", "'écrivez ' || zone || ' pour le département'"),
        _refused(abroad, "code-inconnu", OVERSEAS.format("un département")),
    ]


LEXICONS = {
    "departement": _departement,
    "region": _region,
    "commune": _commune,
    "epci": _epci,
    "zone": _zone,
}
