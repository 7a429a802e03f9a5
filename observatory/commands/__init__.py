"""The commands of `python -m observatory`: what is asked, what is said, the exit code."""

import os
from pathlib import Path
from typing import Annotated, NoReturn

import typer

ROOT = Path(__file__).resolve().parent.parent.parent
DONE, WITH_REJECTS, REFUSED, BUSY, FAILED = 0, 1, 2, 3, 4
Var = Annotated[Path, typer.Option("--var", help="Dossier des millésimes publiés.")]
Root = Annotated[Path, typer.Option("--root", hidden=True)]


def with_demonstration() -> bool:
    """Whether demonstration rows are wanted: OBSERVATOIRE_DEMONSTRATION is not `non`."""
    return os.environ.get("OBSERVATOIRE_DEMONSTRATION", "oui") != "non"


def stop(message: str, code: int) -> NoReturn:
    """End the command: why, and the exit code."""
    typer.echo(message, err=True)
    raise typer.Exit(code)
