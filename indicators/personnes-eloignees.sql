/*
title = "Personnes éloignées du numérique, chiffres cités"
definition = "Nombre de personnes éloignées du numérique, tel que des documents publics le citent."
unit = "personnes"
theme = "contexte"
kind = "stock"
higher_is_better = false
disclosure = { public = "Chiffres déjà cités dans des documents publics." }
caveats = ["Ce sont des ordres de grandeur cités, et non des mesures de l’Observatoire."]
not_comparable = [
    "13 millions en 2018, 14 millions en 2020 et 16 millions en 2026 reposent sur des définitions et des champs différents : leur suite ne mesure pas une hausse.",
    "Ces nombres ne se comparent pas non plus au taux d’illectronisme de l’Insee, qui a sa propre définition.",
]

[[examples]]
text = "Un document cite 14 millions de personnes en septembre 2020 : le chiffre vaut pour la France et pour cette année ; 2019 reste inconnu."
given.releves = [
    { serie = "personnes_eloignees", mois = 2020-09-01, territoire = "FR", valeur = 14000000, precision = "environ" },
]
expect = { "FR" = 14000000, "REG-11" = "inconnu", "NV-REG" = "inconnu" }
level = "national"
nature = "citee"
standalone = true

[[examples]]
text = "Rien n’est prolongé d’une année à l’autre."
given.releves = [
    { serie = "personnes_eloignees", mois = 2020-09-01, territoire = "FR", valeur = 14000000, precision = "environ" },
]
period = "2019"
expect = { "FR" = "inconnu" }
level = "national"
nature = "citee"
standalone = true
*/
SELECT depuis, mois, territoire, valeur, precision, note
FROM releves
WHERE serie = 'personnes_eloignees'
