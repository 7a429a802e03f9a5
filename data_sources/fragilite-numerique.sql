/*
title = "Indice de fragilité numérique des communes, moyenne par département"
producer = "La Mednum ; calcul de l’Observatoire"
url = "https://github.com/inclusion-numerique/inclusion-numerique"
licence = "non vérifiée"
accessed = 2026-11-21
nature = "estimee"
period = "Version d’avant août 2023, sur des données de 2017 à 2021"
feeds = "releves"
level = "departement"
file = "figures/fragilite_numerique.csv"
columns = { departement = "texte", indice = { type = "decimal", number = "en", min = 0, max = 10 } }
key = ["departement"]
notes = [
    "Moyenne des indices des communes (0 à 10), pondérée par leur population, calculée par l’Observatoire : ce n’est pas un chiffre publié par La Mednum.",
    "Paris n’est pas dans le calcul ; 147 communes ont changé de code depuis et n’y sont pas non plus.",
    "L’indice est daté de 2021, dernière année des données qui le composent.",
    "Les populations qui pèsent les départements sont celles du code officiel géographique 2026.",
]
*/
SELECT 'fragilite_numerique' AS serie, DATE '2021-01-01' AS depuis, DATE '2021-12-01' AS mois,
       'DEP-' || departement AS territoire, indice * population AS valeur, population AS base
FROM fichier JOIN departements ON code = departement
