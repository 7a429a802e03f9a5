/*
title = "Fonds obtenus avec l’aide des hubs"
definition = "Montant des financements obtenus par les structures de médiation numérique avec l’aide des hubs territoriaux pendant la période."
unit = "€"
theme = "hubs"
kind = "flow"
disclosure = { organisations = 3, dominance = 85 }
caveats = [
    "Aucune donnée publique n’a été retrouvée ; les valeurs marquées « démonstration » sont inventées.",
    "Les chiffres d’un hub sont ceux de son territoire : deux hubs couvrent La Réunion et Mayotte, et les hubs ne s’additionnent pas.",
]
not_comparable = [
    "Les dotations des hubs eux-mêmes (plus de 7 millions d’euros pour 15 hubs en mai 2022, selon La Gazette des communes) ne sont pas des fonds obtenus pour les structures.",
]

[[examples]]
text = "Dans l’Orne, 1 500,50 € en mai et 500 € en juin ; dans l’Eure, rien : 2 000,50 € pour la région."
given.activites_hubs = [
    { mois = 2022-05-01, territoire = "DEP-61", structures = 4, centimes = 150050 },
    { mois = 2022-06-01, territoire = "DEP-61", structures = 1, centimes = 50000 },
    { mois = 2022-06-01, territoire = "DEP-27", structures = 3, centimes = 0 },
]
expect = { "DEP-61" = 2000.5, "DEP-27" = 0, "REG-28" = 2000.5, "FR" = 2000.5 }
*/
SELECT mois, territoire, centimes / 100.0 AS valeur, structures AS effectif
FROM activites_hubs
