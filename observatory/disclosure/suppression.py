"""Which cells to hide so that none can be told: the small ones, then those that would give them back.

Every hidden class, small or not, must keep an interval at least as wide as its threshold for whoever
adds and subtracts all that is shown, in this vintage and in the earlier ones; and for each sole
contributor, who knows its own value besides. The proof is kept as it is found: two tables that agree
with all that is shown and differ by that much. What is hidden later takes no proof away.
"""

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from observatory.disclosure.block import Block, Pair
from observatory.disclosure.system import System

PATIENCE = 4  # random questions without an answer
SLACK = 1e-6
FEE = 0.1  # how much less than one unit nothing costs more to hide than


class Suppression:
    """The search of what to hide in a system; `hidden` and `unprotected` are its results."""

    def __init__(self, system: System):
        """Begin with what is hidden for itself, or was already."""
        self.system = system
        self.hidden = (system.sensitive | system.hidden) & ~system.known
        shape = (len(system.values), len(system.classes))
        self.low, self.high = np.zeros(shape), np.zeros(shape)
        self.knowers: dict[tuple[int, int], set[int]] = {}  # who could still tell a class, by its atom
        self.told_by_none = np.zeros(shape, dtype=bool)
        self.lonely = system.singles.any(axis=1)
        self.unprotected = np.zeros(len(system.classes), dtype=bool)
        self._draw = np.random.default_rng(2026)
        self._holders = defaultdict(list)
        for one, atoms in enumerate(system.classes):
            for atom in atoms:
                self._holders[atom].append(one)

    def run(self) -> "Suppression":
        """Hide what must be until every hidden class is proved safe, or cannot be."""
        for labels, keep in self._scopes():
            self._search(labels, keep)
        self.unprotected = self.hidden & ~self.proved().all(axis=0)
        return self

    def _scopes(self) -> Iterator[tuple[np.ndarray, bool]]:
        """Where to look, from the narrowest: the place and the year, the year, everything."""
        system = self.system
        yield system.years * (system.places.max(initial=0) + 1) + system.places, True
        yield system.years, True
        yield system.years, False
        yield np.zeros_like(system.years), False

    def _search(self, labels: np.ndarray, keep: bool) -> None:
        """Protect what is doubtful, part by part, until nothing more is hidden."""
        tried = None
        while (left := self._doubtful()) and left != tried:
            tried = left
            parts = {labels[atom] for one in left for atom in self.system.classes[one]}
            for part in sorted(parts):
                self._protect(np.flatnonzero(labels == part), keep)

    def _doubtful(self) -> set[int]:
        return set(np.flatnonzero(self.hidden & ~self.proved().all(axis=0)).tolist())

    def proved(self) -> np.ndarray:
        """Whether each class is proved safe in each table: tables x classes."""
        wide = self._wide(self.low, self.high, self.system.width, self.system.above)
        return np.where(self.lonely[:, None], self.told_by_none, wide)

    def _protect(self, atoms: np.ndarray, keep: bool) -> None:
        rank = {atom: place for place, atom in enumerate(atoms)}
        within = sorted({one for atom in atoms for one in self._holders[atom]})
        groups: dict[tuple, list[int]] = defaultdict(list)
        for one in within:
            groups[tuple(rank[atom] for atom in self.system.classes[one] if atom in rank)].append(one)
        for table in range(len(self.system.values)):
            if not all(self._safe(table, one) for one in within if self.hidden[one]):
                self._prove(Block(self.system, table, atoms, groups), keep)

    def _prove(self, block: Block, keep: bool) -> None:
        """Prove what is hidden in a block safe: all at once while it serves, then class by class."""
        before = None
        while (doubtful := self._doubtful_in(block)) and doubtful != before:
            before = doubtful
            for one in sorted(self._resist(block)):
                if not self._safe(block.table, one):
                    self._part(block, one, keep)

    def _resist(self, block: Block) -> set[int]:
        """What a few random questions in a row leave in doubt."""
        left, idle = self._doubtful_in(block), 0
        while left and idle < PATIENCE:
            few = [one for one in block.singles if self._draw.random() < 0.5]
            self._spread(block, few)
            now = self._doubtful_in(block)
            idle = idle + 1 if len(now) == len(left) else 0
            left = now
        return left

    def _doubtful_in(self, block: Block) -> set[int]:
        hidden = block.members[self.hidden[block.members]]
        return {one for one in hidden.tolist() if not self._safe(block.table, one)}

    def _safe(self, table: int, one: int) -> bool:
        if self.lonely[table]:
            return bool(self.told_by_none[table, one])
        arrays = (self.low, self.high, self.system.width, self.system.above)
        return bool(self._wide(*(array[table, one] for array in arrays)))

    @staticmethod
    def _wide(low, high, width, above):
        return (high - low >= width - SLACK) & (high >= above - SLACK)

    def _asked(self, table: int) -> tuple[np.ndarray, np.ndarray]:
        return self.system.width[table], self.system.above[table]

    def _spread(self, block: Block, frozen: list[int]) -> None:
        """Move what is still doubtful at once, at random: many proofs for one program."""
        doubtful = np.zeros_like(self.hidden)
        doubtful[list(self._doubtful_in(block))] = True
        pull = self._draw.normal(size=len(block.groups)) * block.greatest(doubtful)
        block.freeze(frozen, True)
        self._learn(block, block.spread(pull, ~block.greatest(~self.hidden)))
        block.freeze(frozen, False)

    def _part(self, block: Block, one: int, keep: bool) -> None:
        """Prove one class safe, hiding at the least cost; then again without each who could tell it."""
        asked = (block.group_of[one], *(array[one] for array in self._asked(block.table)))
        own = set(self.system.classes[one].tolist())
        others = [rank for rank in block.singles if {int(block.atoms[rank])} != own]
        if others and (block.table, one) in self.knowers and self._without(block, asked, others, keep):
            return
        self._learn(block, self._cheapest(block, asked, keep))
        while knowers := self.knowers.get((block.table, one)):
            held = [rank for rank in others if block.atoms[rank] in knowers][:1]
            if not held or not self._without(block, asked, held, keep):
                break

    def _without(self, block: Block, asked: tuple, held: list[int], keep: bool) -> bool:
        """Prove a class safe while some atoms stay as they are, known to their contributor."""
        block.freeze(held, True)
        pair = self._cheapest(block, asked, keep)
        block.freeze(held, False)
        self._learn(block, pair)
        return pair is not None

    def _cheapest(self, block: Block, asked: tuple, keep: bool) -> Pair | None:
        """The pair that hides the least: asked again with what moved much made cheap, as if for a fee."""
        cost, most = self._prices(block, keep)
        first = block.part(*asked, cost, most)
        if first is None or (cost[first.moving] > 0).sum() < 2:
            return first
        moved = np.maximum(abs(first.above), abs(first.below))
        again = block.part(*asked, cost / np.maximum(moved, FEE), most)
        return min((first, again), key=lambda pair: cost[pair.moving].sum())

    def _prices(self, block: Block, keep: bool) -> tuple[np.ndarray, np.ndarray]:
        """What moving each group costs, and how far it may: not at all when it has to be shown."""
        shown = ~self.hidden
        fixed = self.system.known | (shown & self.system.kept) if keep else self.system.known
        most = np.where(block.greatest(fixed), 0, np.inf)
        return block.total(self.system.cost * shown), most

    def _learn(self, block: Block, pair: Pair | None) -> None:
        """Hide what the pair of tables moves, and keep what it proves."""
        if pair is None:
            return
        table, members, ranks = block.table, block.members, block.member_groups
        moves = pair.above[ranks], pair.below[ranks]
        self.hidden[members[pair.moving[ranks]]] = True
        self.low[table, members] = np.minimum.reduce([self.low[table, members], *moves])
        self.high[table, members] = np.maximum.reduce([self.high[table, members], *moves])
        if self.lonely[table]:
            movers = set(block.atoms[np.intersect1d(pair.atoms, block.singles)].tolist())
            low, high = np.minimum(0, np.minimum(*moves)), np.maximum(0, np.maximum(*moves))
            wide = self._wide(low, high, *(array[members] for array in self._asked(table)))
            for one in members[wide]:
                own = self.system.classes[one]
                others = movers - set(own.tolist()) if len(own) == 1 else movers
                self.knowers[table, one] = self.knowers.get((table, one), others) & others
                self.told_by_none[table, one] = not self.knowers[table, one]
