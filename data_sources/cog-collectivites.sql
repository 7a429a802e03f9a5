/*
title = "Code officiel géographique 2026, collectivités d’outre-mer"
producer = "Etalab, d’après l’Insee"
url = "https://www.npmjs.com/package/@etalab/decoupage-administratif"
licence = "MIT"
accessed = 2026-11-21
period = "COG 2026"
nature = "officielle"
feeds = "collectivites"
level = "departement"
file = "reference/collectivites.csv"
columns = { code = "texte", nom = "texte", population = "entier" }
key = ["code"]
*/
SELECT * FROM fichier
