"""Those who see a vintage before everyone: a function, a body and a reason, never a name."""

from dash import html

from observatory import french
from observatory.parts import Page, Visit, section, table

PARAMETERS = ()
TITLE = "Accès anticipés"
NOBODY = "Aucun accès anticipé n’est accordé : tout le monde voit un millésime à la même heure."
RULES = (
    "Un accès anticipé s’ouvre par un lien signé, pour un seul millésime et pour une durée limitée.",
    "Aucun lien n’est fait pour une fonction qui n’est pas dans cette liste.",
    "La liste donne une fonction et un organisme, jamais le nom d’une personne.",
)
HEAD = ["Fonction", "Organisme", "Motif", "Depuis le"]


def page(visit: Visit) -> Page:
    """The public list, and what an early access is."""
    readers = visit.store.early_readers.values()
    lines = [[row["fonction"], row["organisme"], row["motif"], french.date(row["depuis"])] for row in readers]
    shown = table("Fonctions qui voient un millésime avant sa publication", HEAD, lines)
    content = [
        html.H1(TITLE),
        html.P(
            "Un millésime peut être annoncé pour un jour et une heure. Jusque-là, aucune page et aucun"
            " fichier n’en donne un chiffre.",
            className="chapeau",
        ),
        section("Qui voit avant l’heure", shown if lines else html.P(NOBODY), id="liste"),
        section("La règle", html.Ul([html.Li(text) for text in RULES]), id="regle"),
    ]
    return Page(TITLE, "Qui voit les chiffres avant leur publication, et pourquoi.", content)
