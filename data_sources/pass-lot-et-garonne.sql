/*
title = "Pass numérique : les dessous d’un déploiement trop lent (27 juin 2023)"
producer = "La Gazette des communes"
url = "https://www.lagazettedescommunes.com/873952/pass-numerique-les-dessous-dun-deploiement-trop-lent/"
licence = "non vérifiée"
accessed = 2026-11-21
period = "De 2021 à juin 2023"
nature = "citee"
feeds = "pass_numeriques"
level = "departement"
standalone = true
file = "figures/pass_lot_et_garonne.csv"
columns = { depuis = "mois", mois = "mois", utilises = "entier", precision = "texte", au_moins = "entier?", au_plus = "entier?", note = "texte" }
key = ["depuis", "mois"]
notes = [
    "Propos de la cheffe de projet du conseil départemental, rapportés par l’article.",
    "Le chiffre est lu dans un extrait de la page : il reste à vérifier dans le texte entier.",
]
*/
SELECT depuis, mois, 'DEP-47' AS territoire, utilises, precision, au_moins AS valeur_basse,
       au_plus AS valeur_haute, note
FROM fichier
