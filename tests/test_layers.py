"""The laws of the package: imports go down, each tool has its place, nothing is read at import."""

import ast
import graphlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from world import ROOT

PACKAGE = ROOT / "observatory"
# From what knows the least to what knows the most: a module imports only from the rows above its own.
LAYERS = (
    ("vocabulary", "observations", "settings", "durable", "machine", "foreseen", "releases"),
    ("header", "demonstration", "french"),
    ("contract", "embargo", "confidentiality"),
    ("declarations", "editions", "access"),
    ("reader", "feeds", "comparison", "exports", "sentences", "agenda", "journal"),
    ("load", "datapackage", "report", "figures", "sparkline", "vintages", "changes"),
    ("measure", "maps", "forecast", "revisions"),
    ("examples",),
    ("build",),
    ("disclosure",),
    ("trail",),
    ("databases",),
    ("store",),
    ("outputs",),
    ("publish",),
    ("served", "progress", "history", "coverage"),
    ("debts", "register"),
    ("parts", "markup"),
    ("pages", "permalinks"),
    ("document", "files", "answers"),
    ("web",),
    ("commands",),
    ("__main__",),
)
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}
# Tool -> the only modules that may import it.
TOOLS = {
    "duckdb": {
        "reader",
        "load",
        "measure",
        "examples",
        "build",
        "changes",
        "disclosure",
        "forecast",
        "revisions",
        "trail",
        "publish",
        "outputs",
        "machine",
        "databases",
    },
    "pandas": {"reader"},
    "openpyxl": {"reader"},
    "psycopg": {"feeds"},
    "httpx": {"feeds"},
    "pydantic": {"header", "contract", "confidentiality", "declarations"},
    "dash": {"parts", "pages", "markup", "document", "permalinks", "web"},
    "dash_bootstrap_components": {"parts", "pages", "permalinks"},
    "flask": {"files", "web"},
    "highspy": {"disclosure"},
    "itsdangerous": {"access"},
    "plotly": set(),
    "statsmodels": {"forecast"},
}
CLOCKS = re.compile(r"(^|\.)(datetime\.(now|utcnow)|date\.today|time\.(time|localtime))")
VAGUE = ("util", "helper", "common", "manager", "misc", "shared")
LONGEST = {"module": 250, "function": 30, "callback": 10}


def modules(package):
    """The modules of a package by dotted name, parsed; `pages` names the folder's own __init__."""
    paths = {path.relative_to(package).with_suffix(""): path for path in sorted(package.rglob("*.py"))}
    names = {
        ".".join(part for part in short.parts if part != "__init__"): path for short, path in paths.items()
    }
    return {name: ast.parse(path.read_text("utf-8")) for name, path in names.items() if name}


def imported(tree):
    """The full names that a module imports, anywhere in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def inner(tree, known):
    """The modules of the package that a module imports."""
    for name in imported(tree):
        short = name.removeprefix("observatory.")
        if short != name:
            yield short if short in known else short.rpartition(".")[0]


def upward(package):
    """Every import that does not go down."""
    known = modules(package)
    return [
        f"{name} imports {other}"
        for name, tree in known.items()
        for other in inner(tree, known)
        if name.split(".")[0] != other.split(".")[0] and RANK[other.split(".")[0]] >= RANK[name.split(".")[0]]
    ]


def misplaced(package):
    """Every import of a tool outside of its place."""
    return [
        f"{name} imports {other}"
        for name, tree in modules(package).items()
        for other in imported(tree)
        if name.split(".")[0] not in TOOLS.get(other.split(".")[0], RANK)
    ]


def functions(tree):
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def length(node):
    return node.end_lineno - node.lineno + 1


def callbacks(tree):
    """The names of the functions that Dash calls back: decorated, or given to `callback(…)(…)`."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Call)
            and "callback" in ast.dump(node.func.func)
        ):
            yield from (getattr(one, "attr", getattr(one, "id", "")) for one in node.args)
    for one in functions(tree):
        if any("callback" in ast.dump(decorator) for decorator in one.decorator_list):
            yield one.name


def test_every_module_has_its_place_in_the_order():
    assert {name.split(".")[0] for name in modules(PACKAGE)} <= set(RANK)


def test_imports_go_down_only():
    assert upward(PACKAGE) == []


def test_no_module_imports_itself_through_others():
    known = modules(PACKAGE)
    graph = {name: set(inner(tree, known)) - {"pages", "reader", "feeds"} for name, tree in known.items()}
    graphlib.TopologicalSorter(graph).prepare()  # raises CycleError


def test_each_tool_is_imported_only_in_its_place():
    assert misplaced(PACKAGE) == []


@pytest.mark.parametrize(
    ("name", "line", "fault"),
    [
        ("store", "from observatory.web import create_site", "store imports web"),
        ("french", "from observatory.sentences import value", "french imports sentences"),
        ("measure", "from observatory import publish", "measure imports publish"),
        ("figures", "def draw():\n    import dash.html", "figures imports dash.html"),
        ("sentences", "import duckdb", "sentences imports duckdb"),
        ("maps", "from plotly import graph_objects", "maps imports plotly.graph_objects"),
    ],
)
def test_an_import_that_goes_up_or_out_of_its_place_is_seen(tmp_path, name, line, fault):
    for other in ("store", "web", "french", "sentences", "measure", "publish", "figures", "maps"):
        (tmp_path / f"{other}.py").write_text(line if other == name else '"""Nothing."""\n', "utf-8")
    assert [*upward(tmp_path), *misplaced(tmp_path)] == [fault]


def test_the_clock_is_read_only_where_the_world_outside_is_met():
    found = {
        name.split(".")[0]
        for name, tree in modules(PACKAGE).items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and CLOCKS.search(ast.unparse(node.func))
    }
    assert found <= {"__main__", "commands", "feeds", "web"}


def test_nothing_is_read_at_import(tmp_path):
    code = (
        "import sys, importlib; read = []\n"
        "def hook(event, given):\n"
        "    if event in ('open', 'socket.connect', 'subprocess.Popen', 'sqlite3.connect'):\n"
        "        read.append(str(given[0]))\n"
        "sys.addaudithook(hook)\n"
        "for name in sys.argv[2:]: importlib.import_module(name)\n"
        "print([one for one in read if one.startswith(sys.argv[1]) and not one.endswith(('.py', '.pyc'))\n"
        "       and '/.venv/' not in one and '.pyc.' not in one])\n"
    )
    names = [f"observatory.{name}" for name in modules(PACKAGE)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "OBSERVATOIRE_VAR": str(tmp_path / "absent")}
    command = [sys.executable, "-c", code, str(ROOT), *names]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE))
)
def test_a_module_and_its_functions_fit_on_a_screen(path):
    tree = ast.parse(path.read_text("utf-8"))
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST["module"]
    assert [one.name for one in functions(tree) if length(one) > LONGEST["function"]] == []
    named = set(callbacks(tree))
    assert [
        one.name for one in functions(tree) if one.name in named and length(one) > LONGEST["callback"]
    ] == []


def test_the_one_callback_of_the_site_is_seen_by_this_test():
    assert set(callbacks(modules(PACKAGE)["web"])) == {"draw"}


def test_no_module_has_a_name_that_says_nothing():
    paths = [
        path
        for folder in ("observatory", "tests", "benchmarks", "setup")
        for path in (ROOT / folder).rglob("*.py")
    ]
    assert [path.name for path in paths if any(word in Path(path).stem for word in VAGUE)] == []
