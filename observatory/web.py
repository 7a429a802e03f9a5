"""Assemble the site: the Dash application, its pages, its files, its headers."""

import datetime
import functools
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qsl, unquote
from zoneinfo import ZoneInfo

import brotli
import dash
from dash import Input, Output, dcc, html
from flask import Flask, Response, g, jsonify, request
from werkzeug.exceptions import HTTPException

from observatory import files, pages
from observatory.document import document
from observatory.markup import typeset
from observatory.pages import not_found
from observatory.parts import NotFound, Page, Visit
from observatory.settings import Settings
from observatory.store import Store, Vintages

PARIS = ZoneInfo("Europe/Paris")
LARGEST_BODY = 256 * 1024
Query = tuple[tuple[str, str], ...]
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
        page = Output("page", "children")
        self.callback(page, Input("adresse", "pathname"), Input("adresse", "search"))(self.draw)

    def address(self, path: str, query: Mapping[str, str]) -> tuple[str, Query]:
        """A path, and the parameters that its page knows: what a stray one cannot change."""
        known = pages.find(path)
        names = known[0].PARAMETERS if known else ()
        kept = {name: query[name] for name in names if 0 < len(query.get(name, "")) <= files.LONGEST}
        return path, tuple(sorted(kept.items()))

    def draw(self, path: str, search: str) -> list:
        """The callback: the content of the page, as Dash components."""
        query: dict[str, str] = {}
        for name, value in parse_qsl((search or "").removeprefix("?")):
            query.setdefault(name, value)
        return self.page(*self.address(unquote(path or "/"), query)).content

    def page(self, path: str, query: Query) -> Page:
        """The page of an address on the current vintage."""
        return _page(self.vintages.current(), self.settings, path, query, _today())

    def index(self, *_args, **_kwargs) -> Response:
        """Every page's address: its HTML, its status."""
        address = self.address(request.path, request.args)
        status, html = _html(self, self.vintages.current(), *address, _today())
        response = Response(html, status=status, mimetype="text/html")
        response.add_etag(weak=True)
        return response.make_conditional(request)

    def interpolate_index(self, **parts: str) -> str:
        """The document around the page being answered."""
        store, path, query, today = g.address
        page = _page(store, self.settings, path, query, today)
        return document(page, path, self.settings, store.vintage, parts)


@functools.lru_cache(maxsize=512)
def _html(site: Site, store: Store, path: str, query: Query, today: datetime.date) -> tuple[int, bytes]:
    g.address = (store, path, query, today)
    text = dash.Dash.index(site)
    return _page(store, site.settings, path, query, today).status, text.encode("utf-8")


def _today() -> datetime.date:
    """The day in Paris: what is late is late today, whatever the day of the vintage."""
    return datetime.datetime.now(PARIS).date()


def _stylesheet(root: Path) -> str:
    file = "assets/vendor/bootstrap.min.css"
    return f"/{file}?m={(root / file).stat().st_mtime:.0f}"


@functools.lru_cache(maxsize=512)
def _page(store: Store, settings: Settings, path: str, query: Query, today: datetime.date) -> Page:
    known = pages.find(path)
    try:
        if known is None:
            raise NotFound(f"L’adresse « {path} » n’existe pas.", _suggestions())
        module, argument = known
        page = module.page(Visit(store, settings, today, argument, dict(query)))
    except NotFound as error:
        page = not_found.page(error)
    title, description, content = map(typeset, (page.title, page.description, page.content))
    return replace(page, title=title, description=description, content=content)


def _suggestions() -> list[tuple[str, str]]:
    return [(name, path) for path, name in pages.MENU.items()]


def create_site(root: Path, settings: Settings) -> Site:
    """The whole site, ready to serve."""
    server = Flask(__name__)
    server.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    vintages = Vintages(settings.var)
    server.add_url_rule("/sante", "sante", lambda: _health(vintages))
    server.add_url_rule(
        "/donnees/<slug>.<any(csv, json):form>",
        "lignes",
        lambda slug, form: files.table(vintages.current(), slug, form),
    )
    server.add_url_rule(
        "/donnees/<any('observatoire.zip', 'observations.parquet'):name>",
        "tout",
        lambda name: files.download(vintages.current(), name),
    )
    server.add_url_rule("/donnees/modeles/<path:name>", "modele", lambda name: files.model(root, name))
    server.register_error_handler(HTTPException, _refusal)
    site = Site(server, root, settings, vintages)
    server.after_request(lambda response: _headers(_compressed(response), site))
    # Dash finishes its set-up at the first request: done here, no two threads can race for it.
    server.test_client().get("/_dash-dependencies")
    site.policy = POLICY.format(hashes=" ".join(site.csp_hashes()))
    return site


def _refusal(error: HTTPException) -> Response:
    """A request refused, in French: what a file lacks, or that the request cannot be answered."""
    ours = error.description != type(error).description
    words = error.description if ours else "cette demande ne peut pas être servie"
    return Response(f"Erreur {error.code} : {words}.\n", status=error.code, mimetype="text/plain")


def _health(vintages: Vintages) -> Response:
    """The vintage served, its age, and a real query."""
    store = vintages.current()
    published = datetime.datetime.fromisoformat(store.manifest["publie_le"])
    age = datetime.datetime.now(datetime.UTC) - published
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
    if "m" in request.args and request.path.startswith("/assets/"):
        response.headers["Cache-Control"] = IMMUTABLE
    return response
