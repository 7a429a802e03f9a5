/*
title = "Article « Appel à projets Pass Numériques 2020 » (février 2020)"
producer = "Avicca"
url = "https://avicca.org/actualite/appel-projets-pass-numeriques-2020"
licence = "non vérifiée"
accessed = 2026-11-21
nature = "citee"
standalone = true
period = "Appel à projets de 2020"
feeds = "financements"
level = "national"
file = "figures/financements_avicca_2020.csv"
columns = { depuis = "mois", mois = "mois", territoire = "texte", financeur = "texte", dispositif = "texte", euros = "entier", precision = "texte?", note = "texte?" }
key = ["territoire", "depuis", "financeur", "dispositif"]
notes = ["Montant lu dans un extrait du document, à relire dans le texte complet."]
*/
SELECT depuis, mois, territoire, dispositif, financeur, euros * 100 AS centimes, precision, note
FROM fichier
