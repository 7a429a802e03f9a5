"""The files of the site: each indicator as CSV or JSON, the whole vintage, the models to fill and send."""

import datetime
import functools
import io
from pathlib import Path

from flask import Response, abort, request, send_file
from werkzeug.security import safe_join

from observatory import coverage, debts, history, register
from observatory.agenda import ics
from observatory.exports import REGISTER, REVISIONS, csv_bytes, file_name, json_bytes, list_csv
from observatory.journal import csv_bytes as csv_bytes_of_journal
from observatory.pages.secret import read as read_journal
from observatory.progress import resume
from observatory.progress.board import board, latest
from observatory.progress.course import Progress
from observatory.progress.table import csv_bytes as csv_bytes_of_progress
from observatory.releases import plans
from observatory.served import PARAMETERS
from observatory.store import Store
from observatory.vintages import PACKAGE, PARQUET

LONGEST = 100  # characters of a parameter
LEVELS = ("national", "region", "departement", "epci", "hub", "tani")
STEPS = ("mois", "trimestre", "annee", "periode")
MODELS = Path("data_sources") / "modeles"
DOWNLOADS = {PACKAGE: "application/zip", PARQUET: "application/vnd.apache.parquet"}
FORMS = {"csv": (csv_bytes, "text/csv"), "json": (json_bytes, "application/json")}


def model(root: Path, name: str) -> Response:
    """A file of a model: its Table Schema, the empty CSV, the workbook, the example."""
    path = safe_join(str(root / MODELS), name)
    if path is None or not Path(path).is_file():
        abort(404, f"aucun modèle ne s’appelle « {name[:LONGEST]} »")
    data = io.BytesIO(Path(path).read_bytes())
    return send_file(data, as_attachment=True, download_name=Path(path).name, max_age=60)


def download(store: Store, name: str) -> Response:
    """A file that holds the whole vintage, from the disk."""
    if name not in store.downloads:
        abort(404, f"le millésime {store.vintage} n’a pas de fichier {name}")
    one = store.downloads[name]
    return send_file(
        one.path,
        mimetype=DOWNLOADS[name],
        as_attachment=True,
        download_name=f"{store.vintage}-{name}",
        etag=one.sha256,
        max_age=0,
    )


def table(store: Store, slug: str, form: str) -> Response:
    """The rows of an indicator as CSV or JSON, filtered by the parameters of the request."""
    if slug not in store.indicators:
        abort(404, f"aucun indicateur ne s’appelle « {slug[:LONGEST]} »")
    data, name = _file(store, slug, form, *_filters(store))
    return sent(data, FORMS[form][1], _dated(name, store))


def journal(store: Store) -> Response:
    """The CSV of what disclosure control hides, counted."""
    data = csv_bytes_of_journal(read_journal(store), store.vintage)
    return sent(data, "text/csv", _dated("journal-du-secret.csv", store))


def _filters(store: Store) -> tuple:
    level, step = request.args.get("niveau"), request.args.get("pas")
    territory = request.args.get("territoire")
    if level not in (None, *LEVELS):
        abort(400, f"niveau : {', '.join(LEVELS)}")
    if step not in (None, *STEPS):
        abort(400, f"pas : {', '.join(STEPS)}")
    if territory is not None and territory not in store.territories:
        abort(404, f"territoire inconnu : {territory[:LONGEST]}")
    breakdowns = request.args.get("ventilation") == "oui"
    return level, territory, step, _day("du"), _day("jusqua"), breakdowns


def _day(name: str) -> datetime.date | None:
    text = request.args.get(name)
    try:
        return datetime.date.fromisoformat(text) if text else None
    except ValueError:
        abort(400, f"{name} : une date AAAA-MM-JJ")


def sent(data: bytes, mimetype: str, name: str) -> Response:
    """A file made whole: its bytes, its type, the name it is kept under."""
    response = Response(data, mimetype=mimetype)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "public, no-cache"  # asked for again: a new vintage is seen at once
    response.add_etag(weak=True)
    return response.make_conditional(request)


def _dated(name: str, store: Store) -> str:
    """The name of a file, with the vintage when one is asked for."""
    if not any(request.args.get(one) for one in PARAMETERS):
        return name
    path = Path(name)
    return f"{path.stem}-{store.vintage}{path.suffix}"


def revisions(store: Store) -> Response:
    """The CSV of every revised value."""
    return sent(list_csv(REVISIONS, history.revised(store)), "text/csv", _dated("revisions.csv", store))


def registered(store: Store) -> Response:
    """The CSV of the register: each recommendation and action, with its indicators before and after."""
    return sent(list_csv(REGISTER, register.lines(store)), "text/csv", _dated("registre.csv", store))


def _last(store: Store) -> list[Progress]:
    """The course of the last value of each indicator in each place, by indicator then place."""
    found = latest(board(store))
    return [found[key] for key in sorted(found)]


@functools.lru_cache(maxsize=8)
def _steering(store: Store) -> bytes:
    return csv_bytes_of_progress(_last(store), store.indicators, store.vintage)


def steering(store: Store) -> Response:
    """The CSV of every indicator in every territory against its target, at its last period."""
    return sent(_steering(store), "text/csv", _dated("pilotage.csv", store))


def covered(store: Store) -> Response:
    """The CSV of what is known and of what is missing, of a level, a year and an indicator or of all."""
    level, year, slug = (request.args.get(name) or None for name in ("niveau", "annee", "indicateur"))
    if level not in (None, *coverage.LEVELS):
        abort(400, f"niveau : {', '.join(coverage.LEVELS)}")
    known = [str(one) for one in coverage.years(store)]
    if year not in (None, *known):
        abort(400, f"annee : {', '.join(known)}")
    if slug not in (None, *store.indicators):
        abort(404, f"aucun indicateur ne s’appelle « {slug[:LONGEST]} »")
    data = _covered(store, level, year and int(year), slug)
    return sent(data, "text/csv", _dated("couverture.csv", store))


@functools.lru_cache(maxsize=64)
def _covered(store: Store, level: str | None, year: int | None, slug: str | None) -> bytes:
    return debts.csv_bytes(store, coverage.cells(store, level, year, slug))


def told(store: Store) -> Response:
    """The CSV of every last value and its verdict, in sentences."""
    return sent(_told(store), "text/csv", _dated("resume.csv", store))


@functools.lru_cache(maxsize=8)
def _told(store: Store) -> bytes:
    return resume.csv_bytes(_last(store), store.indicators, store.territories, store.vintage)


def agenda(store: Store, url: str) -> Response:
    """The release calendar of an indicator, or of all, for calendar programs."""
    asked = request.args.get("indicateur")
    if asked not in (None, *store.indicators):
        abort(404, f"aucun indicateur ne s’appelle « {asked[:LONGEST]} »")
    titles = {slug: one.title for slug, one in store.indicators.items() if asked in (None, slug)}
    written = datetime.datetime.fromisoformat(store.manifest["publie_le"])
    return sent(ics(plans(history.releases(store)), titles, written, url), "text/calendar", "calendrier.ics")


@functools.lru_cache(maxsize=256)
def _file(store: Store, slug: str, form: str, level, territory, step, since, until, breakdowns: bool):
    rows = store.observations(
        slug,
        level=level,
        territory=territory,
        step=step,
        since=since,
        until=until,
        breakdowns=breakdowns,
    )
    natures = {one.nature for one in rows if one.told}
    written = FORMS[form][0](rows, store.vintage, breakdowns=breakdowns)
    return written, file_name(slug, natures, form)
