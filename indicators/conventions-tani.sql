/*
title = "Territoires d’action pour un numérique inclusif, première promotion"
definition = "Nombre de territoires retenus dans la première promotion des territoires d’action pour un numérique inclusif, dont ceux dont la signature est datée."
unit = "territoires"
theme = "territoires"
kind = "stock"
per_inhabitants = 1000000
disclosure = { public = "Liste citée au Sénat et signatures annoncées par les collectivités." }
caveats = [
    "Le total compte les territoires retenus ; « signature datée » compte ceux dont une source donne la date de signature. Les deux ne s’ajoutent pas.",
    "Une signature sans date connue n’est pas une absence de signature : le secrétaire d’État dit en février 2019 avoir signé une charte avec les dix territoires.",
    "En 2018, une seule signature est datée et la liste n’est pas encore connue : « au moins 1 ».",
    "La liste de la deuxième promotion, lancée en 2020, n’a pas été retrouvée : après janvier 2020, rien n’est connu.",
    "Une région compte les territoires qu’elle contient, elle-même comprise : quatre départements en Nouvelle-Aquitaine, le Sicoval en Occitanie.",
    "Pour un hub, seuls les départements retenus sont comptés.",
]

[[examples]]
text = "La région Hauts-de-France, la Creuse et le Sicoval sont retenus : un territoire pour chacun, trois pour la France ; le Sicoval compte aussi pour la Haute-Garonne."
given.conventions = [
    { mois = 2019-02-01, territoire = "REG-32", etape = "retenu", territoires = 1 },
    { mois = 2019-02-01, territoire = "DEP-23", etape = "retenu", territoires = 1 },
    { mois = 2019-02-01, territoire = "DEP-31", etape = "retenu", territoires = 0 },
    { mois = 2019-02-01, territoire = "EPCI-243100633", etape = "retenu", territoires = 1 },
    { mois = 2019-02-01, territoire = "EPCI-243100633", etape = "signature datée", territoires = 1 },
]
expect = { "REG-32" = 1, "DEP-23" = 1, "REG-75" = 1, "DEP-31" = 1, "REG-76" = 1, "NV-DEP" = 1, "FR" = 3, "TANI-creuse" = 1, "TANI-sicoval" = 1 }
nature = "citee"
*/
SELECT mois, territoire,
       CASE WHEN etape = 'retenu' THEN 'total' ELSE etape END AS ventilation,
       territoires AS valeur, precision, note
FROM conventions
