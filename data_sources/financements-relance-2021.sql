/*
title = "Avis n° 167 (2021-2022) sur le projet de loi de finances pour 2022"
producer = "Sénat"
url = "https://www.senat.fr/rap/a21-167-3/a21-167-310.html"
licence = "non vérifiée"
accessed = 2026-11-21
nature = "citee"
standalone = true
period = "Loi de finances pour 2021"
feeds = "financements"
level = "national"
file = "figures/financements_relance_2021.csv"
columns = { depuis = "mois", mois = "mois", territoire = "texte", financeur = "texte", dispositif = "texte", euros = "entier", precision = "texte?", note = "texte?" }
key = ["territoire", "depuis", "financeur", "dispositif"]
notes = ["Montant lu dans un extrait du document, à relire dans le texte complet."]
*/
SELECT depuis, mois, territoire, dispositif, financeur, euros * 100 AS centimes, precision, note
FROM fichier
