"""Files that survive a crash: flushed to disk, written by one process at a time, known by their bytes."""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class BusyError(RuntimeError):
    """Another process does the same work on the same folder."""


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Give its path to an error that has none: a disk that is full while a file is written says none."""
    try:
        yield
    except OSError as error:
        error.filename = error.filename or str(path)
        raise


def flush(path: Path) -> None:
    """Wait until a file, or the list of names of a folder, is on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        with naming(path):
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write(path: Path, text: str) -> None:
    """Write a text file; on disk when this returns."""
    with naming(path):
        path.write_text(text, "utf-8")
    flush(path)


def digest(path: Path) -> str:
    """The sha256 of a file, in bounded memory."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def alone(path: Path, message: str) -> Iterator[None]:
    """Hold the lock file `path`; raise BusyError with the message when another process holds it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BusyError(message) from error
        yield


def append_line(path: Path, line: str) -> None:
    """Add a line at the end of a file, on disk when this returns; a line cut by a crash is closed first."""
    with naming(path), path.open("a+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        end = file.seek(0, os.SEEK_END)
        if end:
            file.seek(end - 1)
            if file.read(1) != b"\n":
                line = f"\n{line}"
        file.write(f"{line}\n".encode())
        file.flush()
        os.fsync(file.fileno())
