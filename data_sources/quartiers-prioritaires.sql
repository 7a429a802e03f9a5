/*
title = "Quartiers prioritaires de la politique de la ville 2015, démographie 2020"
producer = "Insee"
url = "https://www.insee.fr/fr/statistiques/2500477"
licence = "non vérifiée"
accessed = 2026-11-21
nature = "officielle"
period = "Population légale de 2013, dans le fichier Démographie de 2020 (DEMO_2020)"
feeds = "releves"
level = "departement"
file = "figures/quartiers_prioritaires.csv"
columns = { departement = "texte", quartiers = "entier", habitants = "entier" }
key = ["departement"]
notes = [
    "Somme par département de la population municipale des 1 400 quartiers du fichier, repris du projet batch8_mednum de Data for Good.",
    "Le fichier ne date pas cette population. Elle est égale, là où la comparaison est possible (Aisne, Hauts-de-France), à la population légale de 2013 publiée par la Drees : la valeur est datée de 2013.",
    "Mayotte n’est pas dans le fichier : sa valeur manque.",
]
corrections = ["La Lozère n’est pas dans le fichier parce qu’elle n’a aucun quartier prioritaire : les 1 400 quartiers sont tous ceux de métropole (1 296) et d’outre-mer (104 hors Mayotte). Sa valeur est un vrai zéro, ajouté ici."]
*/
WITH declares AS (
    SELECT departement, habitants, CAST(NULL AS VARCHAR) AS note FROM fichier
    UNION ALL SELECT '48', 0, 'La Lozère n’a aucun quartier prioritaire.'
)
SELECT 'habitants_qpv' AS serie, DATE '2013-01-01' AS depuis, DATE '2013-12-01' AS mois,
       'DEP-' || departement AS territoire, habitants AS valeur, note
FROM declares
