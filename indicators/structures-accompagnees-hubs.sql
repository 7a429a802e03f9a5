/*
title = "Structures accompagnées par les hubs"
definition = "Nombre de structures de médiation numérique accompagnées par les hubs territoriaux pendant la période."
unit = "structures"
theme = "hubs"
kind = "flow"
per_inhabitants = 100000
disclosure = { organisations = 3 }
caveats = [
    "Aucune donnée publique n’a été retrouvée ; les valeurs marquées « démonstration » sont inventées.",
    "Une structure accompagnée plusieurs fois est comptée à chaque fois.",
    "Les chiffres d’un hub sont ceux de son territoire : deux hubs couvrent La Réunion et Mayotte, et les hubs ne s’additionnent pas.",
]

[[examples]]
text = "Hinaura accompagne 3 structures dans l’Ain en mars, puis 2 dans l’Ain et 4 en Isère en avril : 9 pour son territoire sur l’année."
given.activites_hubs = [
    { mois = 2021-03-01, territoire = "DEP-01", structures = 3, centimes = 0 },
    { mois = 2021-04-01, territoire = "DEP-01", structures = 2, centimes = 0 },
    { mois = 2021-04-01, territoire = "DEP-38", structures = 4, centimes = 0 },
]
expect = { "DEP-01" = 5, "DEP-38" = 4, "HUB-hinaura" = 9, "REG-84" = 9, "FR" = 9 }
*/
SELECT mois, territoire, structures AS valeur
FROM activites_hubs
