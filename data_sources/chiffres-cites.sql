/*
title = "Chiffres cités dans des documents publics"
producer = "Observatoire, d’après les documents cités ligne par ligne"
url = "-"
licence = "non vérifiée"
accessed = 2026-11-21
nature = "citee"
period = "2014 à 2026"
feeds = "citations"
level = "national"
file = "figures/chiffres_cites.csv"
columns = { famille = "texte", indicateurs = "texte?", chiffre = "texte", periode = "texte", territoire = "texte", source_titre = "texte", source_url = "texte", note = "texte?" }
notes = [
    "Les chiffres ont été lus dans des extraits des documents : ils sont à relire dans le texte complet avant d’être repris.",
    "83 chiffres sur les 84 relevés : une aide à la Loire-Atlantique (Paroles d’élus, 2019) est écartée, parce que son montant était coupé dans l’extrait.",
    "Un chiffre cité n’est ni ajouté ni comparé à un autre.",
]
*/
SELECT famille, indicateurs, chiffre, periode, territoire, source_titre, source_url, note FROM fichier
