/*
title = "Indice de fragilité numérique"
definition = "Risque de fragilité numérique de la population, de 0 (le plus faible) à 10 (le plus fort) : moyenne, pondérée par la population, des indices que La Mednum calcule pour les communes."
unit = "points"
theme = "contexte"
kind = "ratio"
over_time = "last"
decimals = 1
higher_is_better = false
disclosure = { public = "Indice déjà publié par commune ; il ne porte sur aucune personne." }
caveats = [
    "L’indice mesure un risque, et non un nombre de personnes : il croise la couverture internet, la pauvreté, l’âge et le diplôme.",
    "La moyenne d’un département est un calcul de l’Observatoire ; La Mednum ne publie pas ce chiffre.",
    "Paris n’est pas compté : les moyennes de l’Île-de-France et de la France portent sur le reste du territoire.",
    "L’indice est d’avant août 2023 et ses données vont de 2017 à 2021 : il est daté de 2021. Il ne dit rien d’une évolution.",
]

[[examples]]
text = "L’Ain a 300 habitants et un indice de 4, l’Isère 100 habitants et un indice de 6 : la région vaut 4,5, et non 5."
given.releves = [
    { serie = "fragilite_numerique", depuis = 2021-01-01, mois = 2021-12-01, territoire = "DEP-01", valeur = 1200, base = 300 },
    { serie = "fragilite_numerique", depuis = 2021-01-01, mois = 2021-12-01, territoire = "DEP-38", valeur = 600, base = 100 },
]
expect = { "DEP-01" = 4, "DEP-38" = 6, "REG-84" = 4.5, "FR" = 4.5 }
*/
SELECT depuis, mois, territoire, valeur, base, note
FROM releves
WHERE serie = 'fragilite_numerique'
