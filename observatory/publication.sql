-- The public database: what every page, file and slide reads, and nothing more.
-- `observations` is the tidy table: one row for each indicator, territory, period and breakdown.

CREATE TEMP TABLE mois_noms AS SELECT ['janvier', 'février', 'mars', 'avril', 'mai', 'juin', 'juillet',
    'août', 'septembre', 'octobre', 'novembre', 'décembre'] AS noms;

CREATE TEMP TABLE mentions AS
SELECT sources, string_agg(s.mention, ' ; ' ORDER BY s.slug) AS mention,
       string_agg(DISTINCT s.licence, ' ; ' ORDER BY s.licence) AS licence
FROM (SELECT DISTINCT sources FROM cube) c
JOIN sources s ON list_contains(string_split(c.sources, '|'), s.slug) GROUP BY sources;

-- Places published: all but the EPCI that no source and no TANI knows.
CREATE TEMP TABLE lieux AS
SELECT t.*, EXISTS (FROM territoires_liens l WHERE l.ancetre = t.id AND l.egale
                    AND l.territoire LIKE 'EPCI-%') AS est_epci
FROM territoires t
WHERE niveau <> 'epci' OR id IN (SELECT territoire FROM cube)
   OR id IN (SELECT territoire FROM territoires_liens WHERE ancetre LIKE 'TANI-%' AND egale);

CREATE TEMP TABLE cases AS
WITH periodes AS (
    SELECT indicateur, periode_type, debut, fin, min(nature) AS nature, min(sources) AS sources
    FROM cube GROUP BY ALL
),
niveaux AS (
    SELECT indicateur, periode_type, debut, niveau, min(nature) AS nature, min(sources) AS sources
    FROM cube WHERE ventile GROUP BY ALL
)
SELECT p.indicateur, 'total' AS ventilation, l.id AS territoire, l.niveau, l.ventile,
       p.periode_type, p.debut, p.fin, c.valeur, c.precision, c.valeur_basse, c.valeur_haute,
       c.statut_conf,
       CASE WHEN c.statut_conf = 'c' THEN NULL WHEN s.niveau IS NOT NULL THEN 'z'
            WHEN c.valeur IS NULL THEN 'x'
            WHEN c.mois_couverts < c.mois_attendus OR c.couverture IS NULL
            THEN array_to_string(list_sort(list_distinct([c.statut_obs, 'p'])), '')
            ELSE coalesce(c.statut_obs, CASE WHEN c.nature = 'estimee' THEN 'e' END) END AS statut_obs,
       coalesce(c.nature, n.nature, p.nature) AS nature,
       coalesce(c.sources, n.sources, p.sources) AS sources, c.couverture,
       c.mois_couverts, c.mois_attendus, c.entendus, c.attendus, c.dernier_mois,
       CASE WHEN c.statut_conf = 'c' THEN 'Masqué par le secret statistique.'
            WHEN c.valeur IS NOT NULL THEN c.note
            WHEN s.niveau IS NOT NULL THEN 'Sans objet à cette maille.'
            WHEN n.niveau IS NULL OR l.est_epci THEN 'Non disponible à cette maille.'
            ELSE 'Non disponible.' END AS note
FROM periodes p CROSS JOIN lieux l
LEFT JOIN niveaux n ON n.indicateur = p.indicateur AND n.periode_type = p.periode_type
     AND n.debut = p.debut AND n.niveau = l.niveau
LEFT JOIN cube c ON c.indicateur = p.indicateur AND c.periode_type = p.periode_type
     AND c.debut = p.debut AND c.fin = p.fin AND c.territoire = l.id AND c.ventilation = 'total'
LEFT JOIN sans_objet s ON s.indicateur = p.indicateur
     AND s.niveau = CASE WHEN l.est_epci THEN 'epci' ELSE l.niveau END
WHERE l.ventile OR c.territoire IS NOT NULL
UNION ALL BY NAME
SELECT * EXCLUDE (effectif) REPLACE (
    CASE WHEN statut_conf = 'c' THEN 'Masqué par le secret statistique.' ELSE note END AS note)
FROM cube WHERE ventilation <> 'total';

CREATE TABLE publication.observations AS
SELECT c.indicateur, c.territoire AS territoire_id, c.niveau AS territoire_niveau,
       t.code AS territoire_code, t.nom AS territoire_nom, c.periode_type,
       c.debut AS periode_debut, last_day(c.fin) AS periode_fin, c.valeur, i.unite,
       CASE WHEN c.valeur IS NOT NULL THEN c.precision END AS precision,
       c.valeur_basse, c.valeur_haute, c.statut_obs, c.statut_conf,
       c.nature, c.couverture, m.mention AS source, m.licence,
       nullif(concat_ws(' ', c.note,
           CASE WHEN c.mois_couverts < c.mois_attendus
                THEN c.mois_couverts || ' mois sur ' || c.mois_attendus || '.'
                WHEN c.mois_couverts IS NULL AND c.dernier_mois < c.fin
                THEN 'Situation à fin ' || noms[month(c.dernier_mois)] || ' ' || year(c.dernier_mois) || '.' END,
           CASE WHEN c.entendus < c.attendus AND c.valeur IS NOT NULL AND c.ventilation = 'total'
                THEN c.entendus || ' territoires connus sur ' || c.attendus || '.' END), '') AS note,
       c.ventilation, c.ventile, t.population, c.mois_couverts, c.mois_attendus,
       c.entendus, c.attendus, c.sources, c.dernier_mois
FROM cases c
JOIN territoires t ON t.id = c.territoire
JOIN indicateurs i ON i.slug = c.indicateur
JOIN mentions m ON m.sources = c.sources
CROSS JOIN mois_noms
ORDER BY c.indicateur, list_position(['national', 'region', 'departement', 'epci', 'hub', 'tani'],
         c.niveau), c.ventile DESC, c.territoire,
         list_position(['mois', 'trimestre', 'annee', 'periode'], c.periode_type),
         c.debut, c.fin, c.ventilation <> 'total', c.ventilation;

-- Targets: those declared, and those that a source gives to every member of a place.
CREATE TABLE publication.cibles AS
SELECT indicateur, territoire AS territoire_id, echeance, valeur, reference, url, depuis
FROM objectifs
UNION ALL
SELECT c.indicateur, l.ancetre, strftime(c.mois, '%Y-%m'), CAST(sum(c.valeur) AS DECIMAL(24, 6)),
       any_value(s.mention), any_value(s.url), CAST(NULL AS DATE)
FROM cibles c JOIN sources s ON s.slug = c.source
JOIN territoires_liens l ON l.territoire = c.territoire
JOIN mailles g ON g.ancetre = l.ancetre AND g.maille = s.niveau
WHERE l.ancetre <> 'FR'
GROUP BY c.indicateur, l.ancetre, c.mois, g.attendus HAVING count(*) = g.attendus
ORDER BY 1, 2, 3, depuis;

CREATE TABLE publication.territoires AS FROM territoires ORDER BY id;
CREATE TABLE publication.territoires_liens AS FROM territoires_liens ORDER BY territoire, ancetre;
-- `recherche`: the name without case, accents, hyphens nor apostrophes.
CREATE TABLE publication.communes AS
SELECT * EXCLUDE (source), trim(regexp_replace(replace(strip_accents(lower(nom)), 'œ', 'oe'),
    '[^a-z0-9]+', ' ', 'g')) AS recherche
FROM communes ORDER BY code;
CREATE TABLE publication.hubs AS SELECT * EXCLUDE (source) FROM hubs ORDER BY slug;
CREATE TABLE publication.tani AS SELECT * EXCLUDE (source) FROM tani ORDER BY slug;
CREATE TABLE publication.acces_anticipes AS SELECT * EXCLUDE (source) FROM acces_anticipes ORDER BY slug;
CREATE TABLE publication.citations AS
SELECT * EXCLUDE (source) FROM citations ORDER BY famille, chiffre, source_titre;
-- The counts are in `etat`.
CREATE TABLE publication.sources AS
SELECT * EXCLUDE (lignes_lues, lignes_acceptees, lignes_rejetees) FROM sources ORDER BY slug;
-- A file about people: no count from 1 to 10, and none that would give it back by difference.
CREATE TABLE publication.etat AS
SELECT * EXCLUDE (petit) REPLACE (
    CASE WHEN personnelle AND lues < 11 THEN NULL ELSE lues END AS lues,
    CASE WHEN petit THEN NULL ELSE acceptees END AS acceptees,
    CASE WHEN petit THEN NULL ELSE rejetees END AS rejetees,
    CASE WHEN petit THEN NULL ELSE ignorees END AS ignorees,
    CASE WHEN personnelle THEN regexp_replace(regles, ' \([0-9]+\)', '', 'g') ELSE regles END AS regles)
FROM (
    SELECT *, personnelle AND coalesce(
        lues < 11 OR acceptees BETWEEN 1 AND 10 OR rejetees BETWEEN 1 AND 10 OR ignorees BETWEEN 1 AND 10,
        false
    ) AS petit
    FROM etat)
ORDER BY slug;
CREATE TABLE publication.secret AS FROM secret ORDER BY indicateur, niveau;
CREATE TABLE publication.indicateurs AS SELECT slug, faits, texte FROM indicateurs ORDER BY slug;
CREATE TABLE publication.formats AS FROM formats ORDER BY slug;
-- Only what its author lets show: an action does not tell the number of a recommendation that is not.
CREATE TABLE publication.recommandations AS
SELECT r.* EXCLUDE (publique) REPLACE (o.numero AS origine)
FROM recommandations r
LEFT JOIN recommandations o ON o.source = r.source AND o.numero = r.origine AND o.publique
     AND o.type = 'recommandation' AND r.type = 'action'
WHERE r.publique ORDER BY r.date DESC, r.source, r.numero;
-- How many rows were received, and dropped because they are not public.
CREATE TABLE publication.registre AS
SELECT type, count(*) FILTER (publique) AS publiees, count(*) FILTER (NOT publique) AS non_publiees
FROM recommandations GROUP BY type ORDER BY type DESC;
-- The last confidence that each author declared.
CREATE TABLE publication.confiances AS
SELECT source, indicateur, territoire AS territoire_id, niveau, auteur, date, commentaire FROM confiances
QUALIFY row_number() OVER (PARTITION BY indicateur, territoire, auteur ORDER BY date DESC, source) = 1
ORDER BY indicateur, territoire, auteur;
CREATE TABLE publication.motifs AS SELECT * EXCLUDE (source) FROM motifs ORDER BY numero;
CREATE TABLE publication.calendrier AS
SELECT * EXCLUDE (source) FROM calendrier ORDER BY prevu_le, indicateur;
-- Filled from the vintage before, by revisions.sql. `completee`: a provisional value that was completed.
CREATE TABLE publication.revisions (
    millesime_avant VARCHAR NOT NULL, millesime VARCHAR NOT NULL, publie_le DATE NOT NULL,
    indicateur VARCHAR NOT NULL, territoire_id VARCHAR NOT NULL, territoire_niveau VARCHAR NOT NULL,
    territoire_nom VARCHAR NOT NULL, periode_type VARCHAR NOT NULL, periode_debut DATE NOT NULL,
    periode_fin DATE NOT NULL, ventilation VARCHAR NOT NULL, unite VARCHAR NOT NULL,
    ancienne_valeur DECIMAL(24, 6), ancienne_basse DECIMAL(24, 6), ancienne_haute DECIMAL(24, 6),
    ancienne_precision VARCHAR, nouvelle_valeur DECIMAL(24, 6), nouvelle_basse DECIMAL(24, 6),
    nouvelle_haute DECIMAL(24, 6), nouvelle_precision VARCHAR, masquee BOOLEAN NOT NULL,
    completee BOOLEAN NOT NULL,
    type VARCHAR NOT NULL CHECK (type IN ('routine', 'correction', 'methode', 'secret')),
    motif VARCHAR NOT NULL, declare_le DATE
);
-- The days on which real values of an indicator were published, new or revised, and how many.
CREATE TABLE publication.parutions (
    millesime VARCHAR NOT NULL, publie_le DATE NOT NULL, indicateur VARCHAR NOT NULL, valeurs BIGINT NOT NULL
);
