/*
title = "La MedNum : des solutions contre l’exclusion numérique"
producer = "Entrepreneurs d’avenir"
url = "https://entrepreneursdavenir.com/actualites/la-mednum-des-solutions-contre-lexclusion-numerique"
licence = "non vérifiée"
accessed = 2026-11-21
period = "2021"
nature = "citee"
feeds = "adhesions"
level = "national"
standalone = true
file = "figures/membres_2021.csv"
columns = { depuis = "mois", mois = "mois", membres = "entier" }
key = ["mois"]
notes = [
    "La page compte « 86 acteurs publics et privés » ; le jour n’est pas connu.",
    "Le chiffre est lu dans un extrait de la page : il reste à vérifier dans le texte entier.",
]
*/
SELECT depuis, mois, 'FR' AS territoire, membres,
       'Nombre connu dans le courant de l’année 2021.' AS note
FROM fichier
