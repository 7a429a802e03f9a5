"""Every kind of page of the site, and what a browser sees of one."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Response, TimeoutError

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
LOOK = (HERE / "look.js").read_text("utf-8")
SETTLED = (HERE / "settled.js").read_text("utf-8")
SERIOUS = ("error", "warning")
WIDTHS = {1280: 800, 390: 844}
PAGES = {
    "accueil": "/",
    "indicateurs": "/indicateurs",
    "estimation": "/indicateurs/personnes-formees",
    "cumul": "/indicateurs/accompagnements",
    "stock": "/indicateurs/aidants-formes",
    "rapport cité": "/indicateurs/illectronisme",
    "démonstration": "/indicateurs/taux-utilisation-pass",
    "cité seulement": "/indicateurs/personnes-eloignees",
    "ventilé": "/indicateurs/financements",
    "filtré": "/indicateurs/accompagnements?territoire=DEP-80&pas=trimestre&niveau=departement",
    "hubs comparés": "/indicateurs/personnes-formees?niveau=hub&territoire=TANI-creuse",
    "territoires": "/territoires",
    "recherche": "/territoires?commune=Saint-Denis",
    "France": "/territoires/FR",
    "région": "/territoires/REG-32",
    "département": "/territoires/DEP-80",
    "outre-mer": "/territoires/DEP-974",
    "hub": "/territoires/HUB-rhinocc",
    "TANI département": "/territoires/TANI-creuse",
    "TANI intercommunalité": "/territoires/TANI-sicoval",
    "comparer rien": "/comparer",
    "comparer deux": "/comparer?indicateur=accompagnements&t1=REG-32&t2=REG-53",
    "comparer six": "/comparer?t1=FR&t2=REG-32&t3=DEP-80&t4=DEP-974&t5=HUB-rhinocc&t6=TANI-creuse",
    "données": "/donnees",
    "méthode": "/methode",
    "accessibilité": "/accessibilite",
    "mentions": "/mentions-legales",
    "introuvable": "/nulle-part",
    "indicateur introuvable": "/indicateurs/accompagnement",
    "territoire introuvable": "/territoires/somme",
}
VISITS = [(path, width) for width in WIDTHS for path in PAGES.values()]
every_page = pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
every_visit = pytest.mark.parametrize(
    ("path", "width"), VISITS, ids=[f"{name} {width}" for width in WIDTHS for name in PAGES]
)


@dataclass
class Seen:
    """A page once Dash has drawn it: its status, what went wrong, what it asked for, its measures."""

    status: int = 0
    troubles: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    measures: dict = field(default_factory=dict)
    axe: dict = field(default_factory=dict)


def settled(page: Page) -> None:
    """Wait until Dash has taken over, and every chart and map is drawn."""
    page.wait_for_function(SETTLED, timeout=30_000)


def visit(context: BrowserContext, path: str, axe: str) -> Seen:
    """Open a page in a new tab, and write down all that the tests ask about it."""
    seen, page = Seen(), context.new_page()
    page.on("request", lambda request: seen.requests.append(request.url))
    page.on("requestfailed", lambda request: seen.troubles.append(f"{request.failure} {request.url}"))
    page.on("response", lambda one: one.status >= 400 and seen.troubles.append(f"{one.status} {one.url}"))
    page.on("pageerror", lambda error: seen.troubles.append(f"pageerror {error}"))
    page.on("console", lambda one: one.type in SERIOUS and seen.troubles.append(_said(one)))
    try:
        response = page.goto(path)
        settled(page)
    except TimeoutError:
        seen.troubles.append(f"never drawn: {path}")
    else:
        seen.status = response.status
        seen.troubles = [one for one in seen.troubles if not _is_the_404_asked_for(one, response)]
        seen.measures = page.evaluate(LOOK)
        seen.axe = page.evaluate(axe)
    page.close()
    return seen


def _said(message: ConsoleMessage) -> str:
    return f"{message.type} {message.text} {message.location['url']}"


def _is_the_404_asked_for(trouble: str, response: Response) -> bool:
    expected = ("404", "error Failed to load resource")
    return response.status == 404 and trouble.startswith(expected) and trouble.endswith(response.url)
