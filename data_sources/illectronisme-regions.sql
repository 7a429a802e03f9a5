/*
title = "Illectronisme en 2019, publications régionales"
producer = "Insee"
url = "https://www.insee.fr/fr/statistiques/7636058"
licence = "non vérifiée"
accessed = 2026-11-21
nature = "citee"
standalone = true
period = "2019"
feeds = "releves"
level = "region"
file = "figures/illectronisme_regions.csv"
columns = { territoire = "texte", annee = "entier", taux = "decimal", precision = "texte?", note = "texte?" }
key = ["territoire", "annee"]
notes = [
    "Sept régions ont une publication ; les taux y sont arrondis.",
    "Publications : Île-de-France, https://insee.fr/fr/statistiques/7624783 ; Auvergne-Rhône-Alpes, https://www.insee.fr/fr/statistiques/6676244 ; Pays de la Loire, https://www.insee.fr/fr/statistiques/6670824 ; Hauts-de-France, https://www.insee.fr/fr/statistiques/4986976 ; Nouvelle-Aquitaine, https://insee.fr/fr/statistiques/6686568 ; Bourgogne-Franche-Comté, https://insee.fr/fr/statistiques/6443258 ; Centre-Val de Loire, https://www.insee.fr/fr/statistiques/6657843.",
]
*/
SELECT 'illectronisme' AS serie, make_date(annee, 1, 1) AS depuis, make_date(annee, 12, 1) AS mois,
       territoire, taux AS valeur, precision, note
FROM fichier
