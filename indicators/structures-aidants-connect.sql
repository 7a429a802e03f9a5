/*
title = "Structures habilitées Aidants Connect"
definition = "Nombre de structures habilitées et actives dans Aidants Connect, le service qui permet à un aidant professionnel de faire une démarche en ligne au nom d’une personne."
unit = "structures"
theme = "aidants"
kind = "stock"
per_inhabitants = 100000
disclosure = { public = "Liste des structures déjà publiée ; elle ne nomme que des structures." }
caveats = [
    "Une seule date est connue : le 12 février 2024.",
    "222 structures actives sur 5 181 n’ont pas de code de commune : elles comptent pour la France, pour aucun département.",
    "Une structure active n’a pas forcément aidé quelqu’un : le nombre d’usagers n’est pas renseigné pour 68 % d’entre elles, et n’est pas repris ici.",
]

[[examples]]
text = "30 structures dans l’Ain, 60 dans l’Isère et 5 sans commune connue : 90 pour la région, 95 pour la France."
given.releves = [
    { serie = "structures_aidants_connect", mois = 2024-02-01, territoire = "DEP-01", valeur = 30 },
    { serie = "structures_aidants_connect", mois = 2024-02-01, territoire = "DEP-38", valeur = 60 },
    { serie = "structures_aidants_connect", mois = 2024-02-01, territoire = "FR", valeur = 5 },
]
expect = { "DEP-01" = 30, "REG-84" = 90, "NV-DEP" = 5, "FR" = 95 }
*/
SELECT mois, territoire, valeur, note
FROM releves
WHERE serie = 'structures_aidants_connect'
