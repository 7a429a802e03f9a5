"""The command line: `python -m observatory build`, `check`, `fetch`, `serve`, `verify` and others."""

import typer

from observatory.commands.access import access_command
from observatory.commands.build import build_command
from observatory.commands.check import check_command
from observatory.commands.fetch import fetch_command
from observatory.commands.serve import serve_command
from observatory.commands.verify import verify_command
from observatory.commands.vintages import app as vintages_app

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)
app.command("acces")(access_command)
app.command("build")(build_command)
app.command("check")(check_command)
app.command("fetch")(fetch_command)
app.command("serve")(serve_command)
app.command("verify")(verify_command)
app.add_typer(vintages_app, name="vintages")

if __name__ == "__main__":
    app()
