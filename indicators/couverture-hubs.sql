/*
title = "Départements couverts par un hub territorial"
definition = "Part des départements que couvre au moins un hub territorial pour un numérique inclusif, à la fin du dernier mois connu de la période."
unit = "%"
theme = "hubs"
kind = "ratio"
over_time = "last"
decimals = 1
not_applicable = ["epci"]
disclosure = { public = "Liste des hubs déjà publiée par l’ANCT." }
caveats = [
    "Deux dates seulement sont connues : fin mai 2024, avant la fermeture de Hubik en Nouvelle-Aquitaine, et fin juin 2024, après. Elles ne forment pas une courbe.",
    "La ventilation « habitants » donne la part des habitants qui vivent dans un département couvert.",
    "Être couvert par un hub ne dit rien de l’activité de ce hub.",
    "La liste est celle d’avril 2026 : les hubs qui y figurent sont supposés ouverts en 2024.",
]

[[examples]]
text = "L’Ain et l’Isère sont couverts fin mai ; fin juin, l’Isère ne l’est plus : la couverture de la région passe de 100 % à 50 %, et 2024 retient la dernière."
given.releves = [
    { serie = "couverture_hubs", mois = 2024-05-01, territoire = "DEP-01", ventilation = "total", valeur = 1, base = 1 },
    { serie = "couverture_hubs", mois = 2024-05-01, territoire = "DEP-38", ventilation = "total", valeur = 1, base = 1 },
    { serie = "couverture_hubs", mois = 2024-06-01, territoire = "DEP-01", ventilation = "total", valeur = 1, base = 1 },
    { serie = "couverture_hubs", mois = 2024-06-01, territoire = "DEP-38", ventilation = "total", valeur = 0, base = 1 },
]
expect = { "DEP-01" = 100, "DEP-38" = 0, "REG-84" = 50, "FR" = 50 }
nature = "estimee"

[[examples]]
text = "Les parts d’habitants ont leurs propres lignes : elles ne changent pas la part des départements."
given.releves = [
    { serie = "couverture_hubs", mois = 2024-06-01, territoire = "DEP-01", ventilation = "total", valeur = 1, base = 1 },
    { serie = "couverture_hubs", mois = 2024-06-01, territoire = "DEP-38", ventilation = "total", valeur = 0, base = 1 },
    { serie = "couverture_hubs", mois = 2024-06-01, territoire = "DEP-01", ventilation = "habitants", valeur = 300, base = 300 },
    { serie = "couverture_hubs", mois = 2024-06-01, territoire = "DEP-38", ventilation = "habitants", valeur = 0, base = 100 },
]
expect = { "REG-84" = 50, "FR" = 50 }
nature = "estimee"
*/
SELECT mois, territoire, ventilation, valeur, base, note
FROM releves
WHERE serie = 'couverture_hubs'
