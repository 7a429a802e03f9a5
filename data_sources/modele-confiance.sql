/*
title = "Confiance déclarée dans l’atteinte des objectifs, « météo » (modèle de l’Observatoire)"
producer = "Services chargés des objectifs"
url = "-"
licence = "à préciser par le producteur"
accessed = 2026-11-22
nature = "officielle"
period = "Selon le fichier envoyé"
feeds = "confiances"
level = "national"
feed = { folder = "modele-confiance" }
example = "exemples/exemple-modele-confiance.csv"
encodings = ["utf-8", "cp1252"]
separators = [";", ","]
sheet = "Saisie"
key = ["indicateur", "territoire", "auteur", "date"]
notes = [
    "Une ligne par déclaration : un indicateur, un territoire, un auteur, un jour.",
    "Tout ce qui est écrit dans ce fichier est public, le commentaire aussi ; la dernière déclaration de chaque auteur est montrée.",
    "L’auteur est une fonction ou un service, jamais une personne.",
    "C’est une opinion, à côté de la mesure : elle ne change aucun chiffre.",
    "Un fichier remplace le précédent.",
]

[columns.indicateur]
type = "texte"
max_length = 100
definition = "Identifiant de l’indicateur, à la fin de l’adresse de sa page, par exemple accompagnements."
[columns.territoire]
type = "texte"
max_length = 100
definition = "Territoire concerné, par exemple REG-32, DEP-80 ou TANI-creuse ; FR pour la France."
[columns.niveau]
type = "texte"
values = ["soleil", "couvert", "nuage", "orage"]
definition = "Soleil : objectif sécurisé ; couvert : objectif atteignable ; nuage : appuis nécessaires ; orage : objectif compromis."
[columns.auteur]
type = "texte"
max_length = 200
definition = "Fonction ou service qui déclare, sans nom de personne."
[columns.date]
type = "date"
dates = ["AAAA-MM-JJ", "JJ/MM/AAAA"]
definition = "Jour de la déclaration."
[columns.commentaire]
type = "texte"
required = false
max_length = 1000
definition = "Une phrase ou deux pour expliquer, publiées telles quelles."
*/
SELECT indicateurs_connus(ligne, [indicateur])[1] AS indicateur,
       territoires_connus(ligne, [territoire])[1] AS territoire,
       niveau, fonction(ligne, auteur) AS auteur, date, commentaire
FROM fichier
