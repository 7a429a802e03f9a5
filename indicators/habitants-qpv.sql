/*
title = "Habitants des quartiers prioritaires de la politique de la ville (géographie 2015)"
definition = "Nombre d’habitants (population municipale) des quartiers prioritaires de la politique de la ville définis en 2015."
unit = "habitants"
theme = "territoires"
kind = "stock"
disclosure = { public = "Populations légales déjà publiées par quartier." }
caveats = [
    "La population vient du fichier Démographie de 2020 de l’Insee (DEMO_2020) ; elle est égale à la population légale de 2013 et datée de cette année.",
    "Mayotte n’est pas dans le fichier : sa valeur n’est pas connue, et la France est comptée sans elle.",
    "La Lozère n’a aucun quartier prioritaire : sa valeur est un vrai zéro.",
]
not_comparable = ["Les quartiers ont été redéfinis au 1er janvier 2024 en métropole : 1 362 quartiers et 5,3 millions d’habitants, dans d’autres limites."]

[[examples]]
text = "Le Gard compte 77 habitants en quartier prioritaire, la Lozère aucun : 77 pour la région ; Mayotte, absente du fichier, reste inconnue."
given.releves = [
    { serie = "habitants_qpv", depuis = 2013-01-01, mois = 2013-12-01, territoire = "DEP-30", valeur = 77 },
    { serie = "habitants_qpv", depuis = 2013-01-01, mois = 2013-12-01, territoire = "DEP-48", valeur = 0 },
]
expect = { "DEP-30" = 77, "DEP-48" = 0, "REG-76" = 77, "DEP-976" = "inconnu", "FR" = 77 }
*/
SELECT depuis, mois, territoire, valeur, note
FROM releves
WHERE serie = 'habitants_qpv'
