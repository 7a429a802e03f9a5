/*
title = "Personnes qui voient un millésime avant sa publication"
producer = "Observatoire de l’inclusion numérique"
url = "-"
licence = "Licence Ouverte 2.0"
accessed = 2026-11-22
period = "Depuis novembre 2026"
nature = "officielle"
feeds = "acces_anticipes"
level = "national"
file = "reference/acces-anticipes.csv"
columns = { slug = "texte", fonction = "texte", organisme = "texte", motif = "texte", depuis = "date" }
key = ["slug"]
may_be_empty = true
notes = ["La liste donne une fonction et un organisme, jamais le nom d’une personne."]
*/
SELECT slug, fonction, organisme, motif, depuis FROM fichier
