"""Signed links that open a vintage under embargo, for someone of the public list, until they expire."""

import datetime
import hashlib
import os
import tempfile
from pathlib import Path

from itsdangerous import BadData, URLSafeSerializer

from observatory.durable import flush

KEY, SIZE = "cle-acces", 32


class AccessError(ValueError):
    """A link that cannot be made: why, and the cure."""


def sign(var: Path, vintage: str, reader: str, until: datetime.datetime) -> str:
    """The token that opens a vintage to a reader of the list. Makes the key at first use, for its owner only.

    Raises AccessError when the key was damaged.
    """
    if not (var / KEY).exists():
        _make_key(var)
    signer = _signer(var)
    if signer is None:
        raise AccessError(f"{var / KEY} : clé abîmée ; supprimez-la, et refaites les liens")
    return signer.dumps([vintage, reader, int(until.timestamp())])


def reader(var: Path, token: str, vintage: str, now: datetime.datetime) -> str | None:
    """For whom of the list a token opens this vintage now, or None when it opens nothing."""
    signer = _signer(var)
    try:
        named, told, until = signer.loads(token) if signer else ("", "", 0)
    except (BadData, ValueError):
        return None
    return told if named == vintage and now.timestamp() < until else None


def _signer(var: Path) -> URLSafeSerializer | None:
    try:
        key = (var / KEY).read_bytes()
    except FileNotFoundError:
        return None
    if len(key) != SIZE:
        return None
    return URLSafeSerializer(key, salt=KEY, signer_kwargs={"digest_method": hashlib.sha256})


def _make_key(var: Path) -> None:
    """Write the key aside, then link it: another process sees it whole, and the first one stays."""
    descriptor, name = tempfile.mkstemp(dir=var)
    with os.fdopen(descriptor, "wb") as file:
        file.write(os.urandom(SIZE))
    aside = Path(name)
    flush(aside)
    try:
        (var / KEY).hardlink_to(aside)
    except FileExistsError:
        pass
    finally:
        aside.unlink()
