/*
title = "Structures habilitées Aidants Connect, export du 12 février 2024"
producer = "ANCT"
url = "https://github.com/inclusion-numerique/inclusion-numerique"
licence = "non vérifiée"
accessed = 2026-11-21
nature = "officielle"
period = "12 février 2024"
feeds = "releves"
level = "departement"
file = "figures/aidants_connect_structures.csv"
columns = { departement = "texte?", structures = "entier", note = "texte?" }
key = ["departement"]
notes = [
    "Nombre de structures actives par département, d’après le code de commune de chaque structure ; 46 structures inactives ne sont pas comptées.",
    "Les colonnes sur les aidants et les usagers de cet export ne sont pas reprises : les usagers manquent pour 68 % des structures.",
]
*/
SELECT 'structures_aidants_connect' AS serie, DATE '2024-02-01' AS mois,
       coalesce('DEP-' || departement, 'FR') AS territoire, structures AS valeur, note
FROM fichier
