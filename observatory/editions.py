"""Which vintages are public at a given instant, and which one is served. Pure: manifests in, order out.

The pointer names one; a vintage of a greater number that was under embargo takes its place when its
hour comes, and nothing has to be written then. A vintage built before that hour replaces the one that
waits, which is never public: two never wait together.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from observatory import embargo


@dataclass(frozen=True)
class Edition:
    """What the manifest of a vintage says of when it was made, and of when it is public."""

    folder: Path
    published: datetime.datetime
    embargo: datetime.datetime | None

    @property
    def id(self) -> str:
        """The id of the vintage."""
        return self.folder.name

    @property
    def sequence(self) -> int:
        """Its number, which only grows."""
        return number(self.folder)

    @property
    def public(self) -> datetime.datetime:
        """When it became public, or will."""
        return max(self.published, self.embargo or self.published)


def number(folder: Path) -> int:
    """The sequence number at the head of the name of a vintage."""
    return int(folder.name.split("-")[0])


def edition(folder: Path, told: dict) -> Edition:
    """The edition that a manifest tells. Raises KeyError, TypeError or ValueError when it has no date."""
    published = datetime.datetime.fromisoformat(told["publie_le"])
    held = told.get("embargo")
    return Edition(folder, published, datetime.datetime.fromisoformat(held) if held else None)


def visible(known: Sequence[Edition], now: datetime.datetime) -> list[Edition]:
    """Those that readers may see, among all, oldest first.

    Never one under embargo, nor one replaced before its hour came.
    """
    return [
        one
        for rank, one in enumerate(known, start=1)
        if one.embargo is None
        or (one.embargo <= now and all(later.published >= one.embargo for later in known[rank:]))
    ]


def preferred(known: Sequence[Edition], name: str, beyond: int) -> list[Edition]:
    """The vintages given, best to serve first: what waited its hour, what the pointer names, the newest.

    `beyond`: the number up to which the pointer has the last word.
    """
    newest = sorted(known, key=lambda one: one.sequence, reverse=True)
    return sorted(newest, key=lambda one: (not (one.embargo and one.sequence > beyond), one.id != name))


def waiting(known: Sequence[Edition], now: datetime.datetime) -> Edition | None:
    """The newest vintage, if it is still under embargo: what is built meanwhile holds its figures."""
    newest = known[-1] if known else None
    return newest if newest and newest.embargo and newest.embargo > now else None


def held(known: Sequence[Edition], one: Edition, now: datetime.datetime) -> str:
    """Why a vintage is not public: under embargo, or replaced before its hour; empty when it is."""
    if one.embargo is None or one in visible(known, now):
        return ""
    hour = embargo.told(one.embargo)
    return f"sous embargo jusqu’au {hour}" if one == waiting(known, now) else f"remplacé avant le {hour}"
