/*
title = "PILOTE, valeurs saisies pour les indicateurs d’inclusion numérique (modèle d’import)"
producer = "DITP, PILOTE"
url = "https://github.com/DITP-pilotage/pilote-2"
licence = "non vérifiée"
accessed = 2026-11-21
nature = "officielle"
period = "Mois saisis dans le fichier"
feeds = "cumuls"
level = "departement"
feed = { folder = "pilote-import" }
example = "exemples/exemple-pilote-import.csv"
encodings = ["utf-8", "cp1252"]
separators = [";", ","]
volume = 0
key = ["indicateur", "zone", "date", "type_valeur"]
totals = { territories = "zone", sum = ["valeur"] }
notes = [
    "Deux indicateurs seulement, qui s’additionnent : IND-734 (aidants formés) et IND-736 (accompagnements).",
    "Ces valeurs gardent leur propre série (« IND-736 ») : elles ne se mêlent pas à celles du baromètre publié et aucun territoire n’est compté deux fois.",
    "« vi » est la valeur initiale, « va » la valeur atteinte ; la cible (« vc ») est contrôlée mais n’entre pas dans le cumul.",
]
columns.indicateur = { type = "texte", aliases = ["identifiant_indic"], values = ["IND-734", "IND-736"] }
columns.zone = { type = "zone", aliases = ["zone_id"], label = "zone_nom" }
columns.zone_nom = "texte?"
columns.date = { type = "date", aliases = ["date_valeur"], dates = ["AAAA-MM-JJ", "JJ/MM/AAAA"], after = 2020-11-01, before = 2030-12-31 }
columns.type_valeur = { type = "texte", values = ["vi", "va", "vc"] }
columns.valeur = { type = "entier", min = 0 }
*/
SELECT indicateur AS serie, CAST(date_trunc('month', date) AS DATE) AS mois, zone AS territoire,
       coalesce(max(valeur) FILTER (type_valeur = 'va'), max(valeur) FILTER (type_valeur = 'vi')) AS valeur
FROM fichier
WHERE type_valeur <> 'vc' GROUP BY indicateur, date_trunc('month', date), zone
