/*
title = "Deuxième appel pour les hubs territoriaux pour un numérique inclusif"
producer = "Caisse des Dépôts"
url = "https://caissedesdepots.fr/node/784"
licence = "non vérifiée"
accessed = 2026-11-21
nature = "citee"
standalone = true
period = "17 novembre 2020 au 30 juin 2021"
feeds = "financements"
level = "national"
file = "figures/financements_hubs_2020.csv"
columns = { depuis = "mois", mois = "mois", territoire = "texte", financeur = "texte", dispositif = "texte", euros = "entier", precision = "texte?", note = "texte?" }
key = ["territoire", "depuis", "financeur", "dispositif"]
notes = ["Montant lu dans un extrait du document, à relire dans le texte complet."]
*/
SELECT depuis, mois, territoire, dispositif, financeur, euros * 100 AS centimes, precision, note
FROM fichier
