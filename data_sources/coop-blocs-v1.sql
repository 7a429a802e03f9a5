/*
title = "Espace Coop (première version), statistiques par blocs d’un code postal"
producer = "ANCT, Espace Coop"
url = "https://github.com/anct-cnum/api-conseiller-numerique"
licence = "non vérifiée"
accessed = 2026-11-21
nature = "officielle"
period = "Période que porte le titre du fichier"
feeds = "activites_conseillers"
personal = true
level = "departement"
feed = { folder = "coop-blocs-v1" }
example = "exemples/exemple-statistiques-coop-v1_01000.csv"
format = "blocs"
encodings = ["utf-8", "cp1252"]
separators = [";"]
volume = 0
notes = [
    "Le fichier n’est pas un tableau : chaque bloc a son titre, puis un libellé et une valeur par ligne. Le titre du fichier porte le code postal et la période.",
    "Un code postal ne fait pas un département : ses mois ne sont jamais donnés comme complets.",
    "L’export d’un conseiller ou d’une structure, qui n’a pas de code postal, est refusé : son titre peut porter le nom d’une personne.",
    "Les âges et les statuts sont en pour cent : ils ne sont pas repris. L’évolution par mois non plus : des versions de l’outil décalent d’un mois le nom des mois.",
    "Une personne est un participant moins les participants récurrents : les personnes ne sont pas dédoublonnées d’un compte rendu à l’autre.",
]
columns.titre = { type = "texte", max_length = 300 }
columns.bloc = { type = "texte", max_length = 300 }
columns.libelle = { type = "texte", max_length = 300 }
columns.valeur = { type = "decimal", min = 0, number = "en" }
*/
WITH titre AS (
    SELECT any_value(titre) AS texte, regexp_extract(any_value(titre), '(^|\s)(\d{5})(\s|$)', 2) AS postal,
           regexp_extract(any_value(titre), '(\d\d/\d\d/\d{4})-\d\d/\d\d/\d{4}$', 1) AS premier,
           regexp_extract(any_value(titre), '-(\d\d/\d\d/\d{4})$', 1) AS dernier
    FROM fichier
),
lieu AS (
    SELECT CASE WHEN premier = '' THEN error('le titre ne porte pas sa période (01/01/2023-31/03/2023)')
                WHEN postal = '' THEN error('le titre ne porte pas de code postal ; demandez l’export d’un code postal, ou l’export « territoires »')
                ELSE CAST(date_trunc('month', strptime(premier, '%d/%m/%Y')) AS DATE) END AS depuis,
           CAST(date_trunc('month', strptime(dernier, '%d/%m/%Y')) AS DATE) AS mois,
           CASE WHEN postal LIKE '97%' OR postal LIKE '98%' THEN left(postal, 3)
                WHEN postal LIKE '20%' THEN CASE WHEN postal < '20200' THEN '2A' ELSE '2B' END
                ELSE left(postal, 2) END AS code
    FROM titre
),
lignes AS (
    SELECT f.*, depuis, mois, CASE WHEN code IN (SELECT code FROM departements) THEN 'DEP-' || code ELSE 'FR' END
           AS territoire,
           CASE WHEN bloc LIKE 'Thèmes%' THEN 'theme'
                WHEN bloc = 'Général' AND libelle IN ('Ateliers réalisés', 'Demandes ponctuelles') THEN 'activite' END AS axe,
           CASE WHEN bloc = 'Général' AND libelle LIKE 'Personnes%accompagnées%' THEN 'usagers'
                WHEN bloc = 'Général' AND libelle LIKE 'Accompagnements%enregistrés%' THEN 'accompagnements' END AS somme
    FROM fichier f CROSS JOIN lieu
),
entiers AS (
    SELECT * REPLACE (CASE WHEN valeur = trunc(valeur) THEN CAST(valeur AS BIGINT)
                           ELSE error('ligne ' || ligne || ' : nombre entier attendu pour « ' || libelle || ' »') END AS valeur)
    FROM lignes WHERE axe IS NOT NULL OR somme IS NOT NULL
),
totaux AS (
    SELECT depuis, mois, territoire, max(valeur) FILTER (somme = 'accompagnements') AS accompagnements,
           max(valeur) FILTER (somme = 'usagers') AS usagers
    FROM entiers GROUP BY ALL
)
SELECT depuis, mois, territoire, usagers, false AS complet,
       coalesce(accompagnements, error('« Accompagnements enregistrés » introuvable dans le bloc « Général »')) AS accompagnements
FROM totaux
UNION ALL BY NAME
SELECT depuis, mois, territoire, axe, libelle AS modalite, valeur AS nombre, false AS complet
FROM entiers WHERE axe IS NOT NULL
