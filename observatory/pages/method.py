"""How figures are made: the street, the natures, the signs, the territories, what is not known."""

from dash import html

from observatory import french, sentences
from observatory.pages.goal import landmark
from observatory.pages.identity import hub_date, tani_date
from observatory.pages.method_note import KINDS
from observatory.pages.method_progress import progression
from observatory.parts import JOURNAL, Page, Visit, badge, link, outside, section, table
from observatory.store import Store

PARAMETERS = ()
KIND_NAMES = {"cumulative": "Cumul", "flow": "Flux", "stock": "Stock", "ratio": "Rapport"}
STATUSES = {
    "p": "provisoire, ou période partielle (l’année en cours, par exemple)",
    "e": "estimée par l’Observatoire",
    "r": "révisée depuis une publication précédente, autrement qu’en complétant une valeur provisoire",
    "b": "rupture de série : ne se compare pas à la période précédente",
    "f": "prévision",
    "x": "non disponible",
    "z": "sans objet : l’indicateur n’a pas de sens à cette maille",
}


def page(visit: Visit) -> Page:
    """The method page."""
    store = visit.store
    content = [
        html.H1("La méthode"),
        html.P(
            "Un chiffre suit un seul chemin : fichier du producteur, faits, mesures, agrégats par"
            " territoire et par période, contrôles, puis un millésime publié qui ne change plus."
            " Pages et fichiers lisent tous ce millésime.",
            className="chapeau",
        ),
        _natures(),
        _kinds(),
        _statuses(),
        _secret(),
        _goal(store),
        progression(),
        _territories(store),
        _notes(store),
    ]
    return Page("La méthode", "Comment les chiffres de l’Observatoire sont faits.", content)


def _natures():
    items = [html.Li([badge(key), f" {text}"]) for key, text in sentences.NATURES_EXPLAINED.items()]
    rule = (
        "Une somme prend la nature la moins sûre de ce qu’elle additionne. Là où existe un chiffre"
        " réel, aucune somme de démonstration n’est publiée. Deux chiffres cités de dates"
        " différentes ne sont jamais divisés l’un par l’autre."
    )
    return section("Quatre natures de chiffres", html.Ul(items), html.P(rule), id="natures")


def _kinds():
    items = [html.Li([html.Strong(f"{KIND_NAMES[key]} : "), text]) for key, text in KINDS.items()]
    return section("Comment les valeurs se combinent", html.Ul(items), id="combinaison")


def _statuses():
    lines = [[html.Code(key), text] for key, text in STATUSES.items()]
    return section(
        "Statut d’une valeur",
        html.P("Deux codes peuvent se suivre : « er », estimée et révisée."),
        table("Codes de la colonne statut_obs", ["Code", "Sens"], lines),
        id="statuts",
    )


def _secret():
    """What is hidden, and where it is counted."""
    text = (
        "Une valeur qui parle de trop peu de personnes ou d’organisations n’est pas publiée, ni celles qui"
        " la rendraient par addition ou par soustraction. Une valeur masquée n’est ni un zéro, ni une"
        " valeur manquante : elle porte [c] dans les pages, et c dans la colonne statut_conf des fichiers. "
    )
    how = link("Journal du secret : combien, et comment", JOURNAL)
    return section("Secret statistique", html.P([text, how]), id="secret")


def _goal(store: Store):
    return section(
        "L’objectif de 1,5 million de personnes",
        html.P(
            "Le plan du 13 septembre 2018 fixe un objectif : former 1,5 million de personnes par an,"
            " sur 13 millions éloignées du numérique. Aucune source publique ne compte les personnes"
            " formées. L’Observatoire estime les personnes accompagnées par les conseillers"
            " numériques, et le dit partout où ce chiffre paraît."
        ),
        html.P(landmark(store)),
        html.P(link("Le détail de l’estimation", "/indicateurs/personnes-formees")),
        id="objectif",
    )


def _territories(store: Store):
    tani = store.table("tani")
    dated = [row for row in tani if row["signature"]]
    return section(
        "Les territoires",
        html.P(
            "Découpage officiel de 2026 : 18 régions, 101 départements, 1 255 intercommunalités. Les"
            " outre-mer à région unique existent comme région et comme département. Les hubs et les"
            " TANI se chevauchent et ne couvrent pas tout le pays : ils ne s’additionnent jamais."
            " Quand une source ne connaît que les départements, un TANI qui est une"
            " intercommunalité n’a pas de valeur : « non disponible à cette maille »."
        ),
        html.P(f"Première promotion : {len(tani)} territoires retenus, {len(dated)} signatures datées."),
        _tani_table(tani),
        _hub_table(store.table("hubs")),
        id="territoires",
    )


def _tani_table(rows: list[dict]):
    head = ["TANI", "Signature", "Autre date citée", "Source", "Note"]
    lines = [
        [
            link(row["nom"], f"/territoires/TANI-{row['slug']}"),
            tani_date(row),
            french.loose_date(row["signature_autre"]) if row["signature_autre"] else "",
            outside(row["source_titre"], row["source_url"]),
            row["note"] or "",
        ]
        for row in rows
    ]
    return table("TANI de la première promotion", head, lines)


def _hub_table(rows: list[dict]):
    head = ["Hub", "Ouverture", "Fermeture", "Source", "Note"]
    lines = [
        [
            link(row["nom"], f"/territoires/HUB-{row['slug']}"),
            hub_date(row, "ouvert_le"),
            hub_date(row, "ferme_le") if row["ferme_le"] else "",
            outside(row["source_titre"], row["source_url"]),
            row["note"] or "",
        ]
        for row in rows
    ]
    return table("Hubs et dates connues", head, lines)


def _notes(store: Store):
    items = []
    for source in store.sources.values():
        for text in [*source.notes, *source.corrections]:
            items.append(html.Li([html.Strong(f"{source.credit} : "), text]))
    return section("Notes et corrections des sources", html.Ul(items), id="notes")
