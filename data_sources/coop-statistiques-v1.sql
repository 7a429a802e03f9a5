/*
title = "Espace Coop (première version), statistiques par département"
producer = "ANCT, Espace Coop"
url = "https://github.com/anct-cnum/api-conseiller-numerique"
licence = "non vérifiée"
accessed = 2026-11-21
nature = "officielle"
period = "Période que porte le nom du fichier"
feeds = "activites_conseillers"
level = "departement"
feed = { folder = "coop-statistiques-v1" }
example = "exemples/exemple-export-territoires_codeDepartement_entre_2023-01-01_et_2023-03-31.csv"
separators = [";"]
volume = 0
key = ["departement"]
notes = [
    "C’est l’export « territoires » par département, un tableau simple. L’export des statistiques par blocs (thèmes, lieux, durées, âges en pour cent) a sa propre source.",
    "Le fichier ne porte pas de dates : son nom doit les porter, tel que l’outil l’écrit (export-territoires_codeDepartement_entre_2023-01-01_et_2023-03-31.csv).",
    "Une personne est un participant moins les participants récurrents : les personnes ne sont pas dédoublonnées d’un compte rendu à l’autre.",
    "Les nombres de personnes ne sont publiés qu’après le contrôle de confidentialité.",
]
columns.departement = { type = "departement", aliases = ["Code"], label = "nom", sentinels = { "00" = "collectivité d’outre-mer", "978" = "collectivité d’outre-mer" } }
columns.nom = { type = "texte", aliases = ["Nom"] }
columns.comptes_rendus = { type = "entier", required = false, aliases = ["CRA enregistrés"], min = 0 }
columns.usagers = { type = "entier", aliases = ["Personnes accompagnées"], min = 0 }
columns.accompagnements = { type = "entier", required = false, aliases = ["Nombre d’accompagnement", "Nombre d’accompagnements"], min = 0 }
columns.dotation = { type = "entier", required = false, aliases = ["Dotation de conseillers"], min = 0 }
columns.actives = { type = "entier", required = false, aliases = ["Conum activé sur l’espace coop"], min = 0 }
columns.en_attente = { type = "entier", required = false, aliases = ["Conum en attente d’activation"], min = 0 }
columns.taux_activation = { type = "decimal", required = false, aliases = ["Taux d’activation"], unit = "%", min = 0, number = "en" }
*/
WITH periode AS (
    SELECT CASE WHEN regexp_matches(getvariable('fichier_nom'), 'codeDepartement_entre_\d{4}-\d\d-\d\d_et_\d{4}-\d\d-\d\d')
                THEN CAST(regexp_extract(getvariable('fichier_nom'), 'entre_(\d{4}-\d\d-\d\d)_', 1) AS DATE)
                ELSE error('le nom du fichier ne porte pas sa période ; gardez celui de l’outil, export-territoires_codeDepartement_entre_AAAA-MM-JJ_et_AAAA-MM-JJ.csv')
           END AS premier,
           CAST(regexp_extract(getvariable('fichier_nom'), '_et_(\d{4}-\d\d-\d\d)', 1) AS DATE) AS dernier
)
SELECT CAST(date_trunc('month', premier) AS DATE) AS depuis, CAST(date_trunc('month', dernier) AS DATE) AS mois,
       coalesce('DEP-' || departement, 'FR') AS territoire,
       sum(accompagnements) AS accompagnements, sum(usagers) AS usagers,
       premier = date_trunc('month', premier) AND dernier = last_day(dernier) AS complet
FROM fichier CROSS JOIN periode GROUP BY premier, dernier, territoire
