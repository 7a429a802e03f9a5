"""A build killed at any moment: readers see one whole vintage or the next, and the next build works.

`make test` kills a few; OBSERVATOIRE_ARRETS asks for more (see `make audit`).
"""

import csv
import io
import json
import math
import os
import random
import re
import signal
import time
import traceback
from collections import Counter
from contextlib import contextmanager, suppress
from pathlib import Path
from zipfile import ZipFile

import builds
from campaign import counted, wanted
from reading import Reading
from test_vintages import FIGURE
from world import ROOT, explain, write_world

from observatory.commands import DONE
from observatory.settings import Settings
from observatory.vintages import (
    DATABASE,
    MANIFEST,
    PACKAGE,
    PARQUET,
    current,
    faults,
    manifest,
    vintages,
    whole,
)
from observatory.web import create_site

KILLS = wanted("OBSERVATOIRE_ARRETS", 8)
READERS = 3
PLACE, BEFORE = "DEP-02", 250  # the figure is a running total: what is published is what it adds
IDENTITY = ("https://observatoire.exemple.fr", "Éditeur", "Hébergeur", "Contact")
SERVED = re.compile(r"Millésime (\d{4}-[0-9a-f]{10})\.")  # what a page says of itself


class Campaign:
    """A project built again and again, with another figure each time, and what each vintage must say."""

    def __init__(self, home):
        self.root, self.var = write_world(home / "projet"), home / "var"
        self.file = self.root / "data_sources" / "cumuls.csv"
        self.text, self.figure, self.values = self.file.read_text("utf-8"), 300, {}

    def start(self):
        """Begin to build with a new figure."""
        self.figure += 1
        self.file.write_text(self.text.replace(FIGURE, f"{PLACE},2024-01,{self.figure}"), "utf-8")
        explain(self.root)
        return builds.start(self.root, self.var)

    def end(self, process):
        """Wait for the end of a build; what it left is whole, and newer than what was there."""
        process.join(120)
        for folder in vintages(self.var):
            if folder.name not in self.values:
                self.values[folder.name] = self.figure - BEFORE
                assert not faults(folder)
        assert whole(self.var) == current(self.var)
        return process.exitcode

    def left(self):
        """The last thing that a build wrote before it was killed."""
        if (last := vintages(self.var)[-1]) != current(self.var):
            return f"{last.name[:4]} sans pointeur"
        found = {path.name for path in (self.var / "travail").glob("*/*")}
        if not (self.var / "travail").exists():
            return "rien"
        return next((name for name in (MANIFEST, PACKAGE, PARQUET, DATABASE) if name in found), "travail")

    def build(self):
        """A build that nobody kills: it works, whatever was left."""
        before = whole(self.var)
        assert self.end(self.start()) == DONE
        assert whole(self.var) != before and not (self.var / "travail").exists()


def run_until(process, work):
    """Let a process run until it has used so many seconds of processor, or has ended; what it used.

    A moment of its work, then, however busy the machine.
    """
    used = 0
    with suppress(OSError):
        while process.exitcode is None and used < work:
            fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
            used = max(used, (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK"))
            time.sleep(0.002)
    return used


def test_readers_of_builds_killed_at_any_moment_see_whole_vintages_that_never_go_back(tmp_path):
    campaign = Campaign(tmp_path)
    campaign.build()
    with readers(campaign.var) as told:
        process = campaign.start()
        work = run_until(process, math.inf)
        assert campaign.end(process) == DONE
        draw, ends, stages, last = random.Random(2026), Counter(), Counter(), 0
        while ends[-signal.SIGKILL] < KILLS:
            process = campaign.start()
            when = work * draw.choice((draw.uniform(0, 1.1), draw.uniform(0.8, 1.1)))
            done = run_until(process, when)
            time.sleep(draw.uniform(0, 0.02))
            process.kill()  # SIGKILL: nothing of it can clean up
            work = work if process.exitcode is None else done
            ends[campaign.end(process)] += 1
            stages[campaign.left()] += 1
            served = int(whole(campaign.var).name[:4])
            assert served >= last
            last = served
        campaign.build()
    print(f"{dict(ends)} ; {len(campaign.values)} millésimes ; {dict(stages)}")
    assert ends.keys() <= {-signal.SIGKILL, DONE}
    for rounds, values, fault in told:
        print(f"{rounds} lectures, {len(values)} millésimes vus")
        assert fault == "" and rounds > KILLS // 4
        assert values.items() <= campaign.values.items()
    counted(ends[-signal.SIGKILL])


@contextmanager
def readers(var):
    """Visitors in processes of their own, while the block lasts; then what each one saw."""
    stop, queue, told = builds.CONTEXT.Event(), builds.CONTEXT.Queue(), []
    processes = [builds.CONTEXT.Process(target=read, args=(var, stop, queue)) for _ in range(READERS)]
    for process in processes:
        process.start()
    try:
        yield told
    finally:
        stop.set()
        told += [queue.get(timeout=120) for _ in processes]
        for process in processes:
            process.join(30)


def read(var, stop, told):
    """What a visitor does, until told to stop: ask, compare, count. A surprise ends it, and is told."""
    values, rounds, last, fault = {}, 0, 0, ""
    try:
        client = create_site(ROOT, Settings(var, *IDENTITY)).server.test_client()
        while not stop.is_set():
            for id, value in seen(client):
                if id not in values:
                    told_by = manifest(var / "vintages" / id)
                    assert (told_by["id"], faults(var / "vintages" / id)) == (id, [])
                assert values.setdefault(id, value) == value, f"{id} : {value}, puis {values[id]}"
                assert int(id[:4]) >= last, f"{id} après {last}"
                last = int(id[:4])
            rounds += 1
            time.sleep(0.2)
    except Exception as error:
        fault = "".join(traceback.format_exception(error))
    told.put((rounds, values, fault))


def seen(client):
    """One figure on each surface, with the vintage that it says it is of, in the order asked."""
    page = get(client, f"/indicateurs/suivis?territoire={PLACE}&pas=mois").decode("utf-8")
    [id] = set(SERVED.findall(page))
    [row] = Reading(page).table("Une série en accompagnements, Aisne")
    yield id, int(row[1].replace("\u202f", ""))
    query = f"?territoire={PLACE}&pas=mois"
    yield of(csv.DictReader(io.StringIO(get(client, f"/donnees/suivis.csv{query}").decode("utf-8"))))
    yield of(json.loads(get(client, f"/donnees/suivis.json{query}")))
    with ZipFile(io.BytesIO(get(client, f"/donnees/{PACKAGE}"))) as file:
        id, value = of(csv.DictReader(io.StringIO(file.read("suivis.csv").decode("utf-8"))))
        assert json.loads(file.read("datapackage.json"))["version"] == id
    yield id, value


def of(rows):
    """The vintage of the rows of a file, and the one value of the place by month."""
    [(id, value)] = {
        (row["millesime"], int(row["valeur"]))
        for row in rows
        if (row["territoire_id"], row["periode_type"]) == (PLACE, "mois")
    }
    return id, value


def get(client, address):
    with client.get(address) as answer:
        assert answer.status_code == 200, (address, answer.status_code, answer.data[:200])
        return answer.data
