/*
title = "Personnes accompagnées (estimation), au regard de l’objectif de 1,5 million de personnes formées"
definition = "Nombre estimé de personnes accompagnées par les conseillers numériques : les accompagnements de chaque département, multipliés par un même rapport entre usagers et accompagnements."
unit = "personnes"
theme = "formation"
kind = "cumulative"
disclosure = { public = "Estimation calculée sur des chiffres officiels déjà publiés par département." }
caveats = [
    "Un accompagnement n’est pas une formation, les personnes ne sont pas dédoublonnées, et seuls les conseillers numériques sont comptés.",
    "Le rapport (2 135 298 usagers pour 3 325 724 accompagnements au 22 février 2024) baisse avec le temps : la fourchette va du rapport des derniers mois connus à celui de novembre 2023.",
    "D’un département à l’autre, le rapport observé va de 0,43 à 0,82 : l’estimation d’un territoire est un ordre de grandeur.",
    "Seule l’année 2023 est complète.",
]
not_comparable = ["Le rapport d’activité 2022 de l’ANCT annonce « plus de 2,2 millions de personnes accompagnées » : il compte autrement et depuis 2021."]

[[targets]]
value = 1500000
period = "annee"
since = 2019-01-01
reference = "Stratégie nationale pour un numérique inclusif, plan du 13 septembre 2018 : « former 1,5 million de personnes par an, dès 2019 »"
url = "https://www.nextinpact.com/news/107032-contre-fracture-numerique-etat-et-acteurs-prives-vont-financer-pass-formations.htm"

[[examples]]
text = "L’Ain passe de 100 à 300 accompagnements en 2023, l’Isère de 50 à 150 ; pour 1 000 accompagnements on compte 600 usagers : 120 personnes dans l’Ain, 180 en tout."
given.cumuls = [
    { serie = "accompagnements", mois = 2022-12-01, territoire = "DEP-01", valeur = 100 },
    { serie = "accompagnements", mois = 2023-12-01, territoire = "DEP-01", valeur = 300 },
    { serie = "accompagnements", mois = 2022-12-01, territoire = "DEP-38", valeur = 50 },
    { serie = "accompagnements", mois = 2023-12-01, territoire = "DEP-38", valeur = 150 },
]
given.ratios_usagers = [
    { usagers = 600, accompagnements = 1000, usagers_bas = 500, accompagnements_bas = 1000, usagers_haut = 700, accompagnements_haut = 1000 },
]
expect = { "DEP-01" = 120, "DEP-38" = 60, "REG-84" = 180, "FR" = 180 }
*/
SELECT mois, territoire,
       valeur * usagers / accompagnements AS valeur,
       valeur * usagers_bas / accompagnements_bas AS valeur_basse,
       valeur * usagers_haut / accompagnements_haut AS valeur_haute,
       'intervalle' AS precision
FROM cumuls CROSS JOIN ratios_usagers
WHERE serie = 'accompagnements'
