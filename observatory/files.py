"""The files of the site: each indicator as CSV or JSON, the whole vintage, the models to fill and send."""

import datetime
import functools
import io
from pathlib import Path

from flask import Response, abort, request, send_file
from werkzeug.security import safe_join

from observatory.exports import csv_bytes, file_name, json_bytes
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
        max_age=60,
    )


def table(store: Store, slug: str, form: str) -> Response:
    """The rows of an indicator as CSV or JSON, filtered by the parameters of the request."""
    if slug not in store.indicators:
        abort(404, f"aucun indicateur ne s’appelle « {slug[:LONGEST]} »")
    data, name = _file(store, slug, form, *_filters(store))
    response = Response(data, mimetype=FORMS[form][1])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "public, max-age=60"
    response.add_etag(weak=True)
    return response.make_conditional(request)


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
    natures = {one.nature for one in rows if one.value is not None}
    written = FORMS[form][0](rows, store.vintage, breakdowns=breakdowns)
    return written, file_name(slug, natures, form)
