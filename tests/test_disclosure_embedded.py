"""The figures of the project themselves: what anyone can deduce from the public database alone."""

import random
from collections import defaultdict

import numpy as np
import pytest
from attacker import SLACK, Attack
from campaign import counted, wanted
from world import ROOT, built

from observatory.declarations import read_indicators
from observatory.store import Store
from observatory.vintages import whole

SOLE = wanted("OBSERVATOIRE_CONTRIBUTEURS", 3)  # sole contributors tried, by indicator
NAIVE = wanted("OBSERVATOIRE_ANNEES", 1)  # years on which the naive method is attacked
QUESTIONS = 60
PROTECTED = {
    slug: one.disclosure
    for slug, one in read_indicators(ROOT / "indicators").items()
    if one.disclosure.threshold and one.additive
}
PUBLISHED = """
    SELECT territoire_id, territoire_niveau, periode_type, periode_debut, periode_fin, valeur,
           statut_conf = 'c' FROM observations
    WHERE indicateur = ? AND ventilation = 'total' AND nature <> 'citee'
      AND (valeur IS NOT NULL OR statut_conf = 'c') ORDER BY ALL"""
TRUTH = """
    SELECT territoire, niveau, periode_type, debut, last_day(fin), valeur,
           niveau <> 'national' AND effectif < seuil AND valeur <> 0, effectif
    FROM cube JOIN indicateurs ON slug = indicateur
    WHERE indicateur = ? AND ventilation = 'total' AND nature <> 'citee' ORDER BY ALL"""


@pytest.fixture(scope="module")
def store(embedded):
    return Store(whole(embedded))


@pytest.fixture(scope="module")
def truth(tmp_path_factory):
    """The cube before anything is hidden."""
    con, _ = built(ROOT, tmp_path_factory.mktemp("invente"), with_demonstration=True)
    with con:
        yield lambda slug: con.execute(TRUTH, [slug]).fetchall()


def by_year(store, slug, rows):
    """By year: every cell as the set of its unknown months, its value, and whether it is hidden."""
    level = "region" if slug == "conferences" else "departement"
    links, months, years = defaultdict(set), defaultdict(dict), defaultdict(dict)
    told, starts = set(), set()
    for base, holder in store.query(
        "SELECT l.territoire, l.ancetre FROM territoires_liens l JOIN territoires t ON t.id = l.territoire"
        " WHERE t.niveau = ? AND t.ventile",
        [level],
    ):
        links[holder].add(base)
    for place, at, step, start, _, value, *_ in rows:
        if at == level and step == "mois":
            told.add(place)
            starts.add(start)
            if value != 0:
                months[place][start] = (place, start)
    # A place whose own figures are not published counts in the totals all the same.
    for place in links["FR"] - told:
        months[place] = {start: (place, start) for start in starts}
    for place, _, _, start, end, value, hidden, *_ in rows:
        held = (months[base].items() for base in links[place])
        key = frozenset(month for found in held for day, month in found if start <= day <= end)
        if key:
            years[start.year][key] = (value, hidden)
    return years


class Year:
    """The cells of a year as an attacker sees them."""

    def __init__(self, slug, known):
        self.atoms = {atom: rank for rank, atom in enumerate(sorted({one for key in known for one in key}))}
        self.ranks = {key: np.array(sorted(self.atoms[one] for one in key)) for key in known}
        self.hidden = [key for key in known if known[key][1]]
        shown = [(self.ranks[key], float(value)) for key, (value, secret) in known.items() if not secret]
        # Where several counts hide together, a nought can be hidden beside a count.
        self.attack = Attack(len(self.atoms), shown, 0 if PROTECTED[slug].population else 1)
        self.width = PROTECTED[slug].threshold

    def told(self, besides=()):
        kept = [self.ranks[key] for key in self.hidden if key not in besides]
        return len(self.attack.narrow(kept, self.width, QUESTIONS))


@pytest.mark.parametrize("slug", sorted(PROTECTED))
def test_no_hidden_figure_of_the_project_can_be_told_from_what_is_published(store, slug):
    rows = store.query(PUBLISHED, [slug])
    years = [Year(slug, known) for known in by_year(store, slug, rows).values()]
    count = sum(row[6] is True for row in rows)
    assert sum(year.told() for year in years) == 0
    counted(count)
    print(f"\n{slug} : {count} chiffres masqués sur {len(rows)} ({count / len(rows):.1%}), 0 retrouvé")


@pytest.mark.parametrize("slug", sorted(PROTECTED))
def test_hiding_only_the_small_figures_would_give_some_back(store, truth, slug):
    rows = truth(slug)
    years = [Year(slug, known) for known in by_year(store, slug, rows).values()]
    years = [year for year in years if year.hidden][:NAIVE]
    told, sums = sum(year.told() for year in years), sum(len(year.hidden) for year in years)
    share = sum(row[6] for row in rows) / len(rows)
    print(f"\n{slug}, petits chiffres seuls : {share:.1%} masqués, {told} sommes retrouvées sur {sums}")
    assert told > 0


def test_a_sole_contributor_tells_no_other(store, truth):
    slug = "fonds-leves-hubs"
    alone = {(row[0], row[3]): float(row[5]) for row in truth(slug) if row[7] == 1 and row[2] == "mois"}
    years = by_year(store, slug, store.query(PUBLISHED, [slug]))
    tried = 0
    for known in years.values():
        year = Year(slug, known)
        knowers = [one for one in year.atoms if one in alone and frozenset([one]) in year.hidden]
        for one in random.Random(2026).sample(knowers, min(len(knowers), SOLE)):
            year.attack.know(year.atoms[one], alone[one])
            assert year.told(besides=[frozenset([one])]) == 0, one
            year.attack.know(year.atoms[one], None)
            tried += 1
    assert tried


def test_an_amount_hidden_for_itself_is_open_above_by_what_dominance_asks(store, truth):
    slug, room = "fonds-leves-hubs", 100 / PROTECTED["fonds-leves-hubs"].dominance
    small = by_year(store, slug, truth(slug))
    for start, known in by_year(store, slug, store.query(PUBLISHED, [slug])).items():
        year = Year(slug, known)
        for key in year.hidden:
            value, sensitive = small[start][key]
            if sensitive:
                weights = np.zeros(len(year.atoms))
                weights[year.ranks[key]] = -1
                assert -(year.attack.solve(weights) @ weights) >= room * float(value) - SLACK, key
