/*
title = "Pass numériques distribués"
definition = "Nombre de pass numériques remis à des personnes pendant la période."
unit = "pass"
theme = "pass"
kind = "flow"
disclosure = { persons = 11, population = "pass" }
caveats = [
    "Aucune donnée publique par territoire n’a été retrouvée ; les valeurs marquées « démonstration » sont inventées.",
    "Un pass distribué n’est pas forcément utilisé.",
]
not_comparable = [
    "Au début de 2020 (date à vérifier), le Gouvernement annonçait à l’Assemblée nationale 50 000 pass « en cours de distribution » : ils ne sont pas comptés comme distribués.",
    "En octobre 2024, une question écrite au Sénat avance plus de 400 000 personnes bénéficiaires : cette affirmation ne s’accorde pas avec le rapport du Sénat de mars 2022.",
]

[[examples]]
text = "La Somme distribue 30 pass en mars et 20 en avril : 30 au premier trimestre 2021, car avril est au deuxième."
given.pass_numeriques = [
    { mois = 2021-03-01, territoire = "DEP-80", distribues = 30 },
    { mois = 2021-04-01, territoire = "DEP-80", distribues = 20 },
]
period = "2021-T1"
expect = { "DEP-80" = 30, "REG-32" = 30, "FR" = 30 }
*/
SELECT depuis, mois, territoire, distribues AS valeur, personnes AS effectif, precision,
       valeur_basse, valeur_haute, note
FROM pass_numeriques
WHERE distribues IS NOT NULL
