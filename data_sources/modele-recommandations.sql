/*
title = "Recommandations et actions de l’instance nationale et des conférences régionales (modèle de l’Observatoire)"
producer = "Instance nationale de partenariat, préfectures de région et conseils régionaux"
url = "-"
licence = "à préciser par le producteur"
accessed = 2026-11-21
nature = "officielle"
period = "Selon le fichier envoyé"
feeds = "recommandations"
level = "region"
feed = { folder = "modele-recommandations" }
example = "exemples/exemple-modele-recommandations.csv"
encodings = ["utf-8", "cp1252"]
separators = [";", ","]
sheet = "Saisie"
key = ["numero"]
notes = [
    "Une ligne par recommandation, et une par action qui en découle.",
    "Le responsable est une fonction ou un service, jamais une personne.",
    "Seules les lignes marquées « oui » dans la colonne publique peuvent être montrées.",
]

[columns.numero]
type = "texte"
max_length = 20
definition = "Numéro de la recommandation ou de l’action, jamais deux fois le même, par exemple R12 ou A12-1."
[columns.type]
type = "texte"
values = ["recommandation", "action"]
definition = "Recommandation, ou action qui en découle."
[columns.origine]
type = "texte"
required = false
max_length = 20
definition = "Pour une action : le numéro de la recommandation qu’elle met en œuvre."
[columns.conference]
type = "texte"
required = false
max_length = 20
definition = "Réunion où elle a été adoptée : numéro de la conférence, celui du modèle des conférences, ou séance de l’instance nationale."
[columns.date]
type = "date"
dates = ["AAAA-MM-JJ", "JJ/MM/AAAA"]
definition = "Jour où elle a été adoptée."
[columns.texte]
type = "texte"
max_length = 2000
definition = "Texte de la recommandation ou de l’action."
[columns.responsable]
type = "texte"
max_length = 200
definition = "Fonction ou service chargé de la suite, sans nom de personne."
[columns.echeance]
type = "date"
required = false
dates = ["AAAA-MM-JJ", "JJ/MM/AAAA"]
before = 2040-12-31
definition = "Jour où elle doit être réalisée."
[columns.etat]
type = "texte"
values = ["proposée", "retenue", "engagée", "réalisée", "abandonnée"]
definition = "Où elle en est."
[columns.publique]
type = "booleen"
definition = "Peut-elle être montrée sur le site ? Oui ou non."
[columns.indicateurs]
type = "texte"
required = false
list = "|"
definition = "Indicateurs qu’elle vise, séparés par une barre verticale, par exemple accompagnements|aidants-formes."
[columns.territoires]
type = "texte"
list = "|"
definition = "Territoires concernés, séparés par une barre verticale, par exemple REG-32|DEP-80 ; FR pour la France."
*/
SELECT numero, type, origine, conference, date, texte, echeance, etat, publique,
       fonction(ligne, responsable) AS responsable,
       indicateurs_connus(ligne, coalesce(indicateurs, [])) AS indicateurs,
       territoires_connus(ligne, territoires) AS territoires
FROM fichier
