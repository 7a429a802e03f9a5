/*
title = "Code officiel géographique 2026, communes"
producer = "Etalab, d’après l’Insee"
url = "https://www.npmjs.com/package/@etalab/decoupage-administratif"
licence = "MIT"
accessed = 2026-11-21
period = "COG 2026"
nature = "officielle"
feeds = "communes"
level = "epci"
file = "reference/communes.csv"
columns = { code = "texte", nom = "texte", departement = "texte", epci = "texte?", population = "entier?" }
key = ["code"]
*/
SELECT * FROM fichier
