"""Cases 1 to 19: encodings, separators, ends of line, quotes, files cut short."""

from corpus.case import PLAIN, SEMICOLON, TOLERANT, Sent, case, keys, plain

TEXT = "code;nom;nombre\n01;Ain;1\n2A;Corse-du-Sud;2\n"
ROWS = [(2, "01", "Ain", 1), (3, "2A", "Corse-du-Sud", 2)]
EITHER = 'encodings = ["utf-8", "cp1252"]'


@case(1, "UTF-8 avec marque d’ordre des octets")
def _bom():
    # The mark says the encoding: it is not part of the first name.
    yield plain(TEXT.encode("utf-8-sig"), ROWS, normalised={"marque d’ordre": 1})


@case(2, "cp1252 avec é, €, œ, ’")
def _cp1252():
    # Declared: read and said. Not declared: refused, never guessed.
    raw = "code;nom;nombre\n01;l’œuvre de la fée à 5 €;1\n".encode("cp1252")
    rows = [(2, "01", "l’œuvre de la fée à 5 €", 1)]
    yield plain(raw, rows, EITHER, normalised={"encodage cp1252": 1}, variant="déclaré")
    yield plain(raw, None, refused="ligne 2", variant="non déclaré")


@case(3, "UTF-16 d’Excel, tabulations")
def _utf16():
    text = TEXT.replace(";", "\t").replace("Ain", "Aîn")
    rows = [(2, "01", "Aîn", 1), ROWS[1]]
    for order, mark in (("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff")):
        declared = ('encodings = ["utf-8", "utf-16"]', r'separators = ["\t"]')
        said = {"encodage utf-16": 1}
        yield plain(mark + text.encode(order), rows, *declared, normalised=said, variant=order)


@case(4, "Lignes en UTF-8 et lignes en cp1252 mêlées")
def _mixed_encodings():
    # Read as cp1252 the first name would be « RÃ©gion »: refused, the line that breaks is named.
    raw = "code;nom;nombre\n01;Région;1\n".encode() + "02;Hérault;2\n".encode("cp1252")
    yield plain(raw, None, EITHER, refused="ligne 3", variant="les deux déclarés")
    yield plain(raw, None, refused="ligne 3", variant="UTF-8 déclaré")


@case(5, "Texte encodé deux fois")
def _mojibake():
    # Never mended in silence: the row is rejected, the cure gives the text that was meant.
    text = "code;nom;nombre\n01;RÃ©gion;1\n02;Aisne;2\n03;╢ge;3\n"
    rejected = [(2, "nom", "mojibake"), (4, "nom", "mojibake")]
    yield plain(text, [(3, "02", "Aisne", 2)], rejected=rejected, cures=("Région", "Âge"))


@case(6, "Séparateur « ; »")
def _semicolon():
    yield plain(TEXT, ROWS)


@case(7, "Séparateurs tabulation, virgule, barre")
def _separators():
    for separator in ("\t", ",", "|"):
        raw = TEXT.replace(";", separator)
        said = {"séparateur": 1}
        yield plain(raw, ROWS, r'separators = ["\t", ",", "|"]', normalised=said, variant=repr(separator))
    other = TEXT.replace(";", "#")
    yield plain(other, None, r'separators = ["\t", ",", "|"]', refused="code", variant="non déclaré")


@case(8, "Première ligne « sep=; » d’Excel")
def _sep_line():
    rows = [(3, "01", "Ain", 1), (4, "2A", "Corse-du-Sud", 2)]
    yield plain("sep=;\n" + TEXT, rows, ignored=[(1, "séparateur")])


@case(9, "Fins de ligne CR seul, ou mêlées")
def _line_ends():
    rows = [*ROWS, (4, "03", "Allier", 3)]
    text = TEXT + "03;Allier;3\n"
    yield plain(text.replace("\n", "\r"), rows, variant="CR")
    yield plain(text.replace("\n", "\r\n"), rows, variant="CRLF")
    mixed = "code;nom;nombre\r\n01;Ain;1\n2A;Corse-du-Sud;2\r03;Allier;3\r\n"
    yield plain(mixed, rows, variant="mêlées")


@case(10, "Champ entre guillemets avec séparateur, guillemets et saut de ligne")
def _quoted():
    # The line of a record is the physical line where it begins.
    text = 'code;nom;nombre\n01;"a ; ""b""\nc";1\n02;Aisne;2\n'
    yield plain(text, [(2, "01", 'a ; "b"\nc', 1), (4, "02", "Aisne", 2)])


@case(11, "Guillemet non fermé")
def _unbalanced_quote():
    # One: its line is rejected and the next line is read. Several: nothing can be placed, refused.
    one = 'code;nom;nombre\n01;Ain;1\n02;"Aisne;2\n03;Allier;3\n'
    rows = [(2, "01", "Ain", 1), (4, "03", "Allier", 3)]
    yield plain(one, rows, rejected=[(3, "*", "guillemet")], variant="un")
    two = one + '04;"Alpes;4\n05;Alpes;5\n'
    rejected = [(3, "*", "guillemet"), (5, "*", "guillemet")]
    rows = [*rows, (6, "05", "Alpes", 5)]
    yield plain(two, rows, rejected=rejected, refused="guillemet", variant="deux")


@case(12, "Octet nul")
def _nul():
    text = "code;nom;nombre\n01;A\0in;1\n02;Aisne;2\n"
    yield plain(text, [(3, "02", "Aisne", 2)], rejected=[(2, "nom", "caractere-interdit")])


@case(13, "Fichier vide")
def _empty():
    yield plain("", None, refused="vide", variant="0 octet")
    yield plain("\n\n", None, refused="en-tête", variant="lignes vides")


@case(14, "En-tête seul")
def _header_only():
    # Nothing came: refused, unless the declaration says that it may happen.
    yield plain("code;nom;nombre\n", [], refused="aucune ligne", variant="non prévu")
    yield plain("code;nom;nombre\n", [], "may_be_empty = true", variant="prévu")


@case(15, "Page d’erreur HTML enregistrée en .csv")
def _html():
    page = "<!DOCTYPE html>\n<html><head><title>502 Bad Gateway</title></head>\n<body></body></html>\n"
    yield plain(page, None, refused="page web")


@case(16, "Dernière ligne coupée")
def _truncated():
    # What was cut inside its last value looks complete: only the volume, or the missing end, tells.
    text = "code;nom;nombre\n" + "".join(f"{n:02d};Lieu;{n}00\n" for n in range(1, 10))
    rows = [(n + 1, f"{n:02d}", "Lieu", n * 100) for n in range(1, 10)]
    short, said = text + "32;HD", {"sans fin de ligne": 1}
    rejected = [(11, "*", "champs-manquants")]
    yield plain(short, rows, rejected=rejected, normalised=said, variant="ligne incomplète")
    cut = text + "32;HDF;2"
    rows = [*rows, (11, "32", "HDF", 2)]
    yield plain(cut, rows, previous=100, normalised=said, refused="85", variant="volume")
    yield plain(cut, rows, normalised=said, variant="sans fin de ligne")


@case(17, "Ligne avec moins de champs")
def _fewer():
    text = "code;nom;nombre\n01;Ain;1\n02;Aisne\n03;Allier;3\n"
    rows = [(2, "01", "Ain", 1), (4, "03", "Allier", 3)]
    yield plain(text, rows, rejected=[(3, "*", "champs-manquants")])


@case(18, "Ligne avec plus de champs")
def _more():
    text = "code;nom;nombre\n01;Ain;1\n02;Aisne;2;7\n03;Allier;3\n"
    rows = [(2, "01", "Ain", 1), (4, "03", "Allier", 3)]
    yield plain(text, rows, rejected=[(3, "*", "champs-en-trop")])


@case(19, "Fichier qui gagne une colonne en chemin")
def _gains_a_column():
    # Each longer line is rejected, and the file is refused: it names the line where it changes.
    text = "code;nom;nombre\n01;Ain;1\n02;Aisne;2\n03;Allier;x;3\n04;Alpes;y;4\n05;Alpes;z;5\n"
    rows = [(2, "01", "Ain", 1), (3, "02", "Aisne", 2)]
    rejected = [(line, "*", "champs-en-trop") for line in (4, 5, 6)]
    yield Sent(keys(SEMICOLON, TOLERANT, PLAIN), text.encode(), rows, rejected=rejected, refused="ligne 4")
