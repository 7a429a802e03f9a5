"""The command `python -m observatory build`: publish what was received, once or at each change."""

import datetime
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from watchfiles import watch

from observatory import embargo
from observatory.commands import (
    BUSY,
    DONE,
    FAILED,
    REFUSED,
    ROOT,
    WITH_REJECTS,
    Root,
    Var,
    stop,
    with_demonstration,
)
from observatory.declarations import DeclarationError, read_sources
from observatory.durable import BusyError
from observatory.feeds.fetch import DEPOSIT, due, fetch
from observatory.machine import FAULTS, told
from observatory.publish import Published, publish

PAUSE = 10_000  # milliseconds after which folders and feeds are looked at again, though nothing moved
SHOWN = 5  # rejections told for each source


def build_command(
    var: Var = ROOT / "var",
    force: Annotated[bool, typer.Option(help="Publie même si rien n’a changé.")] = False,
    watching: Annotated[
        bool, typer.Option("--watch", help="Reste là, et publie quand un fichier ou un flux change.")
    ] = False,
    until: Annotated[
        str | None,
        typer.Option("--embargo", help="Invisible jusqu’à cette heure de Paris : « 2026-12-01 08:45 »."),
    ] = None,
    root: Root = ROOT,
) -> None:
    """Construit et publie un millésime avec ce qui a été reçu.

    Code de sortie : 0 fait, 1 publié avec des rejets, 2 refusé, 3 une autre construction,
    4 disque ou mémoire.
    Ce qui est construit pendant un embargo attend la même heure, sauf si --embargo en dit une autre.
    """
    if watching and until:
        stop("--watch et --embargo : donnez --embargo une fois ; la veille attendra la même heure", REFUSED)
    if watching:
        return _watch(root, var)
    try:
        hour = embargo.read_hour(until, datetime.datetime.now(datetime.UTC)) if until else None
    except embargo.EmbargoError as error:
        stop(str(error), REFUSED)
    code, message = _build(root, var, force, hour)
    if message:
        stop(message, code)
    raise typer.Exit(code)


def _watch(root: Path, var: Path) -> None:
    """Build now, then at each change of a declaration, of a dropped file or of a due feed."""
    deposit = var / DEPOSIT
    deposit.mkdir(parents=True, exist_ok=True)
    _turn(root, var)
    watched = (deposit, root / "data_sources", root / "indicators")
    with suppress(KeyboardInterrupt):
        for changes in watch(*watched, rust_timeout=PAUSE, yield_on_timeout=True):
            if _fetched(root, var) or changes:
                _turn(root, var)


def _turn(root: Path, var: Path) -> None:
    _, message = _build(root, var, force=False)
    if message:
        typer.echo(message, err=True)


def _fetched(root: Path, var: Path) -> bool:
    """Whether a folder or a due feed gave a new file; what failed is in its journal."""
    now = datetime.datetime.now(datetime.UTC)
    try:
        sources = due(var, read_sources(root / "data_sources").values(), now)
        return any(one.state == "nouveau" for one in fetch(var, sources, now))
    except (BusyError, DeclarationError) as error:
        typer.echo(str(error), err=True)
    except FAULTS as error:
        typer.echo(told(error, var), err=True)
    return False


def _build(root: Path, var: Path, force: bool, hour: datetime.datetime | None = None) -> tuple[int, str]:
    """Publish; the exit code, and what stopped it if something did."""
    columns = (BarColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("Construction", total=_steps(root))
        try:
            published = publish(
                root,
                var,
                datetime.datetime.now(datetime.UTC),
                lambda text: progress.update(task, description=text, advance=1),
                demonstration=with_demonstration(),
                force=force,
                embargo=hour,
            )
        except BusyError as error:
            return BUSY, str(error)
        except FAULTS as error:
            return FAILED, f"{told(error, var)}\nRien n’est publié ; le dernier millésime reste servi."
        except ValueError as error:
            return REFUSED, f"{error}\nRien n’est publié ; le dernier millésime reste servi."
    _report(Console(), published)
    return (DONE if all(one.clean for one in published.loaded) else WITH_REJECTS), ""


def _steps(root: Path) -> int:
    """About how many steps a build takes: one for each declaration, and a few more."""
    return 5 + sum(len(list((root / name).glob("*.sql"))) for name in ("indicators", "data_sources"))


def _report(console: Console, published: Published) -> None:
    hour = datetime.datetime.fromisoformat(published.embargo) if published.embargo else None
    held = f", sous embargo jusqu’au {embargo.told(hour)}" if hour else ""
    if not published.new:
        console.print(f"Rien de nouveau : le millésime {published.id} reste publié{held}.")
        return
    table = Table("Source", "Lues", "Acceptées", "Rejetées", "Ignorées", "Verdict")
    received = [(one.source.slug, one.newest, one.clean) for one in published.loaded if one.newest]
    for slug, newest, _ in received:
        counts = (newest.records, newest.accepted, newest.rejected, newest.ignored)
        table.add_row(slug, *map(str, counts), "refusé" if newest.refused else "accepté")
    console.print(table)
    for slug, newest, clean in received:
        for text in () if clean else (*newest.refused, *newest.rejections[:SHOWN]):
            console.print(f"{slug} : {text}", markup=False)
    waiting = [one.source.slug for one in published.loaded if one.newest is None]
    if waiting:
        console.print(f"En attente d’un premier fichier : {', '.join(waiting)}.")
    console.print(f"Millésime {published.id} publié{held}.")
