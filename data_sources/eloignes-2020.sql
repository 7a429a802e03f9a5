/*
title = "Rapport d’information n° 711 (2019-2020) de M. Raymond Vall, mission sur l’illectronisme"
producer = "Sénat"
url = "https://senat.fr/rap/r19-711/r19-7110.html"
licence = "non vérifiée"
accessed = 2026-11-21
nature = "citee"
standalone = true
period = "Septembre 2020"
feeds = "releves"
level = "national"
file = "figures/eloignes_2020.csv"
columns = { depuis = "mois", mois = "mois", personnes = "entier", note = "texte?" }
key = ["depuis"]
notes = ["Chiffre lu dans un extrait du document, à relire dans le texte complet."]
*/
SELECT 'personnes_eloignees' AS serie, depuis, mois, 'FR' AS territoire, personnes AS valeur,
       'environ' AS precision, note
FROM fichier
