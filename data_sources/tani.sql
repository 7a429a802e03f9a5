/*
title = "Territoires d’action pour un numérique inclusif, première promotion"
producer = "Secrétariat d’État au Numérique ; préfecture, collectivités et presse pour les dates"
url = "https://archive.nossenateurs.fr/intervention/2036330"
licence = "non vérifiée"
accessed = 2026-11-21
period = "Février 2019 (date du débat à confirmer)"
nature = "citee"
feeds = "tani"
level = "tani"
file = "reference/tani.csv"
columns = { slug = "texte", nom = "texte", maille = "texte", code = "texte", signature = "texte?", signature_precision = "texte?", signature_autre = "texte?", source_titre = "texte", source_url = "texte", note = "texte?" }
key = ["slug"]
notes = ["La liste des territoires de la deuxième promotion n’a pas été retrouvée."]
*/
SELECT * FROM fichier
