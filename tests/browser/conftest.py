"""A real server, a real browser, and each page seen once."""

import functools
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections import defaultdict
from contextlib import contextmanager
from pathlib import Path

import pytest

from .visits import NARROWEST, ROOT, WIDTHS, settled, visit, visit_without_script

AXE = ROOT / "setup/node_modules/axe-core/axe.min.js"
ALONE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"


@contextmanager
def serving(var: Path, log: Path):
    """Serve the vintages of `var` on a free port, as the command line does; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "observatory", "serve", "--var", str(var), "--port", str(port)]
    # Without this, gunicorn puts a file in the home folder.
    settings = os.environ | {"GUNICORN_CMD_ARGS": "--no-control-socket"}
    with log.open("w") as output, subprocess.Popen(
        command, cwd=ROOT, env=settings, stdout=output, stderr=output
    ) as server:  # fmt: skip
        try:
            address = f"http://127.0.0.1:{port}"
            _answers(server, f"{address}/sante", log)
            yield address
        finally:
            server.terminate()


def _answers(server: subprocess.Popen, address: str, log: Path) -> None:
    for _ in range(300):
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(address, timeout=10):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"the server does not answer:\n{log.read_text()}")


@pytest.fixture(scope="session")
def base_url(embedded, tmp_path_factory):
    """The address of the site, for every page that a test opens."""
    with serving(embedded, tmp_path_factory.mktemp("serveur") / "journal") as address:
        yield address


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """The Chromium of the machine, which reaches nothing but 127.0.0.1."""
    flags = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking", ALONE]
    return browser_type_launch_args | {"executable_path": shutil.which("chromium"), "args": flags}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    """A reader in France, on a screen of usual size."""
    size = {"width": 1280, "height": WIDTHS[1280]}
    return browser_context_args | {"locale": "fr-FR", "timezone_id": "Europe/Paris", "viewport": size}


@pytest.fixture(scope="session")
def contexts(browser, browser_context_args):
    """A browser of each width, made by its further settings; none keeps a cookie."""
    made = []

    def make(widths=WIDTHS, **settings):
        for width, height in widths.items():
            size = {"width": width, "height": height}
            made.append(browser.new_context(**browser_context_args | settings | {"viewport": size}))
        return dict(zip(widths, made[-len(widths) :], strict=True))

    yield make
    kept = [one for context in made for one in context.cookies()]
    for context in made:
        context.close()
    assert kept == []


@pytest.fixture(scope="session")
def see(contexts):
    """What the browser sees of a path at a width; each page is opened once."""
    axe, opened = AXE.read_text("utf-8"), contexts()
    once = functools.cache(lambda path: visit(opened, path, axe))
    return lambda path, width: once(path)[width]


@pytest.fixture(scope="session")
def see_without_script(contexts):
    """What a browser without JavaScript sees of a path, also on the narrowest screen."""
    opened = contexts({**WIDTHS, NARROWEST: 568}, java_script_enabled=False)
    pages = {width: context.new_page() for width, context in opened.items()}
    return functools.cache(lambda path, width: visit_without_script(pages[width], path))


@pytest.fixture
def opened(page):
    """Open a path, and wait until it is drawn."""

    def go(path: str):
        page.goto(path)
        settled(page)
        return page

    return go


def pytest_terminal_summary(terminalreporter):
    """List what axe could not decide: to be looked at by a person, never a failure."""
    places = defaultdict(set)
    for report in terminalreporter.stats.get("passed", []):
        for name, value in report.user_properties:
            if name == "axe":
                places[value].add(report.nodeid.rpartition("[")[2].rstrip("]"))
    if places:
        terminalreporter.section("axe: what a person must look at")
    for rule, found in sorted(places.items()):
        terminalreporter.line(f"{rule}: {len(found)} pages, {', '.join(sorted(found)[:3])}…")
