/*
title = "Effet de levier du financement des pass numériques"
definition = "Montant apporté par les collectivités et les autres financeurs pour un euro de l’État, dans le financement des pass numériques."
unit = "€ par €"
theme = "pass"
kind = "ratio"
decimals = 2
disclosure = { persons = 11, population = "pass" }
caveats = [
    "Aucune donnée publique par territoire n’a été retrouvée ; les valeurs marquées « démonstration » sont inventées.",
    "Pour 2019, le calcul porte sur les montants annoncés du premier appel à projets, et non sur les dépenses constatées.",
]
not_comparable = [
    "L’appel à projets de 2020 prévoyait 15 millions d’euros de l’État pour autant des collectivités : c’est une règle de financement, pas un résultat.",
]

[[examples]]
text = "Au premier appel à projets, l’État apporte 6 millions d’euros et les collectivités 4,5 millions : 0,75 € pour un euro de l’État."
given.pass_numeriques = [
    { depuis = 2019-01-01, mois = 2019-12-01, territoire = "FR", etat_centimes = 600000000, cofinancement_centimes = 450000000 },
]
nature = "citee"
level = "national"
standalone = true
expect = { "FR" = 0.75 }

[[examples]]
text = "Dans l’Aisne, 100 € de l’État et 50 € d’autres financeurs ; dans le Nord, 300 € et 450 € : 500 € pour 400 € de l’État dans la région, soit 1,25."
given.pass_numeriques = [
    { mois = 2022-05-01, territoire = "DEP-02", etat_centimes = 10000, cofinancement_centimes = 5000 },
    { mois = 2022-05-01, territoire = "DEP-59", etat_centimes = 30000, cofinancement_centimes = 45000 },
]
expect = { "DEP-02" = 0.5, "DEP-59" = 1.5, "REG-32" = 1.25, "FR" = 1.25 }
*/
SELECT depuis, mois, territoire, cofinancement_centimes AS valeur, etat_centimes AS base,
       personnes AS effectif, precision, note
FROM pass_numeriques
WHERE etat_centimes IS NOT NULL AND cofinancement_centimes IS NOT NULL
