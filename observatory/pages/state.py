"""The state of every source: its last file, what was taken, what was refused and by which rule."""

import datetime

from dash import html

from observatory import french
from observatory.parts import Page, Visit, badge, section, table

PARAMETERS = ()
TITLE = "L’état des sources"
COUNTS = ("lues", "acceptees", "rejetees", "ignorees")
HEAD = ["Source", "Nature", "État", "Reçu le", "Lignes lues", "Acceptées", "Rejetées", "Ignorées"]
HIDDEN = "secret"  # a count of people too small to be shown, or that would give one back


def page(visit: Visit) -> Page:
    """The page of the state of the sources."""
    rows = visit.store.table("etat")
    received = [row for row in rows if row["recu_le"]]
    waiting = [row for row in rows if row["etat"] == "en attente"]
    project = [row for row in rows if not row["recu_le"] and row["etat"] != "en attente"]
    content = [
        html.H1(TITLE),
        html.P(
            "Chaque ligne d’un fichier est acceptée, rejetée ou ignorée (vide, note, total,"
            " répétition), et comptée. Un fichier refusé ne change rien : les dernières bonnes"
            " données restent, avec leur date.",
            className="chapeau",
        ),
        _received(received, visit.today),
        _waiting(waiting),
        section(
            "Fichiers du projet",
            html.P("Transcrits ou téléchargés par l’Observatoire : ils ne changent qu’avec lui."),
            _table("Fichiers du projet", project, visit.today),
            id="projet",
        ),
    ]
    return Page(TITLE, "Ce qui est reçu, pris, refusé, attendu.", content, crumbs=[("Données", "/donnees")])


def _received(rows: list[dict], today: datetime.date):
    if not rows:
        return section("Fichiers reçus", html.P("Aucun fichier n’a encore été reçu."), id="recus")
    late = [row["mention"] for row in rows if (due := _due(row)) and today > due]
    told = f"En retard : {french.listing(late)}." if late else "Aucune source reçue n’est en retard."
    return section("Fichiers reçus", html.P(told), _table("Fichiers reçus", rows, today), id="recus")


def _waiting(rows: list[dict]):
    if not rows:
        return None
    lines = [[row["mention"], _rhythm(row)] for row in rows]
    return section(
        "Fichiers attendus",
        html.P("Le format est prêt ; aucun fichier n’a encore été reçu."),
        table("Fichiers attendus", ["Source", "Rythme"], lines),
        id="attendus",
    )


def _rhythm(row: dict) -> str:
    return f"tous les {row['tous_les']} jours" if row["tous_les"] else "à chaque dépôt"


def _table(title: str, rows: list[dict], today: datetime.date):
    return table(title, HEAD, [_line(row, today) for row in rows], numbers=(4, 5, 6, 7))


def _line(row: dict, today: datetime.date) -> list:
    received = french.date(row["recu_le"]) if row["recu_le"] else ""
    return [row["mention"], badge(row["nature"]), _state(row, today), received, *map(_count(row), COUNTS)]


def _count(row: dict):
    return lambda name: HIDDEN if row[name] is None else french.number(row[name])


def _state(row: dict, today: datetime.date) -> str:
    """What became of the last file, and what is awaited, in a few words."""
    told = [row["etat"]]
    if row["etat"] == "refusé":
        told.append(row["refus"])
    if row["regles"]:
        told.append(f"rejets : {row['regles']}")
    if row["etat"] == "refusé" and row["utilise_du"]:
        told.append(f"les bonnes données du {french.date(row['utilise_du'])} restent")
    if due := _due(row):
        told.append(f"{'en retard, ' if today > due else ''}attendu le {french.date(due)}")
    if row["echec_le"]:
        told.append(f"la récupération échoue depuis le {french.date(row['echec_le'])}")
    return " ; ".join(told)


def _due(row: dict) -> datetime.date | None:
    """When the file that follows the one used is awaited; a file refused does not count."""
    since = row["utilise_du"] or row["recu_le"]
    return since + datetime.timedelta(days=row["tous_les"]) if since and row["tous_les"] else None
