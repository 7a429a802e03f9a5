-- Take the hidden values out of the cube; whoever reads it afterwards cannot find them.

-- What was hidden, by indicator and level: never one cell, nor for itself or for another.
CREATE OR REPLACE TABLE secret AS
SELECT c.indicateur, niveau, seuil, dominance, count(*) AS cases, count(m.numero) AS masquees,
       count(m.numero) FILTER (m.connue) AS deja_publiees
FROM cases_a_proteger c LEFT JOIN masquees m USING (numero)
GROUP BY ALL;

ALTER TABLE cube ADD COLUMN statut_conf VARCHAR;
UPDATE cube SET valeur = NULL, effectif = NULL, valeur_basse = NULL, valeur_haute = NULL,
       precision = NULL, note = NULL, statut_conf = 'c'
FROM cases_a_proteger c JOIN masquees USING (numero)
WHERE cube.indicateur = c.indicateur AND cube.territoire = c.territoire
  AND cube.periode_type = c.periode_type AND cube.debut = c.debut AND cube.fin = c.fin
  AND cube.ventilation = c.ventilation;
DROP TABLE cases_a_proteger; DROP TABLE etendues_a_proteger; DROP TABLE atomes;
DROP TABLE valeurs_des_atomes; DROP TABLE composition; DROP TABLE contributions;
DROP TABLE effectifs; DROP TABLE passe; DROP TABLE masquees;
