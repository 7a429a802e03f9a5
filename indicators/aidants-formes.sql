/*
title = "Aidants numériques formés"
definition = "Nombre d’aidants numériques formés, à la fin du dernier mois connu de la période."
unit = "aidants"
theme = "aidants"
kind = "stock"
per_inhabitants = 100000
disclosure = { public = "Chiffres officiels déjà publiés par la DITP, par département." }
caveats = [
    "Le nombre peut baisser d’un mois à l’autre dans un département (181 fois de juin 2023 à septembre 2024) : des aidants partent, changent de département ou sont reclassés.",
    "La valeur de décembre 2022 a été révisée par la DITP : 17 479 dans l’édition de février 2024, 12 476 ensuite ; c’est la dernière qui est affichée.",
    "Des valeurs plus récentes ont aussi été révisées : mai 2024 est passé de 18 956 à 19 134, août 2024 de 19 409 à 19 441.",
]
not_comparable = ["Les 13 662 professionnels formés à Aidants Connect, cités à l’Assemblée nationale, sont un autre décompte."]

[[targets]]
value = 20000
period = "2026-12"
since = 2022-12-01
reference = "Baromètre des résultats de l’action publique, IND-734, cible à fin 2026"
url = "https://www.data.gouv.fr/fr/datasets/barometre-des-resultats-de-laction-publique-1/"

[[examples]]
text = "L’Ain compte 126 aidants formés en juin puis 124 en décembre, parce que deux sont partis ; avec 50 dans l’Isère, la région en compte 174 fin 2023."
given.cumuls = [
    { serie = "aidants_formes", mois = 2023-06-01, territoire = "DEP-01", valeur = 126 },
    { serie = "aidants_formes", mois = 2023-12-01, territoire = "DEP-01", valeur = 124 },
    { serie = "aidants_formes", mois = 2023-12-01, territoire = "DEP-38", valeur = 50 },
]
expect = { "DEP-01" = 124, "REG-84" = 174, "FR" = 174 }
*/
SELECT mois, territoire, valeur
FROM cumuls
WHERE serie = 'aidants_formes'
