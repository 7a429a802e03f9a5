/*
title = "Inscrits à la formation en ligne des aidants"
definition = "Nombre d’inscriptions pendant la période à la formation en ligne (MOOC) destinée à ceux qui aident les autres dans leurs usages numériques."
unit = "inscrits"
theme = "ressources"
kind = "flow"
disclosure = { persons = 11 }
caveats = [
    "Aucune donnée publique n’a été retrouvée ; les valeurs marquées « démonstration » sont inventées.",
    "Une inscription n’est pas une formation achevée.",
]

[[examples]]
text = "La Lozère compte 4 inscrits en janvier et 6 en février, le Gard 30 en février : 40 inscrits en Occitanie au premier trimestre."
given.inscriptions = [
    { mois = 2021-01-01, territoire = "DEP-48", inscrits = 4 },
    { mois = 2021-02-01, territoire = "DEP-48", inscrits = 6 },
    { mois = 2021-02-01, territoire = "DEP-30", inscrits = 30 },
]
period = "2021-T1"
expect = { "DEP-48" = 10, "DEP-30" = 30, "REG-76" = 40, "FR" = 40 }
*/
SELECT mois, territoire, inscrits AS valeur
FROM inscriptions
