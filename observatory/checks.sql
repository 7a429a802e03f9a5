-- Each query returns no row when all is well, else one line of words per fault.

-- Deux chiffres isolés ne se disputent pas la même case.
SELECT indicateur || ', ' || territoire || ', ' || mois || ' : ' || string_agg(DISTINCT sources, ' et ')
FROM mesures WHERE isolee
GROUP BY indicateur, territoire, ventilation, depuis, mois HAVING count(DISTINCT sources) > 1;

-- Deux sources ne donnent pas deux fois le même territoire au même mois.
SELECT indicateur || ', ' || territoire || ', ' || mois || ' : ' || string_agg(DISTINCT sources, ' et ')
FROM mesures WHERE NOT isolee AND nature <> 'demonstration'
GROUP BY indicateur, territoire, ventilation, depuis, mois HAVING count(DISTINCT sources) > 1;

-- Deux sources de mailles différentes ne s’additionnent pas au même mois.
SELECT indicateur || ', ' || mois || ' : ' || string_agg(DISTINCT sources, ' et ')
FROM mesures WHERE NOT isolee AND nature <> 'demonstration'
GROUP BY indicateur, mois HAVING count(DISTINCT maille) > 1;

-- Une case de chiffres réels ne mêle pas un chiffre isolé et une somme.
SELECT p.indicateur || ', ' || p.territoire || ', ' || p.debut
FROM placees p JOIN cube c USING (indicateur, territoire, periode_type, debut, ventilation)
WHERE p.isolee AND c.nature <> 'demonstration' AND NOT list_contains(string_split(c.sources, '|'), p.sources);

-- Départements + « non ventilé » = régions + « non ventilé » = France, exactement.
SELECT indicateur || ', ' || niveau || ', ' || debut || ' : ' || somme || ' pour ' || france
FROM (
    SELECT c.indicateur, c.niveau, c.periode_type, c.debut, c.ventilation, sum(c.valeur) AS somme,
           any_value(f.valeur) AS france
    FROM cube c
    JOIN cube f USING (indicateur, periode_type, debut, ventilation, nature)
    JOIN indicateurs ON slug = c.indicateur
    WHERE f.territoire = 'FR' AND c.niveau IN ('region', 'departement') AND genre <> 'ratio'
      AND c.sources = f.sources
      AND NOT EXISTS (FROM mesures m WHERE m.isolee AND m.indicateur = c.indicateur
                      AND list_contains(string_split(f.sources, '|'), m.sources))
    GROUP BY ALL
) WHERE somme <> france;

-- Une part tient entre 0 et 100 %.
SELECT indicateur || ', ' || territoire || ', ' || debut || ' : ' || valeur
FROM cube JOIN indicateurs ON slug = indicateur
WHERE genre = 'ratio' AND facteur = 100 AND (valeur < 0 OR valeur > 100);

-- Chaque valeur dit sa source.
SELECT indicateur || ', ' || territoire || ', ' || debut FROM cube
WHERE coalesce(sources, '') = '' OR EXISTS (
    SELECT 1 FROM unnest(string_split(sources, '|')) AS s(slug)
    WHERE slug NOT IN (SELECT slug FROM sources));

-- Une valeur basse n’est pas au-dessus de la valeur, ni la haute au-dessous.
SELECT indicateur || ', ' || territoire || ', ' || debut FROM cube
WHERE valeur_basse > valeur OR valeur_haute < valeur;

-- Une cible vise un indicateur déclaré.
SELECT indicateur FROM cibles WHERE indicateur NOT IN (SELECT slug FROM indicateurs) GROUP BY ALL;

-- La somme des cibles des départements est la cible nationale déclarée.
SELECT o.indicateur || ' : ' || sum(c.valeur) || ' pour ' || o.valeur
FROM objectifs o JOIN cibles c ON c.indicateur = o.indicateur AND strftime(c.mois, '%Y-%m') = o.echeance
WHERE o.territoire = 'FR' GROUP BY o.indicateur, o.valeur HAVING sum(c.valeur) <> o.valeur;

-- Une date du calendrier vise un indicateur déclaré.
SELECT indicateur FROM calendrier WHERE indicateur NOT IN (SELECT slug FROM indicateurs) GROUP BY ALL;

-- Un indicateur n’a pas de valeur à une maille où il dit être sans objet.
SELECT c.indicateur || ', ' || c.territoire || ', ' || debut
FROM cube c JOIN sans_objet s ON s.indicateur = c.indicateur AND s.niveau = c.niveau;
