/*
title = "Code officiel géographique 2026, régions"
producer = "Etalab, d’après l’Insee"
url = "https://www.npmjs.com/package/@etalab/decoupage-administratif"
licence = "MIT"
accessed = 2026-11-21
period = "COG 2026"
nature = "officielle"
feeds = "regions"
level = "region"
file = "reference/regions.csv"
columns = { code = "texte", nom = "texte", liaison = "entier", population = "entier" }
key = ["code"]
*/
SELECT * FROM fichier
