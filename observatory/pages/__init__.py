"""The table of contents of the site: a path, the module of its page."""

from types import ModuleType

from observatory.pages import (
    accessibility,
    compare,
    coverage,
    data,
    early,
    home,
    indicator,
    indicators,
    legal,
    method,
    proof,
    register,
    releases,
    revisions,
    secret,
    session,
    state,
    steering,
    territories,
    territory,
)
from observatory.served import DATED

# Path -> page. A path that ends with a slash takes one argument: /indicateurs/<slug>.
PAGES: dict[str, ModuleType] = {
    "/": home,
    "/indicateurs": indicators,
    "/indicateurs/": indicator,
    "/territoires": territories,
    "/territoires/": territory,
    "/comparer": compare,
    "/pilotage": steering,
    "/pilotage/seance/": session,
    "/pilotage/couverture": coverage,
    "/donnees": data,
    "/donnees/etat": state,
    "/methode": method,
    "/preuve/": proof,
    "/pilotage/registre": register,
    "/calendrier": releases,
    "/revisions": revisions,
    "/acces-anticipes": early,
    "/journal-du-secret": secret,
    "/accessibilite": accessibility,
    "/mentions-legales": legal,
}
MENU = {
    "/": "Accueil",
    "/indicateurs": "Indicateurs",
    "/territoires": "Territoires",
    "/comparer": "Comparer",
    "/pilotage": "Pilotage",
    "/donnees": "Données",
    "/methode": "Méthode",
}
FOOT = {
    "/calendrier": "Calendrier",
    "/revisions": "Révisions",
    "/acces-anticipes": "Accès anticipés",
    "/accessibilite": "Accessibilité : non conforme",
    "/mentions-legales": "Mentions légales",
}


def dated(path: str) -> dict[str, str]:
    """What the address of a session asks for besides its parameters: what was known at the end of its day."""
    parent, _, day = path.rpartition("/")
    return {DATED: day} if parent == session.PATH else {}


def find(path: str) -> tuple[ModuleType, str] | None:
    """The page of a path and its argument, or None."""
    if path != "/" and path.rstrip("/") in PAGES:
        return PAGES[path.rstrip("/")], ""
    if path == "/":
        return home, ""
    parent, _, argument = path.rpartition("/")
    module = PAGES.get(f"{parent}/")
    return (module, argument) if module not in (None, home) else None
