"""Cases 52 to 58, 62, 63 and 66: dates, keys, and text that means to do harm."""

import datetime

from corpus.case import SEMICOLON, Sent, case, column, keys, plain

DAY = datetime.date


@case(52, "Même lieu dans deux TANI")
def _overlap():
    # Kept in both; the national total counts the place once, in the source's own query.
    text = "lieu;tani;usagers\nL1;TANI-a;5\nL1;TANI-b;5\n"
    columns = 'columns = { lieu = "texte", tani = "texte", usagers = "entier" }'
    sql = "SELECT sum(usagers) AS usagers FROM (SELECT DISTINCT lieu, usagers FROM fichier) AS lieux"
    yield Sent(keys(SEMICOLON, 'key = ["lieu", "tani"]', columns), text.encode(),
               [(2, "L1", "TANI-a", 5), (3, "L1", "TANI-b", 5)], sql=sql, facts=[(5,)])  # fmt: skip


@case(53, "Dates écrites de plusieurs façons")
def _date_forms():
    both = '{ type = "date", dates = ["AAAA-MM-JJ", "JJ/MM/AAAA"] }'
    day = DAY(2022, 4, 21)
    yield column(both, ["2022-04-21", "21/04/2022", "21/4/2022"], [day] * 3,
                 normalised={"JJ/MM/AAAA": 2}, variant="jours")  # fmt: skip
    months = '{ type = "mois", dates = ["T1 AAAA", "AAAAT1", "mois AAAA"] }'
    cells = ["T1 2019", "2019T4", "janv. 2020", "août 2021"]
    values = [DAY(2019, 1, 1), DAY(2019, 10, 1), DAY(2020, 1, 1), DAY(2021, 8, 1)]
    said = {"T1 AAAA": 1, "AAAAT1": 1, "mois AAAA": 2}
    yield column(months, cells, values, normalised=said, variant="mois et trimestres")
    yield column('"date"', ["21/04/2022", "2022-04-21"], [None, day],
                 rejected=[(2, "date-impossible")], variant="forme non déclarée")  # fmt: skip


@case(54, "Dates toutes ambiguës, ordre non déclaré")
def _ambiguous_dates():
    rejected = [(2, "date-ambigue"), (3, "date-ambigue")]
    yield column('"date"', ["03/04/2020", "05/06/2020"], [None, None], rejected=rejected, refused="2 ")


@case(55, "Dates impossibles")
def _impossible_dates():
    french = '{ type = "date", dates = ["JJ/MM/AAAA", "AAAA-MM-JJ"] }'
    cells = ["31/06/2023", "29/02/2019", "2023-05-01 12:00:00", "29/02/2020"]
    rejected = [(line, "date-impossible") for line in (2, 3, 4)]
    yield column(french, cells, [None] * 3 + [DAY(2020, 2, 29)], rejected=rejected,
                 normalised={"JJ/MM/AAAA": 1})  # fmt: skip


@case(57, "Année sur deux chiffres, an 2, avenir, avant 2018")
def _dates_out_of_bounds():
    # A target may lie in the future: its column declares how far.
    french = '{ type = "date", dates = ["JJ/MM/AAAA"] }'
    cells = ["01/02/20", "01/01/0002", "01/01/2031", "31/12/2017", "01/01/2018"]
    rules = ["date-impossible", *["date-hors-bornes"] * 3]
    yield column(french, cells, [None] * 4 + [DAY(2018, 1, 1)], normalised={"JJ/MM/AAAA": 1},
                 rejected=list(zip(range(2, 6), rules, strict=True)), variant="constat")  # fmt: skip
    target = '{ type = "date", before = 2026-12-31 }'
    yield column(target, ["2026-12-01", "2027-01-01"], [DAY(2026, 12, 1), None],
                 rejected=[(3, "date-hors-bornes")], variant="cible")  # fmt: skip


@case(58, "Horodatages au passage de l’année et de l’heure d’été")
def _paris_time():
    cells = ["2023-12-31T23:30:00Z", "2023-03-26T00:59:59Z", "2023-03-26T01:00:00Z"]
    cells += [
        "2023-10-29T00:30:00Z",
        "2023-10-29T01:30:00Z",
        "2023-07-01T10:00:00+02:00",
        "2023-07-01T10:00:00",
    ]
    at = datetime.datetime
    values = [at(2024, 1, 1, 0, 30), at(2023, 3, 26, 1, 59, 59), at(2023, 3, 26, 3), at(2023, 10, 29, 2, 30)]
    values += [at(2023, 10, 29, 2, 30), at(2023, 7, 1, 10), at(2023, 7, 1, 10)]
    yield column('"horodatage"', cells, values, normalised={"Paris": 6})


@case(62, "Clé en double")
def _duplicate_keys():
    # Identical: one is kept. Different: neither can be chosen. No key declared: kept, and said.
    text = "code;nom;nombre\n01;Ain;1\n01;Ain;1\n02;Aisne;2\n"
    kept = [(2, "01", "Ain", 1), (4, "02", "Aisne", 2)]
    yield plain(text, kept, 'key = ["code"]', ignored=[(3, "doublon")], variant="identiques")
    different = text.replace("01;Ain;1\n02", "01;Ain;7\n02")
    rejected = [(line, "code", "doublon-different") for line in (2, 3)]
    yield plain(different, kept[1:], 'key = ["code"]', rejected=rejected, variant="différentes")
    every = [kept[0], (3, "01", "Ain", 1), kept[1]]
    yield plain(text, every, normalised={"identique": 1}, variant="sans clé")


@case(63, "Bon nombre de lignes, mais des doublons et des manques")
def _right_count_wrong_rows():
    # Six rows like the last time, of which three say the same: half the volume is gone.
    text = "code;nom;nombre\n" + "01;Ain;1\n" * 4 + "02;Aisne;2\n03;Allier;3\n"
    kept = [(2, "01", "Ain", 1), (6, "02", "Aisne", 2), (7, "03", "Allier", 3)]
    ignored = [(line, "doublon") for line in (3, 4, 5)]
    yield plain(text, kept, 'key = ["code"]', ignored=ignored, previous=6, refused="85", variant="volume")
    # Where the declaration names the set expected: what is missing is named.
    codes = [
        "01",
        "02",
        "03",
        "04",
        "06",
        "11",
        "24",
        "27",
        "28",
        "32",
        "44",
        "52",
        "53",
        "75",
        "76",
        "76",
        "76",
    ]
    cells = [(rank + 2, rank + 1, code) for rank, code in enumerate(codes[:15])]
    text = "rang;region\n" + "".join(f"{rank};{code}\n" for _, rank, code in cells) + "15;76\n15;76\n"
    declared = keys(
        SEMICOLON,
        'key = ["region"]',
        'expected = "region"',
        'columns = { rang = "entier", region = "region" }',
    )
    yield Sent(declared, text.encode(), cells, ignored=[(17, "doublon"), (18, "doublon")], refused="93",
               variant="territoires attendus")  # fmt: skip


@case(66, "Formules, balises, cellule démesurée, caractères invisibles")
def _hostile_text():
    # Text is kept as text (each surface escapes it); what hides, or has no end, is rejected.
    kept = ["=cmd|' /C calc'!A0", "@SUM(A1)", "<script>alert(1)</script>", "+33 1 02 03 04 05"]
    bad = ["a" * 10_001, "bip\x07", "abc\u202edef", "zéro\u200blargeur"]
    rules = ["longueur", *["caractere-interdit"] * 3]
    yield column(
        '"texte"', [*kept, *bad], [*kept, *[None] * 4], rejected=list(zip(range(6, 10), rules, strict=True))
    )
    yield column('"texte"', ["a" * 1_000_000, "a" * 10_000], [None, "a" * 10_000], rejected=[(2, "longueur")],
                 variant="un mégaoctet")  # fmt: skip
