"""The accessibility statement: not compliant until an audit says otherwise."""

from dash import html

from observatory.parts import Page, Visit, section

PARAMETERS = ()
CHECKED = (
    "Chaque page est contrôlée par un outil automatique (axe-core, règles WCAG 2.1 A et AA et"
    " RGAA 4), à deux largeurs d’écran : aucune erreur. Un tel outil ne couvre qu’une partie des"
    " critères.",
    "Chaque page se lit et se parcourt au clavier, avec ou sans JavaScript.",
    "Chaque graphique et chaque carte est accompagné d’une phrase, d’un tableau et d’un fichier.",
    "Aucune information n’est donnée par la seule couleur.",
)
LACKING = (
    "Les graphiques et les cartes ne sont pas lisibles par une aide technique : le tableau qui les"
    " suit les remplace.",
    "Aucun essai n’a été mené avec un lecteur d’écran par une personne qui en a l’usage.",
)


def page(visit: Visit) -> Page:
    """The statement: the state, what is known, how to complain."""
    content = [
        html.H1("Accessibilité : non conforme"),
        html.P(
            "Ce site n’a pas encore été audité selon le référentiel général d’amélioration de"
            " l’accessibilité (RGAA 4.1) : il est déclaré non conforme.",
            className="chapeau",
        ),
        section("Ce qui est vérifié", html.Ul([html.Li(text) for text in CHECKED]), id="verifie"),
        section("Ce qui ne l’est pas", html.Ul([html.Li(text) for text in LACKING]), id="manques"),
        section(
            "Signaler un défaut",
            html.P(
                f"Écrire à : {visit.settings.contact}. Sans réponse satisfaisante, saisir le"
                " Défenseur des droits (www.defenseurdesdroits.fr)."
            ),
            id="contact",
        ),
    ]
    return Page("Accessibilité : non conforme", "État de l’accessibilité du site.", content)
