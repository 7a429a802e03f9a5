/*
title = "Baromètre des résultats de l’action publique, IND-736, accompagnements par les conseillers numériques (export mensuel)"
producer = "DITP"
url = "https://www.data.gouv.fr/fr/datasets/barometre-des-resultats-de-laction-publique-1/"
licence = "non vérifiée"
accessed = 2026-11-21
nature = "officielle"
period = "Mois par mois depuis décembre 2022"
feeds = "cumuls"
level = "departement"
feed = { folder = "barometre-ditp-736" }
public = "Fichier publié par la DITP sur data.gouv.fr."
every = 60
replaces = ["barometre-accompagnements"]
example = "exemples/exemple-barometre-ditp-736.csv"
key = ["zone", "date"]
expected = "zone"
totals = { territories = "zone", sum = ["indic_vi", "indic_va", "indic_vc"] }
notes = [
    "Le fichier donne la France, les régions et les départements : seuls les départements sont repris, les autres lignes sont des totaux vérifiés.",
    "La valeur initiale (indic_vi) est celle de décembre 2022 ; les lignes de décembre 2026 portent la cible (indic_vc), déjà publiée par ailleurs : elles n’entrent pas dans le cumul.",
    "Un fichier où manque un département, à une date, est refusé : les points déjà publiés restent.",
    "La date est le premier ou le dernier jour du mois selon les éditions : le mois seul est gardé.",
]
columns.indicateur = { type = "texte", aliases = ["indic_id"], values = ["IND-736"] }
columns.zone = { type = "zone", aliases = ["enforce_zone_id"] }
columns.date = { type = "date", aliases = ["metric_enforce_date"], after = 2022-12-01, before = 2030-12-31 }
columns.maille = { type = "texte", values = ["NAT", "REG", "DEPT"] }
columns.indic_vi = { type = "entier", required = false, present = true, min = 0 }
columns.indic_va = { type = "entier", required = false, present = true, min = 0 }
columns.indic_vc = { type = "entier", required = false, min = 0 }
columns.indic_ta = { type = "decimal", required = false, unit = "%", max = 100, number = "en" }
*/
SELECT 'accompagnements' AS serie, CAST(date_trunc('month', date) AS DATE) AS mois, zone AS territoire,
       coalesce(indic_va, indic_vi) AS valeur
FROM fichier
WHERE coalesce(indic_va, indic_vi) IS NOT NULL
