"""The state of every source: its last file, what was taken, what was refused and by which rule."""

import datetime

from dash import html

from observatory import french
from observatory.parts import Page, Visit, badge, section, table
from observatory.store import Store

PARAMETERS = ()
HEAD = [
    "Source",
    "Nature",
    "État",
    "Reçu le",
    "Lignes lues",
    "Acceptées",
    "Rejetées",
    "Ignorées",
    "Règles et motifs",
]


def page(visit: Visit) -> Page:
    """The page of the state of the sources."""
    rows = visit.store.table("etat")
    published = datetime.datetime.fromisoformat(visit.store.manifest["publie_le"]).date()
    content = [
        html.H1("L’état des sources"),
        html.P(
            "Chaque ligne d’un fichier reçu est acceptée, rejetée ou ignorée, et comptée. Un fichier"
            " refusé ne change rien : les dernières bonnes données restent.",
            className="chapeau",
        ),
        _table("Fichiers reçus par les flux", [row for row in rows if _fed(visit.store, row)], published),
        _table("Fichiers du projet", [row for row in rows if not _fed(visit.store, row)], published),
    ]
    crumbs = [("Données", "/donnees")]
    return Page("L’état des sources", "Ce qui est reçu, pris, refusé, attendu.", content, crumbs=crumbs)


def _fed(store: Store, row: dict) -> bool:
    return row["recu_le"] is not None or row["etat"] == "en attente"


def _table(title: str, rows: list[dict], published: datetime.date):
    lines = [_line(row, published) for row in rows]
    return section(
        title, table(title, HEAD, lines, numbers=(4, 5, 6, 7)), id=french.plain(title).replace(" ", "-")
    )


def _line(row: dict, published: datetime.date) -> list:
    received = french.date(row["recu_le"]) if row["recu_le"] else ""
    counts = [_count(row, name) for name in ("lues", "acceptees", "rejetees", "ignorees")]
    reasons = " ".join(text for text in (row["regles"], row["refus"]) if text)
    return [row["mention"], badge(row["nature"]), _state(row, published), received, *counts, reasons]


def _state(row: dict, published: datetime.date) -> str:
    if row["etat"] == "refusé":
        return "refusé, dernières bonnes données gardées" if row["utilise"] else "refusé"
    late = row["recu_le"] and row["tous_les"] and (published - row["recu_le"]).days > row["tous_les"]
    return f"{row['etat']}, en retard" if late else row["etat"]


def _count(row: dict, name: str) -> str:
    if row[name] is not None:
        return french.number(row[name])
    return "moins de 11" if row["personnelle"] and row["etat"] != "en attente" else ""
