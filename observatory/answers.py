"""The page of an address, in any vintage: the only place where a page is asked for its content."""

import datetime
import functools
import logging
from dataclasses import replace

from observatory import french, pages
from observatory.embargo import day
from observatory.markup import typeset
from observatory.pages import not_found
from observatory.parts import NotFound, Page, Visit
from observatory.permalinks import staying
from observatory.served import NAMED, Query, View
from observatory.settings import Settings


@functools.lru_cache(maxsize=512)
def page(view: View, settings: Settings, path: str, query: Query, today: datetime.date) -> Page:
    """The page of an address, in the vintage of a view: drawn once, true status, links that stay in it."""
    try:
        shown = _found(view, settings, path, query, today)
    except NotFound as error:
        shown = not_found.page(error)
    except Exception:  # the code of today, on the data of any day before
        if view.store is view.current:
            raise
        logging.exception("%s : %s", view.store.vintage, path)
        shown = not_found.page(NotFound(f"{unreadable(view)}.", _suggestions()))
    title, description, content = map(typeset, (shown.title, shown.description, shown.content))
    return replace(shown, title=title, description=description, content=staying(content, view.asked))


def _found(view: View, settings: Settings, path: str, query: Query, today: datetime.date) -> Page:
    if view.fault:
        offered = [
            (f"Millésime {one.id}, du {french.date(day(one.public))}", f"{path}?{NAMED}={one.id}")
            for one in view.near
        ]
        raise NotFound(f"{view.fault}.", offered)
    known = pages.find(path)
    if known is None:
        raise NotFound(f"L’adresse « {path} » n’existe pas.", _suggestions())
    module, argument = known
    return module.page(Visit(view.store, settings, today, argument, dict(query)))


def unreadable(view: View) -> str:
    """Why a page or a file of an old vintage cannot be shown."""
    return f"Le millésime {view.store.vintage} est trop ancien pour que le site en montre cette page"


def _suggestions() -> list[tuple[str, str]]:
    return [(name, path) for path, name in pages.MENU.items()]
