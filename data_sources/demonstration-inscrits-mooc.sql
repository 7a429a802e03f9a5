/*
title = "Démonstration : inscriptions à une formation en ligne"
producer = "Observatoire (données de démonstration)"
url = "-"
licence = "sans objet"
accessed = 2026-11-21
period = "De janvier 2019 à juin 2025"
nature = "demonstration"
feeds = "inscriptions"
level = "departement"
file = "demonstration/inscrits-mooc.csv"
columns = { mois = "mois", departement = "texte", inscrits = "entier" }
key = ["mois", "departement"]
notes = [
    "Toutes les lignes sont inventées par un générateur à graine fixe : elles montrent comment un producteur enverrait ses données, et ne décrivent rien de réel.",
    "Une ligne par mois et par département, zéro compris.",
]
*/
SELECT mois, 'DEP-' || departement AS territoire, inscrits FROM fichier
