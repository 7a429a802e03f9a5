-- What a public number is made of, for the pages that explain it: the measures, and for each source
-- (in the order of `sources`) the lines of its file. Only public sources; nothing near a hidden cell.

CREATE TABLE publication.composantes AS
SELECT m.indicateur, m.sources, m.nature, m.isolee, m.territoire, m.depuis, m.mois, m.ventilation,
       m.valeur, m.base AS denominateur, m.valeur_basse, m.valeur_haute, t.lignes
FROM main.mesures m JOIN tracees t ON t.rang = m.rowid
ORDER BY m.indicateur, m.sources, m.territoire, m.mois, m.depuis, m.ventilation, m.valeur, t.lignes;
