/*
title = "Pass numériques financés"
definition = "Nombre de pass numériques commandés pendant la période par les collectivités et les autres financeurs, avec l’aide de l’État ; un pass vaut 10 €."
unit = "pass"
theme = "pass"
kind = "flow"
disclosure = { persons = 11, population = "pass" }
caveats = [
    "Aucune donnée publique par territoire n’a été retrouvée ; les valeurs marquées « démonstration » sont inventées.",
    "Un pass financé n’est pas un pass distribué, et un pass distribué n’est pas un pass utilisé.",
]
not_comparable = [
    "En octobre 2024, une question écrite au Sénat avance 2 millions de pass achetés par plus de 80 collectivités et plus de 400 000 personnes : cette affirmation ne s’accorde pas avec le rapport du Sénat de mars 2022 et n’est pas reprise ici.",
]

[[examples]]
text = "La Somme commande 40 pass en janvier et 60 en février, l’Oise 100 en janvier : 200 pass financés dans la région sur l’année."
given.pass_numeriques = [
    { mois = 2019-01-01, territoire = "DEP-80", finances = 40 },
    { mois = 2019-02-01, territoire = "DEP-80", finances = 60 },
    { mois = 2019-01-01, territoire = "DEP-60", finances = 100 },
]
expect = { "DEP-80" = 100, "DEP-60" = 100, "REG-32" = 200, "FR" = 200 }

[[examples]]
text = "Un cumul cité pour la France de 2019 à septembre 2020 ne dit rien de la seule année 2020 : elle reste inconnue."
given.pass_numeriques = [
    { depuis = 2019-01-01, mois = 2020-09-01, territoire = "FR", finances = 209000 },
]
nature = "citee"
level = "national"
standalone = true
period = "2020"
expect = { "FR" = "inconnu" }
*/
SELECT depuis, mois, territoire, finances AS valeur, personnes AS effectif, precision,
       valeur_basse, valeur_haute, note
FROM pass_numeriques
WHERE finances IS NOT NULL
