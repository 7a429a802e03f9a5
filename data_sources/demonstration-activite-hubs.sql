/*
title = "Démonstration : activité des hubs"
producer = "Observatoire (données de démonstration)"
url = "-"
licence = "sans objet"
accessed = 2026-11-21
period = "De janvier 2019 à juin 2025"
nature = "demonstration"
feeds = "activites_hubs"
level = "departement"
file = "demonstration/activite-hubs.csv"
columns = { numero = "entier", date = "date", hub = "texte", departement = "texte", structures = "entier", fonds_leves = "decimal" }
key = ["numero"]
notes = [
    "Toutes les lignes sont inventées par un générateur à graine fixe : elles montrent comment un producteur enverrait ses données, et ne décrivent rien de réel.",
    "Une ligne par accompagnement : le hub, le département, le nombre de structures et les fonds obtenus en euros.",
    "Un département sans ligne pour un mois est un vrai zéro.",
    "Un hub fermé n’a plus de ligne après sa fermeture.",
]
*/
-- The register is complete: a département with no line for a month counts zero.
SELECT mois, 'DEP-' || departement AS territoire, coalesce(sum(structures), 0) AS structures,
       CAST(coalesce(sum(fonds_leves), 0) * 100 AS BIGINT) AS centimes
FROM (
    SELECT *, CAST(date_trunc('month', date) AS DATE) AS mois FROM fichier
    UNION ALL BY NAME
    SELECT CAST(unnest(generate_series(
               DATE '2019-01-01', DATE '2025-06-01', INTERVAL 1 MONTH)) AS DATE) AS mois,
           code AS departement
    FROM departements
)
GROUP BY mois, departement
