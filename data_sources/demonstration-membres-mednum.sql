/*
title = "Démonstration : membres de la MedNum"
producer = "Observatoire (données de démonstration)"
url = "-"
licence = "sans objet"
accessed = 2026-11-21
period = "De janvier 2019 à juin 2025"
nature = "demonstration"
feeds = "adhesions"
level = "region"
file = "demonstration/membres-mednum.csv"
columns = { membre = "texte", region = "texte", type = "texte", adhesion = "date", sortie = "date?" }
key = ["membre"]
notes = [
    "Toutes les lignes sont inventées par un générateur à graine fixe : elles montrent comment un producteur enverrait ses données, et ne décrivent rien de réel.",
    "Une ligne par membre : son numéro, sa région, son type, la date de son adhésion et celle de sa sortie s’il est parti.",
]
*/
-- One reading at the end of each month, for each région and type, zero included.
WITH fins_de_mois AS (
    SELECT CAST(unnest(generate_series(
               DATE '2019-01-01', DATE '2025-06-01', INTERVAL 1 MONTH)) AS DATE) AS mois
),
lectures AS (
    SELECT mois, region, type, 1 AS present
    FROM fichier JOIN fins_de_mois
      ON adhesion <= last_day(mois) AND (sortie IS NULL OR sortie > last_day(mois))
    UNION ALL
    SELECT mois, code, type, 0
    FROM fins_de_mois CROSS JOIN regions CROSS JOIN (SELECT DISTINCT type FROM fichier)
)
SELECT mois, 'REG-' || region AS territoire, type, sum(present) AS membres
FROM lectures GROUP BY mois, region, type
