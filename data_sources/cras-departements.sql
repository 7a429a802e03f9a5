/*
title = "Activité des conseillers numériques par département, d’après leurs comptes rendus d’activité"
producer = "ANCT, Incubateur des territoires"
url = "https://github.com/inclusion-numerique/inclusion-numerique"
licence = "non vérifiée"
accessed = 2026-11-21
nature = "officielle"
period = "Cumul depuis 2021, à la date que porte le nom du fichier"
feeds = "activites_conseillers"
level = "departement"
feed = { folder = "cras-departements" }
example = "exemples/exemple-cras-departements_2023-11-28.json"
format = "json"
key = ["departement"]
notes = [
    "Le fichier ne porte pas de date : son nom doit la porter (cras-departements_2023-11-28.json).",
    "Un usager est un participant moins les participants récurrents d’un même compte rendu : les personnes ne sont pas dédoublonnées d’un compte rendu à l’autre.",
    "Un compte rendu peut porter plusieurs thèmes ; la somme des âges n’est pas le nombre d’accompagnements. Les ventilations ne s’additionnent pas.",
    "Les comptes rendus sans code postal n’y figurent pas : le total est inférieur de 1 à 2 % à celui du baromètre de la DITP.",
    "L’export du 26 juillet 2023 est tronqué : il ne doit pas être déposé.",
]
columns.departement = "departement"
columns.usagers = { type = "entier", min = 0 }
columns.accompagnements = { type = "entier", min = 0 }
columns.theme_autre = { type = "entier", required = false, min = 0, path = "themes.autre" }
columns.theme_equipement_informatique = { type = "entier", required = false, min = 0, path = "themes.equipementInformatique" }
columns.theme_demarche_en_ligne = { type = "entier", required = false, min = 0, path = "themes.demarcheEnLigne" }
columns.theme_smartphone = { type = "entier", required = false, min = 0, path = "themes.smartphone" }
columns.theme_courriel = { type = "entier", required = false, min = 0, path = "themes.courriel" }
columns.theme_internet = { type = "entier", required = false, min = 0, path = "themes.internet" }
columns.theme_vocabulaire = { type = "entier", required = false, min = 0, path = "themes.vocabulaire" }
columns.theme_traitement_texte = { type = "entier", required = false, min = 0, path = "themes.traitementTexte" }
columns.theme_contenus_numeriques = { type = "entier", required = false, min = 0, path = "themes.contenusNumeriques" }
columns.theme_trouver_emploi = { type = "entier", required = false, min = 0, path = "themes.trouverEmploi" }
columns.theme_echanger = { type = "entier", required = false, min = 0, path = "themes.echanger" }
columns.theme_tpe_pme = { type = "entier", required = false, min = 0, path = "themes.tpePme" }
columns.theme_accompagner_enfant = { type = "entier", required = false, min = 0, path = "themes.accompagnerEnfant" }
columns.theme_securite = { type = "entier", required = false, min = 0, path = "themes.securite" }
columns.theme_fraude_et_harcelement = { type = "entier", required = false, min = 0, path = "themes.fraudeEtHarcelement" }
columns.theme_sante = { type = "entier", required = false, min = 0, path = "themes.sante" }
columns.theme_diagnostic = { type = "entier", required = false, min = 0, path = "themes.diagnostic" }
columns.theme_budget = { type = "entier", required = false, min = 0, path = "themes.budget" }
columns.theme_scolaire = { type = "entier", required = false, min = 0, path = "themes.scolaire" }
columns.statut_etudiant = { type = "entier", required = false, min = 0, path = "statut.etudiant" }
columns.statut_sans_emploi = { type = "entier", required = false, min = 0, path = "statut.sansEmploi" }
columns.statut_en_emploi = { type = "entier", required = false, min = 0, path = "statut.enEmploi" }
columns.statut_retraite = { type = "entier", required = false, min = 0, path = "statut.retraite" }
columns.statut_heterogene = { type = "entier", required = false, min = 0, path = "statut.heterogene" }
columns.suite_individuel = { type = "entier", required = false, min = 0, path = "accompagnement.individuel" }
columns.suite_atelier = { type = "entier", required = false, min = 0, path = "accompagnement.atelier" }
columns.suite_redirection = { type = "entier", required = false, min = 0, path = "accompagnement.redirection" }
columns.activite_collectif = { type = "entier", required = false, min = 0, path = "activite.collectif" }
columns.activite_ponctuel = { type = "entier", required = false, min = 0, path = "activite.ponctuel" }
columns.activite_individuel = { type = "entier", required = false, min = 0, path = "activite.individuel" }
columns.age_moins_de_12 = { type = "entier", required = false, min = 0, path = "moins12ans" }
columns.age_12_a_18 = { type = "entier", required = false, min = 0, path = "de12a18ans" }
columns.age_18_a_35 = { type = "entier", required = false, min = 0, path = "de18a35ans" }
columns.age_35_a_60 = { type = "entier", required = false, min = 0, path = "de35a60ans" }
columns.age_plus_de_60 = { type = "entier", required = false, min = 0, path = "plus60ans" }
*/
WITH lignes AS (
    SELECT *, DATE '2021-01-01' AS depuis,
           CAST(date_trunc('month', jour_du_fichier()) AS DATE) AS mois,
           'DEP-' || departement AS territoire, jour_du_fichier() = last_day(jour_du_fichier()) AS complet
    FROM fichier
),
ventilees AS (UNPIVOT lignes ON COLUMNS('^(theme|statut|suite|activite|age)_') INTO NAME colonne VALUE nombre)
SELECT depuis, mois, territoire, accompagnements, usagers, complet FROM lignes
UNION ALL BY NAME
SELECT depuis, mois, territoire, split_part(colonne, '_', 1) AS axe,
       regexp_replace(colonne, '^[a-z]+_', '') AS modalite, nombre, complet
FROM ventilees
