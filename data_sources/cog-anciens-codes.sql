/*
title = "Code officiel géographique 2026, anciens codes et noms d’usage"
producer = "Etalab, d’après l’Insee"
url = "https://www.npmjs.com/package/@etalab/decoupage-administratif"
licence = "MIT"
accessed = 2026-11-21
period = "COG 2026"
nature = "officielle"
feeds = "anciens_codes"
level = "epci"
file = "reference/anciens_codes.csv"
columns = { ancien = "texte", nouveau = "texte", genre = "texte", cog = "entier?" }
key = ["ancien"]
*/
SELECT ancien, nouveau, genre, cog FROM fichier
