"""Which vintage a reader sees: the current one, one named by its id or by a date, one shown early."""

import datetime
import functools
import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from observatory import access, embargo, french
from observatory.databases import Databases
from observatory.editions import Edition, number, preferred, visible, waiting
from observatory.store import Store
from observatory.vintages import editions, faults, pointer, vintages

Clock = Callable[[], datetime.datetime]
Query = tuple[tuple[str, str], ...]
NAMED, DATED, SIGNED = "millesime", "au", "acces"
PARAMETERS = (NAMED, DATED, SIGNED)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
KEPT = 32  # stores remembered; the databases open are bounded apart
SHOWN = 3  # vintages offered when one is not found


@dataclass(frozen=True)
class View:
    """The vintage that answers a request. `asked`: the parameters that keep a reader in it.

    `fault`: why nothing answers; `store` is then the current one, and `near` those to offer instead.
    `early`: it is under embargo, and a signed link opens it.
    """

    store: Store
    current: Store
    asked: Query = ()
    early: bool = False
    fault: str = ""
    near: tuple[Edition, ...] = ()

    @property
    def day(self) -> datetime.date | None:
        """The day on which what was published is seen again; None: today."""
        asked = dict(self.asked)
        if DATED in asked:
            return datetime.date.fromisoformat(asked[DATED])
        return embargo.day(self.store.edition.public) if asked and not self.early else None


class Unseen(LookupError):
    """No vintage answers: why, and those to offer instead."""

    def __init__(self, what: str, near: Sequence[Edition] = ()):
        super().__init__(what)
        self.near = tuple(near)


class Vintages:
    """The vintages of a folder as readers may see them now: looked up at every request, read once."""

    def __init__(self, var: Path, clock: Clock = lambda: EPOCH):
        """Remember the folder; nothing is read yet. Without a clock, no embargo is ever over."""
        self.var = var
        self.clock = clock
        databases = Databases()
        self._store = functools.lru_cache(KEPT)(lambda folder: Store(folder, databases))
        self._listed = functools.lru_cache(1)(lambda _changed: editions(var))
        self._faults = functools.lru_cache(None)(lambda folder, _state: faults(folder))

    def current(self) -> Store:
        """The store of the vintage to serve now: the first by preference whose every byte is as sealed."""
        known = visible(self._editions(), self.clock())
        found = next((one for one in preferred(known, *pointer(self.var)) if self._is_whole(one)), None)
        if found is None:
            raise FileNotFoundError(f"{self.var} : aucun millésime publié ; lancez « make build »")
        return self._store(found.folder)

    def view(self, query: Mapping[str, str]) -> View:
        """What answers the parameters of a request; one that is empty is not asked."""
        current = self.current()
        asked = {name: query[name] for name in PARAMETERS if query.get(name)}
        try:
            if NAMED in asked and DATED in asked:
                raise Unseen("Une adresse dit « millesime » ou « au », pas les deux : ôtez l’un ou l’autre")
            if NAMED in asked:
                return self._named(asked, current)
            if DATED in asked:
                found = self._on(asked[DATED])
                return View(self._store(found.folder), current, ((DATED, asked[DATED]),))
        except Unseen as error:
            return View(current, current, fault=str(error), near=error.near)
        return View(current, current)

    def _named(self, asked: Mapping[str, str], current: Store) -> View:
        """The vintage of an id; one under embargo is unknown, but to who holds a signed link."""
        now, known, id = self.clock(), self._editions(), asked[NAMED]
        seen = visible(known, now)
        for one in seen:
            if one.id == id:
                return View(self._store(self._checked(one).folder), current, ((NAMED, id),))
        waits = waiting(known, now)
        if waits and waits.id == id and self._opens(asked.get(SIGNED, ""), waits, current, now):
            kept = ((NAMED, id), (SIGNED, asked[SIGNED]))
            return View(self._store(self._checked(waits).folder), current, kept, early=True)
        lost = {one.name: one for one in vintages(self.var)}.keys() - {one.id for one in known}
        if id in lost and number(Path(id)) <= current.edition.sequence:
            raise Unseen(f"Le millésime {id} est endommagé : il n’est plus montré", seen[-SHOWN:])
        raise Unseen(f"Aucun millésime ne s’appelle « {id} »", _nearest(seen, id))

    def _opens(self, token: str, waits: Edition, current: Store, now: datetime.datetime) -> bool:
        reader = access.reader(self.var, token, waits.id, now)
        return reader is not None and reader in current.early_readers

    def _on(self, text: str) -> Edition:
        """The newest vintage that was public at the end of a day, in Paris."""
        now = self.clock()
        seen = visible(self._editions(), now)
        try:
            day = datetime.date.fromisoformat(text) if DAY.fullmatch(text) else None
        except ValueError:
            day = None
        if day is None:
            raise Unseen(f"« {text} » n’est pas une date ; écrivez « au » comme 2024-10-01", seen[-SHOWN:])
        if day > embargo.day(now):
            raise Unseen(f"Le {french.date(day)} n’est pas encore venu ; ôtez « au »", seen[-SHOWN:])
        known = [one for one in seen if embargo.day(one.public) <= day]
        if not known:
            first = french.date(min(embargo.day(one.public) for one in seen))
            raise Unseen(
                f"Rien n’était publié le {french.date(day)} ; le premier millésime est du {first}", seen[:1]
            )
        return self._checked(known[-1])

    def _checked(self, one: Edition) -> Edition:
        if not self._is_whole(one):
            raise Unseen(f"Le millésime {one.id} est endommagé : il n’est plus montré")
        return one

    def _is_whole(self, one: Edition) -> bool:
        try:
            state = tuple(_state(file) for file in os.scandir(one.folder))
        except FileNotFoundError:
            return False
        return not self._faults(one.folder, state)

    def _editions(self) -> list[Edition]:
        home = self.var / "vintages"
        return self._listed(home.stat().st_mtime_ns if home.exists() else 0)


def _nearest(seen: Sequence[Edition], id: str) -> list[Edition]:
    """The vintages whose numbers are nearest to that of an id, oldest first; the newest for no number."""
    told = re.match(r"\d{1,9}", id)
    wanted = int(told[0]) if told else seen[-1].sequence
    near = sorted(seen, key=lambda one: (abs(one.sequence - wanted), -one.sequence))[:SHOWN]
    return sorted(near, key=lambda one: one.sequence)


def _state(file: os.DirEntry) -> tuple[str, int, int]:
    told = file.stat()
    return file.name, told.st_size, told.st_mtime_ns
