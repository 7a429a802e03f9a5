/*
title = "Financements publics cités, par financeur"
definition = "Montants publics annoncés, attribués ou votés pour l’inclusion numérique, tels que des documents les citent, à la période de l’annonce ou du vote."
unit = "€"
theme = "financements"
kind = "flow"
disclosure = { public = "Montants publics déjà cités dans des documents publics." }
caveats = [
    "Un montant annoncé ou voté n’est pas un montant dépensé.",
    "Chaque total vient d’un seul document : rien n’est ajouté d’un document à l’autre, ni d’une période à l’autre.",
    "Un même euro peut être cité deux fois : l’enveloppe du pass annoncée en 2018 finance l’appel à projets de 2019.",
    "La liste n’est pas complète : le total d’une année n’est pas l’effort public de cette année.",
]
not_comparable = ["Les montants d’une année à l’autre ne portent ni sur les mêmes dispositifs ni sur la même étape (annonce, attribution, autorisations, crédits) : leur suite ne mesure ni une hausse ni une baisse."]

[[examples]]
text = "Le même article cite 6 € de l’État et 4,50 € des collectivités pour 2019 : 10,50 € pour la France cette année-là."
given.financements = [
    { depuis = 2019-01-01, mois = 2019-12-01, territoire = "FR", dispositif = "pass numérique", financeur = "État", centimes = 600 },
    { depuis = 2019-01-01, mois = 2019-12-01, territoire = "FR", dispositif = "pass numérique", financeur = "Collectivités", centimes = 450 },
]
expect = { "FR" = 10.5 }
level = "national"
nature = "citee"
standalone = true

[[examples]]
text = "Un montant cité pour une région et pour toute la période de 2015 à 2020 n’entre ni dans une année ni dans le total de la France."
given.financements = [
    { depuis = 2015-01-01, mois = 2020-12-01, territoire = "REG-24", dispositif = "FEDER-FSE", financeur = "Union européenne", centimes = 100 },
]
expect = { "REG-24" = "inconnu", "FR" = "inconnu" }
level = "region"
nature = "citee"
standalone = true
*/
SELECT depuis, mois, territoire, financeur || ', ' || dispositif AS ventilation,
       centimes / 100.0 AS valeur, precision, note
FROM financements
