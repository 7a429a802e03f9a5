"""The command `python -m observatory fetch`: bring what the feeds have, and say what came."""

import datetime
import difflib
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn
from rich.table import Table

from observatory.commands import BUSY, FAILED, REFUSED, ROOT, WITH_REJECTS, Root, Var, stop
from observatory.declarations import DeclarationError, Source, read_sources
from observatory.durable import BusyError
from observatory.feeds.fetch import Fetched, due, fetch
from observatory.machine import FAULTS, told


def fetch_command(
    slugs: Annotated[
        list[str] | None, typer.Argument(metavar="[SLUG]…", help="Sources à interroger, échues ou non.")
    ] = None,
    var: Var = ROOT / "var",
    root: Root = ROOT,
) -> None:
    """Récupère les fichiers des sources échues, ou de celles qui sont nommées.

    Code de sortie : 0 fait, 1 une source au moins a échoué, 2 déclaration refusée, 3 une autre récupération,
    4 disque ou mémoire.
    """
    now = datetime.datetime.now(datetime.UTC)
    try:
        sources = _chosen(read_sources(root / "data_sources"), slugs or [])
        fetched = _fetch(var, sources if slugs else due(var, sources, now), now)
    except BusyError as error:
        stop(str(error), BUSY)
    except DeclarationError as error:
        stop(str(error), REFUSED)
    except FAULTS as error:
        stop(told(error, var), FAILED)
    _report(Console(), fetched)
    if any(one.state == "échec" for one in fetched):
        raise typer.Exit(WITH_REJECTS)


def _chosen(sources: dict[str, Source], slugs: list[str]) -> list[Source]:
    """The sources named, or all those that have a feed."""
    fed = {slug: source for slug, source in sources.items() if source.feed}
    for slug in slugs:
        if slug not in fed:
            near = difflib.get_close_matches(slug, fed, n=1, cutoff=0)
            cure = f"la plus proche est « {near[0]} »" if near else "aucune source n’a de flux"
            raise DeclarationError(f"« {slug} » n’est pas une source qui a un flux ; {cure}")
    return [fed[slug] for slug in slugs] if slugs else list(fed.values())


def _fetch(var: Path, sources: list[Source], now: datetime.datetime) -> list[Fetched]:
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks = {}

        def show(slug: str, done: int, total: int | None) -> None:
            if slug not in tasks:
                tasks[slug] = bars.add_task(slug, total=total)
            bars.update(tasks[slug], completed=done, total=total)

        return fetch(var, sources, now, show)


def _report(console: Console, fetched: list[Fetched]) -> None:
    if not fetched:
        console.print("Rien à récupérer : aucune source n’est échue.")
        return
    table = Table("Source", "Résultat", "Dernier fichier", "Reçu le", "Précision")
    for one in fetched:
        newest = one.newest
        file = (newest.name, f"{newest.time:%d/%m/%Y}") if newest else ("aucun", "")
        table.add_row(one.slug, one.state, *file, one.reason)
    console.print(table)
    if any(one.state == "échec" for one in fetched):
        console.print("Ce qui a échoué n’a rien changé : les derniers fichiers reçus restent.")
