"""The steps of a computation, with the numbers in them, where its sources may be shown line by line."""

from dataclasses import dataclass

from dash import html

from observatory.declarations import Indicator
from observatory.observations import Observation
from observatory.parts import csv_url, folded, section, table
from observatory.store import Store
from observatory.trail import words
from observatory.trail.rollup import Cell, Measure, Part, Value, cells, combined
from observatory.trail.rules import places_of, rule_of
from observatory.trail.words import lines_told, numbers, spans

FEW = 24  # parts shown one by one; above, one row for each territory


@dataclass(frozen=True)
class Steps:
    """The parts of a number, and the lines behind them: of each part by source, of all by source."""

    parts: list[Part]
    of_measures: dict[int, dict[str, str]]
    lines: dict[str, str]


def steps(store: Store, indicator: Indicator, one: Observation) -> Steps | None:
    """What a number is made of; None when it may not be shown, or when there is no number."""
    if one.value is None:
        return None
    measures: list[Measure] = []
    lines, holders = {}, {}
    for *row, told_lines, same in store.components(one.indicator, one.territory):
        measure = Measure(*row)
        measures.append(measure)
        lines[id(measure)] = dict(zip(measure.sources.split("|"), told_lines, strict=True))
        holders[measure.territory] = same
    places = places_of(
        [(one.territory, one.level, one.placed)], [(id, one.territory, same) for id, same in holders.items()]
    )
    rule = rule_of(indicator)
    cell = Cell(one.territory, one.step, one.start, one.end.replace(day=1), one.breakdown)
    parts = cells(rule, measures, places).get(cell)
    if not parts or combined(rule, parts) != Value(one.value, one.low, one.high):
        return None
    parts.sort(key=lambda part: (part.territory, part.since))
    behind = {id(measure): lines[id(measure)] for part in parts for measure in part.of}
    return Steps(parts, behind, _union(behind.values()))


def _union(lines) -> dict[str, str]:
    found: dict[str, set[int]] = {}
    for one in lines:
        for slug, compressed in one.items():
            found.setdefault(slug, set()).update(numbers(compressed))
    return {slug: spans(some) for slug, some in found.items()}


def computation(store: Store, indicator: Indicator, one: Observation, found: Steps | None) -> list:
    """How the number is computed, or in words why its steps are not shown."""
    title = "Comment il est calculé"
    if one.confidentiality == "c":
        text = "La valeur est cachée : ni elle, ni ce qui la compose, n’est dans la base publique."
        return [section(title, html.P(text), id="calcul")]
    if one.value is None:
        text = f"Il n’y a rien à calculer. {one.note or ''} Une case vide n’est pas un zéro."
        return [section(title, html.P(text), id="calcul")]
    if found is None:
        return [_untold(indicator, one)]
    result = words.total(indicator, found.parts, one.value)
    same = "Refait pour cette page à partir des valeurs ci-dessus, le calcul donne la valeur publiée."
    grid = _table(store, indicator, one, found)
    shown = grid if len(found.parts) <= FEW else folded("Voir chaque territoire de base", grid)
    return [
        section(
            title,
            html.P(words.rule(indicator, found.parts)),
            shown,
            html.P([html.Strong(result), f". {same}"], className="exemple"),
            id="calcul",
        )
    ]


def _untold(indicator: Indicator, one: Observation):
    csv = csv_url(indicator, pas=one.step, du=one.start.isoformat(), jusqua=one.end.isoformat())
    return section(
        "Comment il est calculé",
        html.P(words.ADDED[indicator.kind]),
        html.P(
            "Les valeurs de chaque territoire de base ne sont pas détaillées ici : elles ne sont publiées"
            " qu’après le contrôle du secret statistique."
        ),
        html.P(html.A("Les valeurs publiées pour cette période (CSV)", href=csv, className="fichier")),
        id="calcul",
    )


def _table(store: Store, indicator: Indicator, one: Observation, found: Steps):
    rows = _each(indicator, found) if len(found.parts) <= FEW else _by_territory(indicator, found)
    lines = [[_name(store, id), when, text, _lines(store, found, parts)] for id, when, text, parts in rows]
    head = ["Territoire de base", "Mois", f"Calcul ({indicator.unit})", "Lignes du fichier"]
    return table(f"Ce qui compose le chiffre, {one.name}", head, lines)


def _each(indicator: Indicator, found: Steps) -> list[tuple]:
    return [(part.territory, words.months(part), words.told(part, indicator), [part]) for part in found.parts]


def _by_territory(indicator: Indicator, found: Steps) -> list[tuple]:
    places: dict[str, list[Part]] = {}
    for part in found.parts:
        places.setdefault(part.territory, []).append(part)
    return [
        (id, words.covered(parts), words.brought(parts, indicator), parts) for id, parts in places.items()
    ]


def _name(store: Store, id: str) -> str:
    return store.territories[id].name if id in store.territories else id


def _lines(store: Store, found: Steps, parts: list[Part]) -> str:
    """The lines behind some parts, by source when there are several."""
    of = _union(found.of_measures[id(measure)] for part in parts for measure in part.of)
    several = len(of) > 1
    return " ; ".join(
        f"{lines_told(store.sources[slug], one)}{f' ({store.sources[slug].producer})' if several else ''}"
        for slug, one in of.items()
    )
