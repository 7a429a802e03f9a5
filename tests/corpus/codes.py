"""Cases 38 to 51: codes of French territories, as spreadsheets and old files leave them."""

from corpus.case import SEMICOLON, TOLERANT, Sent, case, column, keys

DEPARTEMENT, REGION, COMMUNE, ZONE = (
    f'{{ type = "{kind}" }}' for kind in ("departement", "region", "commune", "zone")
)


@case(38, "Zéro de tête perdu")
def _lost_zero():
    # Given back only where the official code knows the result.
    said = {"zéro": 1}
    yield column(DEPARTEMENT, ["1", "0"], ["01", None], rejected=[(3, "code-inconnu")], normalised=said,
                 variant="département")  # fmt: skip
    yield column(COMMUNE, ["1004", "1999"], ["01004", None], rejected=[(3, "code-inconnu")], normalised=said,
                 variant="commune")  # fmt: skip


@case(39, "Codes devenus décimaux")
def _float_codes():
    said = {".0": 1}
    yield column(COMMUNE, ["87085.0"], ["87085"], normalised=said, variant="commune")
    yield column(DEPARTEMENT, ["1.0"], ["01"], normalised=said | {"zéro": 1}, variant="département")
    yield column(DEPARTEMENT, ["01.0"], ["01"], normalised=said, variant="zéro gardé")


@case(40, "Corse : 2A, 2a, 20, 20A")
def _corsica():
    # 20 is neither 2A nor 2B; the code of a commune in 20xxx is known again with 2A or 2B.
    rejected = [(5, "code-ambigu"), (6, "code-inconnu")]
    values = ["2A", "2B", "2A", None, None]
    yield column(DEPARTEMENT, ["2A", "2B", "2a", "20", "20A"], values, rejected=rejected,
                 normalised={"casse": 1}, cures=("2A",), variant="département")  # fmt: skip
    yield column(COMMUNE, ["2A004", "2a004", "20004"], ["2A004", "2A004", None],
                 rejected=[(4, "code-inconnu")], normalised={"casse": 1}, cures=("2A004",),
                 variant="commune")  # fmt: skip


@case(41, "Outre-mer : 971 à 976, 97 seul, 975, 987")
def _overseas():
    # A collectivité is not a département: rejected where one is expected, never summed with them.
    known = ["971", "972", "973", "974", "976"]
    rejected = [(7, "code-ambigu"), (8, "code-inconnu"), (9, "code-inconnu")]
    yield column(DEPARTEMENT, [*known, "97", "975", "987"], [*known, None, None, None], rejected=rejected,
                 cures=("971", "collectivité", "collectivité"))  # fmt: skip


@case(42, "Anciens codes de Saint-Martin et Saint-Barthélemy")
def _saint_martin():
    yield column(COMMUNE, ["97127", "97123"], ["97801", "97701"], normalised={"ancien": 2})


@case(43, "01 à 06 : région d’outre-mer ou département ?")
def _region_or_departement():
    # The declared type tells; a column of zones without a level tells nothing: all is rejected.
    codes = ["01", "06"]
    yield column(REGION, codes, codes, variant="régions")
    yield column(DEPARTEMENT, codes, codes, variant="départements")
    yield column(ZONE, ["R01", "D01", "FRANCE"], ["REG-01", "DEP-01", "FR"], variant="avec maille")
    rejected = [(2, "code-ambigu"), (3, "code-ambigu")]
    yield column(ZONE, codes, [None, None], rejected=rejected, refused="2 ", variant="sans maille")


@case(44, "75, 44, 11, 93 : codes des deux niveaux")
def _both_levels():
    codes = ["75", "44", "11", "93"]
    yield column(REGION, codes, codes, variant="régions")
    yield column(DEPARTEMENT, codes, codes, variant="départements")
    rejected = [(line, "code-ambigu") for line in range(2, 6)]
    yield column(ZONE, codes, [None] * 4, rejected=rejected, refused="4 ", variant="sans maille")


@case(45, "Régions d’avant 2016")
def _old_regions():
    # A count is carried to the new région, and said; a rate of a part is not the rate of the whole.
    yield column(REGION, ["31", "22", "32"], ["32", "32", "32"], normalised={"ancien": 2}, variant="codes")
    yield column(REGION, ["Picardie", "Nord-Pas-de-Calais"], ["32", "32"], normalised={"ancien": 2},
                 variant="noms")  # fmt: skip
    text = "region;taux\n22;12\n32;15\n"
    columns = 'columns = { region = "region", taux = { type = "pourcentage", unit = "%" } }'
    rate = keys(SEMICOLON, TOLERANT, columns)
    yield Sent(rate, text.encode(), [(3, "32", 15)], rejected=[(2, "region", "code-ancien")], variant="taux")


@case(46, "Noms de régions écrits de plusieurs façons")
def _region_names():
    names = ["Île-de-France", "Ile de France", "Grand-Est", "PACA", "Provence-Alpes-Côte d'Azur"]
    names += ["Provence-Alpes-Côte d’Azur", "HAUTS-DE-FRANCE", "Atlantide"]
    codes = ["11", "11", "44", "93", "93", "93", "32", None]
    yield column(REGION, names, codes, rejected=[(9, "code-inconnu")], normalised={"libellé": 7})


@case(47, "Code et nom en désaccord")
def _label_disagrees():
    text = "code;nom;nombre\n84;Auvergne-Rhône-Alpes;1\n27;Auvergne-Rhône-Alpes;2\n"
    columns = 'columns = { code = { type = "region", label = "nom" }, nom = "texte", nombre = "entier" }'
    yield Sent(keys(SEMICOLON, TOLERANT, columns), text.encode(), [(2, "84", "Auvergne-Rhône-Alpes", 1)],
               rejected=[(3, "code", "libelle-code")], cures=("Bourgogne-Franche-Comté",))  # fmt: skip


@case(48, "Communes fusionnées, renumérotées, séparées")
def _changed_communes():
    # One successor: carried to it, and said. Several: only the sender knows which.
    yield column(COMMUNE, ["01340", "69159"], ["01015", "69114"], normalised={"ancien": 2}, variant="fusion")
    yield column(COMMUNE, ["14712"], [None], "cog = 2019", rejected=[(2, "code-ancien")],
                 refused="1 ", variant="séparation")  # fmt: skip


@case(49, "Arrondissements de Paris, Lyon, Marseille")
def _arrondissements():
    yield column(COMMUNE, ["75101", "69381", "13201"], ["75056", "69123", "13055"],
                 normalised={"arrondissement": 3})  # fmt: skip


@case(50, "CEDEX, code postal à la place du code INSEE")
def _postal_code():
    rejected = [(2, "code-inconnu"), (3, "code-inconnu")]
    yield column(COMMUNE, ["35042 CEDEX", "75020", "35238"], [None, None, "35238"], rejected=rejected,
                 cures=("postal", "postal"))  # fmt: skip


@case(51, "Quartier prioritaire ou TANI inconnu, ancien millésime")
def _unknown_place():
    kind = '{ type = "texte", values = ["QN08021M", "QN08022M"] }'
    yield column(kind, ["QN08021M", "QP080001"], ["QN08021M", None], rejected=[(3, "domaine")], variant="QPV")
