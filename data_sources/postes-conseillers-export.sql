/*
title = "Conseillers numériques : postes validés par le comité de sélection, liste des structures"
producer = "ANCT"
url = "https://github.com/inclusion-numerique/inclusion-numerique"
licence = "non vérifiée"
accessed = 2026-11-21
nature = "officielle"
period = "Mois par mois depuis mars 2021"
feeds = "postes"
level = "departement"
feed = { folder = "postes-conseillers-export" }
replaces = ["postes-conseillers"]
example = "exemples/exemple-postes-conseillers-export.csv"
encodings = ["utf-8", "cp1252"]
separators = [";"]
notes = [
    "Une ligne par décision du comité de sélection : la date de validation donne le mois, le code du département donne le territoire.",
    "Le producteur ne garantit pas de clé : des lignes identiques sont gardées et signalées, une structure peut avoir plusieurs décisions le même jour.",
    "Le tableur du producteur a perdu les zéros de tête des codes : ils sont rétablis quand le code officiel géographique connaît le résultat.",
    "La liste couvre toute la période : un département absent d’un mois y a zéro poste validé. Le dernier mois s’arrête à la dernière décision.",
    "Les postes des collectivités d’outre-mer (code 0) comptent pour la France seulement.",
]
columns.structure = { type = "texte", aliases = ["Raison sociale"], max_length = 300 }
columns.commune_nom = { type = "texte", required = false, aliases = ["Commune INSEE"] }
columns.departement_nom = { type = "texte", required = false, aliases = ["Département"] }
columns.region_nom = { type = "texte", required = false, aliases = ["Région"] }
columns.postes = { type = "entier", aliases = ["Nombre de conseillers validés par le COSELEC"], min = 1, max = 500 }
columns.date = { type = "date", aliases = ["Date de validation en comité de sélection"], dates = ["JJ/MM/AAAA"], after = 2020-11-01 }
columns.type = { type = "texte", required = false, aliases = ["Type"] }
columns.siret = { type = "siret", required = false, aliases = ["SIRET"] }
columns.code_departement = { type = "departement", aliases = ["Code département"], label = "departement_nom", sentinels = { "0" = "collectivité d’outre-mer" } }
columns.adresse = { type = "texte", required = false, aliases = ["Adresse"] }
columns.commune = { type = "commune", required = false, aliases = ["Code commune INSEE"] }
columns.code_postal = { type = "texte", required = false, aliases = ["Code postal"], max_length = 5 }
columns.montant_etat = { type = "decimal", required = false, aliases = ["Investissement financier estimatif total de l’Etat"], unit = "€", min = 0, number = "fr" }
columns.zrr = { type = "texte", required = false, aliases = ["ZRR"] }
columns.qpv = { type = "texte", required = false, aliases = ["QPV"] }
columns.france_services = { type = "texte", required = false, aliases = ["France services"] }
*/
WITH bornes AS (
    SELECT date_trunc('quarter', min(date)) AS debut, date_trunc('month', max(date)) AS fin FROM fichier
),
attendus AS (
    SELECT CAST(unnest(generate_series(debut, fin, INTERVAL 1 MONTH)) AS DATE) AS mois FROM bornes
),
comptes AS (
    SELECT CAST(date_trunc('month', date) AS DATE) AS mois,
           coalesce('DEP-' || code_departement, 'FR') AS territoire, sum(postes) AS postes
    FROM fichier GROUP BY ALL
    UNION ALL BY NAME
    SELECT mois, 'DEP-' || code AS territoire, 0 AS postes FROM attendus CROSS JOIN departements
)
SELECT mois AS depuis, mois, territoire, sum(postes) AS postes, mois < fin AS complet
FROM comptes CROSS JOIN bornes GROUP BY mois, territoire, fin
