-- Every territory in one id space, and every membership, from the reference tables.
-- France counts its collectivités d’outre-mer; its régions and départements do not.

INSERT INTO territoires BY NAME
SELECT * REPLACE (coalesce(ventile, true) AS ventile) FROM (
SELECT 'FR' AS id, 'national' AS niveau, 'FR' AS code, 'France' AS nom, 3 AS liaison,
       (SELECT sum(population) FROM departements)
       + (SELECT sum(population) FROM collectivites) AS population
UNION ALL BY NAME
SELECT 'REG-' || code AS id, 'region' AS niveau, code, nom, liaison, population,
       'REG-' || code AS region FROM regions
UNION ALL BY NAME
SELECT 'DEP-' || code AS id, 'departement' AS niveau, code, nom, liaison, population,
       'REG-' || region AS region FROM departements
UNION ALL BY NAME
SELECT 'EPCI-' || siren AS id, 'epci' AS niveau, siren AS code, nom, 0 AS liaison, population,
       NULL AS region FROM epci
UNION ALL BY NAME
SELECT 'HUB-' || slug AS id, 'hub' AS niveau, slug AS code, hubs.nom, 0 AS liaison,
       sum(d.population) AS population
FROM hubs LEFT JOIN hubs_departements h ON h.hub = slug LEFT JOIN departements d
     ON d.code = h.departement GROUP BY slug, hubs.nom
UNION ALL BY NAME
SELECT 'TANI-' || slug AS id, 'tani' AS niveau, slug AS code, nom, 0 AS liaison,
       CASE maille WHEN 'region' THEN (SELECT population FROM regions r WHERE r.code = tani.code)
                   WHEN 'departement' THEN (SELECT population FROM departements d WHERE d.code = tani.code)
                   ELSE (SELECT population FROM epci e WHERE e.siren = tani.code) END AS population
FROM tani
UNION ALL BY NAME
SELECT 'NV-REG' AS id, 'region' AS niveau, 'NV' AS code, 'Non ventilé par région' AS nom,
       0 AS liaison, false AS ventile
UNION ALL BY NAME
SELECT 'NV-DEP' AS id, 'departement' AS niveau, 'NV' AS code, 'Non ventilé par département' AS nom,
       0 AS liaison, false AS ventile
);

-- An EPCI belongs to a département or a région only when all its communes do.
CREATE TEMP TABLE epci_departements AS
SELECT DISTINCT c.epci AS siren, c.departement, d.region
FROM communes c JOIN departements d ON d.code = c.departement WHERE c.epci IS NOT NULL;

UPDATE territoires SET region = r.region FROM (
    SELECT 'EPCI-' || siren AS id, 'REG-' || any_value(region) AS region
    FROM epci_departements GROUP BY siren HAVING count(DISTINCT region) = 1
) r WHERE territoires.id = r.id;

-- `egale`: the two are the same place (a TANI that is a whole département, a DROM and its région),
-- so that a figure which stands alone is shown for both.
INSERT INTO territoires_liens BY NAME
SELECT id AS territoire, id AS ancetre, true AS egale FROM territoires
UNION ALL
SELECT id, 'FR', false FROM territoires WHERE niveau IN ('region', 'departement', 'epci') AND ventile
UNION ALL
SELECT 'FR', id, false FROM territoires WHERE NOT ventile
UNION ALL
SELECT id, 'NV-DEP', false FROM territoires WHERE niveau = 'region' AND ventile
UNION ALL
SELECT 'DEP-' || code, 'REG-' || region, count(*) OVER (PARTITION BY region) = 1 FROM departements
UNION ALL
SELECT 'EPCI-' || siren,
       CASE WHEN count(*) = 1 THEN 'DEP-' || any_value(departement) ELSE 'NV-DEP' END, false
FROM epci_departements GROUP BY siren
UNION ALL
SELECT 'EPCI-' || siren,
       CASE WHEN count(DISTINCT region) = 1 THEN 'REG-' || any_value(region) ELSE 'NV-REG' END, false
FROM epci_departements GROUP BY siren
UNION ALL
SELECT 'DEP-' || departement, 'HUB-' || hub, false FROM hubs_departements
UNION ALL
SELECT upper(left(maille, 3)) || '-' || code, 'TANI-' || slug, true FROM tani
WHERE maille IN ('region', 'departement')
UNION ALL
SELECT 'EPCI-' || code, 'TANI-' || slug, true FROM tani WHERE maille = 'epci'
UNION ALL
SELECT 'DEP-' || d.code, 'TANI-' || t.slug, false
FROM tani t JOIN departements d ON t.maille = 'region' AND d.region = t.code;

-- What holds the département or the région of an EPCI holds the EPCI.
INSERT INTO territoires_liens BY NAME
SELECT DISTINCT e.territoire, h.ancetre, false AS egale
FROM territoires_liens e JOIN territoires_liens h ON h.territoire = e.ancetre
WHERE e.territoire LIKE 'EPCI-%' AND (e.ancetre LIKE 'DEP-%' OR e.ancetre LIKE 'REG-%')
  AND (h.ancetre LIKE 'HUB-%' OR h.ancetre LIKE 'TANI-%')
  AND NOT EXISTS (FROM territoires_liens k WHERE k.territoire = e.territoire AND k.ancetre = h.ancetre);

DROP TABLE epci_departements;
