/*
title = "Calendrier indicatif des publications"
producer = "Observatoire"
url = "-"
licence = "à préciser par l’éditeur"
accessed = 2026-11-22
nature = "estimee"
period = "Décembre 2026 à septembre 2027"
feeds = "calendrier"
level = "national"
file = "figures/calendrier.csv"
key = ["indicateur", "prevu_le"]
notes = [
    "L’Observatoire se donne ces dates : elles n’engagent aucun producteur.",
    "Une date reportée garde sa ligne, avec la nouvelle date et la raison.",
]

[columns.indicateur]
type = "texte"
definition = "Indicateur publié ce jour-là."
[columns.prevu_le]
type = "date"
before = 2040-12-31
definition = "Jour prévu."
[columns.heure]
type = "texte"
definition = "Heure de Paris, par exemple 10:00."
[columns.etat]
type = "texte"
values = ["prévue", "publiée", "reportée"]
definition = "Où en est cette date ; « publiée » sert quand rien de nouveau n’était à publier."
[columns.reporte_au]
type = "date"
required = false
before = 2040-12-31
definition = "Nouveau jour, pour une date reportée."
[columns.motif]
type = "texte"
required = false
max_length = 500
definition = "Pourquoi la date est reportée."
*/
SELECT indicateur, prevu_le, etat, motif,
       CASE WHEN TRY_CAST(heure AS TIME) IS NOT NULL THEN CAST(heure AS TIME)
            ELSE error('ligne ' || ligne || ' : heure « ' || heure || ' » ; écrivez 10:00') END AS heure,
       CASE WHEN (etat = 'reportée') = (reporte_au IS NOT NULL AND motif IS NOT NULL) THEN reporte_au
            ELSE error('ligne ' || ligne || ' : une date reportée, et elle seule, a une nouvelle date'
                 || ' (reporte_au) et un motif') END AS reporte_au
FROM fichier
