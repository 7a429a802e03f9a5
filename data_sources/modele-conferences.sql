/*
title = "Conférences régionales (modèle de l’Observatoire)"
producer = "Préfectures de région et conseils régionaux"
url = "-"
licence = "à préciser par le producteur"
accessed = 2026-11-21
nature = "officielle"
period = "Selon le fichier envoyé"
feeds = "conferences"
level = "region"
feed = { folder = "modele-conferences" }
example = "exemples/exemple-modele-conferences.csv"
encodings = ["utf-8", "cp1252"]
separators = [";", ","]
sheet = "Saisie"
key = ["numero"]
notes = [
    "Une ligne par conférence tenue. Ses recommandations et ses actions vont dans le modèle des recommandations, sous son numéro.",
    "Une région sans ligne est inconnue, et non nulle.",
]

[columns.numero]
type = "texte"
max_length = 20
definition = "Numéro de la conférence, jamais deux fois le même, par exemple HDF-2026-1."
[columns.date]
type = "date"
dates = ["AAAA-MM-JJ", "JJ/MM/AAAA"]
definition = "Premier jour de la conférence."
[columns.region]
type = "region"
definition = "Code de la région, par exemple 32 ou 04."
[columns.nom]
type = "texte"
max_length = 200
definition = "Nom de la conférence."
[columns.participants]
type = "entier"
min = 0
max = 20000
definition = "Nombre de participants, sur place et à distance."
*/
SELECT CAST(date_trunc('month', date) AS DATE) AS mois, 'REG-' || region AS territoire,
       'conférences régionales' AS type, sum(participants) AS participants
FROM fichier GROUP BY ALL
