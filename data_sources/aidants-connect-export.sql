/*
title = "Structures habilitées Aidants Connect, export de l’outil de suivi"
producer = "ANCT"
url = "https://github.com/inclusion-numerique/inclusion-numerique"
licence = "non vérifiée"
accessed = 2026-11-21
nature = "officielle"
period = "Situation à la date que porte le nom du fichier"
feeds = "releves"
level = "departement"
feed = { folder = "aidants-connect-export" }
replaces = ["aidants-connect-structures"]
example = "exemples/exemple-aidants-connect-export_2024-02-12.csv"
separators = [",", ";"]
key = ["identifiant"]
notes = [
    "Le fichier ne porte pas de date : son nom doit la porter (structures_2024-02-12.csv).",
    "Nombre de structures actives par département, d’après le code de commune de chaque structure ; celles qui n’en ont pas (4 %) comptent pour la France seulement.",
    "Les SIRET sont exportés comme des nombres à virgule (12345678200010.0) et quelques-uns sont faux : ils sont lus comme un texte et ne servent à rien, pour qu’un SIRET faux ne fasse pas perdre une structure.",
    "Les nombres d’aidants, d’usagers et de démarches de chaque structure ne sont pas lus : ce sont souvent de très petits nombres de personnes.",
]
corrections = ["Une structure porte 80000, le code postal d’Amiens, à la place du code de sa commune : elle compte dans la Somme."]
columns.identifiant = { type = "entier", aliases = ["ID"], min = 1 }
columns.active = { type = "booleen", aliases = ["Is Active"] }
columns.commune = { type = "commune", required = false, present = true, aliases = ["City Insee Code"], sentinels = { "80000" = "code postal d’Amiens" } }
columns.siret = { type = "texte", required = false, aliases = ["Siret"], sentinels = { "0.0" = "non disponible", "0" = "non disponible" } }
columns.france_services = { type = "booleen", required = false, aliases = ["France Services Label"] }
*/
WITH comptes AS (
    SELECT CASE WHEN commune_motif = 'code postal d’Amiens' THEN 'DEP-80'
                ELSE coalesce('DEP-' || c.departement, 'FR') END AS territoire, count(*) AS structures
    FROM fichier f LEFT JOIN communes c ON c.code = f.commune
    WHERE active GROUP BY ALL
    UNION ALL
    SELECT 'DEP-' || code, 0 FROM departements
)
SELECT 'structures_aidants_connect' AS serie, territoire, sum(structures) AS valeur,
       CAST(date_trunc('month', jour_du_fichier()) AS DATE) AS mois,
       CASE territoire WHEN 'FR' THEN sum(structures)
            || ' structures actives sans code de commune dans le fichier ne sont rattachées à aucun département.'
       END AS note
FROM comptes GROUP BY territoire
