"""Linked tables made by hand or at random: places that overlap, months, quarters and years, parts."""

import itertools

import numpy as np

from observatory.disclosure.system import System


def system(values, cells, *, threshold, sensitive=None, costs=None, **changed) -> System:
    """A system of one table of counts, unless said otherwise; `cells` are lists of atoms."""
    values = np.atleast_2d(np.array(values, dtype=float))
    cells = [np.array(sorted(cell)) for cell in cells]
    totals = np.array([[table[cell].sum() for cell in cells] for table in values])
    none, size = np.zeros(len(cells), dtype=bool), values.shape[1]
    given = {
        "values": values,
        "classes": cells,
        "width": np.full(totals.shape, float(threshold)),
        "above": np.zeros(totals.shape),
        "cost": np.array(costs or [1.0] * len(cells)),
        "sensitive": totals[0] < threshold if sensitive is None else np.array(sensitive),
        "singles": np.zeros(values.shape, dtype=bool),
        "absent": np.zeros(values.shape, dtype=bool),
        "places": np.zeros(size, dtype=int),
        "years": np.zeros(size, dtype=int),
        "kept": none,
        "known": none.copy(),
        "hidden": none.copy(),
    }
    return System(**(given | changed))


def random_system(seed: int, months: int = 6) -> tuple[System, list[tuple[int, int]]]:
    """Linked tables, and the place and month of each of their atoms.

    Départements in régions and in places that overlap, over two years; some values are nought.

    Every other system also has amounts, of which some have one contributor only. The same seed gives
    the same values month by month: with fewer `months`, what was known earlier.
    """
    draw = np.random.default_rng(seed)
    count, threshold = int(draw.integers(3, 8)), int(draw.choice([3, 5, 11]))
    regions = draw.integers(0, 2, count)
    places = [[one] for one in range(count)] + [np.flatnonzero(regions == one).tolist() for one in (0, 1)]
    places += [draw.choice(count, int(draw.integers(2, count + 1)), replace=False).tolist() for _ in range(2)]
    places.append(list(range(count)))
    grid = draw.poisson(draw.choice([2, 6, 15], (count, 6))) * draw.integers(0, 5, (count, 6)).clip(0, 1)
    amounts = grid * draw.integers(50, 400, grid.shape)
    weighty = bool(draw.integers(0, 2))
    periods = [[m] for m in range(months)] + [[0, 1, 2], [3, 4, 5], list(range(6))]
    periods = [[m for m in one if m < months] for one in periods]
    return _built(grid[:, :months], amounts[:, :months], places, periods, regions, threshold, weighty)


def _built(grid, amounts, places, periods, regions, threshold, weighty):
    shape, rank = grid.shape, {}
    for d, m in itertools.product(*map(range, shape)):
        if grid[d, m]:
            rank[d, m] = len(rank)
    cells: dict[tuple, float] = {}
    for place in places:
        for period in periods:
            key = tuple(sorted(rank[d, m] for d in place for m in period if (d, m) in rank))
            if key:
                cells[key] = max(cells.get(key, 0), len(place) * len(period))
    counts = np.array([grid[one] for one in rank], dtype=float)
    money = np.array([amounts[one] for one in rank], dtype=float)
    values = np.array([counts, money]) if weighty else counts[None, :]
    keys = list(cells)
    numbers = np.array([counts[list(key)].sum() for key in keys])
    below = np.array([len(key) < len(rank) for key in keys])
    sums = np.array([[table[list(key)].sum() for key in keys] for table in values])
    above = np.zeros(sums.shape)
    above[1:] = np.where((numbers < threshold) & below, sums[1:] * (100 / 85 - 1), 0)
    singles = np.zeros(values.shape, dtype=bool)
    singles[1:] = counts == 1
    found = system(
        values, keys, threshold=threshold, sensitive=(numbers < threshold) & below,
        costs=list(cells.values()),
        above=above, singles=singles, places=np.array([regions[d] for d, _ in rank]),
        years=np.array([m // 3 for _, m in rank]),
    )  # fmt: skip
    return found, list(rank)
