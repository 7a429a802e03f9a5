"""What is to be protected: linked tables over common atoms, and what each hidden cell must keep.

An atom is a value that no published total splits. A class is a set of atoms whose sum some cells
show: two cells that add up the same atoms are one class, hidden or shown together. A table is one
thing measured on every atom (pass used, pass handed out, amounts): all tables share what is hidden.
"""

from dataclasses import dataclass

import numpy as np

Atoms = np.ndarray  # numbers of atoms, ascending


@dataclass
class System:
    """Tables x atoms, and classes of cells. Every array of booleans has one entry a class."""

    values: np.ndarray  # tables x atoms, none negative
    classes: list[Atoms]
    width: np.ndarray  # tables x classes: how wide what can be deduced of a hidden class must be
    above: np.ndarray  # tables x classes: how far above the truth it must reach
    cost: np.ndarray  # one a class: what hiding it costs the reader
    sensitive: np.ndarray  # hidden for itself
    singles: np.ndarray  # tables x atoms: someone knows this value, being its only contributor
    absent: np.ndarray  # tables x atoms: nothing is measured there, and everyone knows it
    places: np.ndarray  # one number an atom: atoms of a place are tried first to protect each other
    years: np.ndarray  # one number an atom, likewise
    kept: np.ndarray  # never hidden where any other pattern works
    known: np.ndarray  # published by an earlier vintage: a constant for ever
    hidden: np.ndarray  # hidden by an earlier vintage, and still so

    @property
    def floor(self) -> np.ndarray:
        """The least value that a hidden atom can have, by table: zeros are shown, so 1 for a count."""
        return np.where(self.absent, 1, self.values).min(axis=1, initial=1)

    def totals(self) -> np.ndarray:
        """The value of every class in every table."""
        return np.array([[table[atoms].sum() for atoms in self.classes] for table in self.values])
