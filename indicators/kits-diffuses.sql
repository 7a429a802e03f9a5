/*
title = "Kits d’intervention rapide diffusés"
definition = "Nombre de kits d’intervention rapide remis pendant la période aux agents et aux bénévoles qui aident une personne en difficulté avec le numérique."
unit = "kits"
theme = "ressources"
kind = "flow"
per_inhabitants = 100000
disclosure = { public = "Un kit est un document remis à une structure : son nombre ne dit rien d’une personne." }
caveats = ["Aucune donnée publique n’a été retrouvée ; les valeurs marquées « démonstration » sont inventées."]

[[examples]]
text = "Le Gers reçoit 10 kits en avril 2020 et 5 en mai, le Tarn 20 en mai : 35 kits en Occitanie sur l’année."
given.diffusions = [
    { mois = 2020-04-01, territoire = "DEP-32", kits = 10 },
    { mois = 2020-05-01, territoire = "DEP-32", kits = 5 },
    { mois = 2020-05-01, territoire = "DEP-81", kits = 20 },
]
expect = { "DEP-32" = 15, "DEP-81" = 20, "REG-76" = 35, "FR" = 35 }
*/
SELECT mois, territoire, kits AS valeur
FROM diffusions
