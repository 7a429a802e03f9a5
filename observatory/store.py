"""Ask the published vintage: the only module that reads what every page, file and slide shows."""

import datetime
import functools
import os
import threading
from dataclasses import dataclass
from pathlib import Path

import duckdb

from observatory.declarations import Indicator, Source, parse
from observatory.observations import Citation, Observation, TargetValue, Territory, absent
from observatory.vintages import DATABASE, PACKAGE, PARQUET, current, manifest, whole

# A served file is read only, cut from the outside, and cannot be told otherwise.
HARDENED = {
    "threads": 1,
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "enable_external_access": "false",
    "lock_configuration": "true",
}


OBSERVATIONS = """
    SELECT indicateur, territoire_id, territoire_niveau, territoire_code, territoire_nom,
           periode_type, periode_debut, periode_fin, valeur, unite, precision, valeur_basse,
           valeur_haute, statut_obs, statut_conf, nature, couverture, source, licence, note,
           ventilation, ventile, population, mois_couverts, mois_attendus, entendus, attendus,
           sources, dernier_mois
    FROM observations
    WHERE ($slug IS NULL OR indicateur = $slug) AND ($level IS NULL OR territoire_niveau = $level)
      AND ($territory IS NULL OR territoire_id = $territory)
      AND ($step IS NULL OR periode_type = $step)
      AND ($since IS NULL OR periode_debut >= $since)
      AND ($until IS NULL OR periode_fin <= $until)
      AND ($breakdowns OR ventilation = 'total')
    ORDER BY rowid"""


@dataclass(frozen=True)
class Output:
    """A file of a vintage that is downloaded whole: where it lies, its size, its sha256."""

    path: Path
    bytes: int
    sha256: str


class Store:
    """One published vintage, read only. Opened lazily, once per process; a cursor a query."""

    def __init__(self, folder: Path):
        """Remember where the vintage lies; nothing is read yet."""
        self.folder = folder
        self._opened: tuple[int, duckdb.DuckDBPyConnection] | None = None
        self._lock = threading.Lock()

    @functools.cached_property
    def manifest(self) -> dict:
        """What the vintage is made of: id, inputs, outputs, counts."""
        return manifest(self.folder)

    @property
    def vintage(self) -> str:
        """The id of the vintage, as every page and file cites it."""
        return self.folder.name

    def query(self, sql: str, parameters: dict | list | None = None) -> list[tuple]:
        """Run one query on a cursor of its own; all rows."""
        with self._lock:
            if self._opened is None or self._opened[0] != os.getpid():
                path = os.path.realpath(self.folder / DATABASE)
                con = duckdb.connect(path, read_only=True, config=HARDENED)
                self._opened = (os.getpid(), con)
            cursor = self._opened[1].cursor()
        return cursor.execute(sql, parameters or []).fetchall()

    def close(self) -> None:
        """Let the database go; a later query opens it again."""
        with self._lock:
            if self._opened:
                self._opened[1].close()
            self._opened = None

    @functools.cached_property
    def downloads(self) -> dict[str, Output]:
        """The files downloaded whole, by name."""
        sealed = self.manifest["outputs"]
        paths = [self.folder / name for name in (PACKAGE, PARQUET) if name in sealed]
        return {path.name: Output(path, path.stat().st_size, sealed[path.name]) for path in paths}

    @functools.cached_property
    def indicators(self) -> dict[str, Indicator]:
        """The indicators as they were declared for this vintage."""
        rows = self.query("SELECT slug, texte FROM indicateurs ORDER BY slug")
        return {slug: parse(Indicator, text, f"{slug}.sql") for slug, text in rows}

    @functools.cached_property
    def sources(self) -> dict[str, Source]:
        """The sources as they were declared for this vintage."""
        rows = self.query("SELECT slug, texte FROM sources ORDER BY slug")
        return {slug: parse(Source, text, f"{slug}.sql") for slug, text in rows}

    @functools.cached_property
    def territories(self) -> dict[str, Territory]:
        """Every territory by id, but the rows « non ventilé »."""
        rows = self.query(
            "SELECT id, niveau, code, nom, liaison, population, region FROM territoires"
            " WHERE ventile ORDER BY id"
        )
        return {row[0]: Territory(*row) for row in rows}

    def members(self, territory: str, level: str) -> list[str]:
        """The territories of a level that a territory holds, sorted by id."""
        rows = self.query(
            "SELECT l.territoire FROM territoires_liens l JOIN territoires t ON t.id = l.territoire"
            " WHERE l.ancetre = $territory AND t.niveau = $level AND t.ventile"
            " AND l.territoire <> $territory ORDER BY 1",
            {"territory": territory, "level": level},
        )
        return [row[0] for row in rows]

    def holders(self, territory: str, level: str) -> list[str]:
        """The territories of a level that hold a territory, sorted by id."""
        rows = self.query(
            "SELECT l.ancetre FROM territoires_liens l JOIN territoires t ON t.id = l.ancetre"
            " WHERE l.territoire = $territory AND t.niveau = $level AND t.ventile"
            " AND l.ancetre <> $territory ORDER BY 1",
            {"territory": territory, "level": level},
        )
        return [row[0] for row in rows]

    def observations(
        self,
        slug: str | None = None,
        *,
        level: str | None = None,
        territory: str | None = None,
        step: str | None = None,
        since: datetime.date | None = None,
        until: datetime.date | None = None,
        breakdowns: bool = False,
    ) -> list[Observation]:
        """The rows of an indicator, or of all, in total order; a filter left out keeps all.

        `since` keeps the periods that begin on that day or later, `until` those that end on
        that day or before. Without `breakdowns`, only totals.
        """
        asked = {"slug": slug, "level": level, "territory": territory, "step": step}
        asked |= {"since": since, "until": until, "breakdowns": breakdowns}
        rows = [Observation(*row) for row in self.query(OBSERVATIONS, asked)]
        if rows or territory is None or level not in (None, "epci") or not territory.startswith("EPCI-"):
            return rows
        frame = self.query(OBSERVATIONS, asked | {"territory": "FR", "level": None, "breakdowns": False})
        return [absent(Observation(*row), self.territories[territory]) for row in frame]

    def portrait(self, territory: str) -> dict[str, list[Observation]]:
        """The rows of every indicator for a territory, by slug."""
        rows: dict[str, list[Observation]] = {slug: [] for slug in self.indicators}
        for one in self.observations(territory=territory):
            rows[one.indicator].append(one)
        return rows

    @functools.cached_property
    def contents(self) -> dict[str, tuple[int, list[str]]]:
        """For each indicator: its number of rows, and the natures of its values."""
        rows = self.query(
            "SELECT i.slug, count(o.indicateur), list(DISTINCT o.nature) FILTER"
            " (o.valeur IS NOT NULL) FROM indicateurs i LEFT JOIN observations o"
            " ON o.indicateur = i.slug AND o.ventilation = 'total' GROUP BY i.slug ORDER BY i.slug"
        )
        return {slug: (count, natures or []) for slug, count, natures in rows}

    def sources_of(self, slug: str) -> list[Source]:
        """The sources of the values of an indicator, sorted by slug."""
        rows = self.query(
            "SELECT DISTINCT unnest(string_split(sources, '|')) AS slug FROM observations"
            " WHERE indicateur = ? AND valeur IS NOT NULL ORDER BY slug",
            [slug],
        )
        return [self.sources[name] for (name,) in rows]

    def targets(self, slug: str, territory: str = "FR") -> list[TargetValue]:
        """The targets of an indicator for a territory, earliest first."""
        rows = self.query(
            "SELECT indicateur, territoire_id, echeance, valeur, reference, url FROM cibles"
            " WHERE indicateur = $slug AND territoire_id = $territory ORDER BY echeance",
            {"slug": slug, "territory": territory},
        )
        return [TargetValue(*row) for row in rows]

    def citations(self, slug: str | None = None) -> list[Citation]:
        """The figures cited elsewhere about an indicator, or all of them."""
        rows = self.query(
            "SELECT famille, indicateurs, chiffre, periode, territoire, source_titre, source_url,"
            " note FROM citations WHERE $slug IS NULL"
            " OR list_contains(string_split(indicateurs, ' '), $slug) ORDER BY rowid",
            {"slug": slug},
        )
        return [Citation(*row) for row in rows]

    def communes(self, text: str) -> list[tuple[str, str, str, str | None]]:
        """Communes by code, by name, else by how their name begins: code, name, département, EPCI."""
        rows = self.query(
            "SELECT code, nom, departement, epci, recherche = $text OR lower(code) = $text AS exact"
            " FROM communes WHERE starts_with(recherche, $text) OR lower(code) = $text"
            " ORDER BY exact DESC, population DESC, code LIMIT 50",
            {"text": text},
        )
        found = [row for row in rows if row[4]] or rows
        return [row[:4] for row in found]

    def awaited(self, slug: str) -> list[Source]:
        """The formats in which the data of an indicator can be sent: sources not drawn on yet."""
        rows = self.query(
            "SELECT a.slug, a.texte FROM formats a JOIN indicateurs i"
            " ON list_contains(string_split(i.faits, ' '), a.alimente) WHERE i.slug = $slug"
            " ORDER BY a.slug",
            {"slug": slug},
        )
        return [parse(Source, text, f"{name}.sql") for name, text in rows]

    def table(self, name: str) -> list[dict]:
        """The rows of a reference table (`hubs`, `tani`, `sources`), as dicts, in its order."""
        names = "SELECT column_name FROM duckdb_columns() WHERE table_name = ? ORDER BY column_index"
        columns = [row[0] for row in self.query(names, [name])]
        rows = self.query(f"SELECT {', '.join(columns)} FROM {name} ORDER BY rowid")
        return [dict(zip(columns, row, strict=True)) for row in rows]


class Vintages:
    """The published vintages of a folder; the current one is looked up at every request."""

    def __init__(self, var: Path):
        """Remember the folder; nothing is read yet."""
        self.var = var
        self._pointed: Path | None = None
        self._store: Store | None = None

    def current(self) -> Store:
        """The store of the vintage that the pointer names now, or of the last whole one."""
        pointed = current(self.var)
        if self._store is None or pointed != self._pointed:
            folder = whole(self.var)
            if folder is None:
                raise FileNotFoundError(f"{self.var} : aucun millésime publié ; lancez « make build »")
            self._pointed, self._store = pointed, Store(folder)
        return self._store
