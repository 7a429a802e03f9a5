/*
title = "Taux d’utilisation des pass numériques"
definition = "Part des pass numériques distribués pendant la période qui ont été utilisés depuis."
unit = "%"
theme = "pass"
kind = "ratio"
decimals = 1
disclosure = { persons = 11, population = "pass" }
caveats = [
    "Aucune publication retrouvée ne donne à la fois les pass distribués et les pass utilisés d’une même période ; les valeurs marquées « démonstration » sont inventées.",
    "Le taux d’une région divise tous ses pass utilisés par tous ses pass distribués : ce n’est pas la moyenne des taux de ses départements.",
]
not_comparable = [
    "Diviser les 100 000 pass utilisés de 2019 à mars 2022 par les 209 000 pass achetés en septembre 2020 n’a pas de sens : les deux chiffres n’ont pas la même date.",
]

[[examples]]
text = "La Somme utilise 30 pass sur 100, l’Oise 60 sur 100 : le taux de la région est de 45 %."
given.pass_numeriques = [
    { mois = 2019-01-01, territoire = "DEP-80", distribues = 100, utilises = 30 },
    { mois = 2019-01-01, territoire = "DEP-60", distribues = 100, utilises = 60 },
]
expect = { "DEP-80" = 30, "DEP-60" = 60, "REG-32" = 45, "FR" = 45 }

[[examples]]
text = "La Somme utilise 30 pass sur 100, l’Oise 180 sur 300 : le taux de la région est de 52,5 %, et non la moyenne de 30 % et de 60 %."
given.pass_numeriques = [
    { mois = 2019-01-01, territoire = "DEP-80", distribues = 100, utilises = 30 },
    { mois = 2019-01-01, territoire = "DEP-60", distribues = 300, utilises = 180 },
]
expect = { "DEP-80" = 30, "DEP-60" = 60, "REG-32" = 52.5 }
*/
SELECT depuis, mois, territoire, utilises AS valeur, distribues AS base, personnes AS effectif
FROM pass_numeriques
WHERE utilises IS NOT NULL AND distribues IS NOT NULL
