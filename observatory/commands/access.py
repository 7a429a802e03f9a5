"""The command `python -m observatory acces`: a signed link to a vintage under embargo."""

import datetime
from typing import Annotated

import typer

from observatory import embargo, vintages
from observatory.access import AccessError, sign
from observatory.commands import REFUSED, ROOT, Var, stop
from observatory.editions import Edition, waiting
from observatory.served import NAMED, SIGNED, Vintages
from observatory.settings import read_settings
from observatory.store import Store

PAGE = "/acces-anticipes"


def access_command(
    reader: Annotated[str, typer.Argument(metavar="FONCTION", help=f"Identifiant, dans la liste {PAGE}.")],
    hours: Annotated[int, typer.Option("--heures", min=1, max=240, help="Durée du lien.")] = 24,
    var: Var = ROOT / "var",
) -> None:
    """Donne un lien qui ouvre le millésime sous embargo à une fonction de la liste publique."""
    now = datetime.datetime.now(datetime.UTC)
    waits = waiting(vintages.editions(var), now)
    if waits is None:
        stop(f"{var} : aucun millésime n’est sous embargo ; il n’y a rien à montrer avant l’heure", REFUSED)
    try:
        _check_reader(Vintages(var, lambda: now).current(), reader)
        until = min(now + datetime.timedelta(hours=hours), waits.embargo)
        token = sign(var, waits.id, reader, until)
    except (AccessError, FileNotFoundError) as error:
        stop(str(error), REFUSED)
    vintages.log(var, now, "acces", millesime=waits.id, fonction=reader, fin=until.isoformat("T", "seconds"))
    typer.echo(f"Lien pour « {reader} », jusqu’au {embargo.told(until)} :")
    typer.echo(_link(waits, token))


def _check_reader(store: Store, reader: str) -> None:
    """Raise AccessError when the list that everyone sees now does not hold the reader."""
    if reader not in store.early_readers:
        known = ", ".join(store.early_readers) or "personne"
        raise AccessError(
            f"« {reader} » n’est pas dans la liste publique ({known}) ; ajoutez la ligne dans"
            " data_sources/reference/acces-anticipes.csv et publiez-la, sans embargo"
        )


def _link(waits: Edition, token: str) -> str:
    return f"{read_settings(ROOT).url}/?{NAMED}={waits.id}&{SIGNED}={token}"
