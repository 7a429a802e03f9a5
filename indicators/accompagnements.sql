/*
title = "Accompagnements par les conseillers numériques"
definition = "Nombre d’accompagnements réalisés par les conseillers numériques pendant la période, d’après leurs comptes rendus d’activité."
unit = "accompagnements"
theme = "formation"
kind = "cumulative"
disclosure = { public = "Chiffres officiels déjà publiés par la DITP, par département." }
caveats = [
    "Un accompagnement n’est pas une personne : une même personne peut être accompagnée plusieurs fois.",
    "Avant le premier point publié (décembre 2022), le nombre d’accompagnements de la période n’est pas connu.",
]

[[examples]]
text = "Le cumul de l’Ain passe de 100 fin décembre 2022 à 160 fin juin 2023, puis à 250 fin décembre : 150 accompagnements en 2023."
given.cumuls = [
    { serie = "accompagnements", mois = 2022-12-01, territoire = "DEP-01", valeur = 100 },
    { serie = "accompagnements", mois = 2023-06-01, territoire = "DEP-01", valeur = 160 },
    { serie = "accompagnements", mois = 2023-12-01, territoire = "DEP-01", valeur = 250 },
]
expect = { "DEP-01" = 150, "REG-84" = 150, "FR" = 150 }

[[examples]]
text = "De décembre 2022 à juin 2023, rien ne dit ce qui revient à chaque trimestre : le deuxième trimestre reste inconnu."
given.cumuls = [
    { serie = "accompagnements", mois = 2022-12-01, territoire = "DEP-01", valeur = 100 },
    { serie = "accompagnements", mois = 2023-06-01, territoire = "DEP-01", valeur = 160 },
]
period = "2023-T2"
expect = { "DEP-01" = "inconnu", "FR" = "inconnu" }
*/
SELECT mois, territoire, valeur
FROM cumuls
WHERE serie = 'accompagnements'
