-- What every cell to protect is made of: the atoms, and the cells that add them up.
-- An atom is what no published total splits: a span of months in a base territory, for one part.
-- Indicators that count the same people (`groupe`) share their atoms and what is hidden of them.

CREATE OR REPLACE TEMP TABLE cases_a_proteger AS
SELECT row_number() OVER (ORDER BY c.indicateur, territoire, periode_type, debut, fin, ventilation) - 1
           AS numero,
       groupe, c.indicateur, territoire, niveau, periode_type, debut, fin, ventilation, valeur,
       effectif, seuil, dominance, zeros
FROM cube c JOIN indicateurs ON slug = c.indicateur
WHERE NOT public AND nature <> 'citee';

CREATE OR REPLACE TEMP TABLE etendues_a_proteger AS
SELECT groupe, zeros, e.*, ventilation = 'total' AND NOT EXISTS (
           FROM mesures m WHERE m.indicateur = e.indicateur AND m.sources = e.sources
               AND m.territoire = e.territoire AND m.mois = e.mois
               AND coalesce(m.ventilation, 'total') = 'total') AS somme
FROM etendues e JOIN indicateurs ON slug = e.indicateur
WHERE NOT public AND nature <> 'citee';

CREATE OR REPLACE TEMP TABLE atomes AS
SELECT row_number() OVER (ORDER BY groupe, territoire, mois, depuis, ventilation, sources) - 1 AS atome, * FROM (
    SELECT groupe, sources, territoire, depuis, mois, ventilation FROM etendues_a_proteger
    WHERE NOT somme GROUP BY ALL HAVING bool_or(valeur <> 0 OR coalesce(base, 0) <> 0 OR zeros));

-- One column of values for each thing measured. A ratio whose population is also counted is hidden
-- with the counts, and adds nothing to them; elsewhere, its numerator and denominator are protected.
CREATE OR REPLACE TEMP TABLE valeurs_des_atomes AS
SELECT atomes.groupe, atome, mesure, nombre, coalesce(effectif, valeur) AS effectif, effectif IS NULL AS compte
FROM etendues_a_proteger JOIN atomes USING (groupe, sources, territoire, depuis, mois, ventilation)
CROSS JOIN LATERAL (VALUES (indicateur, valeur), (indicateur || ' / base', base)) AS m(mesure, nombre)
JOIN (SELECT groupe, bool_and(genre = 'ratio') AS sans_compte FROM indicateurs WHERE NOT public
      GROUP BY groupe) USING (groupe)
JOIN indicateurs i ON i.slug = indicateur
WHERE nombre IS NOT NULL AND (sans_compte OR genre <> 'ratio');

CREATE OR REPLACE TEMP TABLE composition AS
SELECT DISTINCT c.numero, a.atome
FROM cases_a_proteger c
JOIN placees p USING (indicateur, periode_type, debut, fin, ventilation)
JOIN territoires_liens l ON l.territoire = p.territoire AND l.ancetre = c.territoire
     AND (egale OR NOT isolee)
JOIN etendues_a_proteger e ON e.indicateur = p.indicateur AND e.sources = p.sources
     AND e.territoire = p.territoire AND e.depuis = p.depuis AND e.mois = p.mois
     AND e.ventilation = p.ventilation
JOIN atomes a ON a.groupe = c.groupe AND a.sources = p.sources AND a.territoire = p.territoire
     AND a.depuis = p.depuis AND a.mois = p.mois AND (e.somme OR a.ventilation = p.ventilation);

-- Who contributed, where the source says so: how many, and the share of the largest.
CREATE OR REPLACE TEMP TABLE contributions AS
SELECT numero, count(*) AS contributeurs, max(apport) / nullif(sum(apport), 0) AS part
FROM (
    SELECT numero, contributeur, sum(m.valeur) AS apport
    FROM composition JOIN atomes a USING (atome) JOIN cases_a_proteger c USING (numero)
    JOIN mesures m ON m.indicateur = c.indicateur AND m.sources = a.sources
         AND m.territoire = a.territoire AND coalesce(m.depuis, m.mois) = a.depuis
         AND m.mois = a.mois AND coalesce(m.ventilation, 'total') = a.ventilation
    WHERE contributeur IS NOT NULL GROUP BY ALL
) GROUP BY numero;

-- How many people or organisations stand behind an atom: the fewest that a measure of it says.
CREATE OR REPLACE TEMP TABLE effectifs AS
SELECT a.atome, coalesce(any_value(contributeurs), min(v.effectif)) AS effectif
FROM atomes a JOIN valeurs_des_atomes v USING (atome)
LEFT JOIN (
    SELECT a.atome, count(DISTINCT contributeur) AS contributeurs
    FROM atomes a JOIN indicateurs i USING (groupe) JOIN mesures m
         ON m.indicateur = i.slug AND m.sources = a.sources AND m.territoire = a.territoire
         AND coalesce(m.depuis, m.mois) = a.depuis AND m.mois = a.mois
         AND coalesce(m.ventilation, 'total') = a.ventilation
    WHERE contributeur IS NOT NULL GROUP BY a.atome) USING (atome)
GROUP BY a.atome;

-- What earlier vintages said of these cells, one row a vintage: shown with the value that they still
-- have, or hidden. And what this one hides, to be found.
CREATE OR REPLACE TEMP TABLE passe (numero BIGINT, deja_publiee BOOLEAN, deja_masquee BOOLEAN);
CREATE OR REPLACE TEMP TABLE masquees (numero BIGINT, connue BOOLEAN);
