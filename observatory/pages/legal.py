"""Who publishes the site, who hosts it, under which licence, and what it keeps of visitors."""

from dash import html

from observatory.parts import Page, Visit, section
from observatory.settings import TO_FILL, Settings

PARAMETERS = ()


def page(visit: Visit) -> Page:
    """The legal notice."""
    content = [html.H1("Mentions légales"), _identity(visit.settings), _reuse(), _privacy()]
    return Page("Mentions légales", "Éditeur, hébergeur, licences et vie privée.", content)


def _identity(settings: Settings):
    names = {
        "Éditeur": settings.publisher,
        "Hébergeur": settings.host,
        "Contact": settings.contact,
        "Adresse du site": settings.url or TO_FILL,
    }
    items = [part for name, text in names.items() for part in (html.Dt(name), html.Dd(text))]
    return section("Éditeur et hébergeur", html.Dl(items), id="editeur")


def _reuse():
    return section(
        "Réutiliser les données",
        html.P(
            "Chaque fichier porte, ligne par ligne, sa source et la licence de sa source. « Non"
            " vérifiée » veut dire que la licence n’a pas pu être établie : vérifiez-la avant de"
            " réutiliser. Citez le producteur, le titre et le millésime."
        ),
        html.P(
            "Les contours des cartes viennent de Natural Earth (domaine public). Ils sont simplifiés :"
            " ils situent, ils ne délimitent pas."
        ),
        id="donnees",
    )


def _privacy():
    text = (
        "Le site ne dépose aucun cookie, ne mesure aucune visite et n’appelle aucun autre serveur"
        " que le sien."
    )
    return section("Vie privée", html.P(text), id="vie-privee")
