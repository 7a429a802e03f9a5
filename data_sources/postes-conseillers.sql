/*
title = "Conseillers numériques France services : 3 925 postes validés au 5 avril 2023"
producer = "ANCT"
url = "https://github.com/inclusion-numerique/inclusion-numerique"
licence = "non vérifiée"
accessed = 2026-11-21
nature = "officielle"
period = "24 mars 2021 au 5 avril 2023, par trimestre"
feeds = "postes"
level = "departement"
file = "figures/postes_conseillers.csv"
columns = { depuis = "mois", mois = "mois", departement = "texte", postes = "entier" }
key = ["mois", "departement"]
notes = [
    "Sommes par département et par trimestre de la liste des postes, selon la date de validation par le comité de sélection.",
    "La liste couvre toute la période : un département absent d’un trimestre y a zéro poste validé.",
    "Trois postes n’ont pas de département (collectivités d’outre-mer) : ils comptent pour la France seulement.",
    "Le deuxième trimestre 2023 s’arrête au 5 avril.",
]
*/
WITH trimestres AS (SELECT DISTINCT depuis, mois FROM fichier),
attendus AS (SELECT code, 'DEP-' || code AS territoire FROM departements UNION ALL SELECT '00', 'FR')
SELECT t.depuis, t.mois, a.territoire, coalesce(f.postes, 0) AS postes, t.mois < DATE '2023-04-01' AS complet
FROM trimestres t
CROSS JOIN attendus a
LEFT JOIN fichier f ON f.mois = t.mois AND f.departement = a.code
WHERE a.code <> '00' OR f.postes IS NOT NULL
