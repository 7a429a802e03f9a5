"""The roll-up done a second time, in Python, gives every number that cube.sql publishes."""

import duckdb
import pytest
from world import NOW, ROOT

from observatory.build import measured, read_project
from observatory.examples import CUBE
from observatory.served import Vintages
from observatory.trail.recompute import read_measures, read_places
from observatory.trail.rollup import Cell, Value, cells, combined
from observatory.trail.rules import Rule

# What is written in cube.sql, and a fault that would not be seen by eye.
FAULTS = {
    "a mean of rates": (
        "facteur * sum(valeur) / nullif(sum(base), 0)",
        "facteur * avg(valeur / nullif(base, 0))",
    ),
    "a running total not differenced": ("valeur - lag(valeur) OVER serie AS valeur", "valeur AS valeur"),
    "the first month of a state": ("mois = max(mois) OVER", "mois = min(mois) OVER"),
    "a span in a quarter that does not hold it": ("depuis >= date_trunc('quarter', mois)", "depuis <= mois"),
    "a figure that stands alone, added up": ("AND (egale OR NOT isolee)", ""),
    "demonstration beside a real figure": (
        "QUALIFY NOT demonstration\n",
        "QUALIFY true OR NOT demonstration\n",
    ),
}


def recomputed(con):
    """Every cell of every indicator of a work database, from its measures."""
    places = read_places(con)
    found = {}
    for slug, *rule in con.execute("SELECT slug, genre, dernier, facteur FROM indicateurs").fetchall():
        made = cells(Rule(*rule), read_measures(con, slug).values(), places)
        found |= {(slug, cell): combined(Rule(*rule), parts) for cell, parts in made.items()}
    return {at: value for at, value in found.items() if value.value is not None}


def told(rows):
    return {(slug, Cell(*cell)): Value(*value) for slug, *cell, value in rows}


def in_cube(con):
    return told(
        (*row[:6], row[6:])
        for row in con.execute(
            "SELECT indicateur, territoire, periode_type, debut, fin, ventilation, valeur, valeur_basse,"
            " valeur_haute FROM cube WHERE valeur IS NOT NULL"
        ).fetchall()
    )


def test_every_published_value_of_the_embedded_data_is_recomputed_from_its_sources(embedded, tmp_path):
    published = Vintages(embedded).current().observations(breakdowns=True)
    place = [(one.indicator, one.territory, one.step, one.start, one.end.replace(day=1), one.breakdown)
             for one in published]  # fmt: skip
    shown = told(
        (*at, (one.value, one.low, one.high))
        for at, one in zip(place, published, strict=True)
        if one.value is not None
    )
    hidden = {
        (slug, Cell(*cell))
        for (slug, *cell), one in zip(place, published, strict=True)
        if one.confidentiality == "c"
    }
    with duckdb.connect() as con:
        project = read_project(ROOT, tmp_path, with_demonstration=True, today=NOW.date())
        measured(con, project, lambda step: None)
        found = recomputed(con)
    assert len(shown) > 100_000
    assert {at: value for at, value in shown.items() if found.get(at) != value} == {}
    assert found.keys() - shown.keys() - hidden == set()


def test_the_two_roll_ups_agree_on_the_small_world(cube):
    assert recomputed(cube) == in_cube(cube)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_the_cube_is_seen(cube, fault):
    right, wrong = FAULTS[fault]
    text = CUBE.read_text("utf-8")
    assert right in text
    cube.execute("BEGIN")
    try:
        cube.execute(text.replace(right, wrong))
        assert recomputed(cube) != in_cube(cube)
    finally:
        cube.execute("ROLLBACK")
