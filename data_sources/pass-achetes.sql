/*
title = "Contre l’illectronisme, le pass numérique donne accès à des formations (décembre 2020)"
producer = "La Gazette des communes"
url = "https://www.lagazettedescommunes.com/710595/contre-lillectronisme-le-pass-numerique-donne-acces-a-des-formations/"
licence = "non vérifiée"
accessed = 2026-11-21
period = "De 2019 à septembre 2020"
nature = "citee"
feeds = "pass_numeriques"
level = "national"
standalone = true
file = "figures/pass_achetes.csv"
columns = { depuis = "mois", mois = "mois", achetes = "entier" }
key = ["mois"]
notes = [
    "L’article cite un rapport du Sénat : 209 000 pass « déjà achetés mais peu utilisés » à l’issue du premier appel à projets, lancé en 2019.",
    "Le rapport n’est pas nommé : la fin de la période est celle du rapport d’information n° 711 (17 septembre 2020).",
]
*/
SELECT depuis, mois, 'FR' AS territoire, achetes AS finances, 'environ' AS precision,
       'Pass achetés à l’issue du premier appel à projets, cumul depuis 2019.' AS note
FROM fichier
