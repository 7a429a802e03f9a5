"""What is known of a hub or of a TANI: its dates, as precisely as a source gives them."""

from dash import html

from observatory import french
from observatory.observations import Territory
from observatory.parts import outside
from observatory.store import Store

UNKNOWN = "inconnue"


def identity(store: Store, place: Territory) -> list:
    """The paragraph of dates of a hub or of a TANI; nothing for another place."""
    if place.level == "hub":
        [row] = [row for row in store.table("hubs") if row["slug"] == place.code]
        return [_paragraph(_hub_words(row), row)]
    if place.level == "tani":
        [row] = [row for row in store.table("tani") if row["slug"] == place.code]
        return [_paragraph(_tani_words(row), row)]
    return []


def _paragraph(words: str, row: dict):
    return html.P([words, " ", row["note"] or "", " ", outside(row["source_titre"], row["source_url"])])


def _hub_words(row: dict) -> str:
    closed = f" Fermeture : {hub_date(row, 'ferme_le')}." if row["ferme_le"] else ""
    return f"Date d’ouverture : {hub_date(row, 'ouvert_le')}.{closed}"


def _tani_words(row: dict) -> str:
    other = row["signature_autre"]
    or_other = f" ou {french.loose_date(other)}, selon la source" if other else ""
    return f"Date de signature : {tani_date(row)}{or_other}."


def hub_date(row: dict, name: str) -> str:
    """The opening or closing date of a hub, to the day, the month or the year that is known."""
    if row[name] is None:
        return UNKNOWN
    kept = {"annee": 4, "mois": 7}.get(row["precision_date"], 10)
    return french.loose_date(row[name].isoformat()[:kept])


def tani_date(row: dict) -> str:
    """The signing date of a TANI."""
    return french.loose_date(row["signature"]) if row["signature"] else UNKNOWN
