/*
title = "Démonstration : conférences régionales"
producer = "Observatoire (données de démonstration)"
url = "-"
licence = "sans objet"
accessed = 2026-11-21
period = "De janvier 2019 à juin 2025"
nature = "demonstration"
feeds = "conferences"
level = "region"
file = "demonstration/conferences.csv"
columns = { date = "date", region = "texte", nom = "texte", participants = "entier" }
key = ["date", "region", "nom"]
notes = [
    "Toutes les lignes sont inventées par un générateur à graine fixe : elles montrent comment un producteur enverrait ses données, et ne décrivent rien de réel.",
    "Une ligne par conférence : sa date, sa région, son nom et son nombre de participants.",
    "Une région sans ligne pour un mois est un vrai zéro.",
]
*/
-- The register is complete: a région with no line for a month counts zero.
SELECT mois, 'REG-' || region AS territoire, 'conférences régionales' AS type,
       coalesce(sum(participants), 0) AS participants
FROM (
    SELECT *, CAST(date_trunc('month', date) AS DATE) AS mois FROM fichier
    UNION ALL BY NAME
    SELECT CAST(unnest(generate_series(
               DATE '2019-01-01', DATE '2025-06-01', INTERVAL 1 MONTH)) AS DATE) AS mois,
           code AS region
    FROM regions
)
GROUP BY mois, region
