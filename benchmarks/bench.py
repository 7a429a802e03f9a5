"""Measure the build, the server, the first load and the reading of a large file; keep the results.

Cold is the first time that a page of a vintage is asked for; warm is every time after. Run on a
quiet machine: a measure is worth what it is compared with, on the same machine.
"""

import csv
import datetime
import http.client
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from benchmarks import reading
from observatory.progress.board import board
from observatory.served import Vintages
from observatory.store import Store

ROOT = Path(__file__).resolve().parent.parent
COMMAND = (sys.executable, "-m", "observatory")
RESULTS = Path(__file__).with_name("results.csv")
HEADER = ("date", "commit", "measure", "value", "unit")
ROUNDS = 6  # enough for both processes of the server to have seen every page
SAMPLE = 25  # départements
DRAWN = ".js-plotly-plot .main-svg"
WEIGHT = """() => {
    const all = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
    const sum = (name) => all.reduce((sum, one) => sum + one[name], 0)
    return {requests: all.length, transferred: sum("transferSize"), bodies: sum("encodedBodySize")}
}"""
Measure = tuple[str, float, str]


def main() -> None:
    """Measure everything on a vintage built for the occasion."""
    with tempfile.TemporaryDirectory() as folder:
        found = [*build_time(var := Path(folder))]
        with serving(var) as port:
            found += server_times(port, Vintages(var).current())
            found += first_loads(f"http://127.0.0.1:{port}")
        found += verdict_times(Vintages(var).current())
    keep([*found, *reading.measures()])


def build_time(var: Path) -> Iterator[Measure]:
    """The whole command, from the start of Python to the vintage published."""
    start = time.perf_counter()
    subprocess.run([*COMMAND, "build", "--var", str(var)], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    yield "build", time.perf_counter() - start, "s"
    [database] = var.glob("vintages/*/*.duckdb")
    yield "public database", database.stat().st_size, "bytes"


@contextmanager
def serving(var: Path) -> Iterator[int]:
    """Serve the vintage as the command line does, on a free port of this machine; its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [*COMMAND, "serve", "--var", str(var), "--port", str(port)]
    quiet = os.environ | {"GUNICORN_CMD_ARGS": "--no-control-socket --log-level error"}
    with subprocess.Popen(command, cwd=ROOT, env=quiet, stdout=subprocess.DEVNULL) as server:
        try:
            while server.poll() is None:
                with suppress(OSError):
                    _ask(http.client.HTTPConnection("127.0.0.1", port), "/sante")
                    break
                time.sleep(0.1)
            yield port
        finally:
            server.terminate()


def kinds(store: Store) -> dict[str, list[str]]:
    """The pages and files measured, by kind."""
    slugs = list(store.indicators)
    places = [id for id, place in store.territories.items() if place.level == "departement"][:SAMPLE]
    return {
        "home": ["/"],
        "indicators": ["/indicateurs"],
        "indicator": [f"/indicateurs/{slug}" for slug in slugs],
        "territory": [f"/territoires/{id}" for id in places],
        "comparison": [f"/comparer?t1={id}&t2=FR" for id in places],
        "method": ["/methode"],
        "csv": [f"/donnees/{slug}.csv" for slug in slugs],
        "csv of a territory": [f"/donnees/{slug}.csv?territoire=DEP-80" for slug in slugs],
    }


def server_times(port: int, store: Store) -> Iterator[Measure]:
    """From the question to the last byte of the answer, compressed, one question at a time."""
    server = http.client.HTTPConnection("127.0.0.1", port)
    for kind, paths in kinds(store).items():
        rounds = [[_ask(server, path) for path in paths] for _ in range(ROUNDS)]
        for name, times in (("cold", sorted(rounds[0])), ("warm", sorted(sum(rounds[ROUNDS // 2 :], [])))):
            yield f"{kind}, {name}, p50", 1000 * times[len(times) // 2], "ms"
            yield f"{kind}, {name}, p95", 1000 * times[len(times) * 95 // 100], "ms"


def _ask(server: http.client.HTTPConnection, path: str) -> float:
    start = time.perf_counter()
    server.request("GET", path, headers={"Accept-Encoding": "br"})
    answer = server.getresponse()
    answer.read()
    assert answer.status == 200, path
    return time.perf_counter() - start


def verdict_times(store: Store) -> Iterator[Measure]:
    """All the verdicts of all places, as the first page that shows them waits, beside one bare sum."""
    _ = store.indicators, store.territories
    for name, ask in (("all the verdicts", board.__wrapped__), ("one sum over the same cube", _bare_sum)):
        times = []
        for _ in range(ROUNDS):
            start = time.perf_counter()
            ask(store)
            times.append(time.perf_counter() - start)
        yield f"{name}, p50", 1000 * sorted(times)[len(times) // 2], "ms"


def _bare_sum(store: Store) -> None:
    store.query(
        "SELECT indicateur, territoire_niveau, periode_debut, sum(valeur) FROM observations"
        " WHERE ventilation = 'total' GROUP BY ALL"
    )


def first_loads(address: str) -> Iterator[Measure]:
    """What a browser receives, until the charts are drawn: with an empty cache, then again."""
    with sync_playwright() as machine:
        browser = machine.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for path in ("/", "/indicateurs/accompagnements", "/territoires/DEP-80"):
            with browser.new_context(locale="fr-FR") as context:
                page = context.new_page()
                for name in ("cold", "warm"):
                    yield from _load(page, address + path, f"load of {path}, {name}")
        browser.close()


def _load(page: Page, address: str, name: str) -> Iterator[Measure]:
    start = time.perf_counter()
    page.goto(address)
    page.wait_for_selector(DRAWN)
    drawn = time.perf_counter() - start
    page.wait_for_load_state("networkidle")
    yield f"{name}, first chart drawn", 1000 * drawn, "ms"
    for what, value in page.evaluate(WEIGHT).items():
        yield f"{name}, {what}", value, "requests" if what == "requests" else "bytes"


def keep(found: list[Measure]) -> None:
    """Print the measures, and append them to the results."""
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    commit = subprocess.check_output(["git", "describe", "--always", "--dirty"], cwd=ROOT, text=True).strip()
    rows = [(now, commit, measure, f"{value:.1f}", unit) for measure, value, unit in found]
    with RESULTS.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows if file.tell() else [HEADER, *rows])
    for _, _, measure, value, unit in rows:
        print(f"{measure:58} {value:>12} {unit}")


if __name__ == "__main__":
    main()
