/*
title = "Document de départ du projet"
producer = "Partenaires de l’Observatoire"
url = "-"
licence = "non vérifiée"
accessed = 2026-11-21
period = "Septembre 2018"
nature = "citee"
feeds = "adhesions"
level = "national"
standalone = true
file = "figures/membres_2018.csv"
columns = { mois = "mois", membres = "entier" }
key = ["mois"]
notes = [
    "Nombre donné par les partenaires au départ du projet : aucune publication n’a été retrouvée.",
]
*/
SELECT mois, 'FR' AS territoire, membres, 'environ' AS precision FROM fichier
