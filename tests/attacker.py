"""Whoever adds and subtracts all that is published: the interval of what is hidden, by linear programs.

It knows the sum of every shown cell, that zeros are shown and the rest is not zero, and nothing of
how the cells were chosen: it asks for the least and the greatest value that fit all that is shown.
"""

import highspy
import numpy as np

FAR = 1e7
SLACK = 1e-6


class Attack:
    """What can be deduced: unknown atoms, and the sums that are shown."""

    def __init__(self, size: int, shown: list[tuple[np.ndarray, float]], floor: float):
        """Write down all that is known: each shown cell as its atoms and their sum."""
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = size, len(shown)
        lp.col_cost_, lp.col_lower_, lp.col_upper_ = np.zeros(size), np.full(size, floor), np.full(size, FAR)
        sums = np.array([value for _, value in shown], dtype=float)
        lp.row_lower_ = lp.row_upper_ = sums
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.concatenate([[0], np.cumsum([len(atoms) for atoms, _ in shown])]).astype(int)
        index = np.concatenate([atoms for atoms, _ in shown]) if shown else np.zeros(0)
        lp.a_matrix_.index_, lp.a_matrix_.value_ = index.astype(int), np.ones(len(index))
        self.size, self.highs = size, highspy.Highs()
        for name, value in (
            ("output_flag", False),
            ("threads", 1),
            ("presolve", "off"),
            ("simplex_strategy", 4),
        ):
            self.highs.setOptionValue(name, value)
        self.highs.passModel(lp)
        self.floor = floor

    def know(self, atom: int, value: float | None) -> None:
        """Know the value of one atom besides, as its only contributor does; None forgets it."""
        bounds = (self.floor, FAR) if value is None else (value, value)
        self.highs.changeColBounds(int(atom), *bounds)

    def solve(self, weights: np.ndarray) -> np.ndarray:
        """The values of the atoms that fit all that is shown and make the weighted sum least."""
        self.highs.changeColsCost(self.size, np.arange(self.size, dtype=np.int32), weights)
        self.highs.run()
        status = self.highs.getModelStatus()
        assert status == highspy.HighsModelStatus.kOptimal, status
        return np.array(self.highs.getSolution().col_value)

    def interval(self, atoms: np.ndarray) -> tuple[float, float]:
        """The least and the greatest value of a cell."""
        weights = np.zeros(self.size)
        weights[atoms] = 1
        return self.solve(weights)[atoms].sum(), self.solve(-weights)[atoms].sum()

    def narrow(self, hidden: list[np.ndarray], width: float, rounds: int, seed: int = 2026) -> list[int]:
        """Which hidden cells can be told to less than `width`.

        Solutions of random questions first, which show at once how far many cells can go; then the
        exact interval of each cell that they leave in doubt.
        """
        draw = np.random.default_rng(seed)
        low, high = np.full(len(hidden), np.inf), np.full(len(hidden), -np.inf)
        left = np.arange(len(hidden))
        for _ in range(rounds):
            if not left.size:
                break
            weights = np.zeros(self.size)
            for one in left:
                weights[hidden[one]] += draw.normal()
            for sign in (1, -1):
                self._see(self.solve(sign * weights), hidden, low, high)
            left = left[high[left] - low[left] < width - SLACK]
        for one in left:
            low[one], high[one] = self.interval(hidden[one])
        return [int(one) for one in left if high[one] - low[one] < width - SLACK]

    @staticmethod
    def _see(values: np.ndarray, hidden: list[np.ndarray], low: np.ndarray, high: np.ndarray) -> None:
        sums = np.array([values[atoms].sum() for atoms in hidden])
        np.minimum(low, sums, out=low)
        np.maximum(high, sums, out=high)
