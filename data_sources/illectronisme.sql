/*
title = "Illectronisme en France en 2019 et 2021 (Insee Première n° 1780 et n° 1953)"
producer = "Insee"
url = "https://www.insee.fr/fr/statistiques/7633654"
licence = "non vérifiée"
accessed = 2026-11-21
nature = "citee"
standalone = true
period = "2019 et 2021"
feeds = "releves"
level = "national"
file = "figures/illectronisme.csv"
columns = { territoire = "texte", annee = "entier", taux = "decimal", precision = "texte?", note = "texte?" }
key = ["territoire", "annee"]
notes = ["Chiffres cités : 2019, https://www.insee.fr/fr/statistiques/4241397 ; 2021, https://www.insee.fr/fr/statistiques/7633654."]
*/
SELECT 'illectronisme' AS serie, make_date(annee, 1, 1) AS depuis, make_date(annee, 12, 1) AS mois,
       territoire, taux AS valeur, precision, note
FROM fichier
