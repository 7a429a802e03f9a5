/*
title = "Départements couverts par chaque hub"
producer = "ANCT"
url = "https://github.com/anct-cnum/dashboard"
licence = "non vérifiée"
accessed = 2026-11-21
period = "Liste d’avril 2026"
nature = "citee"
feeds = "hubs_departements"
level = "departement"
file = "reference/hubs_departements.csv"
columns = { hub = "texte", departement = "texte", depuis = "texte?", note = "texte?" }
key = ["hub", "departement"]
notes = ["UltraNumérique et Solidarnum couvrent alors le même territoire (La Réunion et Mayotte) : les hubs ne s’additionnent pas."]
corrections = ["La liste publiée code UltraNumérique sur la Guadeloupe et Mayotte (971, 976). Le projet retenu en 2019 couvre La Réunion et Mayotte : 971 est corrigé en 974, ce qui est probable mais non confirmé."]
*/
SELECT hub, CASE WHEN hub = 'hub-ultranumerique' AND departement = '971' THEN '974' ELSE departement END AS departement,
       depuis, note
FROM fichier
