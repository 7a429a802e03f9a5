/*
title = "Liste des hubs territoriaux pour un numérique inclusif, et leurs dates connues"
producer = "ANCT ; presse pour les dates"
url = "https://github.com/anct-cnum/dashboard"
licence = "non vérifiée"
accessed = 2026-11-21
period = "Liste d’avril 2026"
nature = "citee"
feeds = "hubs"
level = "hub"
file = "reference/hubs.csv"
columns = { slug = "texte", nom = "texte", ouvert_le = "texte?", ferme_le = "texte?", precision_date = "texte?", source_titre = "texte", source_url = "texte", note = "texte?" }
key = ["slug"]
notes = ["La date d’ouverture de la plupart des hubs n’est pas connue : elle reste vide."]
*/
SELECT slug, nom, CAST(CASE WHEN length(ouvert_le) = 7 THEN ouvert_le || '-01' ELSE ouvert_le END AS DATE) AS ouvert_le,
       CAST(CASE WHEN length(ferme_le) = 7 THEN ferme_le || '-01' ELSE ferme_le END AS DATE) AS ferme_le,
       precision_date, source_titre, source_url, note
FROM fichier
