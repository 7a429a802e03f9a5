/*
title = "Membres de la MedNum"
definition = "Nombre d’organisations membres de la coopérative MedNum à la fin de la période."
unit = "membres"
theme = "mednum"
kind = "stock"
per_inhabitants = 1000000
disclosure = { public = "Un nombre d’organisations membres ne révèle rien d’une personne ni des comptes d’une organisation." }
caveats = [
    "Les nombres cités pour la France sont des « membres », des « acteurs » ou des « structures » selon la source ; leur date exacte n’est pas toujours connue.",
    "La liste des membres n’a pas été retrouvée ; les valeurs marquées « démonstration », par région et par type, sont inventées.",
]

[[examples]]
text = "La Bretagne compte 12 membres fin novembre et 14 fin décembre, la Normandie 5 fin décembre : 14 et 5 pour l’année, 19 en tout."
given.adhesions = [
    { mois = 2021-11-01, territoire = "REG-53", membres = 12 },
    { mois = 2021-12-01, territoire = "REG-53", membres = 14 },
    { mois = 2021-12-01, territoire = "REG-28", membres = 5 },
]
level = "region"
expect = { "REG-53" = 14, "REG-28" = 5, "FR" = 19 }

[[examples]]
text = "Corse, fin décembre : 3 associations et 1 entreprise, soit 4 membres."
given.adhesions = [
    { mois = 2021-12-01, territoire = "REG-94", type = "association", membres = 3 },
    { mois = 2021-12-01, territoire = "REG-94", type = "entreprise", membres = 1 },
]
level = "region"
expect = { "REG-94" = 4 }
*/
SELECT depuis, mois, territoire, type AS ventilation, membres AS valeur, precision, note
FROM adhesions
