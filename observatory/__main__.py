"""The command line: `python -m observatory build` and `serve`."""

import datetime
import os
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from observatory.commands.check import check_command
from observatory.commands.fetch import fetch_command
from observatory.durable import BusyError
from observatory.publish import Published, publish

ROOT = Path(__file__).resolve().parent.parent
DONE, WITH_REJECTS, REFUSED, BUSY = 0, 1, 2, 3

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)
app.command("check")(check_command)
app.command("fetch")(fetch_command)
Var = Annotated[Path, typer.Option("--var", help="Dossier des millésimes publiés.")]


def with_demonstration() -> bool:
    """Whether demonstration rows are wanted: OBSERVATOIRE_DEMONSTRATION is not `non`."""
    return os.environ.get("OBSERVATOIRE_DEMONSTRATION", "oui") != "non"


@app.command()
def build(
    var: Var = ROOT / "var",
    force: Annotated[bool, typer.Option(help="Publie même si rien n’a changé.")] = False,
) -> None:
    """Construit et publie un millésime.

    Code de sortie : 0 fait, 1 publié avec des rejets, 2 refusé, 3 une autre construction.
    """
    console = Console(stderr=True)
    columns = (BarColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("Construction", total=_steps(ROOT))
        try:
            published = publish(
                ROOT,
                var,
                datetime.datetime.now(datetime.UTC),
                lambda text: progress.update(task, description=text, advance=1),
                demonstration=with_demonstration(),
                force=force,
            )
        except BusyError as error:
            _stop(str(error), BUSY)
        except ValueError as error:
            _stop(f"{error}\nRien n’est publié ; le dernier millésime reste servi.", REFUSED)
    _report(Console(), published)


def _steps(root: Path) -> int:
    """About how many steps a build takes: one for each declaration, and a few more."""
    return 5 + sum(len(list((root / name).glob("*.sql"))) for name in ("indicators", "data_sources"))


def _stop(message: str, code: int) -> None:
    typer.echo(message, err=True)
    raise typer.Exit(code)


def _report(console: Console, published: Published) -> None:
    if not published.new:
        console.print(f"Rien de nouveau : le millésime {published.id} reste publié.")
        return
    table = Table("Source", "Lues", "Acceptées", "Rejetées", "Ignorées", "Verdict")
    for one in published.loaded:
        if one.newest:
            counts = (one.newest.records, one.newest.accepted, one.newest.rejected, one.newest.ignored)
            verdict = "refusé" if one.newest.refused else "accepté"
            table.add_row(one.source.slug, *(str(count) for count in counts), verdict)
    console.print(table)
    for one in published.loaded:
        if one.newest and not one.clean:
            for text in [*one.newest.refused, *(str(rejection) for rejection in one.newest.rejections[:5])]:
                console.print(f"{one.source.slug} : {text}")
    waiting = [one.source.slug for one in published.loaded if one.newest is None]
    console.print(f"En attente d’un premier fichier : {', '.join(waiting) or 'aucune source'}.")
    console.print(f"Millésime {published.id} publié.")
    if not all(one.clean for one in published.loaded):
        raise typer.Exit(WITH_REJECTS)


@app.command()
def serve(
    var: Var = ROOT / "var",
    host: Annotated[str, typer.Option(help="Adresse d’écoute.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port d’écoute.")] = 8050,
) -> None:
    """Sert le site avec gunicorn : deux processus, en lecture seule."""
    typer.echo(f"Observatoire : http://{host}:{port}/")
    os.environ["OBSERVATOIRE_VAR"] = str(var.resolve())
    os.chdir(ROOT)
    arguments = ["gunicorn", "--bind", f"{host}:{port}", "--workers", "2", "--threads", "4"]
    arguments += ["-k", "gthread", "--no-control-socket"]
    os.execv(sys.executable, [sys.executable, "-m", *arguments, "app:server"])


if __name__ == "__main__":
    app()
