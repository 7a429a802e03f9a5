/*
title = "Article « 15 millions d’euros contre l’illectronisme » (septembre 2018)"
producer = "L’Informaticien"
url = "https://linformaticien.com/magazine/tendances/54574-8015-millions-d-euros-contre-l-illectronisme.html"
licence = "non vérifiée"
accessed = 2026-11-21
nature = "citee"
standalone = true
period = "Annonce de septembre 2018"
feeds = "financements"
level = "national"
file = "figures/financements_linformaticien_2018.csv"
columns = { depuis = "mois", mois = "mois", territoire = "texte", financeur = "texte", dispositif = "texte", euros = "entier", precision = "texte?", note = "texte?" }
key = ["territoire", "depuis", "financeur", "dispositif"]
notes = ["Montant lu dans un extrait du document, à relire dans le texte complet."]
*/
SELECT depuis, mois, territoire, dispositif, financeur, euros * 100 AS centimes, precision, note
FROM fichier
