"""Two servers of two processes each: what is published is seen by all at once, what waits at its hour."""

import datetime
import json
import re
import shutil
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pytest
from browser.conftest import serving
from reissue import reissue

from observatory.embargo import PARIS

ID = re.compile(rb"\d{4}-[0-9a-f]{10}")
ASKED = 10  # enough for each process to be asked
CALL = {
    "output": "page.children",
    "outputs": {"id": "page", "property": "children"},
    "inputs": [
        {"id": "adresse", "property": "pathname", "value": "/indicateurs/suivis"},
        {"id": "adresse", "property": "search", "value": ""},
    ],
    "changedPropIds": ["adresse.pathname"],
}
WAYS = {
    "/sante": None,
    "/indicateurs/suivis": None,
    "/donnees/suivis.csv": None,
    "/_dash-update-component": json.dumps(CALL).encode(),
}


@pytest.fixture
def served(world, tmp_path):
    """A folder of vintages, and the addresses of two servers on it."""
    var = shutil.copytree(world, tmp_path / "var")
    with serving(var, tmp_path / "un") as one, serving(var, tmp_path / "deux") as other:
        yield var, (one, other)


def ask(address, way):
    """The vintages that one answer names, and the instants before and after it."""
    request = urllib.request.Request(f"{address}{way}", WAYS[way], {"Content-Type": "application/json"})
    before = time.time()
    with urllib.request.urlopen(request, timeout=60) as answer:
        found = {one.decode() for one in ID.findall(answer.read())}
    return before, time.time(), found


def ask_all(addresses):
    """Every server in every way, several times at once: each time on a connection of its own."""
    asked = [(address, way) for address in addresses for way in WAYS for _ in range(ASKED)]
    with ThreadPoolExecutor(8) as threads:
        return list(threads.map(lambda one: ask(*one), asked))


def now(seconds=0):
    """The clock of Paris, at a whole second, some seconds from now."""
    return (datetime.datetime.now(PARIS) + datetime.timedelta(seconds=seconds)).replace(microsecond=0)


def text(instant):
    return instant.replace(tzinfo=None).isoformat(" ")


def test_once_published_a_vintage_is_the_only_one_that_any_process_serves(served):
    var, addresses = served
    ask_all(addresses)
    for _ in range(2):
        new = reissue(var, text(now()))
        assert [found for _, _, found in ask_all(addresses) if found != {new}] == []


def test_a_vintage_that_waits_is_served_by_every_process_from_its_hour_and_never_before(served):
    var, addresses = served
    old = (var / "current").read_text("utf-8").strip()
    hour = now(seconds=6)
    new = reissue(var, text(now()), embargo=text(hour))
    answers = []
    while time.time() < hour.timestamp() + 1:
        answers += ask_all(addresses)
    answers += ask_all(addresses)
    before = [found for _, done, found in answers if done < hour.timestamp()]
    after = [found for asked, _, found in answers if asked >= hour.timestamp()]
    assert before == [{old}] * len(before)
    assert after == [{new}] * len(after)
    assert before
    assert len(after) >= 2 * ASKED
    assert all(len(found) == 1 for _, _, found in answers)  # never two in one answer
