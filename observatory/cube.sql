-- From measures to the cube: every indicator, level and period, written once.
-- A span of months [depuis, mois] belongs only to the periods that hold it whole.

-- 1. One row for each span, territory and breakdown, and the total unless the source gives it.
CREATE OR REPLACE TEMP TABLE sommes AS
SELECT indicateur, sources, nature, isolee, maille, territoire,
       coalesce(depuis, mois) AS depuis, mois,
       CASE WHEN grouping(coalesce(ventilation, 'total')) = 1 THEN 'total'
            ELSE coalesce(ventilation, 'total') END AS ventilation,
       sum(valeur) AS valeur, sum(base) AS base, sum(effectif) AS effectif,
       CASE WHEN min(coalesce(precision, 'exacte')) = max(coalesce(precision, 'exacte'))
            THEN min(coalesce(precision, 'exacte')) ELSE 'environ' END AS precision,
       CASE WHEN count(valeur_basse) > 0 THEN sum(coalesce(valeur_basse, valeur)) END AS valeur_basse,
       CASE WHEN count(valeur_haute) > 0 THEN sum(coalesce(valeur_haute, valeur)) END AS valeur_haute,
       bool_and(coalesce(complet, true)) AS complet, max(statut_obs) AS statut_obs,
       string_agg(DISTINCT note, ' ' ORDER BY note) AS note
FROM mesures
GROUP BY GROUPING SETS (
    (indicateur, sources, nature, isolee, maille, territoire, coalesce(depuis, mois), mois,
     coalesce(ventilation, 'total')),
    (indicateur, sources, nature, isolee, maille, territoire, coalesce(depuis, mois), mois))
HAVING grouping(coalesce(ventilation, 'total')) = 0 OR NOT bool_or(coalesce(ventilation, 'total') = 'total');

-- 2. Running totals become differences over the span between two points.
CREATE OR REPLACE TEMP TABLE etendues AS
WITH differences AS (
    SELECT s.* REPLACE (
               CAST(lag(mois) OVER serie + INTERVAL 1 MONTH AS DATE) AS depuis,
               valeur - lag(valeur) OVER serie AS valeur,
               least(valeur_basse - lag(valeur_basse) OVER serie,
                     valeur_haute - lag(valeur_haute) OVER serie) AS valeur_basse,
               greatest(valeur_basse - lag(valeur_basse) OVER serie,
                        valeur_haute - lag(valeur_haute) OVER serie) AS valeur_haute)
    FROM sommes s JOIN indicateurs ON slug = indicateur
    WHERE genre = 'cumulative'
    WINDOW serie AS (PARTITION BY indicateur, sources, territoire, ventilation ORDER BY mois)
)
SELECT * FROM differences WHERE depuis IS NOT NULL
UNION ALL BY NAME
SELECT s.* FROM sommes s JOIN indicateurs ON slug = indicateur WHERE genre <> 'cumulative';

-- 3. The periods that hold the whole span. A figure that stands alone keeps its own period.
CREATE OR REPLACE TEMP TABLE placees AS
WITH candidates AS (
    SELECT *, 'mois' AS periode_type, depuis AS debut, mois AS fin FROM etendues
    WHERE depuis = mois
    UNION ALL BY NAME
    SELECT *, 'trimestre' AS periode_type, CAST(date_trunc('quarter', mois) AS DATE) AS debut,
           CAST(date_trunc('quarter', mois) + INTERVAL 2 MONTH AS DATE) AS fin FROM etendues
    WHERE depuis >= date_trunc('quarter', mois)
    UNION ALL BY NAME
    SELECT *, 'annee' AS periode_type, CAST(date_trunc('year', mois) AS DATE) AS debut,
           CAST(date_trunc('year', mois) + INTERVAL 11 MONTH AS DATE) AS fin FROM etendues
    WHERE depuis >= date_trunc('year', mois)
    UNION ALL BY NAME
    SELECT *, 'periode' AS periode_type, depuis AS debut, mois AS fin FROM etendues
    WHERE isolee AND depuis < date_trunc('year', mois)
)
SELECT c.*, c.nature = 'demonstration' AS demonstration
FROM candidates c JOIN indicateurs ON slug = indicateur
WHERE NOT isolee OR dernier OR (depuis = debut AND mois = fin)
QUALIFY NOT dernier OR mois = max(mois) OVER (
    PARTITION BY indicateur, territoire, ventilation, periode_type, debut, demonstration);

-- 4. Up the territories, and combined by the kind of the indicator.
CREATE OR REPLACE TEMP TABLE mailles AS
SELECT ancetre, t.niveau AS maille, count(*) AS attendus
FROM territoires_liens JOIN territoires t ON t.id = territoire
WHERE t.ventile GROUP BY ALL;

CREATE OR REPLACE TABLE cube AS
WITH cellules AS (
    SELECT indicateur, l.ancetre AS territoire, periode_type, debut, fin,
           ventilation, demonstration,
           CASE WHEN genre <> 'ratio' THEN CAST(sum(valeur) AS DECIMAL(24, 6))
                WHEN count(base) = 0 THEN CAST(max(valeur) AS DECIMAL(24, 6))
                ELSE CAST(facteur * sum(valeur) / nullif(sum(base), 0) AS DECIMAL(24, 6))
           END AS valeur,
           sum(coalesce(effectif, valeur)) AS effectif,
           CASE WHEN min(precision) = max(precision) THEN min(precision) ELSE 'environ' END
               AS precision,
           CASE WHEN count(valeur_basse) > 0
                THEN CAST(sum(coalesce(valeur_basse, valeur)) AS DECIMAL(24, 6)) END AS valeur_basse,
           CASE WHEN count(valeur_haute) > 0
                THEN CAST(sum(coalesce(valeur_haute, valeur)) AS DECIMAL(24, 6)) END AS valeur_haute,
           max(statut_obs) AS statut_obs,
           max({'rang': list_position(
                    ['officielle', 'citee', 'estimee', 'demonstration'], nature),
                'nature': nature}).nature AS nature,
           string_agg(DISTINCT sources, '|') AS sources,
           bool_and(complet) AS complet,
           max(mois) AS dernier_mois,
           CASE WHEN any_value(dernier) THEN NULL ELSE
               CAST(round(sum(date_diff('month', depuis, mois) + 1) FILTER (b.niveau = e.maille)
                          / nullif(count(DISTINCT e.territoire) FILTER (b.niveau = e.maille), 0))
                    AS INTEGER)
           END AS mois_couverts,
           date_diff('month', debut, fin) + 1 AS mois_attendus,
           count(DISTINCT e.territoire) FILTER (b.niveau = e.maille OR isolee) AS entendus,
           max(CASE WHEN isolee THEN 1 ELSE attendus END) AS attendus,
           list_sort(list(DISTINCT note) FILTER (note IS NOT NULL)) AS notes
    FROM placees e
    JOIN indicateurs ON slug = indicateur
    JOIN territoires_liens l ON l.territoire = e.territoire AND (egale OR NOT isolee)
    JOIN territoires b ON b.id = e.territoire
    JOIN territoires t ON t.id = l.ancetre AND (t.ventile OR genre <> 'ratio')
    LEFT JOIN mailles g ON g.ancetre = l.ancetre AND g.maille = e.maille
    GROUP BY indicateur, l.ancetre, periode_type, debut, fin, ventilation, demonstration,
             genre, facteur
)
SELECT c.* EXCLUDE (complet, demonstration, sources, notes), t.niveau, t.ventile,
       array_to_string(list_sort(list_distinct(string_split(sources, '|'))), '|') AS sources,
       CASE WHEN len(notes) <= 3 THEN array_to_string(notes, ' ') END AS note,
       CASE WHEN NOT complet OR attendus IS NULL THEN NULL ELSE CAST(least(1,
           coalesce(mois_couverts, mois_attendus) * entendus / (attendus * mois_attendus))
           AS DECIMAL(9, 6)) END AS couverture
FROM cellules c JOIN territoires t ON t.id = c.territoire
-- Demonstration never stands where the level and the period, or the territory, hold a real figure.
QUALIFY NOT demonstration
    OR NOT (coalesce(bool_or(NOT demonstration AND t.ventile)
                OVER (PARTITION BY indicateur, t.niveau, periode_type, debut, fin), false)
            OR coalesce(bool_or(NOT demonstration)
                OVER (PARTITION BY indicateur, c.territoire), false));
