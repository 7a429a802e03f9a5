/*
title = "Démonstration : kits d’intervention rapide remis"
producer = "Observatoire (données de démonstration)"
url = "-"
licence = "sans objet"
accessed = 2026-11-21
period = "De janvier 2019 à juin 2025"
nature = "demonstration"
feeds = "diffusions"
level = "departement"
file = "demonstration/kits.csv"
columns = { numero = "entier", date = "date", departement = "texte", kits = "entier" }
key = ["numero"]
notes = [
    "Toutes les lignes sont inventées par un générateur à graine fixe : elles montrent comment un producteur enverrait ses données, et ne décrivent rien de réel.",
    "Une ligne par remise de kits.",
    "Un département sans ligne pour un mois est un vrai zéro.",
]
*/
-- The register is complete: a département with no line for a month counts zero.
SELECT mois, 'DEP-' || departement AS territoire, coalesce(sum(kits), 0) AS kits
FROM (
    SELECT *, CAST(date_trunc('month', date) AS DATE) AS mois FROM fichier
    UNION ALL BY NAME
    SELECT CAST(unnest(generate_series(
               DATE '2019-01-01', DATE '2025-06-01', INTERVAL 1 MONTH)) AS DATE) AS mois,
           code AS departement
    FROM departements
)
GROUP BY mois, departement
