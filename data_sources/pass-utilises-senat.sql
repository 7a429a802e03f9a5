/*
title = "Intervention de Patricia Demas, commission de l’aménagement du territoire et du développement durable, 8 mars 2023"
producer = "Sénat (compte rendu repris par NosSénateurs.fr)"
url = "https://archive.nossenateurs.fr/intervention/2599143"
licence = "non vérifiée"
accessed = 2026-11-21
period = "De 2019 à mars 2022"
nature = "citee"
feeds = "pass_numeriques"
level = "national"
standalone = true
file = "figures/pass_utilises.csv"
columns = { depuis = "mois", mois = "mois", utilises = "entier" }
key = ["mois"]
notes = [
    "La rapporteure reprend son rapport d’information de mars 2022 : « seulement 100 000 pass effectivement utilisés entre 2019 et mars 2022 ».",
]
*/
SELECT depuis, mois, 'FR' AS territoire, utilises, 'environ' AS precision,
       'Cumul de 2019 à mars 2022, pour un objectif d’un peu plus d’un million de pass.' AS note
FROM fichier
