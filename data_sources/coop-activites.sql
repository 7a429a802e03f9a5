/*
title = "La Coop de la médiation numérique, export des activités"
producer = "ANCT, La Coop de la médiation numérique"
url = "https://coop-numerique.anct.gouv.fr/"
licence = "non vérifiée"
accessed = 2026-11-21
nature = "officielle"
period = "Mois par mois, selon l’export"
feeds = "activites_conseillers"
personal = true
level = "departement"
feed = { folder = "coop-activites" }
example = "exemples/exemple-coop-activites.xlsx"
format = "xlsx"
sheet = "Activités"
preamble = 20
volume = 0
key = ["activite", "participants"]
notes = [
    "Une ligne par participant : « 3/12 » est le troisième des douze participants d’un atelier. Une ligne est un accompagnement.",
    "L’export ne couvre que les médiateurs que voit la personne qui le fait : ses mois ne sont jamais donnés comme complets pour un territoire.",
    "Les noms des médiateurs et des bénéficiaires, les notes et les adresses ne sont pas lus. Seuls des nombres par mois et par département sont gardés, et aucun n’est publié sans le contrôle de confidentialité.",
    "Le territoire est celui du lieu de l’activité ; une activité sans commune compte pour la France seulement.",
    "Les activités reprises de l’ancien Espace Coop sont dans l’export : elles ne s’ajoutent pas à celles de ses propres fichiers.",
]
columns.date = { type = "date", aliases = ["Date"], dates = ["AAAA-MM-JJ", "JJ/MM/AAAA", "excel"], after = 2020-11-01 }
columns.type = { type = "texte", aliases = ["Type"] }
columns.participants = { type = "texte", aliases = ["Participants", "Nombre de participants"] }
columns.code_commune = { type = "commune", required = false, present = true, aliases = ["Code Insee"] }
columns.themes = { type = "texte", required = false, present = true, aliases = ["Thématique(s) d’accompagnement"], list = "\n" }
columns.age = { type = "texte", required = false, present = true, aliases = ["Tranche d’âge du bénéficiaire", "Tranche d’âge"] }
columns.statut = { type = "texte", required = false, present = true, aliases = ["Statut du bénéficiaire", "Statut"] }
columns.activite = { type = "texte", aliases = ["ID CRA"] }
*/
WITH lignes AS (
    SELECT f.*, CAST(date_trunc('month', date) AS DATE) AS mois,
           coalesce('DEP-' || c.departement, 'FR') AS territoire
    FROM fichier f LEFT JOIN communes c ON c.code = f.code_commune
),
axes AS (
    SELECT mois, territoire, 'activite' AS axe, type AS modalite FROM lignes
    UNION ALL SELECT mois, territoire, 'age', age FROM lignes
    UNION ALL SELECT mois, territoire, 'statut', statut FROM lignes
    UNION ALL SELECT mois, territoire, 'theme', unnest(themes) FROM lignes
)
SELECT mois AS depuis, mois, territoire, count(*) AS accompagnements, false AS complet
FROM lignes GROUP BY mois, territoire
UNION ALL BY NAME
SELECT mois AS depuis, mois, territoire, axe, modalite, count(*) AS nombre, false AS complet
FROM axes WHERE modalite <> '' GROUP BY mois, territoire, axe, modalite
