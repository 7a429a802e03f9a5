"""The accessibility statement: not compliant until an audit says otherwise."""

from dash import html

from observatory.parts import Page, Visit, section

PARAMETERS = ()


def page(visit: Visit) -> Page:
    """The statement: the state, what is known, how to complain."""
    contact = visit.settings.contact
    content = [
        html.H1("Accessibilité : non conforme"),
        html.P(
            "Ce site n’a pas encore été audité selon le référentiel général d’amélioration de"
            " l’accessibilité (RGAA 4.1) : il est déclaré non conforme.",
            className="chapeau",
        ),
        section(
            "Ce qui est vérifié",
            html.Ul([
                html.Li("Chaque page est contrôlée par un outil automatique (axe-core, règles WCAG 2.1 A et AA et RGAA 4), à deux largeurs d’écran : aucune erreur. Un tel outil ne couvre qu’une partie des critères."),
                html.Li("Chaque page se lit et se parcourt au clavier, avec ou sans JavaScript."),
                html.Li("Chaque graphique et chaque carte est accompagné d’une phrase, d’un tableau et d’un fichier."),
                html.Li("Aucune information n’est donnée par la seule couleur."),
            ]),
            id="verifie",
        ),
        section(
            "Ce qui ne l’est pas",
            html.Ul([
                html.Li("Les graphiques et les cartes ne sont pas lisibles par une aide technique : le tableau qui les suit les remplace."),
                html.Li("Aucun essai n’a été mené avec un lecteur d’écran par une personne qui en a l’usage."),
            ]),
            id="manques",
        ),
        section(
            "Signaler un défaut",
            html.P(f"Écrire à : {contact}. Sans réponse satisfaisante, saisir le Défenseur des droits (www.defenseurdesdroits.fr)."),
            id="contact",
        ),
    ]  # fmt: skip
    return Page("Accessibilité : non conforme", "État de l’accessibilité du site.", content)
