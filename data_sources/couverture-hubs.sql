/*
title = "Départements couverts par un hub avant et après la fermeture de Hubik"
producer = "ANCT ; La Tribune pour la fermeture de Hubik ; calcul de l’Observatoire"
url = "https://github.com/anct-cnum/dashboard"
licence = "non vérifiée"
accessed = 2026-11-21
nature = "estimee"
period = "Mai et juin 2024"
feeds = "releves"
level = "departement"
file = "reference/hubs_departements.csv"
columns = { hub = "texte", departement = "texte", depuis = "texte?", note = "texte?" }
key = ["hub", "departement"]
notes = [
    "Deux dates seulement, fin mai et fin juin 2024 : les dates d’ouverture de la plupart des hubs ne sont pas connues, et aucune courbe n’en est tirée.",
    "La liste est celle d’avril 2026, qui compte encore Hubik ; les autres hubs y sont supposés ouverts en 2024.",
    "La part des habitants est calculée avec la population du code officiel géographique 2026.",
]
corrections = ["La liste est lue avec sa correction (UltraNumérique : 974 au lieu de 971), qui ne change pas le nombre de départements couverts."]
*/
WITH lectures (mois) AS (VALUES (DATE '2024-05-01'), (DATE '2024-06-01')),
couverts AS (
    SELECT DISTINCT l.mois, CASE WHEN hub = 'hub-ultranumerique' AND departement = '971' THEN '974'
                                 ELSE departement END AS departement
    FROM fichier JOIN hubs ON slug = hub JOIN lectures l ON coalesce(ferme_le > l.mois, true)
),
departements_lus AS (
    SELECT l.mois, d.code, d.population, c.departement IS NOT NULL AS couvert
    FROM lectures l CROSS JOIN departements d
    LEFT JOIN couverts c ON c.mois = l.mois AND c.departement = d.code
)
SELECT 'couverture_hubs' AS serie, mois, 'DEP-' || code AS territoire, 'total' AS ventilation,
       CASE WHEN couvert THEN 1 ELSE 0 END AS valeur, 1 AS base
FROM departements_lus
UNION ALL
SELECT 'couverture_hubs', mois, 'DEP-' || code, 'habitants',
       CASE WHEN couvert THEN population ELSE 0 END, population
FROM departements_lus
