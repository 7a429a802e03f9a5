"""The steering page: first what is off track, then every indicator of a place against its target."""

from collections import Counter
from collections.abc import Mapping

from dash import html

from observatory import french
from observatory.observations import Territory
from observatory.pages.steering_alerts import alerts
from observatory.pages.steering_table import DEFAULT, Line, lines, sortings, steering_table
from observatory.parts import Content, NotFound, Page, Visit, choices, filters, link, place_options, section
from observatory.progress import keys, words
from observatory.progress.keys import Key

PARAMETERS = ("territoire", "cle", "tri")
TITLE = "Pilotage"
PATH, FILE, SUMMARIES = "/pilotage", "/donnees/pilotage.csv", "/donnees/resume.csv"
PLACES = ("national", "region", "departement", "hub", "tani")
KEYS = [("sans", "Sans clé"), *((key.value, said.capitalize()) for key, said in keys.WORDS.items())]


def page(visit: Visit) -> Page:
    """The steering page of the nation or of a territory."""
    place, key = asked_place(visit), asked_key(visit.query)
    title = TITLE if place.id == "FR" else f"{TITLE}, {place.name}"
    found = lines(visit, place, key)
    content = [
        html.H1(title),
        html.P(summary(found, place), className="chapeau"),
        _filters(visit, place, key),
        _ways(visit),
        *content_of(visit, place, key, found, PATH, whole=False),
    ]
    return Page(title, summary(found, place), content)


def content_of(
    visit: Visit, place: Territory, key: Key | None, found: list[Line], path: str, *, whole: bool
) -> Content:
    """What the page and the annex of a session share: the alerts, then the table."""
    asked = visit.query.get("tri", DEFAULT)
    asked = asked if asked in sortings() else DEFAULT
    kept = {"territoire": visit.query.get("territoire"), "cle": key and key.value}
    grid = steering_table(found, place, asked, path, **kept)
    return [
        alerts(visit, place, whole=whole),
        section("Tous les indicateurs", *_notes(place, key), grid, id="indicateurs"),
    ]


def asked_place(visit: Visit) -> Territory:
    """The territory of an address, the nation by default; raises NotFound."""
    id = visit.query.get("territoire", "FR")
    place = visit.store.territories.get(id)
    if place is None or place.level not in PLACES:
        raise NotFound(f"Le territoire « {id} » n’existe pas.", [("Tous les territoires", "/territoires")])
    return place


def asked_key(query: Mapping[str, str]) -> Key | None:
    """The key that shares out the national goal, if the address asks for one."""
    return Key(query["cle"]) if query.get("cle") in list(Key) else None


def summary(found: list[Line], place: Territory) -> str:
    """How many indicators have a verdict, and which."""
    count = len({one.indicator.slug for one in found})
    aimed = {one.indicator.slug for one in found if one.progress and one.progress.target}
    told = Counter(words.verdict(one.progress) for one in found if one.indicator.slug in aimed)
    said = f"{place.name} : {count} indicateurs, dont {len(aimed)} avec une cible"
    verdicts = french.listing([f"{number} « {verdict} »" for verdict, number in told.items()]) if told else ""
    return f"{said} ; verdicts : {verdicts}." if told else f"{said}."


def _filters(visit: Visit, place: Territory, key: Key | None):
    return filters(
        PATH,
        choices("territoire", "Territoire", place_options(visit.store, PLACES), place.id),
        choices("cle", "Part indicative de l’objectif national", KEYS, key.value if key else "sans"),
    )


def _ways(visit: Visit):
    """Where else the same figures are, and what goes with them."""
    day = visit.today.isoformat()
    found = [
        html.A("Télécharger le pilotage de tous les territoires (CSV)", href=FILE, className="fichier"),
        html.A("Les mêmes verdicts en phrases (CSV)", href=SUMMARIES, className="fichier"),
        link("Ce qui manque, et qui le doit", f"{PATH}/couverture"),
        link("Recommandations et actions", f"{PATH}/registre"),
        link("Annexe de séance à imprimer, figée à ce jour", f"{PATH}/seance/{day}"),
        link("Comment un verdict est rendu", "/methode#progression"),
    ]
    return html.Ul([html.Li(one) for one in found], className="liens")


def _notes(place: Territory, key: Key | None) -> Content:
    text = (
        "L’attendu est celui de la date de la valeur, jamais celui d’aujourd’hui. Un verdict s’ouvre sur"
        " son calcul. Une année en cours est dite incomplète, et l’année finie la suit."
    )
    shares = keys.CONVENTION.format(key=keys.WORDS[key]) if key and place.id != "FR" else ""
    return [
        html.P(text),
        html.P([html.Strong("À savoir : "), shares], className="avertissement") if shares else None,
    ]
