"""The command line says what was done, in words and in its exit code."""

import fcntl
import shutil

import pytest
from typer.testing import CliRunner
from world import explain, write_world

from observatory.__main__ import app
from observatory.commands import with_demonstration
from observatory.vintages import current


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """A project published once by the command, and its folder `var`."""
    root = write_world(tmp_path_factory.mktemp("commande") / "projet")
    return root, run(root)


def run(root, *options):
    return CliRunner().invoke(
        app, ["build", "--root", str(root), "--var", str(root.parent / "var"), *options]
    )


@pytest.fixture
def build(published, tmp_path):
    """Run the command on a copy of the project that a test may damage."""
    root = shutil.copytree(published[0].parent, tmp_path / "copie") / "projet"

    def build(path="", old="", new=""):
        if path:
            text = (root / path).read_text("utf-8")
            assert old in text
            (root / path).write_text(text.replace(old, new), "utf-8")
        return run(root)

    build.root, build.var = root, root.parent / "var"
    return build


def test_a_first_build_is_published_with_what_each_source_gave(published):
    root, result = published
    assert result.exit_code == 0
    assert current(root.parent / "var").name in result.stdout
    assert "cog-departements" in result.stdout


def test_nothing_new_is_said_and_is_not_an_error(build):
    result = build()
    assert (result.exit_code, "Rien de nouveau" in result.stdout) == (0, True)


@pytest.mark.parametrize(
    "value",
    [
        "janvier",
        "[/b]",
    ],
)
def test_rejected_lines_are_published_without_and_told_one_by_one(build, value):
    build("data_sources/cumuls.sql", "*/", "reject_rate = 0.1\n*/")
    explain(build.root)
    result = build("data_sources/cumuls.csv", "DEP-02,2024-01,260", f"DEP-02,{value},260")
    assert result.exit_code == 1
    assert f"« {value} » trouvé" in " ".join(result.stdout.split())
    assert current(build.var).name.startswith("0003-")


def test_a_figure_changed_without_a_reason_is_told_with_the_line_to_add(build):
    before = current(build.var)
    result = build("data_sources/cumuls.csv", "DEP-02,2024-01,260", "DEP-02,2024-01,261")
    assert result.exit_code == 2
    assert "10 était publié, 11 est calculé" in result.stderr
    assert ",correction,suivis,,,,non," in result.stderr
    assert "Rien n’est publié ; le dernier millésime reste servi." in result.stderr
    assert current(build.var) == before


def test_a_refusal_says_why_and_that_the_last_vintage_is_still_served(build):
    before = current(build.var)
    result = build("indicators/suivis.sql", "kind =", "kinds =")
    assert result.exit_code == 2
    assert "indicators/suivis.sql : clé « kind » absente" in result.stderr
    assert "Rien n’est publié ; le dernier millésime reste servi." in result.stderr
    assert current(build.var) == before


def test_a_second_build_at_the_same_time_is_refused(build):
    with (build.var / ".verrou").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        result = build()
    assert (result.exit_code, "une autre construction est en cours" in result.stderr) == (3, True)


@pytest.mark.parametrize(("said", "wanted"), [(None, True), ("oui", True), ("non", False)])
def test_demonstration_is_wanted_unless_the_environment_says_no(monkeypatch, said, wanted):
    monkeypatch.delenv("OBSERVATOIRE_DEMONSTRATION", raising=False)
    if said:
        monkeypatch.setenv("OBSERVATOIRE_DEMONSTRATION", said)
    assert with_demonstration() is wanted
