/*
title = "Espace Coop (première version), statistiques par blocs d’un département"
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
example = "exemples/exemple-Statistiques_codeDepartement_01_01-01-2023_31-03-2023.csv"
format = "blocs"
encodings = ["utf-8", "cp1252"]
separators = [";"]
volume = 0
notes = [
    "Le fichier n’est pas un tableau : chaque bloc a son titre, puis un libellé et une valeur par ligne. Le titre du fichier porte le code du département et la période.",
    "L’export d’un conseiller, d’une structure, d’un code postal ou de la France entière est refusé : il ne donne pas un département entier, et son titre peut porter le nom d’une personne.",
    "Les âges et les statuts sont en pour cent : ils ne sont pas repris. L’évolution par mois non plus : des versions de l’outil décalent d’un mois le nom des mois.",
    "Une personne est un participant moins les participants récurrents : les personnes ne sont pas dédoublonnées d’un compte rendu à l’autre.",
]
columns.titre = { type = "texte", max_length = 300 }
columns.bloc = { type = "texte", max_length = 300 }
columns.libelle = { type = "texte", max_length = 300 }
columns.valeur = { type = "decimal", min = 0, number = "en" }
*/
WITH titre AS (
    SELECT regexp_extract(any_value(titre),
               '^Statistiques +codeDepartement +(\d\d|2A|2B|97\d) +(\d\d/\d\d/\d{4})-(\d\d/\d\d/\d{4})$',
               ['code', 'premier', 'dernier']) AS lu
    FROM fichier
),
jours AS (
    SELECT lu.code,
           CASE WHEN lu.code = '' THEN error('le titre attendu est celui d’un département, « Statistiques codeDepartement 01 01/01/2023-31/03/2023 » ; l’export d’une personne, d’une structure ou d’un code postal n’est pas pris')
                ELSE CAST(strptime(lu.premier, '%d/%m/%Y') AS DATE) END AS premier,
           CAST(strptime(nullif(lu.dernier, ''), '%d/%m/%Y') AS DATE) AS dernier
    FROM titre
),
lignes AS (
    SELECT f.*, CAST(date_trunc('month', premier) AS DATE) AS depuis,
           CAST(date_trunc('month', dernier) AS DATE) AS mois,
           CASE WHEN code IN ('00', '978') THEN 'FR' ELSE 'DEP-' || code END AS territoire,
           premier = date_trunc('month', premier) AND dernier = last_day(dernier) AS complet,
           CASE WHEN bloc LIKE 'Thèmes%' THEN 'theme'
                WHEN bloc = 'Général' AND libelle IN ('Ateliers réalisés', 'Demandes ponctuelles') THEN 'activite' END AS axe,
           CASE WHEN bloc = 'Général' AND libelle LIKE 'Personnes%accompagnées%' THEN 'usagers'
                WHEN bloc = 'Général' AND libelle LIKE 'Accompagnements%enregistrés%' THEN 'accompagnements' END AS somme
    FROM fichier f CROSS JOIN jours
),
entiers AS (
    SELECT * REPLACE (CASE WHEN valeur = trunc(valeur) THEN CAST(valeur AS BIGINT)
                           ELSE error('ligne ' || ligne || ' : nombre entier attendu pour « ' || libelle || ' »') END AS valeur)
    FROM lignes WHERE axe IS NOT NULL OR somme IS NOT NULL
),
totaux AS (
    SELECT depuis, mois, territoire, complet, max(valeur) FILTER (somme = 'accompagnements') AS accompagnements,
           max(valeur) FILTER (somme = 'usagers') AS usagers
    FROM entiers GROUP BY ALL
)
SELECT depuis, mois, territoire, usagers, complet,
       coalesce(accompagnements, error('« Accompagnements enregistrés » introuvable dans le bloc « Général »')) AS accompagnements
FROM totaux
UNION ALL BY NAME
SELECT depuis, mois, territoire, axe, libelle AS modalite, valeur AS nombre, complet
FROM entiers WHERE axe IS NOT NULL
