"""Vintages made from one already published: a copy, changed by a query, dated, sealed and named."""

import datetime
import json
import shutil
from pathlib import Path

import duckdb

from observatory.durable import digest
from observatory.editions import number
from observatory.embargo import PARIS
from observatory.vintages import DATABASE, MANIFEST, manifest, point, prepare, vintages, write_manifest


def at(text: str) -> datetime.datetime:
    """An instant by the clock of Paris: « 2026-12-01 08:45 », or with seconds."""
    return datetime.datetime.fromisoformat(text).replace(tzinfo=PARIS).astimezone(datetime.UTC)


def reissue(var: Path, published: str, *queries: str, embargo: str = "", **keys: object) -> str:
    """Publish once more the newest vintage of `var`, changed by SQL; `keys` replace those of its manifest.

    A key given as None is left out.
    """
    last = vintages(var)[-1]
    told = manifest(last)
    sequence = number(last) + 1
    folder = last.with_name(f"{sequence:04d}-{told['digest'][:10]}")
    shutil.copytree(last, folder.with_name("copie"))
    aside = folder.with_name("copie")
    for path in aside.iterdir():
        path.chmod(0o644)
    if queries:
        with duckdb.connect(str(aside / DATABASE)) as con:
            for query in queries:
                con.execute(query)
    told |= {"id": folder.name, "sequence": sequence, "publie_le": at(published).isoformat()}
    told |= {"embargo": at(embargo).isoformat() if embargo else None}
    told |= {"outputs": {name: digest(aside / name) for name in told["outputs"]}}
    (aside / MANIFEST).unlink()
    write_manifest(aside, {name: value for name, value in (told | keys).items() if value is not None})
    aside.rename(folder)
    if not embargo:
        point(var, prepare(var, folder.name))
    return folder.name


def damage(path: Path) -> None:
    """Change one bit in the middle of a file."""
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.chmod(0o644)
    path.write_bytes(raw)


class Hands:
    """A clock that a test sets, in Paris; called, it tells the instant."""

    def __init__(self, text: str):
        self.set(text)

    def set(self, text: str, **shift: int) -> None:
        """Set the hands; `shift` moves them: `seconds=-1`."""
        self.now = at(text) + datetime.timedelta(**shift)

    def __call__(self) -> datetime.datetime:
        return self.now


def journal(path: Path) -> list[dict]:
    """The lines of a journal."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]
