/*
title = "Projet annuel de performances 2024, programme 343, justification au premier euro"
producer = "Direction du budget"
url = "https://www.budget.gouv.fr/files/uploads/extract/2024/PLF/BG/PGM/343/FR_2024_PLF_BG_PGM_343_JPE.html"
licence = "non vérifiée"
accessed = 2026-11-21
nature = "citee"
standalone = true
period = "Projet de loi de finances pour 2024"
feeds = "financements"
level = "national"
file = "figures/financements_plf_2024.csv"
columns = { depuis = "mois", mois = "mois", territoire = "texte", financeur = "texte", dispositif = "texte", euros = "entier", precision = "texte?", note = "texte?" }
key = ["territoire", "depuis", "financeur", "dispositif"]
notes = ["Crédits demandés, et non votés ou dépensés."]
*/
SELECT depuis, mois, territoire, dispositif, financeur, euros * 100 AS centimes, precision, note
FROM fichier
