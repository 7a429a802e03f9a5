/*
title = "Membres de la MedNum (modèle de l’Observatoire)"
producer = "La MedNum"
url = "-"
licence = "à préciser par le producteur"
accessed = 2026-11-21
nature = "officielle"
period = "Mois par mois, jusqu’à la date que porte le nom du fichier"
feeds = "adhesions"
level = "region"
feed = { folder = "modele-membres-mednum" }
example = "exemples/exemple-modele-membres-mednum_2026-10-31.csv"
encodings = ["utf-8", "cp1252"]
separators = [";", ","]
sheet = "Saisie"
key = ["membre"]
notes = [
    "Une ligne par membre, présent ou parti : la liste entière à chaque envoi.",
    "Le nom du fichier porte la date de la liste (membres-mednum_2026-10-31.csv) : c’est le dernier mois publié.",
    "Le numéro suffit : ni nom, ni contact.",
]

[columns.membre]
type = "texte"
max_length = 50
definition = "Numéro ou sigle du membre, jamais deux fois le même."
[columns.region]
type = "region"
definition = "Code de la région du siège, par exemple 32 ou 04."
[columns.type]
type = "texte"
values = ["association", "collectivité", "coopérative", "entreprise", "établissement public", "autre"]
definition = "Type d’organisation."
[columns.adhesion]
type = "date"
dates = ["AAAA-MM-JJ", "JJ/MM/AAAA"]
after = 2017-01-01
definition = "Jour de l’adhésion."
[columns.sortie]
type = "date"
required = false
present = true
dates = ["AAAA-MM-JJ", "JJ/MM/AAAA"]
after = 2017-01-01
definition = "Jour du départ ; laissez vide si le membre est présent."
*/
-- One reading at the end of each month, the last one at the date of the list; zero included.
WITH mois AS (
    SELECT CAST(unnest(generate_series(
               (SELECT date_trunc('month', min(adhesion)) FROM fichier),
               date_trunc('month', jour_du_fichier()), INTERVAL 1 MONTH)) AS DATE) AS mois
),
lectures AS (
    SELECT mois, least(last_day(mois), jour_du_fichier()) AS jour FROM mois
),
presences AS (
    SELECT mois, region, type, 1 AS present
    FROM fichier JOIN lectures ON adhesion <= jour AND (sortie IS NULL OR sortie > jour)
    UNION ALL
    SELECT mois, code, type, 0
    FROM lectures CROSS JOIN regions CROSS JOIN (SELECT DISTINCT type FROM fichier)
)
SELECT mois, 'REG-' || region AS territoire, type, sum(present) AS membres
FROM presences GROUP BY mois, region, type
