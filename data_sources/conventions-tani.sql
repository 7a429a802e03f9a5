/*
title = "Territoires d’action pour un numérique inclusif, première promotion : territoires retenus et signatures datées"
producer = "Secrétariat d’État au Numérique ; préfecture, collectivités et presse pour les dates"
url = "https://archive.nossenateurs.fr/intervention/2036330"
licence = "non vérifiée"
accessed = 2026-11-21
nature = "citee"
period = "Octobre 2018 à janvier 2020, trois dates"
feeds = "conventions"
level = "departement"
file = "reference/tani.csv"
columns = { slug = "texte", nom = "texte", maille = "texte", code = "texte", signature = "texte?", signature_precision = "texte?", signature_autre = "texte?", source_titre = "texte", source_url = "texte", note = "texte?" }
key = ["slug"]
notes = [
    "Trois dates de lecture : octobre 2018 (première signature datée), février 2019 (liste des dix territoires donnée au Sénat, date du débat à confirmer), janvier 2020 (troisième signature datée).",
    "Le secrétaire d’État dit alors avoir signé une charte avec ces dix territoires ; trois signatures seulement sont datées par une autre source.",
    "La liste de la première promotion est reprise telle quelle en janvier 2020 : aucune source ne la relit à cette date.",
    "La liste est complète à partir de février 2019 : un département qui n’y est pas compte zéro.",
    "L’année de la signature des Pyrénées-Atlantiques (2018) est déduite du titre du secrétaire d’État.",
]
*/
WITH lectures (mois, liste) AS (
    VALUES (DATE '2018-10-01', false), (DATE '2019-02-01', true), (DATE '2020-01-01', true)
),
retenus AS (
    SELECT upper(left(maille, 3)) || '-' || code AS territoire,
           CAST(left(signature, 7) || '-01' AS DATE) AS signe_en
    FROM fichier WHERE maille <> 'epci'
    UNION ALL
    SELECT 'EPCI-' || code, CAST(left(signature, 7) || '-01' AS DATE) FROM fichier WHERE maille = 'epci'
)
SELECT mois, territoire, 'retenu' AS etape, 1 AS territoires,
       CASE WHEN NOT liste THEN 'au_moins' END AS precision,
       CASE WHEN NOT liste THEN 'Seul territoire connu à cette date.'
            WHEN mois > DATE '2019-02-01' THEN 'Liste de février 2019, qu’aucune source ne relit en 2020.'
       END AS note
FROM lectures CROSS JOIN retenus WHERE liste OR signe_en <= mois
UNION ALL
SELECT mois, 'DEP-' || code, etape, 0, NULL, NULL
FROM lectures CROSS JOIN departements CROSS JOIN (VALUES ('retenu'), ('signature datée')) AS etapes (etape)
WHERE liste AND 'DEP-' || code NOT IN (SELECT territoire FROM retenus)
UNION ALL
SELECT mois, territoire, 'signature datée', 1, NULL, NULL
FROM lectures CROSS JOIN retenus WHERE signe_en <= mois
