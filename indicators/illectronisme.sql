/*
title = "Part des personnes en situation d’illectronisme"
definition = "Part des personnes de 15 ans ou plus qui n’ont pas utilisé internet récemment ou qui n’ont aucune compétence numérique de base."
unit = "%"
theme = "contexte"
kind = "ratio"
decimals = 1
higher_is_better = false
disclosure = { public = "Taux déjà publiés par l’Insee." }
caveats = [
    "Chaque taux est cité tel que l’Insee le publie, pour son territoire et son année : aucun n’est calculé ici.",
    "La France s’entend hors Mayotte en 2019.",
    "Les taux des régions sont arrondis ; ceux des Hauts-de-France et de la Nouvelle-Aquitaine sont publiés sous la forme « un sur six ».",
    "Sept régions seulement ont une publication.",
]
not_comparable = [
    "Les taux de 2019 et de 2021 ne se comparent pas directement : ne pas utiliser internet se mesure sur douze mois en 2019, sur trois mois en 2021. À définition comparable, l’Insee mesure une baisse de 3 points.",
    "Pour 2019, l’Insee publie aussi 16 % pour la seule France métropolitaine : le champ n’est pas le même.",
]

[[examples]]
text = "L’Insee publie 16,5 % pour la France et environ 12 % pour l’Île-de-France : chacun est montré chez lui, rien n’en est déduit pour une autre région."
given.releves = [
    { serie = "illectronisme", depuis = 2019-01-01, mois = 2019-12-01, territoire = "FR", valeur = 16.5 },
    { serie = "illectronisme", depuis = 2019-01-01, mois = 2019-12-01, territoire = "REG-11", valeur = 12, precision = "environ" },
]
expect = { "FR" = 16.5, "REG-11" = 12, "REG-84" = "inconnu", "DEP-75" = "inconnu" }
level = "region"
nature = "citee"
standalone = true
*/
SELECT depuis, mois, territoire, valeur, base, precision, note
FROM releves
WHERE serie = 'illectronisme'
