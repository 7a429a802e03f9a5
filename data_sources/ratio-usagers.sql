/*
title = "Activité des conseillers numériques par département (comptes rendus d’activité), usagers et accompagnements"
producer = "ANCT, Incubateur des territoires"
url = "https://github.com/inclusion-numerique/inclusion-numerique"
licence = "non vérifiée"
accessed = 2026-11-21
period = "Cumuls au 28 novembre 2023 et au 22 février 2024"
nature = "estimee"
feeds = "ratios_usagers"
level = "national"
file = "figures/ratio_usagers.csv"
columns = { date = "date", usagers = "entier", accompagnements = "entier" }
key = ["date"]
notes = ["Un usager est un participant moins les participants récurrents d’un même compte rendu : les personnes ne sont pas dédoublonnées d’un compte rendu à l’autre.", "Le rapport baisse avec le temps : 0,648 au 28 novembre 2023, 0,642 au 22 février 2024, 0,598 entre les deux dates."]
*/
SELECT b.usagers, b.accompagnements,
       b.usagers - a.usagers AS usagers_bas, b.accompagnements - a.accompagnements AS accompagnements_bas,
       a.usagers AS usagers_haut, a.accompagnements AS accompagnements_haut
FROM fichier a JOIN fichier b ON a.date = DATE '2023-11-28' AND b.date = DATE '2024-02-22'
