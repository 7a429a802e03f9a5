/*
title = "Lieux de médiation numérique, standard national v1.0.2"
producer = "La MedNum et producteurs locaux"
url = "https://github.com/LaMednum/standard-mediation-num"
licence = "Licence Ouverte 2.0 pour le schéma ; à vérifier pour chaque fichier"
accessed = 2026-11-21
nature = "officielle"
period = "Situation à la date que porte le nom du fichier"
feeds = "lieux_mediation"
level = "departement"
feed = { folder = "lieux-mediation" }
example = "exemples/2026-10-01_00000000000000_lieux-de-mediation-numerique_exemple.csv"
separators = [",", ";"]
key = ["id"]
reject_rate = 0.05
notes = [
    "Le nom du fichier suit le standard et porte sa date : AAAA-MM-JJ_SIRET_lieux-de-mediation-numerique_territoire.csv.",
    "Le texte du standard sépare les valeurs multiples par un point-virgule, son schéma par une barre verticale : les deux sont lus.",
    "Seuls des nombres de lieux par département sont gardés ; téléphones et courriels ne quittent pas le fichier.",
    "Le département vient du code Insee de la commune, facultatif dans le standard ; sans lui, le lieu compte pour la France seulement.",
    "Un fichier local ne recense que son territoire : un département absent n’a pas zéro lieu.",
]
columns.id = { type = "texte", max_length = 200 }
columns.pivot = { type = "texte", max_length = 14 }
columns.nom = { type = "texte", max_length = 500 }
columns.commune = "texte"
columns.code_postal = { type = "texte", max_length = 5 }
columns.code_insee = "commune?"
columns.adresse = "texte"
columns.complement_adresse = "texte?"
columns.latitude = "texte?"
columns.longitude = "texte?"
columns.typologie = { type = "texte", required = false, list = "|" }
columns.telephone = "texte?"
columns.courriels = "texte?"
columns.site_web = "texte?"
columns.horaires = "texte?"
columns.presentation_resume = "texte?"
columns.presentation_detail = "texte?"
columns.source = "texte?"
columns.itinerance = { type = "texte", required = false, list = "|" }
columns.structure_parente = "texte?"
columns.date_maj = { type = "date", after = 2010-01-01 }
columns.services = { type = "texte", required = false, list = "|" }
columns.publics_specifiquement_adresses = { type = "texte", required = false, list = "|" }
columns.prise_en_charge_specifique = { type = "texte", required = false, list = "|" }
columns.frais_a_charge = { type = "texte", required = false, list = "|" }
columns.dispositif_programmes_nationaux = { type = "texte", required = false, list = "|", aliases = ["dispositif_programme_national"] }
columns.formations_labels = { type = "texte", required = false, list = "|" }
columns.autres_formations_labels = { type = "texte", required = false, list = "|" }
columns.modalites_acces = { type = "texte", required = false, list = "|", aliases = ["modalite_acces"] }
columns.modalites_accompagnement = { type = "texte", required = false, list = "|" }
columns.fiche_acces_libre = "texte?"
columns.prise_rdv = "texte?"
*/
-- The contract splits at the bar, the query at the semicolon: both are seen.
WITH lignes AS (
    SELECT f.*, coalesce('DEP-' || c.departement, 'FR') AS territoire,
           CAST(date_trunc('month', jour_du_fichier()) AS DATE) AS mois
    FROM fichier f LEFT JOIN communes c ON c.code = f.code_insee
),
dispositifs AS (
    SELECT DISTINCT id, mois, territoire,
           trim(unnest(flatten(list_transform(
               dispositif_programmes_nationaux, lambda un : string_split(un, ';'))))) AS dispositif
    FROM lignes
)
SELECT mois, territoire, NULL AS dispositif, count(*) AS lieux FROM lignes GROUP BY mois, territoire
UNION ALL
SELECT mois, territoire, dispositif, count(*) FROM dispositifs WHERE dispositif <> '' GROUP BY ALL
