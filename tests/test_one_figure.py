"""One figure, one query: pages, charts and files give the same numbers, and files add up."""

import datetime
import re
from decimal import Decimal

import pytest
from world import ROOT

from observatory import french
from observatory.declarations import read_indicators

INDICATORS = read_indicators(ROOT / "indicators")


def graphs(node):
    """Every chart in a tree of components."""
    for child in node if isinstance(node, list | tuple) else [getattr(node, "children", None)]:
        if getattr(child, "_type", "") == "Graph":
            yield child
        elif child is not None and not isinstance(child, str | int | float):
            yield from graphs(child)


def number(text):
    """The number that a cell of a table shows, or nothing."""
    found = re.search(r"\u2212?\d[\d\u202f]*(?:,\d+)?", text)
    return Decimal(found[0].replace("\u202f", "").replace(",", ".").replace("\u2212", "-")) if found else None


def named(row):
    """The names that a page may give to the period of a row of a file."""
    start, end = (datetime.date.fromisoformat(row[key]) for key in ("periode_debut", "periode_fin"))
    read_at = re.search(r"Situation à fin ([^.]+)\.", row["note"])
    return {french.period(row["periode_type"], start, end), f"fin {read_at[1]}" if read_at else ""}


def shown(row, indicator):
    if row["statut_conf"] == "c":
        return "secret [c]"
    return french.number(Decimal(row["valeur"]), indicator.decimals) if row["valeur"] else "non disponible"


@pytest.mark.parametrize("slug", INDICATORS)
def test_the_page_of_an_indicator_shows_the_numbers_of_its_file(site, read, rows, slug):
    indicator = INDICATORS[slug]
    [chart] = [
        one for one in graphs(site.draw(f"/indicateurs/{slug}", "")) if one.id == "evolution-graphique"
    ] or [None]
    if chart is None:
        assert not any(row["valeur"] for row in rows(slug, "?territoire=FR"))
        return
    table = read(f"/indicateurs/{slug}").table(f"{indicator.title}, France")
    steps = {row["periode_type"] for row in rows(slug, "?territoire=FR") if row["valeur"]}
    step = next(one for one in ("annee", "trimestre", "mois", "periode") if one in steps)
    known = [row for row in rows(slug, f"?territoire=FR&pas={step}") if row["valeur"] or row["statut_conf"]]
    told = [cells for cells in table if cells[1] != "non disponible"]
    assert [cells[1].lstrip("≈≥≤\u00a0") for cells in told] == [shown(row, indicator) for row in known]
    assert all(cells[0] in named(row) for cells, row in zip(told, known, strict=True))
    drawn = [Decimal(str(y)) for y in chart.figure["data"][0]["y"] if y is not None]
    assert drawn == [Decimal(row["valeur"]) for row in known if row["valeur"]]


def test_the_page_of_every_territory_shows_the_numbers_of_the_files(site, read, rows, places):
    vintage = site.vintages.current()
    by_title = {one.title: slug for slug, one in vintage.indicators.items()}
    here = {}
    for slug in INDICATORS:
        for row in rows(slug):
            here.setdefault((row["territoire_id"], slug), []).append(row)
    for id in places:
        table = read(f"/territoires/{id}").table(f"Indicateurs, {vintage.territories[id].name}")
        assert [cells[0] for cells in table] == list(by_title), id
        for title, when, value, *_ in table:
            slug = by_title[title]
            found = [row for row in here.get((id, slug), []) if row["valeur"] or row["statut_conf"]]
            if not found:
                assert value == "non disponible", (id, slug)
                continue
            said = {shown(row, INDICATORS[slug]) for row in found if when in named(row)}
            told = value if number(value) is None else french.number(number(value), INDICATORS[slug].decimals)
            assert told in said, (id, slug, when, value)


@pytest.mark.parametrize("slug", [slug for slug, one in INDICATORS.items() if one.additive])
def test_departements_and_regions_of_a_file_add_up_to_france_or_fall_short_of_it_by_what_is_hidden(
    rows, slug
):
    sums, france, short = {}, {}, set()
    for row in (row for row in rows(slug) if row["valeur"] or row["statut_conf"]):
        key = (row["periode_type"], row["periode_debut"], row["nature"], row["source"])
        value, level = Decimal(row["valeur"] or 0), row["territoire_niveau"]
        if level == "national" and row["valeur"]:
            france[key] = value
        elif level in ("region", "departement"):
            sums[key, level] = sums.get((key, level), 0) + value
            short |= {(key, level)} if row["statut_conf"] else set()
    compared = {at: total for at, total in sums.items() if at[0] in france}
    whole = {at: total for at, total in compared.items() if at not in short}
    assert {at: total for at, total in whole.items() if total != france[at[0]]} == {}
    assert {at: total for at, total in compared.items() if at in short and total >= france[at[0]]} == {}
    assert compared or slug in CITED_ALONE


# For France, these have only cited figures, which stand alone.
CITED_ALONE = (
    "conferences",
    "financements",
    "membres-mednum",
    "pass-finances",
    "pass-utilises",
    "personnes-eloignees",
)
