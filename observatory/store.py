"""Ask the published vintage: the only module that reads what every page, file and slide shows."""

import datetime
import functools
from pathlib import Path

from observatory.databases import Databases
from observatory.declarations import Indicator, Source, parse
from observatory.editions import Edition, edition
from observatory.observations import Citation, Observation, TargetValue, Territory, absent
from observatory.vintages import DATABASE, Output, downloads, manifest

# In the order of the fields of an Observation.
COLUMNS = (
    "indicateur", "territoire_id", "territoire_niveau", "territoire_code", "territoire_nom",
    "periode_type", "periode_debut", "periode_fin", "valeur", "unite", "precision", "valeur_basse",
    "valeur_haute", "statut_obs", "statut_conf", "nature", "couverture", "source", "licence", "note",
    "ventilation", "ventile", "population", "mois_couverts", "mois_attendus", "entendus", "attendus",
    "sources", "dernier_mois",
)  # fmt: skip
OBSERVATIONS = """
    SELECT {columns} FROM observations
    WHERE ($slug IS NULL OR indicateur = $slug) AND ($level IS NULL OR territoire_niveau = $level)
      AND ($territory IS NULL OR territoire_id = $territory)
      AND ($step IS NULL OR periode_type = $step)
      AND ($since IS NULL OR periode_debut >= $since)
      AND ($until IS NULL OR periode_fin <= $until)
      AND ($breakdowns OR ventilation = 'total')
    ORDER BY rowid"""


class Store:
    """One published vintage, read only. Opened at the first question; a cursor a query."""

    def __init__(self, folder: Path, databases: Databases | None = None):
        """Remember where the vintage lies, and who opens its database; nothing is read yet."""
        self.folder = folder
        self._databases = databases or Databases()

    @functools.cached_property
    def manifest(self) -> dict:
        """What the vintage is made of: id, inputs, outputs, counts."""
        return manifest(self.folder)

    @property
    def vintage(self) -> str:
        """The id of the vintage, as every page and file cites it."""
        return self.folder.name

    @functools.cached_property
    def edition(self) -> Edition:
        """When the vintage was made, and when it became public."""
        return edition(self.folder, self.manifest)

    def query(self, sql: str, parameters: dict | list | None = None) -> list[tuple]:
        """Run one query on a cursor of its own; all rows."""
        cursor = self._databases.cursor(self.folder / DATABASE)
        return cursor.execute(sql, parameters or []).fetchall()

    def close(self) -> None:
        """Let the database go; a later query opens it again."""
        self._databases.close()

    @functools.cached_property
    def downloads(self) -> dict[str, Output]:
        """The files downloaded whole, by name."""
        return downloads(self.folder, self.manifest)

    @functools.cached_property
    def _observations(self) -> str:
        """The query of the rows; a column that a vintage published by older code lacks is empty."""
        known = self.columns("observations")
        named = (name if name in known else f"NULL AS {name}" for name in COLUMNS)
        return OBSERVATIONS.format(columns=", ".join(named))

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
        rows = [Observation(*row) for row in self.query(self._observations, asked)]
        if rows or territory is None or level not in (None, "epci") or not territory.startswith("EPCI-"):
            return rows
        frame = self.query(
            self._observations, asked | {"territory": "FR", "level": None, "breakdowns": False}
        )
        place, known = self.territories[territory], self.indicators
        return [
            absent(one, place, applicable="epci" not in known[one.indicator].not_applicable)
            for one in (Observation(*row) for row in frame)
        ]

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
            " (o.valeur IS NOT NULL OR o.statut_conf = 'c') FROM indicateurs i LEFT JOIN observations o"
            " ON o.indicateur = i.slug AND o.ventilation = 'total' GROUP BY i.slug ORDER BY i.slug"
        )
        return {slug: (count, natures or []) for slug, count, natures in rows}

    def sources_of(self, slug: str) -> list[Source]:
        """The sources of the values of an indicator, sorted by slug."""
        rows = self.query(
            "SELECT DISTINCT unnest(string_split(sources, '|')) AS slug FROM observations"
            " WHERE indicateur = ? AND (valeur IS NOT NULL OR statut_conf = 'c') ORDER BY slug",
            [slug],
        )
        return [self.sources[name] for (name,) in rows]

    def components(self, slug: str, territory: str) -> list[tuple]:
        """What the public numbers of a territory are made of.

        Each row: a measure as `trail.rollup.Measure` has it, the lines of each of its sources, and
        whether its base territory is the same place.
        """
        return self.query(
            "SELECT c.* EXCLUDE (indicateur), l.egale FROM composantes c JOIN territoires_liens l"
            " ON l.territoire = c.territoire AND l.ancetre = $territory"
            " WHERE c.indicateur = $slug ORDER BY c.rowid",
            {"slug": slug, "territory": territory},
        )

    def targets(self, slug: str, territory: str = "FR") -> list[TargetValue]:
        """The targets of an indicator for a territory, earliest first; of one date, the last set first."""
        rows = self.query(
            "SELECT * FROM cibles WHERE indicateur = $slug AND territoire_id = $territory"
            " ORDER BY echeance, depuis DESC",
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

    def columns(self, table: str) -> list[str]:
        """The columns of a table, in its order; none when this vintage does not have it."""
        names = "SELECT column_name FROM duckdb_columns() WHERE table_name = ? ORDER BY column_index"
        return [row[0] for row in self.query(names, [table])]

    def table(self, name: str) -> list[dict]:
        """The rows of a reference table (`hubs`, `tani`, `sources`), as dicts, in its order."""
        columns = self.columns(name)
        rows = self.query(f"SELECT {', '.join(columns)} FROM {name} ORDER BY rowid")
        return [dict(zip(columns, row, strict=True)) for row in rows]

    @functools.cached_property
    def early_readers(self) -> dict[str, dict]:
        """Those who may see a vintage under embargo, by slug: a function and a body, never a name."""
        known = self.columns("acces_anticipes")
        return {row["slug"]: row for row in self.table("acces_anticipes")} if known else {}
