/*
title = "Rapport annuel de performances 2023, programme 349, justification au premier euro"
producer = "Direction du budget"
url = "https://www.budget.gouv.fr/files/uploads/extract/2023/PLR/BG/PGM/349/FR_2023_PLR_BG_PGM_349_JPE.html"
licence = "non vérifiée"
accessed = 2026-11-21
nature = "citee"
standalone = true
period = "Loi de finances initiale pour 2023"
feeds = "financements"
level = "national"
file = "figures/financements_lfi_2023.csv"
columns = { depuis = "mois", mois = "mois", territoire = "texte", financeur = "texte", dispositif = "texte", euros = "entier", precision = "texte?", note = "texte?" }
key = ["territoire", "depuis", "financeur", "dispositif"]
notes = ["Crédits prévus ; l’extrait lu ne donne pas la dépense de l’action 03."]
*/
SELECT depuis, mois, territoire, dispositif, financeur, euros * 100 AS centimes, precision, note
FROM fichier
