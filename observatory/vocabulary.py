"""The closed lists of words that declarations may use: families of indicators, units."""

THEMES = {
    "formation": "Formation et accompagnement",
    "aidants": "Aidants numériques",
    "pass": "Pass numérique",
    "hubs": "Hubs territoriaux",
    "mednum": "Réseau de la MedNum",
    "territoires": "Territoires et conventions",
    "conferences": "Conférences",
    "financements": "Financements",
    "ressources": "Ressources et formations en ligne",
    "contexte": "Fragilité numérique",
}
# Unit -> its singular, for sentences; the key itself is the plural.
UNITS = {
    "accompagnements": "accompagnement",
    "personnes": "personne",
    "aidants": "aidant",
    "membres": "membre",
    "structures": "structure",
    "habitants": "habitant",
    "territoires": "territoire",
    "postes": "poste",
    "labels": "label",
    "pass": "pass",
    "participants": "participant",
    "inscrits": "inscrit",
    "kits": "kit",
    "€": "€",
    "%": "%",
    "points": "point",
    "€ par €": "€ par €",
}
