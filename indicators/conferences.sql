/*
title = "Participants aux conférences de l’inclusion numérique"
definition = "Nombre de participants à la conférence nationale annuelle (Numérique en commun[s]) et aux conférences régionales de l’inclusion numérique."
unit = "participants"
theme = "conferences"
kind = "flow"
per_inhabitants = 100000
disclosure = { persons = 11 }
caveats = [
    "Pour la France, de 2018 à 2023, seule la conférence nationale est comptée, d’après son organisateur.",
    "Aucun relevé des conférences régionales n’a été retrouvé ; les valeurs marquées « démonstration » sont inventées.",
    "Une personne présente à deux conférences est comptée deux fois.",
]
not_comparable = ["En 2020, la conférence nationale s’est tenue en ligne : les 2 600 inscrits ne se comparent pas aux présents des autres années."]

[[examples]]
text = "En Corse, une conférence de 40 participants en mars et une de 60 en octobre : 100 participants sur l’année."
given.conferences = [
    { mois = 2024-03-01, territoire = "REG-94", type = "conférences régionales", participants = 40 },
    { mois = 2024-10-01, territoire = "REG-94", type = "conférences régionales", participants = 60 },
]
level = "region"
expect = { "REG-94" = 100, "FR" = 100 }

[[examples]]
text = "La conférence nationale de 2018 réunit 850 participants : ils comptent pour la France, sans être attribués à une région."
given.conferences = [
    { depuis = 2018-01-01, mois = 2018-12-01, territoire = "FR", type = "conférence nationale", participants = 850 },
]
nature = "citee"
level = "national"
standalone = true
expect = { "FR" = 850, "REG-52" = "inconnu" }
*/
SELECT depuis, mois, territoire, type AS ventilation, participants AS valeur, precision, note
FROM conferences
