"""The commands `python -m observatory vintages …`: list, show, verify, and serve an earlier one again."""

import datetime
import json
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Column, Table

from observatory import embargo, vintages
from observatory.commands import BUSY, FAILED, REFUSED, ROOT, Var, stop
from observatory.durable import BusyError
from observatory.editions import held
from observatory.machine import FAULTS, told
from observatory.vintages import VintageError

app = typer.Typer(no_args_is_help=True, help="Les millésimes publiés : immuables, et toujours lisibles.")
Id = Annotated[str | None, typer.Argument(metavar="[ID]", help="Millésime ; par défaut celui qui est servi.")]


@app.command("list")
def list_command(var: Var = ROOT / "var") -> None:
    """Montre les millésimes, du plus ancien au plus récent, et celui qui est servi."""
    table = Table(Column("Millésime", no_wrap=True), "Publié le", "Ajoutés", "Retirés", "Modifiés", "État")
    now = datetime.datetime.now(datetime.UTC)
    served, known = vintages.whole(var, now), vintages.editions(var)
    for folder in vintages.vintages(var):
        if faults := vintages.faults(folder):
            table.add_row(folder.name, "", "", "", "", " ; ".join(faults))
            continue
        told = vintages.manifest(folder)
        figures = told["changes"]["figures"].values()
        counts = (sum(one[name] for one in figures) for name in ("added", "removed", "changed"))
        [edition] = [one for one in known if one.folder == folder]
        state = "servi" if folder == served else held(known, edition, now)
        table.add_row(folder.name, told["publie_le"][:10], *map(str, counts), state)
    Console().print(table)


@app.command("show")
def show_command(
    id: Id = None,
    as_json: Annotated[bool, typer.Option("--json", help="Le manifeste entier, en JSON.")] = False,
    var: Var = ROOT / "var",
) -> None:
    """Montre un millésime : ce qui y est entré, ce qui a changé, et son sceau."""
    told = _manifest(id, var)
    if as_json:
        typer.echo(json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True))
        return
    since = told["changes"]["since"]
    typer.echo(f"Millésime {told['id']}, publié le {told['publie_le']}, après {since or 'aucun autre'}.")
    if told.get("embargo"):
        typer.echo(f"Embargo : {embargo.told(datetime.datetime.fromisoformat(told['embargo']))}")
    for name, words in (("added", "Ajouté"), ("removed", "Retiré"), ("changed", "Modifié")):
        for one in told["changes"]["inputs"][name]:
            typer.echo(f"{words} : {one}")
    for slug, one in told["changes"]["figures"].items():
        typer.echo(f"{slug} : {one['added']} ajoutés, {one['removed']} retirés, {one['changed']} modifiés")
    for one in told["changes"].get("reasons", []):
        typer.echo(f"{one['indicateur']} : {one['valeurs']} révisés ({one['type']}) : {one['motif']}")


@app.command("verify")
def verify_command(id: Id = None, var: Var = ROOT / "var") -> None:
    """Vérifie que les fichiers d’un millésime sont ceux que son manifeste scelle."""
    told = _manifest(id, var)
    if faults := vintages.faults(vintages.find(var, told["id"])):
        stop("\n".join(faults), REFUSED)
    typer.echo(f"Millésime {told['id']} : rien n’a changé dans {', '.join(told['outputs'])}.")


@app.command("rollback")
def rollback_command(
    id: Annotated[str, typer.Argument(metavar="ID", help="Millésime à servir de nouveau.")],
    var: Var = ROOT / "var",
) -> None:
    """Sert de nouveau un millésime plus ancien ; le prochain publié aura un numéro plus grand."""
    try:
        waits = vintages.rollback(var, id, datetime.datetime.now(datetime.UTC))
    except BusyError as error:
        stop(str(error), BUSY)
    except VintageError as error:
        stop(str(error), REFUSED)
    except FAULTS as error:
        stop(told(error, var), FAILED)
    typer.echo(f"Millésime {id} servi.")
    if waits:
        typer.echo(f"Le millésime {waits.id} sera servi à son heure, le {embargo.told(waits.embargo)}.")


def _manifest(id: str | None, var) -> dict:
    try:
        served = None if id else vintages.due(var, datetime.datetime.now(datetime.UTC))
        return vintages.manifest(served or vintages.find(var, id))
    except VintageError as error:
        stop(str(error), REFUSED)
