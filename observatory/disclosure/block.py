"""One part of a system as a linear program: how far hidden cells can move while what is shown stays.

Two tables that agree with all that is shown, one above and one below the truth, prove that a hidden
cell cannot be told to less than the distance between them. Where none exists, the program says
which shown cells to hide at the least cost: M. Fischetti and J. J. Salazar, « Models and Algorithms
for Optimizing Cell Suppression in Tabular Data with Linear Constraints », JASA 95 (2000), with the
linear costs of J. Kelly, B. Golden and A. Assad, « Cell suppression: Disclosure protection for
sensitive tabular data », Networks 22 (1992). Solved by HiGHS.
"""

from dataclasses import dataclass

import highspy
import numpy as np

from observatory.disclosure.system import System

STILL = 1e-6
PRIMAL = 4  # the primal simplex: only the question changes from one run to the next
OPTIMAL = highspy.HighsModelStatus.kOptimal


@dataclass(frozen=True)
class Pair:
    """Two tables that agree with what is shown: the move of each group in both, and what moves."""

    above: np.ndarray
    below: np.ndarray
    atoms: np.ndarray  # ranks in the block

    @property
    def moving(self) -> np.ndarray:
        """Whether each group moves in one of the two: it has to be hidden."""
        return np.maximum(abs(self.above), abs(self.below)) > STILL


class Block:
    """Some atoms in one table, while every other atom keeps its value."""

    def __init__(self, system: System, table: int, atoms: np.ndarray, groups: dict[tuple, list[int]]):
        """Write the program; `groups` gives the classes that hold the same atoms (by rank) of the block."""
        self.atoms, self.table, self.groups = atoms, table, list(groups.values())
        self.members = np.array([one for group in self.groups for one in group])
        sizes = [len(group) for group in self.groups]
        self._starts = np.cumsum([0, *sizes[:-1]])
        self.member_groups = np.repeat(np.arange(len(groups)), sizes)
        self.group_of = dict(zip(self.members.tolist(), self.member_groups.tolist(), strict=True))
        self.singles = np.flatnonzero(system.singles[table][atoms])
        absent = system.absent[table][atoms]
        self._lowest = np.where(absent, 0, system.floor[table] - system.values[table][atoms])
        self._highest = np.where(absent, 0, np.inf)
        self._far = 4 * max(system.width[table].max(), system.above[table].max())
        n, m = len(atoms), len(groups)
        self._half = n + 2 * m  # columns of one table: atoms, then groups up, then groups down
        self._signed = np.concatenate([n + np.arange(2 * m), self._half + n + np.arange(2 * m)]).astype(
            np.int32
        )
        sets = list(groups)
        self._entries = np.array([atom for one in sets for atom in one])
        self._entry_groups = np.repeat(np.arange(m), [len(one) for one in sets])
        self._highs = _solver(self._program(sets))
        self._prover = _solver(self._single(sets), presolve="off", simplex_strategy=PRIMAL)

    def _program(self, sets: list[tuple]) -> highspy.HighsLp:
        """A row says what a group moves by: the moves of its atoms, up less down."""
        n, m = len(self.atoms), len(sets)
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = 2 * self._half, 2 * m
        none = np.zeros(2 * m)
        lp.col_cost_ = np.zeros(2 * self._half)
        lp.col_lower_ = np.concatenate([self._lowest, none] * 2)
        lp.col_upper_ = np.concatenate([self._highest, none] * 2)
        lp.row_lower_ = lp.row_upper_ = none
        index = [np.array([*atoms, n + row, n + m + row]) for row, atoms in enumerate(sets)]
        signs = [np.array([*[1.0] * len(atoms), -1.0, 1.0]) for atoms in sets]
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.concatenate([[0], np.cumsum([len(row) for row in index * 2])])
        lp.a_matrix_.index_ = np.concatenate(index + [row + self._half for row in index])
        lp.a_matrix_.value_ = np.concatenate(signs * 2)
        return lp

    def _single(self, sets: list[tuple]) -> highspy.HighsLp:
        """One table alone: a row says what a group moves by, and holds it while the group is shown."""
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self.atoms), len(sets)
        lp.col_cost_ = np.zeros(len(self.atoms))
        lp.col_lower_, lp.col_upper_ = self._lowest, np.minimum(self._highest, self._far)
        lp.row_lower_ = lp.row_upper_ = np.zeros(len(sets))
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.concatenate([[0], np.cumsum([len(one) for one in sets])])
        lp.a_matrix_.index_ = self._entries
        lp.a_matrix_.value_ = np.ones(len(self._entries))
        return lp

    def greatest(self, of_classes: np.ndarray) -> np.ndarray:
        """The greatest value among the classes of each group (for booleans: whether one is true)."""
        return np.maximum.reduceat(of_classes[self.members], self._starts)

    def total(self, of_classes: np.ndarray) -> np.ndarray:
        """The sum over the classes of each group."""
        return np.add.reduceat(of_classes[self.members], self._starts)

    def part(self, group: int, width: float, above: float, cost: np.ndarray, most: np.ndarray) -> Pair | None:
        """Two tables between which a group moves by `width`, one at least `above` the truth.

        At the least cost, `cost` being what moving each group costs and `most` how far it may move;
        None when there are none.
        """
        n, m = len(self.atoms), len(self.groups)
        columns = np.array([n + group, n + m + group], dtype=np.int32)
        both = np.concatenate([columns, columns + self._half])
        self._set(np.tile(cost, 4), most)
        self._highs.addRow(width, np.inf, 4, both, np.array([1.0, -1.0, -1.0, 1.0]))
        self._highs.addRow(above, np.inf, 2, columns, np.array([1.0, -1.0]))
        found = self._solve()
        self._highs.deleteRows(2, np.array([2 * m, 2 * m + 1], dtype=np.int32))
        return found

    def spread(self, pull: np.ndarray, hidden: np.ndarray) -> Pair | None:
        """Two tables as far apart as can be, each group pulled by a weight; shown groups do not move."""
        n, m = len(self.atoms), len(self.groups)
        room = np.where(hidden, np.inf, 0)
        weights = np.bincount(self._entries, pull[self._entry_groups], n)
        rows, columns = np.arange(m, dtype=np.int32), np.arange(n, dtype=np.int32)
        self._prover.changeRowsBounds(m, rows, -room, room)
        ends = []
        for sign in (-1, 1):
            self._prover.changeColsCost(n, columns, sign * weights)
            self._prover.run()
            if self._prover.getModelStatus() != OPTIMAL:
                return None
            solution = self._prover.getSolution()
            ends.append((np.array(solution.col_value), np.array(solution.row_value)))
        (high, above), (low, below) = ends
        return Pair(above, below, np.flatnonzero(np.maximum(abs(high), abs(low)) > STILL))

    def freeze(self, ranks: list[int], frozen: bool) -> None:
        """Hold atoms of the block at their value, or let them go."""
        for rank in ranks:
            bounds = (0.0, 0.0) if frozen else (self._lowest[rank], self._highest[rank])
            for column in (rank, rank + self._half):
                self._highs.changeColBounds(int(column), *bounds)
            self._prover.changeColBounds(int(rank), bounds[0], min(bounds[1], self._far))

    def _set(self, cost: np.ndarray, most: np.ndarray) -> None:
        self._highs.changeColsCost(len(self._signed), self._signed, cost)
        self._highs.changeColsBounds(len(self._signed), self._signed, np.zeros_like(cost), np.tile(most, 4))

    def _solve(self) -> Pair | None:
        self._highs.run()
        if self._highs.getModelStatus() != OPTIMAL:
            return None
        n, m = len(self.atoms), len(self.groups)
        halves = np.array(self._highs.getSolution().col_value).reshape(2, self._half)
        above, below = (half[n : n + m] - half[n + m :] for half in halves)
        return Pair(above, below, np.flatnonzero((abs(halves[:, :n]) > STILL).any(axis=0)))


def _solver(program: highspy.HighsLp, **options: str | int) -> highspy.Highs:
    highs = highspy.Highs()
    for name, value in {"output_flag": False, "threads": 1, **options}.items():
        highs.setOptionValue(name, value)
    highs.passModel(program)
    return highs
