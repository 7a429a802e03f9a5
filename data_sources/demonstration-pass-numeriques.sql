/*
title = "Démonstration : distributions de pass numériques"
producer = "Observatoire (données de démonstration)"
url = "-"
licence = "sans objet"
accessed = 2026-11-21
period = "De janvier 2019 à décembre 2023"
nature = "demonstration"
feeds = "pass_numeriques"
level = "departement"
file = "demonstration/pass-numeriques.csv"
columns = { numero = "entier", date = "date", departement = "texte", financeur = "texte", pass_commandes = "entier", pass_distribues = "entier", pass_utilises = "entier", personnes = "entier", montant_etat = "decimal", cofinancement = "decimal" }
key = ["numero"]
notes = [
    "Toutes les lignes sont inventées par un générateur à graine fixe : elles montrent comment un producteur enverrait ses données, et ne décrivent rien de réel.",
    "Une ligne par distribution : les pass d’un carnet, ceux qui ont été remis, ceux qui ont servi ensuite, les personnes aidées et les montants en euros.",
    "Un département sans ligne pour un mois est un vrai zéro.",
    "Aucune ligne après décembre 2023 : l’opérateur du pass a été mis en liquidation le 16 janvier 2024.",
]
*/
-- The register is complete: a département with no line for a month counts zero.
SELECT mois, 'DEP-' || departement AS territoire,
       coalesce(sum(pass_commandes), 0) AS finances,
       coalesce(sum(pass_distribues), 0) AS distribues,
       coalesce(sum(pass_utilises), 0) AS utilises, coalesce(sum(personnes), 0) AS personnes,
       CAST(coalesce(sum(montant_etat), 0) * 100 AS BIGINT) AS etat_centimes,
       CAST(coalesce(sum(cofinancement), 0) * 100 AS BIGINT) AS cofinancement_centimes
FROM (
    SELECT *, CAST(date_trunc('month', date) AS DATE) AS mois FROM fichier
    UNION ALL BY NAME
    SELECT CAST(unnest(generate_series(
               DATE '2019-01-01', DATE '2023-12-01', INTERVAL 1 MONTH)) AS DATE) AS mois,
           code AS departement
    FROM departements
)
GROUP BY mois, departement
