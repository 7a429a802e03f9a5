/*
title = "Le pass numérique adopté par 48 territoires (juillet 2019)"
producer = "Localtis (Banque des Territoires)"
url = "https://banquedesterritoires.fr/le-pass-numerique-adopte-par-48-territoires"
licence = "non vérifiée"
accessed = 2026-11-21
period = "Premier appel à projets, résultats du 22 juillet 2019"
nature = "citee"
feeds = "pass_numeriques"
level = "national"
standalone = true
file = "figures/pass_appel_2019.csv"
columns = { depuis = "mois", mois = "mois", etat_euros = "entier", collectivites_euros = "entier" }
key = ["mois"]
notes = [
    "Montants annoncés pour les 48 lauréats du premier appel à projets : 6 millions d’euros de l’État, 4,5 millions des collectivités.",
]
*/
SELECT depuis, mois, 'FR' AS territoire, etat_euros * 100 AS etat_centimes,
       collectivites_euros * 100 AS cofinancement_centimes, 'environ' AS precision,
       'Montants annoncés : 6 M€ de l’État, 4,5 M€ des collectivités.' AS note
FROM fichier
