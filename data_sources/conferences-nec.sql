/*
title = "Numérique en commun[s], les éditions passées"
producer = "Numérique en commun[s] (ANCT)"
url = "https://numerique-en-communs.fr/la-demarche/"
licence = "non vérifiée"
accessed = 2026-11-21
period = "De 2018 à 2023"
nature = "citee"
feeds = "conferences"
level = "national"
standalone = true
file = "figures/conferences_nec.csv"
columns = { depuis = "mois", mois = "mois", participants = "entier", note = "texte" }
key = ["mois"]
notes = [
    "Nombres ronds, annoncés par l’organisateur.",
    "Les éditions de 2018 à 2021 sont aussi données sur https://numerique-en-communs.fr/necs-approach/.",
]
*/
SELECT depuis, mois, 'FR' AS territoire, 'conférence nationale' AS type, participants,
       'environ' AS precision, note
FROM fichier
