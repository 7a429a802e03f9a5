/*
title = "Motifs des révisions"
producer = "Observatoire"
url = "-"
licence = "à préciser par l’éditeur"
accessed = 2026-11-22
nature = "estimee"
period = "Depuis novembre 2026"
feeds = "motifs"
level = "national"
file = "figures/motifs_revisions.csv"
key = ["numero"]
notes = [
    "Une ligne dit pourquoi des chiffres publiés changent : elle sert une fois, du millésime qui ne la connaît pas au suivant.",
    "Une ligne marquée « oui » dans la colonne provisoires reste : elle vaut pour les valeurs provisoires que de nouvelles données complètent, et pour elles seules.",
    "Un motif sur un territoire vaut pour ceux qui le contiennent ; un motif sur des jours, pour les périodes qui les touchent.",
]

[columns.numero]
type = "entier"
min = 1
definition = "Numéro du motif, jamais repris."
[columns.date]
type = "date"
before = 2040-12-31
definition = "Jour où le motif est déclaré."
[columns.type]
type = "texte"
values = ["routine", "correction", "methode"]
definition = "Routine : révision attendue ; correction : une erreur réparée ; methode : un autre calcul."
[columns.indicateur]
type = "texte"
definition = "Indicateur dont les chiffres changent ; * pour tous."
[columns.territoire]
type = "texte"
required = false
definition = "Territoire, par exemple DEP-80 ; vide pour tous."
[columns.du]
type = "date"
required = false
definition = "Premier jour concerné ; vide s’il n’y en a pas."
[columns.au]
type = "date"
required = false
before = 2040-12-31
definition = "Dernier jour concerné ; vide s’il n’y en a pas."
[columns.provisoires]
type = "booleen"
definition = "Oui : vaut toujours, mais pour les seules valeurs provisoires que l’on complète."
[columns.motif]
type = "texte"
max_length = 500
definition = "La phrase que lira le public."
*/
SELECT numero, date, type, indicateur, territoire, du, au, provisoires,
       CASE WHEN regexp_matches(motif, '^[A-ZÀ-Ý«0-9].{9,}[.!?»]$') THEN motif
            ELSE error('ligne ' || ligne || ' : motif « ' || motif
                 || ' » ; écrivez une phrase, avec une majuscule et un point') END AS motif
FROM fichier
