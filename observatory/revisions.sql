-- What this vintage changes in the figures of the one before, whose tables are `avant_…`, empty before
-- the first: the list of revisions, which only grows, and what was published on which day.

-- 1. The figures that changed. An invented one that goes, or makes room for a real one, is no revision.
CREATE TEMP TABLE ecarts AS
SELECT a.indicateur, a.territoire_id, a.territoire_niveau, a.territoire_nom, a.periode_type,
       a.periode_debut, a.periode_fin, a.ventilation, a.unite,
       a.valeur AS ancienne_valeur, a.valeur_basse AS ancienne_basse,
       a.valeur_haute AS ancienne_haute, a.precision AS ancienne_precision,
       b.valeur AS nouvelle_valeur, b.valeur_basse AS nouvelle_basse,
       b.valeur_haute AS nouvelle_haute, b.precision AS nouvelle_precision,
       b.statut_conf IS NOT NULL AS masquee,
       contains(coalesce(a.statut_obs, ''), 'p') AND b.valeur IS NOT NULL AS completee
FROM avant_observations a
LEFT JOIN publication.observations b
    USING (indicateur, territoire_id, periode_type, periode_debut, periode_fin, ventilation)
WHERE a.valeur IS NOT NULL
  AND row(a.valeur, a.valeur_basse, a.valeur_haute, a.precision)
      IS DISTINCT FROM row(b.valeur, b.valeur_basse, b.valeur_haute, b.precision)
  AND (a.nature <> 'demonstration' OR (b.nature = 'demonstration' AND b.valeur IS NOT NULL));

-- 2. Their reasons. One about a place covers those that hold it; about some days, the periods that
-- touch them. The closest to the figure is kept.
CREATE TEMP TABLE expliques AS
WITH liens AS (
    SELECT territoire, ancetre FROM territoires_liens
    UNION SELECT territoire, territoire FROM motifs WHERE territoire IS NOT NULL
),
utiles AS (
    SELECT m.*, ancetre FROM motifs m LEFT JOIN liens USING (territoire)
    WHERE provisoires OR numero NOT IN (SELECT numero FROM avant_motifs)
)
SELECT e.* REPLACE (coalesce(m.provisoires, false) AS completee),
       CASE WHEN masquee THEN 'secret' ELSE m.type END AS type,
       CASE WHEN masquee THEN 'Valeur masquée par le secret statistique.' ELSE m.motif END AS motif,
       m.date AS declare_le
FROM ecarts e
LEFT JOIN utiles m ON NOT e.masquee AND m.indicateur IN (e.indicateur, '*')
     AND (m.territoire IS NULL OR m.ancetre = e.territoire_id)
     AND e.periode_fin >= coalesce(m.du, e.periode_fin)
     AND e.periode_debut <= coalesce(m.au, e.periode_debut)
     AND (NOT m.provisoires OR e.completee)
QUALIFY row_number() OVER (
    PARTITION BY e.indicateur, e.territoire_id, e.periode_type, e.periode_debut, e.periode_fin, e.ventilation
    ORDER BY m.provisoires, m.indicateur = '*', m.territoire IS NULL, m.du IS NULL, m.numero DESC) = 1;

-- 3. The list, with those of before. What is hidden now is told nowhere, even if it was once published.
INSERT INTO publication.revisions BY NAME
WITH toutes AS (
    FROM avant_revisions
    UNION ALL BY NAME
    SELECT getvariable('avant') AS millesime_avant, getvariable('millesime') AS millesime,
           getvariable('publie_le') AS publie_le, *
    FROM expliques WHERE type IS NOT NULL
),
sues AS (
    SELECT t.* REPLACE (t.masquee OR o.statut_conf IS NOT NULL AS masquee)
    FROM toutes t LEFT JOIN publication.observations o
        USING (indicateur, territoire_id, periode_type, periode_debut, periode_fin, ventilation)
)
SELECT * EXCLUDE (ancienne_valeur, ancienne_basse, ancienne_haute, ancienne_precision,
                  nouvelle_valeur, nouvelle_basse, nouvelle_haute, nouvelle_precision),
       if(masquee, NULL, COLUMNS('^((ancienne|nouvelle)_.*)$')) AS "\1"
FROM sues
ORDER BY CAST(split_part(millesime, '-', 1) AS INTEGER), indicateur,
         list_position(['national', 'region', 'departement', 'epci', 'hub', 'tani'], territoire_niveau),
         territoire_id, periode_debut, periode_fin, ventilation;

-- 4. A revised figure says so as long as it stands; one that was provisional and is completed does not.
UPDATE publication.observations o SET statut_obs = concat(o.statut_obs, 'r')
FROM (
    SELECT * FROM publication.revisions
    QUALIFY row_number() OVER (
        PARTITION BY indicateur, territoire_id, periode_type, periode_debut, periode_fin, ventilation
        ORDER BY CAST(split_part(millesime, '-', 1) AS INTEGER) DESC) = 1
) r
WHERE o.indicateur = r.indicateur AND o.territoire_id = r.territoire_id
  AND o.periode_type = r.periode_type AND o.periode_debut = r.periode_debut
  AND o.periode_fin = r.periode_fin AND o.ventilation = r.ventilation
  AND row(o.valeur, o.valeur_basse, o.valeur_haute, o.precision)
      = row(r.nouvelle_valeur, r.nouvelle_basse, r.nouvelle_haute, r.nouvelle_precision)
  AND o.valeur IS NOT NULL AND NOT r.completee AND NOT contains(coalesce(o.statut_obs, ''), 'r');

-- 5. The real values that are published today, new or revised.
INSERT INTO publication.parutions BY NAME
FROM avant_parutions
UNION ALL BY NAME
SELECT getvariable('millesime') AS millesime, getvariable('publie_le') AS publie_le, indicateur,
       count(*) AS valeurs
FROM publication.observations b
LEFT JOIN (SELECT * FROM avant_observations WHERE nature <> 'demonstration') a
    USING (indicateur, territoire_id, periode_type, periode_debut, periode_fin, ventilation)
WHERE b.valeur IS NOT NULL AND b.nature <> 'demonstration'
  AND row(a.valeur, a.valeur_basse, a.valeur_haute, a.precision)
      IS DISTINCT FROM row(b.valeur, b.valeur_basse, b.valeur_haute, b.precision)
GROUP BY indicateur
ORDER BY publie_le, millesime, indicateur;
