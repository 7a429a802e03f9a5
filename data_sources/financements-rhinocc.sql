/*
title = "Articles « Le hub RhinOcc officiellement déployé sur toute l’Occitanie » (janvier 2022) et « Occitanie : hub, hub, hub, hourra ! » (2019)"
producer = "Midenews"
url = "https://midenews.com/le-hub-rhinocc-officiellement-deploye-sur-toute-loccitanie"
licence = "non vérifiée"
accessed = 2026-11-21
nature = "citee"
standalone = true
period = "2019 et janvier 2022"
feeds = "financements"
level = "hub"
file = "figures/financements_rhinocc.csv"
columns = { depuis = "mois", mois = "mois", territoire = "texte", financeur = "texte", dispositif = "texte", euros = "entier", precision = "texte?", note = "texte?" }
key = ["territoire", "depuis", "financeur", "dispositif"]
notes = ["Le montant de 2019 vient du second article : https://midenews.com/?p=6955."]
*/
SELECT depuis, mois, territoire, dispositif, financeur, euros * 100 AS centimes, precision, note
FROM fichier
