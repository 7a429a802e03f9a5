"""Cases 31 to 37 and 59 to 61: numbers as they are typed, and what stands for no number."""

from decimal import Decimal

from corpus.case import Sent, case, column, keys

WHOLE = '{ type = "entier" }'
FRENCH = '{ type = "decimal", number = "fr" }'
ENGLISH = '{ type = "decimal", number = "en" }'
RATE = '{ type = "pourcentage", unit = "%", number = "fr" }'


@case(31, "Virgule décimale")
def _decimal_comma():
    values = [Decimal("12.5"), Decimal("-0.25"), Decimal(7)]
    yield column(FRENCH, ["12,5", "-0,25", "7"], values, normalised={"virgule": 2})


@case(32, "Milliers séparés")
def _thousands():
    spaces = [" ", "\u00a0", "\u202f", "\u2009", "'"]
    cells = [f"1{space}234" for space in spaces]
    whole = '{ type = "entier", number = "fr" }'
    yield column(whole, cells, [1234] * 5, normalised={"milliers": 5}, variant="espaces et apostrophe")
    # A group of two figures, or the underscore of programmers: not a number of ours.
    bad = ["12 34", "1_000", "1 2345"]
    rejected = [
        (2, "type-entier"),
        (3, "type-entier"),
        (4, "type-entier"),
    ]
    yield column(whole, [*bad, "1"], [None, None, None, 1], rejected=rejected, variant="mal groupés")


@case(33, "« 1.234 » : mille deux cent trente-quatre, ou un virgule deux ?")
def _ambiguous_number():
    # A declared format decides. None declared, or a point in a French number: rejected.
    rejected = [(2, "nombre-ambigu")]
    plain = '{ type = "decimal" }'
    yield column(FRENCH, ["1.234", "1,5"], [None, Decimal("1.5")], rejected=rejected,
                 normalised={"virgule": 1}, variant="format français")  # fmt: skip
    for cell in ("1.234", "1,234"):
        yield column(plain, [cell, "1.5"], [None, Decimal("1.5")], rejected=rejected, variant=f"rien, {cell}")
    yield column(ENGLISH, ["1.234", "1,234.5"], [Decimal("1.234"), Decimal("1234.5")],
                 normalised={"milliers": 1}, variant="format anglais")  # fmt: skip


@case(34, "Pourcentages écrits de plusieurs façons")
def _percentages():
    # One way in the whole column, and the unit declared; two ways mixed: the file is refused.
    signs = [Decimal("12.5"), Decimal(8)]
    yield column(RATE, ["12,5 %", "8%"], signs, normalised={"virgule": 1, "%": 2}, variant="signe")
    yield column(RATE, ["12,5", "8"], signs, normalised={"virgule": 1}, variant="sans signe")
    mixed = column(RATE, ["12,5 %", "0,125"], [Decimal("12.5"), Decimal("0.125")],
                   refused="valeur", normalised={"virgule": 2, "%": 1}, variant="mêlés")  # fmt: skip
    yield mixed


@case(35, "Signe moins typographique, parenthèses")
def _minus():
    # Parentheses are a loss for an accountant, a note for another: rejected.
    yield column(
        WHOLE, ["\u22125", "(5)"], [-5, None], rejected=[(3, "type-entier")], normalised={"moins": 1}
    )


@case(36, "SIRET en notation scientifique")
def _scientific_siret():
    siret = '{ type = "siret" }'
    good = "13002603200016"
    yield column(siret, ["1,23E+13", good], [None, good], rejected=[(2, "chiffres-perdus")], variant="perdus")
    yield column(siret, [f"{good}.0"], [good], normalised={".0": 1}, variant="décimal")


@case(37, "Codes « 2E5 » et « 3E1 »")
def _code_like_a_number():
    yield column('"texte"', ["2E5", "3E1", "007"], ["2E5", "3E1", "007"])


SENTINELS = (
    's = "secret", nd = "non disponible", "n.d." = "non disponible", "-" = "sans objet", '
    'x = "secret", "..." = "non disponible", "<5" = "secret", "*" = "secret"'
)


@case(59, "Secret, non disponible : « s », « nd », « <5 »")
def _sentinels():
    # Never 0. The reason is kept beside, and the bound of « <5 »: 4 at most.
    kind = f'{{ type = "entier", required = false, sentinels = {{ {SENTINELS} }} }}'
    cells = ["s", "nd", "n.d.", "-", "x", "...", "<5", "*", "6", ""]
    secret, unknown = (None, "secret", None), (None, "non disponible", None)
    values = [secret, unknown, unknown, (None, "sans objet", None), secret, unknown]
    values += [(None, "secret", 4), secret, (6, None, None), (None, None, None)]
    generated = ("valeur_motif", "valeur_haute")
    yield column(kind, cells, values, normalised={"secret": 4, "non disponible": 3, "sans objet": 1},
                 also=generated, variant="déclarés")  # fmt: skip
    rejected = [(2, "type-entier"), (3, "type-entier")]
    yield column(WHOLE, ["s", "<5", "6"], [None, None, 6], rejected=rejected, variant="non déclarés")


@case(60, "Textes « NA », « null », « None », « nan », « inf »")
def _words_of_programmers():
    words = ["NA", "null", "None", "nan", "inf"]
    yield column('"texte"', words, words, variant="colonne de texte")
    rejected = [(line, "type-decimal") for line in range(2, 7)]
    yield column(ENGLISH, [*words, "1"], [None] * 5 + [Decimal(1)], rejected=rejected, variant="nombres")


@case(61, "Effectif négatif, fractionnaire, démesuré")
def _out_of_domain():
    kind = '{ type = "entier", min = 0, max = 100000 }'
    cells = ["-3", "12.7", "1000000000", "100001", "0", "16456.0"]
    rules = ["borne-basse", "type-entier", "borne-haute", "borne-haute"]
    rejected = list(zip(range(2, 6), rules, strict=True))
    values = [None] * 4 + [0, 16456]
    yield column(kind, cells, values, rejected=rejected, normalised={"décimales nulles": 1})
    huge = Sent(keys('columns.nombre = "entier"', "reject_rate = 0.9"), b"nombre\n99999999999999999999\n1\n",
                [(3, 1)], rejected=[(2, "nombre", "type-entier")], variant="hors de 64 bits")  # fmt: skip
    yield huge
