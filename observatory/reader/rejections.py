"""The cells that break a rule, told to the person who sent the file: what to do, in French."""

from contextlib import suppress

import duckdb

from observatory.contract import Column
from observatory.declarations import Source
from observatory.reader.cells import ident
from observatory.reader.columns import Cells
from observatory.reader.geography import CURES as CODE_CURES
from observatory.reader.reading import LISTED, SHOWN, Rejection

FORMATS = {
    "": "un nombre écrit sans lettre ni signe",
    "fr": "un nombre à virgule décimale (1 234,5)",
    "en": "un nombre à point décimal (1234.5)",
}
TYPES = {
    "type-entier": "écrivez un nombre entier (1234), de 18 chiffres au plus",
    "type-booleen": "écrivez oui ou non",
    "type-siret": "écrivez les 14 chiffres du SIRET, sans lettre",
    "type-horodatage": "écrivez la date et l’heure : AAAA-MM-JJ HH:MM:SS",
    "unite-inconnue": "ajoutez le signe % à la valeur, ou l’unité à la déclaration",
    "nombre-ambigu": "ce nombre se lit de deux façons ; écrivez-le sans séparateur de milliers, "
    "ou déclarez le format",
    "chiffres-perdus": "le tableur a perdu des chiffres ; mettez la colonne en texte et refaites l’export",
    "erreur-excel": "corrigez la formule du tableur, qui donne une erreur",
    "obligatoire": "remplissez la cellule : la colonne est obligatoire",
    "caractere-interdit": "retirez le caractère invisible de la cellule",
    "date-ambigue": "jour ou mois en premier ? déclarez l’ordre (JJ/MM/AAAA), ou écrivez AAAA-MM-JJ",
    "libelle-code": "vérifiez le code et le nom : ils désignent deux territoires",
}
DIFFERENT = "gardez une seule des lignes de même clé : leurs valeurs diffèrent"


def listed(
    con: duckdb.DuckDBPyConnection, source: Source, name: str, columns: list[Cells]
) -> list[Rejection]:
    """The first cells that break a rule, in the order of the lines, then of the columns."""
    parts = [
        f"SELECT ligne, {one.rank} AS rang, b{one.rank} AS texte, r{one.rank} AS regle, k{one.rank} AS remede"
        f" FROM typage WHERE r{one.rank} IS NOT NULL"
        for one in columns
    ]
    rows = con.execute(
        f"SELECT ligne, rang, left(texte, {SHOWN + 1}), regle, remede FROM ({' UNION ALL '.join(parts)})"
        f" ORDER BY ligne, rang LIMIT {LISTED}"
    ).fetchall()
    by_rank = {one.rank: one for one in columns}
    found = []
    for line, rank, text, rule, cure in rows:
        one = by_rank[rank]
        cure = cure if cure and rule.startswith(("code-", "libelle-")) else cure_of(rule, one.column, text)
        found.append(Rejection(name, source.sheet, line, one.name, shown(text), rule, cure))
    return found


def shown(text: str) -> str:
    """A text short enough to be quoted."""
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"


def cure_of(rule: str, column: Column, text: str) -> str:
    """What to do about a cell that breaks a rule."""
    if rule == "mojibake":
        return _mended(text)
    if rule == "code-inconnu":
        return CODE_CURES[column.type]
    if rule in TYPES:
        return TYPES[rule]
    return _declared(rule, column)


def _declared(rule: str, column: Column) -> str:
    """The cures that repeat what the column declares."""
    number = FORMATS[column.number if "number" in column.model_fields_set else ""]
    last = f"jusqu’au {column.before:%d/%m/%Y}" if column.before else "et pas dans l’avenir"
    low, high = (0 if bound is None else bound for bound in (column.min, column.max))
    return {
        "type-decimal": f"écrivez {number}, de 6 décimales au plus",
        "type-pourcentage": f"écrivez {number}, suivi ou non du signe %",
        "date-impossible": "écrivez une date du calendrier, sans heure, l’année sur quatre chiffres, "
        f"de la forme {' ou '.join(column.dates)}",
        "date-hors-bornes": "vérifiez l’année : la date est attendue à partir du "
        f"{column.after:%d/%m/%Y}, {last}",
        "borne-basse": f"vérifiez la valeur : {low:g} au moins est attendu",
        "borne-haute": f"vérifiez la valeur : {high:g} au plus est attendu",
        "domaine": f"écrivez l’une des valeurs déclarées : {', '.join(column.values[:10])}",
        "longueur": f"raccourcissez le texte : {column.max_length} caractères au plus",
    }.get(rule, "corrigez la cellule, ou la déclaration de la colonne")


def _mended(text: str) -> str:
    """The text that was meant, where it can be told: given to be checked, never taken."""
    meant = text.replace("╢", "Â")
    for codec in ("cp850", "cp437", "latin-1", "cp1252"):  # the last that reads it is the likeliest
        with suppress(UnicodeError):
            meant = text.encode(codec).decode("utf-8")
    hint = f"sans doute « {shown(meant.replace(chr(39), '’'))} » : " if meant != text else ""
    return f"texte mal décodé ; {hint}exportez de nouveau le fichier en UTF-8"


def of_lines(con: duckdb.DuckDBPyConnection, source: Source, name: str, lines) -> list[Rejection]:
    """Whole rows rejected because others of the same key differ from them."""
    if not lines:
        return []
    column = source.key[0] if len(source.key) == 1 else "*"
    texts = dict(
        con.execute(
            f"SELECT ligne, concat_ws(' | ', {', '.join(map(ident, source.key))}) FROM brut"
            " WHERE ligne IN (SELECT unnest(?))",
            [list(lines)],
        ).fetchall()
    )
    return [
        Rejection(name, source.sheet, line, column, shown(texts[line]), "doublon-different", DIFFERENT)
        for line in lines
    ]
