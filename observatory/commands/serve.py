"""The command `python -m observatory serve`: the site, read only, under gunicorn."""

import os
import sys
from typing import Annotated

import typer

from observatory.commands import ROOT, Var


def serve_command(
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
