/*
title = "Article « Le pass numérique adopté par 48 territoires » (22 juillet 2019)"
producer = "Localtis"
url = "https://banquedesterritoires.fr/le-pass-numerique-adopte-par-48-territoires"
licence = "non vérifiée"
accessed = 2026-11-21
nature = "citee"
standalone = true
period = "Juillet 2019"
feeds = "financements"
level = "national"
file = "figures/financements_localtis_2019.csv"
columns = { depuis = "mois", mois = "mois", territoire = "texte", financeur = "texte", dispositif = "texte", euros = "entier", precision = "texte?", note = "texte?" }
key = ["territoire", "depuis", "financeur", "dispositif"]
notes = ["Montant lu dans un extrait du document, à relire dans le texte complet."]
*/
SELECT depuis, mois, territoire, dispositif, financeur, euros * 100 AS centimes, precision, note
FROM fichier
