/*
title = "France services labellisées"
definition = "Nombre de France services labellisées pendant la période et encore présentes dans la liste extraite en 2023."
unit = "labels"
theme = "territoires"
kind = "flow"
per_inhabitants = 100000
disclosure = { public = "Liste des France services déjà publiée." }
caveats = [
    "Une France services fermée avant l’extraction n’est pas comptée : c’est le nombre de labels qui restent, et non celui des labels accordés.",
    "L’année 2023 s’arrête à la date de l’extraction : elle est partielle.",
    "Sur les 2 707 France services de la liste, une n’a pas d’année de labellisation : elle n’est pas comptée.",
    "Les deux France services de Saint-Martin comptent pour la France seulement.",
]

[[examples]]
text = "En 2021, l’Ain reçoit 6 labels pour des lieux fixes et 1 pour un mobile, l’Isère 3 pour des lieux fixes : 7 pour l’Ain, 10 pour la région."
given.labels = [
    { depuis = 2021-01-01, mois = 2021-12-01, territoire = "DEP-01", format = "Lieu fixe", labels = 6 },
    { depuis = 2021-01-01, mois = 2021-12-01, territoire = "DEP-01", format = "Mobile", labels = 1 },
    { depuis = 2021-01-01, mois = 2021-12-01, territoire = "DEP-38", format = "Lieu fixe", labels = 3 },
]
expect = { "DEP-01" = 7, "REG-84" = 10, "FR" = 10 }

[[examples]]
text = "L’année seule est connue : le trimestre reste inconnu."
given.labels = [
    { depuis = 2021-01-01, mois = 2021-12-01, territoire = "DEP-01", format = "Lieu fixe", labels = 6 },
]
period = "2021-T4"
expect = { "DEP-01" = "inconnu", "FR" = "inconnu" }
*/
SELECT depuis, mois, territoire, format AS ventilation, labels AS valeur, complet, note
FROM labels
