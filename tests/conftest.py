"""What the tests share, each made once: the small world, and the real project, built and published."""

import pytest
from hypothesis import settings
from world import NOW, ROOT, built, with_territories, write_world

from observatory.publish import publish
from observatory.store import Store, Vintages

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
def embedded(tmp_path_factory):
    """The folder `var` where the real project is published, demonstration included."""
    var = tmp_path_factory.mktemp("var")
    publish(ROOT, var, NOW, lambda step: None, demonstration=True, force=False)
    return var


@pytest.fixture(scope="session")
def bare(tmp_path_factory):
    """The work database of the real project without demonstration, and what its sources gave."""
    con, loaded = built(ROOT, tmp_path_factory.mktemp("invente"), with_demonstration=False)
    with con:
        yield con, loaded


@pytest.fixture(scope="session")
def reference():
    """A work database that holds the territories of the real project, to read files in."""
    with with_territories(ROOT) as con:
        yield con
