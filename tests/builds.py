"""Real builds in processes of their own, quickly: forked from a server that has imported the package.

A build is the command line itself; killing it is a real SIGKILL of the process that writes.
"""

import multiprocessing
import os
import resource
import sys
from pathlib import Path

from world import NOW

from observatory.__main__ import app
from observatory.commands import FAILED
from observatory.machine import FAULTS, told
from observatory.publish import publish

CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(["observatory.__main__"])  # found from the root of the project


def start(root, var, said=os.devnull, *, force=False, demonstration="non", limits=(), memory=0):
    """Begin a build; what it says goes to the file `said`.

    `limits` are those of the system for this process; `memory` is what it may take more, in bytes.
    """
    command = ["build", "--root", str(root), "--var", str(var), *(["--force"] if force else [])]
    return _begin(_command, command, str(said), demonstration, limits, memory)


def build(root, var, said, **wanted):
    """Build to the end: the exit code, and what was said."""
    return ended(start(root, var, said, **wanted), said)


def build_on_a_disk_filled_at(step, left, root, var, said):
    """Build on a disk that is filled when a step begins, but for `left` bytes; told as the command does."""
    return ended(_begin(_filled, step, left, root, var, str(said)), said)


def ended(process, said):
    process.join(300)
    return process.exitcode, Path(said).read_text("utf-8")


def fill(folder, left):
    """Fill the disk of a folder, but for some bytes."""
    room = os.statvfs(folder)
    with (folder / "plein").open("wb") as file:
        file.write(b"\0" * max(0, room.f_bavail * room.f_frsize - left))


def _begin(target, *given):
    process = CONTEXT.Process(target=target, args=given)
    process.start()
    return process


def _command(command, said, demonstration, limits, memory):
    _say(said)
    os.environ["OBSERVATOIRE_DEMONSTRATION"] = demonstration
    for limit, value in limits:
        resource.setrlimit(limit, (value, value))
    if memory:
        taken = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (taken + memory, taken + memory))
    app(command)


def _filled(at, left, root, var, said):
    _say(said)

    def step(text):
        if text == at:
            fill(var, left)

    try:
        publish(root, var, NOW, step, demonstration=False, force=True)
    except FAULTS as error:
        print(told(error, var), flush=True)
        sys.exit(FAILED)


def _say(said):
    with Path(said).open("wb") as file:
        for descriptor in (1, 2):
            os.dup2(file.fileno(), descriptor)
