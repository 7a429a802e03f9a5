/*
title = "Pass numériques utilisés"
definition = "Nombre de pass numériques qui ont servi à payer un service de médiation numérique."
unit = "pass"
theme = "pass"
kind = "flow"
disclosure = { persons = 11, population = "pass" }
caveats = [
    "Hors Lot-et-Garonne, aucune donnée publique par territoire n’a été retrouvée ; les valeurs marquées « démonstration » sont inventées.",
    "Dans les données de démonstration, un pass utilisé est compté au mois où il a été distribué.",
    "L’objectif de 2019 était d’un peu plus d’un million de pass distribués.",
]
not_comparable = [
    "En octobre 2024, une question écrite au Sénat avance 2 millions de pass achetés et plus de 400 000 personnes : des pass achetés ne sont pas des pass utilisés.",
]

[[examples]]
text = "De 10 pass utilisés en Creuse et 15 en Corrèze, la région en compte 25."
given.pass_numeriques = [
    { mois = 2021-05-01, territoire = "DEP-23", utilises = 10 },
    { mois = 2021-05-01, territoire = "DEP-19", utilises = 15 },
]
expect = { "DEP-23" = 10, "DEP-19" = 15, "REG-75" = 25, "FR" = 25 }

[[examples]]
text = "Un article cite 350 pass utilisés en Lot-et-Garonne en 2021 : ce chiffre seul ne dit rien de la région ni de la France, qui restent inconnues."
given.pass_numeriques = [
    { depuis = 2021-01-01, mois = 2021-12-01, territoire = "DEP-47", utilises = 350 },
]
nature = "citee"
standalone = true
expect = { "DEP-47" = 350, "REG-75" = "inconnu", "FR" = "inconnu" }
*/
SELECT depuis, mois, territoire, utilises AS valeur, personnes AS effectif, precision,
       valeur_basse, valeur_haute, note
FROM pass_numeriques
WHERE utilises IS NOT NULL
