/*
title = "Activité des hubs territoriaux (modèle de l’Observatoire)"
producer = "Hubs territoriaux pour un numérique inclusif"
url = "-"
licence = "à préciser par le producteur"
accessed = 2026-11-21
nature = "officielle"
period = "Mois par mois, selon le fichier envoyé"
feeds = "activites_hubs"
level = "departement"
feed = { folder = "modele-activite-hubs" }
example = "exemples/exemple-modele-activite-hubs.csv"
encodings = ["utf-8", "cp1252"]
separators = [";", ","]
sheet = "Saisie"
key = ["numero"]
totals = { column = "numero", values = ["Total", "Totaux", "Ensemble"], sum = ["structures", "fonds_leves"] }
notes = [
    "Une ligne par accompagnement : le hub, le département, le nombre de structures aidées et les fonds qu’elles ont obtenus.",
    "Un mois ou un département sans ligne est inconnu, et non nul : écrivez une ligne à zéro pour dire zéro.",
    "Une ligne « Total » dans la colonne numero n’est pas une donnée : ses sommes sont vérifiées, et le fichier est refusé si elles sont fausses.",
    "Les structures ne sont pas nommées ; une structure accompagnée plusieurs fois compte à chaque fois.",
]

[columns.numero]
type = "entier"
min = 1
definition = "Numéro de la ligne dans votre registre, jamais deux fois le même."
[columns.date]
type = "date"
dates = ["AAAA-MM-JJ", "JJ/MM/AAAA"]
after = 2018-09-01
definition = "Jour de l’accompagnement ; seul le mois est publié."
[columns.hub]
type = "texte"
values = ["conumm", "francil-in", "guyaclic", "hinaura", "hub-bretagne", "hub-corse", "hub-du-sud", "hub-lo", "hub-mednum-bfc", "hub-normandie", "hub-ultranumerique", "hubest", "hubik", "les-assembleurs", "mednum-antilles", "rhinocc", "solidarnum"]
definition = "Identifiant du hub dans la liste de l’Observatoire."
[columns.departement]
type = "departement"
definition = "Code du département des structures accompagnées, par exemple 01, 2A ou 974."
[columns.structures]
type = "entier"
min = 0
definition = "Nombre de structures accompagnées."
[columns.fonds_leves]
type = "entier"
min = 0
unit = "€"
definition = "Financements obtenus par ces structures avec l’aide du hub, en euros, sans centimes."
*/
SELECT CAST(date_trunc('month', date) AS DATE) AS mois, 'DEP-' || departement AS territoire,
       sum(structures) AS structures, 100 * sum(fonds_leves) AS centimes
FROM fichier GROUP BY ALL
