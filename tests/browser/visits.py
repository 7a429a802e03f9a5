"""Every kind of page of the site, and what a browser sees of one."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Response, TimeoutError

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
LOOK = (HERE / "look.js").read_text("utf-8")
SETTLED = (HERE / "settled.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "RGAAv4"]
RUN_AXE = f"axe.run(document, {{ runOnly: {RULES}, resultTypes: ['violations', 'incomplete'] }})"
SERIOUS = ("error", "warning")
WIDTHS = {1280: 800, 390: 844}
NARROWEST = 320  # WCAG 1.4.10: what a screen of 1280 pixels shows at 400 %
PAGES = {
    "accueil": "/",
    "indicateurs": "/indicateurs",
    "estimation": "/indicateurs/personnes-formees",
    "stock": "/indicateurs/aidants-formes",
    "rapport-cite": "/indicateurs/illectronisme",
    "secret": "/indicateurs/inscrits-mooc?territoire=DEP-48&pas=trimestre&niveau=departement",
    "journal": "/journal-du-secret",
    "demonstration": "/indicateurs/taux-utilisation-pass",
    "cite-seulement": "/indicateurs/personnes-eloignees",
    "ventile": "/indicateurs/financements",
    "filtre": "/indicateurs/accompagnements?territoire=DEP-80&pas=trimestre&niveau=departement",
    "hubs-compares": "/indicateurs/personnes-formees?niveau=hub&territoire=TANI-creuse",
    "territoires": "/territoires",
    "recherche": "/territoires?commune=Saint-Denis",
    "france": "/territoires/FR",
    "region": "/territoires/REG-32",
    "departement": "/territoires/DEP-80",
    "outre-mer": "/territoires/DEP-974",
    "hub": "/territoires/HUB-rhinocc",
    "tani-departement": "/territoires/TANI-creuse",
    "tani-intercommunalite": "/territoires/TANI-sicoval",
    "comparer-rien": "/comparer",
    "comparer-deux": "/comparer?indicateur=accompagnements&t1=REG-32&t2=REG-53",
    "comparer-six": "/comparer?t1=FR&t2=REG-32&t3=DEP-80&t4=DEP-974&t5=HUB-rhinocc&t6=TANI-creuse",
    "pilotage": "/pilotage",
    "pilotage-cle": "/pilotage?territoire=DEP-976&cle=population&tri=-ecart",
    "seance": "/pilotage/seance/2026-11-21",
    "preuve": "/preuve/personnes-formees?territoire=DEP-80&periode=2023",
    "preuve-de-demonstration": "/preuve/pass-utilises?territoire=REG-32&periode=2023",
    "donnees": "/donnees",
    "etat": "/donnees/etat",
    "methode": "/methode",
    "registre": "/pilotage/registre",
    "calendrier": "/calendrier",
    "couverture": "/pilotage/couverture",
    "couverture-d-un-indicateur": "/pilotage/couverture?indicateur=pass-utilises&niveau=region&annee=2022",
    "revisions": "/revisions",
    "accessibilite": "/accessibilite",
    "mentions": "/mentions-legales",
}
MISSING = {
    "introuvable": "/nulle-part",
    "indicateur-introuvable": "/indicateurs/accompagnement",
    "territoire-introuvable": "/territoires/somme",
    "preuve-introuvable": "/preuve/accompagnements?periode=2019",
}
EVERY = PAGES | MISSING
VISITS = [(path, width) for path in EVERY.values() for width in WIDTHS]
every_page = pytest.mark.parametrize("path", EVERY.values(), ids=EVERY)
every_visit = pytest.mark.parametrize(
    ("path", "width"), VISITS, ids=[f"{name}-{width}" for name in EVERY for width in WIDTHS]
)


@dataclass
class Seen:
    """A page once Dash has drawn it: its status, what went wrong, what it asked for, its measures."""

    path: str
    status: int = 0
    troubles: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    measures: dict = field(default_factory=dict)
    axe: dict = field(default_factory=dict)

    def listen(self, page: Page) -> None:
        """Write down what the page asks for, and what goes wrong."""
        wrong = self.troubles.append
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("requestfailed", lambda request: wrong(f"{request.failure} {request.url}"))
        page.on("response", lambda one: one.status >= 400 and wrong(f"{one.status} {one.url}"))
        page.on("pageerror", lambda error: wrong(f"pageerror {error}"))
        page.on("console", lambda one: one.type in SERIOUS and wrong(_said(one)))

    def measure(self, page: Page, response: Response) -> None:
        """Wait until all is drawn, then look."""
        self.status = response.status
        try:
            settled(page)
        except TimeoutError:
            self.troubles.append(f"never drawn: {response.url}")
        self.troubles = [one for one in self.troubles if not _is_the_404_asked_for(one, response)]
        self.measures = page.evaluate(LOOK)


def settled(page: Page) -> None:
    """Wait until Dash has taken over, and every chart and map is drawn."""
    page.wait_for_function(SETTLED, timeout=60_000)


def visit(contexts: dict[int, BrowserContext], path: str, axe: str) -> dict[int, Seen]:
    """Open a page at each width, side by side, and write down all that the tests ask about it."""
    pages = {width: context.new_page() for width, context in contexts.items()}
    seen = {width: Seen(path) for width in pages}
    for width, page in pages.items():
        seen[width].listen(page)
    responses = {width: page.goto(path, wait_until="commit") for width, page in pages.items()}
    for width, page in pages.items():
        seen[width].measure(page, responses[width])
    for page in pages.values():
        page.evaluate(f"{axe}; 0")
        page.evaluate(f"void (window.report = {RUN_AXE})")
    for width, page in pages.items():
        seen[width].axe = page.evaluate("window.report")
        page.close()
    return seen


def visit_without_script(page: Page, path: str) -> Seen:
    """Open a page where no script runs; what the tests ask is read from outside it."""
    seen = Seen(path)
    seen.status = page.goto(path).status
    seen.measures = page.evaluate(LOOK)
    return seen


def _said(message: ConsoleMessage) -> str:
    return f"{message.type} {message.text} {message.location['url']}"


def _is_the_404_asked_for(trouble: str, response: Response) -> bool:
    expected = ("404", "error Failed to load resource")
    return response.status == 404 and trouble.startswith(expected) and trouble.endswith(response.url)
