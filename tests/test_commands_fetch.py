"""The command `fetch`: what it says and the code it exits with."""

import pytest
import typer
from faulty_server import FaultyServer, status, whole
from typer.testing import CliRunner
from world import fed_text, source_text

from observatory.commands.fetch import fetch_command
from observatory.durable import alone

FILE = b"territoire,mois,valeur\nDEP-80,2023-01,3\n"

app = typer.Typer()
app.command()(fetch_command)


@pytest.fixture
def server():
    with FaultyServer() as server:
        yield server


@pytest.fixture
def fetch(server, tmp_path):
    """Run the command on a project of two feeds and a source of the repository."""
    folder = tmp_path / "data_sources"
    folder.mkdir()
    for slug in ("bon", "casse"):
        text = fed_text(slug, f'{{ url = "{server.base}/{slug}.csv" }}', every="30")
        (folder / f"{slug}.sql").write_text(text, "utf-8")
        server.serve(f"/{slug}.csv", whole(FILE))
    fixed = source_text("fixe", "cumuls", "departement", "officielle", "SELECT 1")
    (folder / "fixe.sql").write_text(fixed, "utf-8")

    def fetch(*arguments):
        options = ["--root", str(tmp_path), "--var", str(tmp_path / "var")]
        return CliRunner(env={"COLUMNS": "200"}).invoke(app, [*arguments, *options])

    return fetch


def test_everything_due_is_brought_then_nothing_is_due(fetch, tmp_path):
    first = fetch()
    assert first.exit_code == 0, first.output
    assert [first.output.count(text) for text in ("nouveau", "bon.csv", "casse.csv")] == [2, 1, 1]
    assert len(list((tmp_path / "var" / "recus").glob("*/*/*.csv"))) == 2
    again = fetch()
    assert (again.exit_code, again.stdout) == (0, "Rien à récupérer : aucune source n’est échue.\n")


def test_a_source_named_is_asked_even_when_it_is_not_due(fetch, server):
    fetch()
    assert "inchangé" in fetch("bon").output
    assert (server.times("/bon.csv"), server.times("/casse.csv")) == (2, 1)


def test_a_failure_is_told_and_the_others_come(fetch, server):
    server.serve("/casse.csv", status(404))
    result = fetch()
    assert result.exit_code == 1
    assert "le serveur répond 404" in result.output
    assert "nouveau" in result.output
    assert "les derniers fichiers reçus restent" in result.output


@pytest.mark.parametrize("slug", ["bom", "fixe"])
def test_a_name_that_is_no_feed_is_refused(fetch, slug):
    result = fetch(slug)
    assert result.exit_code == 2
    assert f"« {slug} » n’est pas une source qui a un flux ; la plus proche est" in result.output


def test_another_fetch_under_way_is_told(fetch, tmp_path):
    with alone(tmp_path / "var" / "recus" / ".verrou", ""):
        result = fetch()
    assert result.exit_code == 3
    assert "une autre récupération est en cours" in result.output
