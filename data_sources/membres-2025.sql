/*
title = "La Mednum (page de partenaire, sans date)"
producer = "Communauté de l’inclusion"
url = "https://communaute.inclusion.beta.gouv.fr/partenaires/la-mednum-11"
licence = "non vérifiée"
accessed = 2026-11-21
period = "Vers 2025"
nature = "citee"
feeds = "adhesions"
level = "national"
standalone = true
file = "figures/membres_2025.csv"
columns = { depuis = "mois", mois = "mois", membres = "entier" }
key = ["mois"]
notes = [
    "La page compte « plus de 140 structures » et ne porte pas de date : l’année 2025 est une estimation.",
]
*/
SELECT depuis, mois, 'FR' AS territoire, membres, 'au_moins' AS precision,
       'Page sans date, vers 2025.' AS note
FROM fichier
