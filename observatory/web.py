"""Assemble the site: the Dash application, its pages, its files, its headers."""

import datetime
import functools
import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import parse_qsl, unquote

import brotli
import dash
from dash import Input, Output, dcc, html
from flask import Flask, Response, abort, g, jsonify, request
from werkzeug.exceptions import HTTPException

from observatory import files, pages
from observatory.answers import page, unreadable
from observatory.document import document
from observatory.embargo import day
from observatory.markup import light
from observatory.served import Clock, Query, View, Vintages
from observatory.settings import Settings

LARGEST_BODY = 256 * 1024
COMPRESSED = ("text/", "application/json", "application/javascript", "application/geo+json")
IMMUTABLE = "public, max-age=31536000, immutable"
POLICY = (
    "default-src 'self'; script-src 'self' {hashes}; style-src 'self' 'unsafe-inline';"
    " img-src 'self' data: blob:; object-src 'none'; base-uri 'self'; form-action 'self';"
    " frame-ancestors 'none'"
)


class Site(dash.Dash):
    """A Dash application whose every page is first complete HTML, with its true status."""

    def __init__(self, server: Flask, root: Path, settings: Settings, vintages: Vintages):
        """Make the application; nothing of the vintage is read yet."""
        super().__init__(
            server=server,
            assets_folder=str(root / "assets"),
            assets_ignore=r".*\.(json|txt)$|bootstrap",
            external_stylesheets=[_stylesheet(root)],  # before ours, which corrects it
            suppress_callback_exceptions=True,
            update_title=None,
            meta_tags=[{"name": "viewport", "content": "width=device-width, initial-scale=1"}],
        )
        self.settings = settings
        self.vintages = vintages
        self.policy = "default-src 'none'"
        self.layout = [dcc.Location(id="adresse", refresh=False), html.Div(id="page")]
        content = Output("page", "children")
        self.callback(content, Input("adresse", "pathname"), Input("adresse", "search"))(self.draw)

    def address(self, path: str, query: Mapping[str, str]) -> tuple[str, Query]:
        """A path, and the parameters that its page knows: what a stray one cannot change."""
        known = pages.find(path)
        names = known[0].PARAMETERS if known else ()
        kept = {name: query[name] for name in names if 0 < len(query.get(name, "")) <= files.LONGEST}
        return path, tuple(sorted(kept.items()))

    def draw(self, path: str, search: str) -> list:
        """The callback: the content of the page, as Dash components, but for the tables it has already."""
        query: dict[str, str] = {}
        for name, value in parse_qsl((search or "").removeprefix("?")):
            query.setdefault(name, value)
        path = unquote(path or "/")
        view = self.vintages.view(query | pages.dated(path))
        found = page(view, self.settings, *self.address(path, query), self.day(view))
        return light(found.content)

    def day(self, view: View) -> datetime.date:
        """The day of a page: what is late is late today, or was on the day asked for."""
        return view.day or day(self.vintages.clock())

    def index(self, *_args, **_kwargs) -> Response:
        """Every page's address: its HTML, its status."""
        view = asked(self.vintages)
        status, html = _html(self, view, *self.address(request.path, request.args), self.day(view))
        response = Response(html, status=status, mimetype="text/html")
        response.add_etag(weak=True)
        return response.make_conditional(request)

    def interpolate_index(self, **parts: str) -> str:
        """Write the document of the page being answered; Dash checks its own, which nobody is sent."""
        view, path, query, today = g.address
        found = page(view, self.settings, path, query, today)
        g.document = document(found, path, query, self.settings, view, parts)
        return super().interpolate_index(**parts)


def asked(vintages: Vintages) -> View:
    """The vintage that a request asks for; one shown early is kept by nobody."""
    view = vintages.view({**request.args, **pages.dated(request.path)})
    g.early = view.early
    return view


@functools.lru_cache(maxsize=512)
def _html(site: Site, view: View, path: str, query: Query, today: datetime.date) -> tuple[int, bytes]:
    g.address = (view, path, query, today)
    dash.Dash.index(site)
    return page(view, site.settings, path, query, today).status, g.document.encode("utf-8")


def _stylesheet(root: Path) -> str:
    file = "assets/vendor/bootstrap.min.css"
    return f"/{file}?m={(root / file).stat().st_mtime:.0f}"


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


def create_site(root: Path, settings: Settings, clock: Clock = _now) -> Site:
    """The whole site, ready to serve; `clock` tells which embargoes are over."""
    server = Flask(__name__)
    server.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    vintages = Vintages(settings.var, clock)
    server.add_url_rule("/sante", "sante", lambda: _health(vintages))
    server.add_url_rule("/donnees/<slug>.<any(csv, json):form>", "lignes", _on(vintages, files.table))
    whole = "/donnees/<any('observatoire.zip', 'observations.parquet'):name>"
    server.add_url_rule(whole, "tout", _on(vintages, files.download))
    server.add_url_rule("/donnees/revisions.csv", "revisions", _on(vintages, files.revisions))
    server.add_url_rule("/donnees/pilotage.csv", "pilotage", _on(vintages, files.steering))
    server.add_url_rule("/donnees/registre.csv", "registre", _on(vintages, files.registered))
    server.add_url_rule("/donnees/journal-du-secret.csv", "secret", _on(vintages, files.journal))
    server.add_url_rule("/donnees/couverture.csv", "couverture", _on(vintages, files.covered))
    server.add_url_rule("/donnees/resume.csv", "resume", _on(vintages, files.told))
    agenda = functools.partial(files.agenda, url=settings.url)
    server.add_url_rule("/calendrier.ics", "ics", _on(vintages, agenda))
    server.add_url_rule("/donnees/modeles/<path:name>", "modele", lambda name: files.model(root, name))
    server.register_error_handler(HTTPException, _refusal)
    site = Site(server, root, settings, vintages)
    server.after_request(lambda response: _headers(_compressed(response), site))
    # Dash finishes its set-up at the first request: done here, no two threads can race for it.
    server.test_client().get("/_dash-dependencies")
    site.policy = POLICY.format(hashes=" ".join(site.csp_hashes()))
    return site


def _on(vintages: Vintages, answer: Callable[..., Response]) -> Callable[..., Response]:
    """The route of a file of the vintage asked for: `answer` takes its store first."""

    def route(**named: str) -> Response:
        view = asked(vintages)
        if view.fault:
            abort(404, view.fault)
        try:
            return answer(view.store, **named)
        except HTTPException:
            raise
        except Exception:  # the code of today, on the data of any day before
            if view.store is view.current:
                raise
            logging.exception("%s : %s", view.store.vintage, request.path)
            abort(404, unreadable(view))

    return route


def _refusal(error: HTTPException) -> Response:
    """A request refused, in French: what a file lacks, or that the request cannot be answered."""
    ours = error.description != type(error).description
    words = error.description if ours else "cette demande ne peut pas être servie"
    return Response(f"Erreur {error.code} : {words}.\n", status=error.code, mimetype="text/plain")


def _health(vintages: Vintages) -> Response:
    """The vintage served, its age, and a real query."""
    store = vintages.current()
    age = vintages.clock() - store.edition.public
    [(rows,)] = store.query("SELECT count(*) FROM observations")
    return jsonify(millesime=store.vintage, age_secondes=int(age.total_seconds()), observations=rows)


@functools.lru_cache(maxsize=512)
def _brotli(data: bytes) -> bytes:
    return brotli.compress(data, quality=9)


def _compressed(response: Response) -> Response:
    wanted = "br" in request.accept_encodings.values() and response.status_code == 200
    if wanted and (response.mimetype or "").startswith(COMPRESSED):
        response.direct_passthrough = False
        response.set_data(_brotli(response.get_data()))
        response.headers["Content-Encoding"] = "br"
    response.vary.add("Accept-Encoding")
    return response


def _headers(response: Response, site: Site) -> Response:
    response.headers["Content-Security-Policy"] = site.policy
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    if g.get("early") or request.method == "POST":
        response.headers["Cache-Control"] = "private, no-store"
        response.headers["X-Robots-Tag"] = "noindex"
    if "m" in request.args and request.path.startswith("/assets/"):
        response.headers["Cache-Control"] = IMMUTABLE
    return response
