/*
title = "Baromètre des résultats de l’action publique, cibles 2026 par département (IND-734 et IND-736)"
producer = "DITP"
url = "https://www.data.gouv.fr/fr/datasets/barometre-des-resultats-de-laction-publique-1/"
licence = "non vérifiée"
accessed = 2026-11-21
nature = "officielle"
period = "Cible à fin décembre 2026"
feeds = "cibles"
level = "departement"
file = "figures/barometre_cibles.csv"
columns = { serie = "texte", departement = "texte", mois = { type = "mois", before = 2030-12-31 }, cible = "entier" }
key = ["serie", "departement", "mois"]
*/
SELECT CASE serie WHEN 'accompagnements' THEN 'accompagnements-cumules' ELSE 'aidants-formes' END AS indicateur,
       mois, 'DEP-' || departement AS territoire, cible AS valeur
FROM fichier
