/*
title = "Accompagnements par les conseillers numériques, cumul depuis l’origine"
definition = "Nombre total d’accompagnements réalisés par les conseillers numériques depuis le début du dispositif, à la fin du dernier mois connu de la période."
unit = "accompagnements"
theme = "formation"
kind = "stock"
disclosure = { public = "Chiffres officiels déjà publiés par la DITP, par département." }
caveats = [
    "C’est un cumul depuis l’origine, et non l’activité de la période : celle-ci est dans « Accompagnements par les conseillers numériques ».",
    "Un accompagnement n’est pas une personne : une même personne peut être accompagnée plusieurs fois.",
    "Le taux d’avancement que publie la DITP (64,86 % en septembre 2024) part de la valeur initiale de décembre 2022, et non de zéro.",
    "Entre juin 2023 et septembre 2024, le cumul d’un département baisse trois fois d’un mois à l’autre ; la raison n’est pas publiée.",
]
not_comparable = ["Les cumuls de l’Espace Coop (3 325 724 accompagnements au 22 février 2024) écartent les comptes rendus sans code postal : ils sont inférieurs de 1 à 2 % à ceux du baromètre."]

[[targets]]
value = 6000000
period = "2026-12"
since = 2022-12-01
reference = "Baromètre des résultats de l’action publique, IND-736, cible à fin 2026"
url = "https://www.data.gouv.fr/fr/datasets/barometre-des-resultats-de-laction-publique-1/"

[[examples]]
text = "Le cumul de l’Ain vaut 160 fin juin et 250 fin décembre, celui de l’Isère 100 fin décembre : fin 2023, la région en compte 350, et non 510."
given.cumuls = [
    { serie = "accompagnements", mois = 2023-06-01, territoire = "DEP-01", valeur = 160 },
    { serie = "accompagnements", mois = 2023-12-01, territoire = "DEP-01", valeur = 250 },
    { serie = "accompagnements", mois = 2023-12-01, territoire = "DEP-38", valeur = 100 },
]
expect = { "DEP-01" = 250, "REG-84" = 350, "FR" = 350 }

[[examples]]
text = "À la fin du deuxième trimestre, seul le cumul de juin est connu."
given.cumuls = [
    { serie = "accompagnements", mois = 2023-06-01, territoire = "DEP-01", valeur = 160 },
    { serie = "accompagnements", mois = 2023-12-01, territoire = "DEP-01", valeur = 250 },
]
period = "2023-T2"
expect = { "DEP-01" = 160, "FR" = 160 }
*/
SELECT mois, territoire, valeur
FROM cumuls
WHERE serie = 'accompagnements'
