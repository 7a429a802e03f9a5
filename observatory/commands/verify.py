"""The command `python -m observatory verify`: compute one published number again, and show the path."""

import datetime
import difflib
import tempfile
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console

from observatory import french, sentences
from observatory.build import Project, read_project
from observatory.commands import DONE, REFUSED, ROOT, WITH_REJECTS, Root, Var, stop
from observatory.load import REFERENCE
from observatory.observations import Observation
from observatory.publish import digests
from observatory.served import Vintages
from observatory.store import Store
from observatory.trail import period, words
from observatory.trail.decision import decision
from observatory.trail.recompute import Recomputed, Used, recompute
from observatory.trail.rollup import Cell, Value

SHOWN = 20  # rows and parts shown, unless all are wanted


def verify_command(
    slug: Annotated[str, typer.Argument(metavar="INDICATEUR", help="Indicateur : accompagnements.")],
    territory: Annotated[str, typer.Argument(metavar="TERRITOIRE", help="Territoire : FR, REG-32, DEP-80.")],
    when: Annotated[
        str, typer.Argument(metavar="PERIODE", help="2023, 2023-T3, 2023-09, ou 2019-01/2022-03.")
    ],
    breakdown: Annotated[str, typer.Option("--ventilation", help="Détail ; « total » sinon.")] = "total",
    whole: Annotated[bool, typer.Option("--tout", help="Montre toutes les lignes prises.")] = False,
    var: Var = ROOT / "var",
    root: Root = ROOT,
) -> None:
    """Recalcule un chiffre publié depuis les fichiers des sources, et montre le chemin.

    Code de sortie : 0 identique, vide ou caché ; 1 différent ; 2 inconnu, ou fichiers illisibles.
    """
    store = _store(var)
    one = _published(store, slug, territory, when, breakdown)
    console = Console(soft_wrap=True, markup=False, highlight=False, emoji=False)
    _tell_number(console, store, one)
    if one.value is None:
        raise typer.Exit(DONE)
    found, faults = _recomputed(store, root, var, one)
    _tell_path(console, store, one, found, whole)
    same = found.value == Value(one.value, one.low, one.high)
    console.print(f"\nRecalculé : {_bounded(found.value)}")
    console.print(f"Publié : {_bounded(Value(one.value, one.low, one.high))}")
    console.print("identique" if same else "différent")
    for fault in faults:
        console.print(f"Attention : {fault}")
    raise typer.Exit(DONE if same and not faults else WITH_REJECTS)


def _store(var: Path) -> Store:
    try:
        return Vintages(var).current()
    except FileNotFoundError as error:
        stop(str(error), REFUSED)


def _published(store: Store, slug: str, territory: str, when: str, breakdown: str) -> Observation:
    """The published row, or the message that names what is nearest."""
    if slug not in store.indicators:
        _unknown("un indicateur", slug, list(store.indicators))
    rows = store.observations(slug, territory=territory, breakdowns=True)
    if not rows:
        known = [id for (id,) in store.query("SELECT DISTINCT territoire_id FROM observations ORDER BY 1")]
        _unknown("un territoire", territory, known)
    periods = {(one.step, one.start, one.end.replace(day=1)) for one in rows}
    asked = period.read(when)
    if asked not in periods:
        _refuse(f"une période de « {slug} »", when, period.nearest(when, periods))
    rows = [one for one in rows if (one.step, one.start, one.end.replace(day=1)) == asked]
    found = next((one for one in rows if one.breakdown == breakdown), None)
    if found is None:
        _unknown("une ventilation", breakdown, [one.breakdown for one in rows])
    return found


def _unknown(what: str, asked: str, known: list[str]) -> NoReturn:
    _refuse(what, asked, difflib.get_close_matches(asked, known, n=5, cutoff=0.3) or known[-5:])


def _refuse(what: str, asked: str, near: list[str]) -> NoReturn:
    stop(f"« {asked} » n’est pas {what} ; les plus proches : {', '.join(near)}", REFUSED)


def _tell_number(console: Console, store: Store, one: Observation) -> None:
    indicator = store.indicators[one.indicator]
    detail = "" if one.breakdown == "total" else f", {one.breakdown}"
    when = french.period(one.step, one.start, one.end)
    console.print(f"{indicator.title}, {one.name}, {when}{detail}")
    if one.value is None and one.confidentiality is None:
        console.print(f"Aucune valeur publiée (millésime {store.vintage}). {one.note or ''}")
        console.print("Une case vide n’est pas un zéro : les sources ne donnent rien pour elle.")
    elif one.value is not None:
        nature = sentences.NATURES[one.nature].lower()
        console.print(f"{sentences.value(one, indicator)} ({nature}), millésime {store.vintage}")
    if one.value is not None or one.confidentiality:
        console.print(f"Secret statistique : {decision(indicator.disclosure, one.confidentiality)}")


def _recomputed(store: Store, root: Path, var: Path, one: Observation) -> tuple[Recomputed, list[str]]:
    """The number from the files, and what of them is not what the vintage was made of."""
    manifest = store.manifest
    day = datetime.datetime.fromisoformat(manifest["publie_le"]).date()
    [(facts,)] = store.query("SELECT faits FROM indicateurs WHERE slug = ?", [one.indicator])
    cell = Cell(one.territory, one.step, one.start, one.end.replace(day=1), one.breakdown)
    with (
        tempfile.TemporaryDirectory() as folder,
        Console(stderr=True).status("") as at,
    ):
        try:
            project = read_project(
                root, Path(folder), with_demonstration=manifest["demonstration"], today=day, var=var
            )
            if one.indicator not in project.indicators:
                stop(f"indicators/{one.indicator}.sql a été retiré depuis le millésime", REFUSED)
            found = recompute(project, one.indicator, facts.split(), cell, at.update)
            faults = _changed(root, project, manifest["inputs"], facts.split(), one.indicator)
        except ValueError as error:
            stop(str(error), REFUSED)
    if found is None:
        stop("\n".join(["Les fichiers ne donnent plus cette valeur.", *faults]), WITH_REJECTS)
    return found, faults


def _changed(root: Path, project: Project, inputs: dict[str, str], facts: list[str], slug: str) -> list[str]:
    """The declarations and files behind an indicator that are not those of the vintage."""
    read = [one for one in project.sources.values() if one.feeds in (*REFERENCE, *facts)]
    named = {f"indicators/{slug}.sql", *(f"data_sources/{one.slug}.sql" for one in read)}
    named |= {one.file or f"recus/{one.slug}/" for one in read}
    now = digests(root, project)
    return [
        f"{name} n’est pas celui du millésime"
        for name in sorted(inputs.keys() | now.keys())
        if (name in named or f"{name.rpartition('/')[0]}/" in named) and inputs.get(name) != now.get(name)
    ]


def _tell_path(console: Console, store: Store, one: Observation, found: Recomputed, whole: bool) -> None:
    for file in found.files:
        _tell_file(console, store, file, whole)
    indicator = store.indicators[one.indicator]
    console.print(f"\nRequête de l’indicateur :\n{_indented(indicator.sql)}")
    console.print(f"\nCalcul. {words.rule(indicator, found.parts)}")
    lines = [
        f"  {_name(store, part.territory)}, {words.months(part)} : {words.told(part, indicator)}"
        for part in found.parts
    ]
    _tell_some(console, lines, whole)
    console.print(f"  {words.total(indicator, found.parts, found.value.value)}")


def _name(store: Store, id: str) -> str:
    return store.territories[id].name if id in store.territories else id


def _tell_file(console: Console, store: Store, file: Used, whole: bool) -> None:
    source = file.source
    nature = sentences.NATURES[source.nature].lower()
    sealed = "celui du millésime" if file.sha256 in store.manifest["inputs"].values() else "AUTRE"
    console.print(f"\nSource : {source.credit} ({nature})")
    console.print(f"  {source.url} ; licence : {source.licence} ; consulté le {french.date(source.accessed)}")
    console.print(f"  Fichier : {source.file or file.path.name}")
    console.print(f"  sha256 : {file.sha256} ({sealed})")
    count = f" ({french.number(len(file.lines))} en tout)" if len(file.lines) > 1 else ""
    numbers = words.lines_told(source, words.spans(line for line, _ in file.lines))
    console.print(f"  {numbers.capitalize()}{count}")
    shown = [
        f"    {line} : " + " ; ".join(f"{name} = {value}" for name, value in row.items() if value is not None)
        for line, row in file.lines
    ]
    _tell_some(console, shown, whole)
    if file.others:
        console.print(
            f"  Lues aussi, sans nommer ce territoire : {words.lines_told(source, words.spans(file.others))}"
        )
    console.print(f"  Requête de la source :\n{_indented(source.sql)}")


def _tell_some(console: Console, lines: list[str], whole: bool) -> None:
    for line in lines if whole else lines[:SHOWN]:
        console.print(line)
    if len(lines) > SHOWN and not whole:
        console.print(f"    … et {french.number(len(lines) - SHOWN)} autres (--tout les montre)")


def _indented(sql: str) -> str:
    return "\n".join(f"    {line}" for line in sql.strip().splitlines())


def _bounded(value: Value) -> str:
    bounds = [words.plain(end) for end in (value.low, value.high) if end is not None]
    told = "aucune valeur" if value.value is None else words.plain(value.value)
    return f"{told} (de {bounds[0]} à {bounds[-1]})" if bounds else told
