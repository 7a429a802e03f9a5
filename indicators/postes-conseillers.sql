/*
title = "Postes de conseillers numériques validés"
definition = "Nombre de postes de conseillers numériques validés pendant la période par le comité de sélection de l’État."
unit = "postes"
theme = "formation"
kind = "flow"
per_inhabitants = 100000
disclosure = { public = "Liste des postes déjà publiée par l’ANCT ; elle ne nomme que des structures." }
caveats = [
    "Un poste validé n’est pas un conseiller en poste : il faut encore le pourvoir, et il peut être rendu.",
    "La liste est celle du 5 avril 2023 : un poste retiré avant cette date peut ne plus y figurer.",
    "Le deuxième trimestre 2023 ne compte que les cinq premiers jours d’avril ; l’année 2023 est partielle.",
    "Trois postes n’ont pas de département : ils comptent pour la France seulement.",
]
not_comparable = ["Le Sénat compte 3 345 postes conventionnés et 2 873 pourvus en novembre 2025 : ce sont d’autres étapes, à une autre date."]

[[examples]]
text = "En 2021, 8 postes sont validés dans l’Ain au premier trimestre et 2 au deuxième, plus 3 postes sans département : 10 pour la région, 13 pour la France."
given.postes = [
    { depuis = 2021-01-01, mois = 2021-03-01, territoire = "DEP-01", postes = 8 },
    { depuis = 2021-04-01, mois = 2021-06-01, territoire = "DEP-01", postes = 2 },
    { depuis = 2021-04-01, mois = 2021-06-01, territoire = "FR", postes = 3 },
]
expect = { "DEP-01" = 10, "REG-84" = 10, "NV-DEP" = 3, "NV-REG" = 3, "FR" = 13 }

[[examples]]
text = "Un trimestre sans poste validé vaut zéro : la liste couvre toute la période."
given.postes = [
    { depuis = 2021-01-01, mois = 2021-03-01, territoire = "DEP-01", postes = 8 },
    { depuis = 2021-04-01, mois = 2021-06-01, territoire = "DEP-01", postes = 0 },
]
period = "2021-T2"
expect = { "DEP-01" = 0, "FR" = 0 }
*/
SELECT depuis, mois, territoire, postes AS valeur, complet, note
FROM postes
