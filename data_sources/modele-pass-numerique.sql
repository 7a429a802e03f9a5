/*
title = "Pass numériques commandés, remis et utilisés (modèle de l’Observatoire)"
producer = "Collectivités et opérateurs du pass numérique"
url = "-"
licence = "à préciser par le producteur"
accessed = 2026-11-21
nature = "officielle"
period = "Mois par mois, selon le fichier envoyé"
feeds = "pass_numeriques"
level = "departement"
feed = { folder = "modele-pass-numerique" }
example = "exemples/exemple-modele-pass-numerique.csv"
encodings = ["utf-8", "cp1252"]
separators = [";", ","]
sheet = "Saisie"
key = ["numero"]
totals = { column = "numero", values = ["Total", "Totaux", "Ensemble"], sum = ["pass_commandes", "pass_distribues", "pass_utilises", "montant_etat", "cofinancement"] }
notes = [
    "Une ligne par opération : les pass d’une commande, ceux qui ont été remis, ceux qui ont servi, les personnes aidées et les montants.",
    "Un mois ou un département sans ligne est inconnu, et non nul : écrivez une ligne à zéro pour dire zéro.",
    "Une ligne « Total » dans la colonne numero n’est pas une donnée : ses sommes sont vérifiées, et le fichier est refusé si elles sont fausses.",
    "Aucun nom de bénéficiaire n’est demandé ; les nombres de personnes ne sont publiés qu’après le contrôle de confidentialité.",
]

[columns.numero]
type = "entier"
min = 1
definition = "Numéro de la ligne dans votre registre, jamais deux fois le même."
[columns.date]
type = "date"
dates = ["AAAA-MM-JJ", "JJ/MM/AAAA"]
after = 2019-01-01
definition = "Jour de l’opération ; seul le mois est publié."
[columns.departement]
type = "departement"
definition = "Code du département où les pass sont remis, par exemple 01, 2A ou 974."
[columns.financeur]
type = "texte"
values = ["État", "Région", "Département", "EPCI", "Commune", "CAF", "Autre"]
definition = "Qui commande les pass, avec l’aide de l’État s’il y en a une."
[columns.pass_commandes]
type = "entier"
min = 0
definition = "Nombre de pass commandés."
[columns.pass_distribues]
type = "entier"
min = 0
definition = "Nombre de pass remis à des personnes."
[columns.pass_utilises]
type = "entier"
min = 0
definition = "Nombre de pass qui ont servi à payer un service de médiation numérique."
[columns.personnes]
type = "entier"
required = false
min = 0
definition = "Nombre de personnes aidées ; laissez vide s’il n’est pas connu."
[columns.montant_etat]
type = "entier"
required = false
min = 0
unit = "€"
definition = "Part de l’État dans le financement, en euros, sans centimes."
[columns.cofinancement]
type = "entier"
required = false
min = 0
unit = "€"
definition = "Part des autres financeurs, en euros, sans centimes."
*/
SELECT CAST(date_trunc('month', date) AS DATE) AS mois, 'DEP-' || departement AS territoire,
       sum(pass_commandes) AS finances, sum(pass_distribues) AS distribues,
       sum(pass_utilises) AS utilises, sum(personnes) AS personnes,
       100 * sum(montant_etat) AS etat_centimes, 100 * sum(cofinancement) AS cofinancement_centimes
FROM fichier GROUP BY ALL
