"""The coverage matrix: what is known of each territory, indicator and period, and what is missing."""

from collections import Counter, defaultdict
from urllib.parse import urlencode

from dash import html

from observatory import coverage, french, sentences
from observatory.coverage import EXPECTED, YEAR, Cell, State
from observatory.pages import debts
from observatory.pages.indicator import asked_indicator
from observatory.parts import Page, Visit, choices, filters, full_name, link, section, table
from observatory.store import Store

PARAMETERS = ("niveau", "annee", "indicateur")
TITLE = "La couverture des données"
PATH = "/pilotage/couverture"
FILE = "/donnees/couverture.csv"
DEFAULT = "region"
# The sign and the word of each state, then what it means.
SIGNS = {
    State.KNOWN: ("● connue", "la valeur est publiée, complète"),
    State.PARTIAL: ("◐ en partie", "des mois ou des territoires manquent ; 9/12 mois : neuf sur douze"),
    State.HIDDEN: ("[c] secret", "la valeur est masquée par le secret statistique"),
    State.INVENTED: ("✎ démo", "seule une valeur inventée est montrée : la vraie manque"),
    State.MISSING: ("– manque", "aucune valeur n’est publiée"),
    State.BEFORE: ("· avant", "la période précède le début de la série à ce niveau"),
    State.UNAVAILABLE: ("× hors source", "aucune source ne connaît ce niveau de territoire"),
    State.NOT_CONCERNED: ("∅ sans objet", "l’indicateur n’a pas de sens à ce niveau"),
}
ALL, EVERY_YEAR = "Tous les indicateurs", "Toutes les années"
EVERY = "tous"  # the choice of no indicator, or of no year


def page(visit: Visit) -> Page:
    """The matrix asked for: a level, then a year of every indicator, or the periods of one."""
    store, query = visit.store, visit.query
    asked = query.get("indicateur", EVERY)
    slug = asked_indicator(store, asked).slug if asked != EVERY else None
    level = query["niveau"] if query.get("niveau") in coverage.LEVELS else DEFAULT
    year = _year(visit, level, slug)
    found = coverage.cells(store, level, year, slug)
    said = _summary(found, level, year, store.indicators[slug].title if slug else "")
    content = [
        html.H1(TITLE),
        html.P(said, className="chapeau"),
        _filters(store, level, year, slug),
        _matrix(store, found, level, year, slug),
        debts.missing(visit, found, level),
    ]
    return Page(TITLE, said, content, crumbs=[("Pilotage", "/pilotage")])


def _year(visit: Visit, level: str, slug: str | None) -> int | None:
    """The year asked for; else all years of an indicator, or the last year over with a real value."""
    known = coverage.years(visit.store)
    asked = visit.query.get("annee", "")
    if asked in map(str, known):
        return int(asked)
    if slug:
        return None
    real = coverage.years(visit.store, level, invented=False)
    return max((year for year in real if year < visit.today.year), default=max(real or known))


def _summary(found: list[Cell], level: str, year: int | None, title: str) -> str:
    """How many values are known of those expected, and what became of the others."""
    counts = Counter(one.state for one in found)
    expected = sum(counts[state] for state in EXPECTED)
    place = "pour la France" if level == "national" else f"pour les {sentences.LEVELS[level]}"
    when = f"{f'{title}, en' if title else 'En'} {year}" if year else f"{title}, toutes les années"
    if not expected:
        return f"{when}, {place} : aucune valeur n’est attendue."
    told = [
        _counted(counts[State.PARTIAL], "l’est en partie", "le sont en partie"),
        _counted(counts[State.HIDDEN], "est masquée", "sont masquées"),
        _counted(counts[State.INVENTED], "est inventée", "sont inventées"),
        _counted(counts[State.MISSING], "manque", "manquent"),
    ]
    known = _counted(counts[State.KNOWN], "valeur connue", "valeurs connues") or "aucune valeur connue"
    rest = french.listing([one for one in told if one] or ["rien ne manque"])
    return f"{when}, {place} : {known} sur {french.number(expected)} ; {rest}."


def _counted(count: int, one: str, several: str) -> str:
    return f"{french.number(count)} {one if count == 1 else several}" if count else ""


def _filters(store: Store, level: str, year: int | None, slug: str | None):
    levels = [(key, sentences.LEVELS[key]) for key in coverage.LEVELS]
    every = EVERY_YEAR if slug else "La dernière année terminée"
    years = [(EVERY, every), *((str(one), str(one)) for one in reversed(coverage.years(store)))]
    indicators = [(EVERY, ALL), *((one.slug, one.title) for one in store.indicators.values())]
    return filters(
        PATH,
        choices("indicateur", "Indicateur", indicators, slug or EVERY),
        choices("niveau", "Niveau", levels, level),
        choices("annee", "Année", years, str(year or EVERY)),
    )


def _matrix(store: Store, found: list[Cell], level: str, year: int | None, slug: str | None):
    rows: dict[str, list[Cell]] = defaultdict(list)
    for one in found:
        rows[one.territory].append(one)
    head = _periods(found) if slug else _titles(store)
    lines = [
        [link(full_name(store.territories[id]), f"/territoires/{id}"), *map(_cell, row)]
        for id, row in rows.items()
    ]
    subject = store.indicators[slug].title if slug else ALL
    caption = ", ".join([subject, sentences.LEVELS[level], *([str(year)] if year else [])])
    shown = {one.state for one in found}
    legend = [
        html.Li([html.Strong(sign), f" : {meaning}"])
        for state, (sign, meaning) in SIGNS.items()
        if state in shown
    ]
    grid = table(caption, ["Territoire", *head], lines)
    return section(
        "La matrice", html.Ul(legend, className="legende"), grid, _file(level, year, slug), id="matrice"
    )


def _file(level: str, year: int | None, slug: str | None):
    query = {"niveau": level, "annee": year, "indicateur": slug}
    kept = urlencode({name: value for name, value in query.items() if value})
    words = html.A("Télécharger cette matrice (CSV)", href=f"{FILE}?{kept}", className="fichier")
    return html.P([words, " ; ", html.A("toutes les années, tous les niveaux", href=FILE), "."])


def _titles(store: Store) -> list[str]:
    """The indicators, each by the beginning of its title where no other begins so."""
    whole = [one.title for one in store.indicators.values()]
    starts = [title.split(",")[0].split(" (")[0] for title in whole]
    return [start if starts.count(start) == 1 else title for start, title in zip(starts, whole, strict=True)]


def _periods(found: list[Cell]) -> list[str]:
    periods = dict.fromkeys((one.step, one.start, one.end) for one in found)
    return [french.period(*one) for one in periods]


def _cell(one: Cell):
    """The sign and the word of a cell, as a link to the indicator in that place."""
    words = _partial(one) if one.state is State.PARTIAL else SIGNS[one.state][0]
    if one.state not in EXPECTED:
        return words
    query = urlencode({"territoire": one.territory} | ({} if one.step == YEAR else {"pas": one.step}))
    look = "manque" if one.state in (State.MISSING, State.INVENTED) else None
    return html.A(words, href=f"/indicateurs/{one.indicator}?{query}", className=look)


def _partial(one: Cell) -> str:
    """What is known of a partial value: months first, else territories."""
    if one.months is not None and one.months < one.months_expected:
        return f"◐ {one.months}/{one.months_expected} mois"
    if one.heard is not None and one.expected and one.heard < one.expected:
        return f"◐ {one.heard}/{one.expected} territoires"
    return SIGNS[State.PARTIAL][0]
