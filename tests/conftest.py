"""What the tests share, each made once: the small world, and the real project, built and published."""

import csv
import fcntl
import functools
import io

import pytest
from hypothesis import settings
from reading import Reading
from steered import write_steered
from world import NOW, ROOT, built, with_names, with_territories, write_world

from observatory.publish import publish
from observatory.served import Vintages
from observatory.settings import Settings
from observatory.store import Store
from observatory.vintages import whole
from observatory.web import Site, create_site

# The same generated values at each run, and no stopwatch.
settings.register_profile("observatoire", deadline=None, derandomize=True, database=None)
settings.load_profile("observatoire")


@pytest.fixture(scope="session")
def cube(tmp_path_factory):
    """The work database of the small world, with its cube; read only, by convention."""
    folder = tmp_path_factory.mktemp("monde")
    con, _ = built(write_world(folder / "projet"), folder / "invente")
    with con:
        yield con


@pytest.fixture(scope="session")
def territories(tmp_path_factory):
    """A work database that holds the territories of the small world; use `con` to write in it."""
    with with_territories(write_world(tmp_path_factory.mktemp("territoires") / "projet")) as con:
        yield con


@pytest.fixture
def con(territories):
    """The territories of the small world, in a database that forgets what a test writes."""
    territories.execute("BEGIN")
    yield territories
    territories.execute("ROLLBACK")


@pytest.fixture(scope="session")
def world(tmp_path_factory):
    """The folder `var` where the small world is published."""
    folder = tmp_path_factory.mktemp("monde-publie")
    root = write_world(folder / "projet")
    publish(root, folder / "var", NOW, lambda step: None, demonstration=True, force=False)
    return folder / "var"


@pytest.fixture(scope="session")
def store(world) -> Store:
    """The published vintage of the small world."""
    return Vintages(world).current()


@pytest.fixture(scope="session")
def embedded(tmp_path_factory, worker_id):
    """The folder `var` where the real project is published, demonstration included; made once for all."""
    shared = (
        tmp_path_factory.getbasetemp() if worker_id == "master" else tmp_path_factory.getbasetemp().parent
    )
    var = shared / "var"
    with (shared / "publication").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if whole(var) is None:
            publish(ROOT, var, NOW, lambda step: None, demonstration=True, force=False)
    return var


@pytest.fixture(scope="session")
def steered(tmp_path_factory):
    """The published vintage of the small world that has targets."""
    folder = tmp_path_factory.mktemp("pilote")
    publish(write_steered(folder / "projet", folder / "var"), folder / "var", NOW, lambda step: None,
            demonstration=True, force=False)  # fmt: skip
    return Vintages(folder / "var").current()


@pytest.fixture(scope="session")
def bare(tmp_path_factory):
    """The work database of the real project without demonstration, and what its sources gave."""
    con, loaded = built(ROOT, tmp_path_factory.mktemp("invente"), with_demonstration=False)
    with con:
        yield con, loaded


@pytest.fixture(scope="session")
def reference():
    """A work database that holds the territories and indicators of the real project, to read files in."""
    with with_names(ROOT) as con:
        yield con


@pytest.fixture(scope="session")
def site(embedded) -> Site:
    """The site of the real project, demonstration included."""
    identity = ("https://observatoire.exemple.fr", "Éditeur", "Hébergeur", "Contact")
    return create_site(ROOT, Settings(embedded, *identity))


@pytest.fixture(scope="session")
def client(site):
    """Who asks the site for its pages."""
    return site.server.test_client()


@pytest.fixture(scope="session")
def places(site):
    """The territories that have a page: the nation, régions, départements, hubs and TANI."""
    return [id for id, one in site.vintages.current().territories.items() if one.level != "epci"]


@pytest.fixture(scope="session")
def read(client):
    """Read a page, once."""

    @functools.cache
    def read(path):
        answer = client.get(path)
        assert answer.status_code == 200, path
        return Reading(answer.text)

    return read


@pytest.fixture(scope="session")
def rows(client):
    """Read the rows of a file of data, once."""

    @functools.cache
    def rows(slug, query=""):
        answer = client.get(f"/donnees/{slug}.csv{query}")
        assert answer.status_code == 200, query
        return list(csv.DictReader(io.StringIO(answer.text, newline="")))

    return rows
