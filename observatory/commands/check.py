"""The command `python -m observatory check`: validate a file without touching anything."""

import datetime
import difflib
import tempfile
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from observatory import report
from observatory.build import check_file, read_project
from observatory.commands import DONE, REFUSED, ROOT, WITH_REJECTS, Root, Var, stop
from observatory.declarations import DeclarationError, Source
from observatory.publish import volumes
from observatory.reader.reading import Reading
from observatory.vintages import current_manifest

SHOWN = 10  # rejections and totals told; the report has them all


def check_command(
    file: Annotated[Path, typer.Argument(metavar="FICHIER", help="Fichier à vérifier.")],
    slug: Annotated[str, typer.Option("--source", help="Source dont le fichier suit le contrat.")],
    out: Annotated[
        Path | None, typer.Option("--report", help="Rapport à écrire : .html, .csv ou .json.")
    ] = None,
    var: Var = ROOT / "var",
    root: Root = ROOT,
) -> None:
    """Vérifie un fichier par le contrat de sa source, sans rien changer.

    Code de sortie : 0 accepté, 1 accepté avec des rejets, 2 refusé.
    """
    if out and out.suffix not in report.FORMS:
        stop(f"{out.name} : rapport en {', '.join(report.FORMS)} attendu", REFUSED)
    source, reading = _read(file, slug, root, var)
    _print(Console(), reading, file.name)
    if out:
        out.write_text(report.FORMS[out.suffix](reading, source, file.name), "utf-8")
    raise typer.Exit(REFUSED if reading.refused else WITH_REJECTS if reading.rejected else DONE)


def _read(file: Path, slug: str, root: Path, var: Path) -> tuple[Source, Reading]:
    today = datetime.datetime.now(datetime.UTC).date()
    with tempfile.TemporaryDirectory() as folder:
        try:
            project = read_project(
                root,
                Path(folder),
                with_demonstration=False,
                today=today,
                volumes=volumes(current_manifest(var)),
            )
        except DeclarationError as error:
            stop(str(error), REFUSED)
        if slug not in project.sources:
            [near] = difflib.get_close_matches(slug, project.sources, n=1, cutoff=0)
            stop(f"« {slug} » n’est pas une source ; la plus proche est « {near} »", REFUSED)
        source = project.sources[slug]
        return source, check_file(project, source, file)


def _print(console: Console, reading: Reading, name: str) -> None:
    table = Table("Fichier", "Lues", "Acceptées", "Rejetées", "Ignorées")
    table.add_row(name, *(str(getattr(reading, key)) for key in report.COUNTS))
    console.print(table)
    lines = [f"Correction de forme : {rule} ({count})" for rule, count in reading.normalisations.items()]
    lines += [str(one) for one in reading.rejections[:SHOWN]]
    lines += [report.told(total) for total in reading.totals if total.verdict != "égal"][:SHOWN]
    for line in [*lines, report.verdict(reading)]:
        console.print(line, markup=False)
