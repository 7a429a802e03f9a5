"""The command `python -m observatory check`: validate a file without touching anything."""

import datetime
from pathlib import Path
from typing import Annotated

import duckdb
import typer
from rich.console import Console

from observatory import report
from observatory.declarations import DeclarationError, Source, read_sources
from observatory.load import REFERENCE, create_schema, create_territories, load
from observatory.reader.read import read
from observatory.reader.reading import Reading

ROOT = Path(__file__).resolve().parent.parent
DONE, WITH_REJECTS, REFUSED = 0, 1, 2
SHOWN = 10


def check_command(
    file: Annotated[Path, typer.Argument(metavar="FICHIER", help="Fichier à vérifier.")],
    source: Annotated[str, typer.Option("--source", help="Source dont le fichier suit le contrat.")],
    out: Annotated[
        Path | None, typer.Option("--report", help="Rapport à écrire : .html, .csv ou .json.")
    ] = None,
) -> None:
    """Vérifie un fichier par le contrat de sa source, sans rien changer.

    Code de sortie : 0 accepté, 1 accepté avec des rejets, 2 refusé.
    """
    if out and out.suffix not in report.FORMS:
        _stop(f"{out.name} : rapport en {', '.join(report.FORMS)} attendu")
    sources = read_sources(ROOT / "data_sources")
    if source not in sources:
        _stop(f"« {source} » n’est pas une source ; connues : {', '.join(sources)}")
    reading = check(file, sources[source], sources)
    _print(reading, file.name)
    if out:
        out.write_text(report.FORMS[out.suffix](reading, sources[source], file.name), "utf-8")
    raise typer.Exit(REFUSED if reading.refused else WITH_REJECTS if reading.rejected else DONE)


def check(file: Path, source: Source, sources: dict[str, Source]) -> Reading:
    """Read a file by the contract of its source, against the reference territories, in memory."""
    today = datetime.datetime.now(datetime.UTC).date()
    with duckdb.connect() as con:
        create_schema(con)
        reference = [one for one in sources.values() if one.feeds in REFERENCE]
        for one in sorted(reference, key=lambda one: REFERENCE.index(one.feeds)):
            load(con, one, [ROOT / "data_sources" / one.file], today=today)
        create_territories(con)
        return read(con, source, file, today=today)


def _stop(message: str) -> None:
    typer.echo(message, err=True)
    raise typer.Exit(REFUSED)


def _print(reading: Reading, name: str) -> None:
    console = Console()
    console.print(report.verdict(reading))
    for key, words in report.COUNTS.items():
        console.print(f"{getattr(reading, key)} {words}")
    for rule, count in reading.normalisations.items():
        console.print(f"Correction de forme : {rule} ({count})")
    for one in reading.rejections[:SHOWN]:
        console.print(str(one))
    for total in reading.totals:
        if total.verdict != "égal":
            console.print(
                f"Total « {total.label} », ligne {total.line}, {total.column} : {total.stated} annoncé, "
                f"{total.computed} recalculé, {total.verdict}"
            )


__all__ = ["DeclarationError", "check", "check_command"]
