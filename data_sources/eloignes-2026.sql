/*
title = "Page vitrine de Mon inclusion numérique"
producer = "ANCT"
url = "https://github.com/anct-cnum/suite-gestionnaire-numerique"
licence = "non vérifiée"
accessed = 2026-11-21
nature = "citee"
standalone = true
period = "Août 2026"
feeds = "releves"
level = "national"
file = "figures/eloignes_2026.csv"
columns = { depuis = "mois", mois = "mois", personnes = "entier", note = "texte?" }
key = ["depuis"]
notes = ["Chiffre lu dans un extrait du document, à relire dans le texte complet."]
*/
SELECT 'personnes_eloignees' AS serie, depuis, mois, 'FR' AS territoire, personnes AS valeur,
       'environ' AS precision, note
FROM fichier
