/*
title = "Article « Inclusion numérique : pourquoi le gouvernement a opté pour une stratégie low cost » (septembre 2018)"
producer = "La Tribune"
url = "https://www.latribune.fr/technos-medias/inclusion-numerique-pourquoi-le-gouvernement-a-opte-pour-une-strategie-low-cost-790386.html"
licence = "non vérifiée"
accessed = 2026-11-21
nature = "citee"
standalone = true
period = "2018"
feeds = "releves"
level = "national"
file = "figures/eloignes_2018.csv"
columns = { depuis = "mois", mois = "mois", personnes = "entier", note = "texte?" }
key = ["depuis"]
notes = ["Chiffre lu dans un extrait du document, à relire dans le texte complet."]
*/
SELECT 'personnes_eloignees' AS serie, depuis, mois, 'FR' AS territoire, personnes AS valeur,
       'environ' AS precision, note
FROM fichier
