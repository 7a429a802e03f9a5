/*
title = "Baromètre des résultats de l’action publique, IND-736, accompagnements par les conseillers numériques"
producer = "DITP"
url = "https://www.data.gouv.fr/fr/datasets/barometre-des-resultats-de-laction-publique-1/"
licence = "non vérifiée"
accessed = 2026-11-21
nature = "officielle"
period = "Décembre 2022 à septembre 2024, sept dates"
feeds = "cumuls"
level = "departement"
file = "figures/barometre_accompagnements.csv"
columns = { departement = "texte", mois = "mois", valeur = "entier" }
key = ["departement", "mois"]
notes = ["Édition du 17 octobre 2024 ; les valeurs des régions et de la France sont les sommes des départements, égales aux valeurs publiées."]
*/
SELECT 'accompagnements' AS serie, mois, 'DEP-' || departement AS territoire, valeur FROM fichier
