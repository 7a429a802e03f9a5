"""Who publishes the site, who hosts it, under which licence, and what it keeps of visitors."""

from dash import html

from observatory.parts import Page, Visit, section

PARAMETERS = ()


def page(visit: Visit) -> Page:
    """The legal notice."""
    settings = visit.settings
    content = [
        html.H1("Mentions légales"),
        section(
            "Éditeur et hébergeur",
            html.Dl([
                html.Dt("Éditeur"), html.Dd(settings.publisher),
                html.Dt("Hébergeur"), html.Dd(settings.host),
                html.Dt("Contact"), html.Dd(settings.contact),
                html.Dt("Adresse du site"), html.Dd(settings.url or "à renseigner"),
            ]),
            id="editeur",
        ),
        section(
            "Réutiliser les données",
            html.P("Chaque fichier porte, ligne par ligne, sa source et la licence de sa source. « Non vérifiée » veut dire que la licence n’a pas pu être établie : vérifiez-la avant de réutiliser. Citez le producteur, le titre et le millésime."),
            html.P("Les contours des cartes viennent de Natural Earth (domaine public). Les cartes utilisent des contours simplifiés : ils situent, ils ne délimitent pas."),
            id="donnees",
        ),
        section(
            "Vie privée",
            html.P("Le site ne dépose aucun cookie, ne mesure aucune visite et n’appelle aucun autre serveur que le sien."),
            id="vie-privee",
        ),
    ]  # fmt: skip
    return Page("Mentions légales", "Éditeur, hébergeur, licences et vie privée.", content)
