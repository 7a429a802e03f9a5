"""The public databases held open: read only, hardened, a few at a time, whatever is asked of old vintages."""

import os
import threading
from collections import OrderedDict
from pathlib import Path

import duckdb

# A served file is read only, cut from the outside, and cannot be told otherwise.
HARDENED = {
    "threads": 1,
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "enable_external_access": "false",
    "lock_configuration": "true",
}
MOST = 8


class Databases:
    """At most so many files open in a process; the one not asked for the longest is let go."""

    def __init__(self, most: int = MOST):
        """Remember the bound; nothing is opened yet."""
        self.most = most
        self._process = os.getpid()
        self._open: OrderedDict[Path, duckdb.DuckDBPyConnection] = OrderedDict()
        self._lock = threading.Lock()

    def cursor(self, path: Path) -> duckdb.DuckDBPyConnection:
        """A cursor of its own on a file. It outlives the letting go, which only drops a reference."""
        with self._lock:
            if self._process != os.getpid():  # a connection does not cross a fork
                self._process, self._open = os.getpid(), OrderedDict()
            if path not in self._open:
                real = os.path.realpath(path)
                self._open[path] = duckdb.connect(real, read_only=True, config=HARDENED)
            self._open.move_to_end(path)
            if len(self._open) > self.most:
                self._open.popitem(last=False)
            return self._open[path].cursor()

    def close(self) -> None:
        """Let all the files go; a later question opens them again."""
        with self._lock:
            self._open.clear()
