/*
title = "Article « La place des usages numériques dans le programme opérationnel FEDER-FSE et le CPER »"
producer = "Villes au Carré"
url = "http://numeriqueetquartiers.villesaucarre.org/la-place-des-usages-numeriques-dans-le-programme-operationnel-feder-fse-et-le-cper"
licence = "non vérifiée"
accessed = 2026-11-21
nature = "citee"
standalone = true
period = "2015 à 2020"
feeds = "financements"
level = "region"
file = "figures/financements_feder_centre.csv"
columns = { depuis = { type = "mois", after = 2014-01-01 }, mois = "mois", territoire = "texte", financeur = "texte", dispositif = "texte", euros = "entier", precision = "texte?", note = "texte?" }
key = ["territoire", "depuis", "financeur", "dispositif"]
notes = ["Montant prévu au début du programme ; la dépense n’est pas connue."]
*/
SELECT depuis, mois, territoire, dispositif, financeur, euros * 100 AS centimes, precision, note
FROM fichier
