/*
title = "Code officiel géographique 2026, départements"
producer = "Etalab, d’après l’Insee"
url = "https://www.npmjs.com/package/@etalab/decoupage-administratif"
licence = "MIT"
accessed = 2026-11-21
period = "COG 2026"
nature = "officielle"
feeds = "departements"
level = "departement"
file = "reference/departements.csv"
columns = { code = "texte", nom = "texte", liaison = "entier", region = "texte", population = "entier" }
key = ["code"]
*/
SELECT * FROM fichier
