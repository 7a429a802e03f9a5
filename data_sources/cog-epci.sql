/*
title = "Code officiel géographique 2026, intercommunalités"
producer = "Etalab, d’après l’Insee"
url = "https://www.npmjs.com/package/@etalab/decoupage-administratif"
licence = "MIT"
accessed = 2026-11-21
period = "COG 2026"
nature = "officielle"
feeds = "epci"
level = "epci"
file = "reference/epci.csv"
columns = { siren = "texte", nom = "texte", type = "texte", population = "entier", nb_communes = "entier" }
key = ["siren"]
*/
SELECT siren, nom, type, population FROM fichier
