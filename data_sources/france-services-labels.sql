/*
title = "Liste des France services, par année de labellisation"
producer = "ANCT"
url = "https://github.com/Assembleurs/portrea"
licence = "non vérifiée"
accessed = 2026-11-21
nature = "officielle"
period = "Janvier 2020 à début 2023"
feeds = "labels"
level = "departement"
file = "figures/france_services_labels.csv"
columns = { annee = "entier", departement = "texte", format = "texte", labels = "entier" }
key = ["annee", "departement", "format"]
notes = [
    "Une seule extraction, de 2023, reprise par Les Assembleurs : une France services fermée avant l’extraction n’y figure plus.",
    "La liste compte 2 707 France services ; une, de format multi-sites, n’a pas d’année de labellisation et n’est pas comptée.",
    "La liste est complète à sa date : un département absent d’une année y a zéro label encore valide.",
    "Deux France services de Saint-Martin (978) comptent pour la France seulement.",
    "L’année 2023 s’arrête à la date, inconnue, de l’extraction.",
]
*/
WITH annees AS (SELECT DISTINCT annee FROM fichier),
formats AS (SELECT DISTINCT format FROM fichier),
attendus AS (SELECT code, 'DEP-' || code AS territoire FROM departements UNION ALL SELECT '978', 'FR')
SELECT make_date(a.annee, 1, 1) AS depuis, make_date(a.annee, 12, 1) AS mois, d.territoire, o.format,
       coalesce(f.labels, 0) AS labels, a.annee < 2023 AS complet
FROM annees a
CROSS JOIN formats o
CROSS JOIN attendus d
LEFT JOIN fichier f ON f.annee = a.annee AND f.format = o.format AND f.departement = d.code
WHERE d.code <> '978' OR f.labels IS NOT NULL
