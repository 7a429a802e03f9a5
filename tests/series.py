"""Measure one made-up series in the territories of the small world, in the real cube."""

from world import indicator_text, period, source_text

from observatory.declarations import Indicator, Source, parse
from observatory.examples import CUBE
from observatory.measure import declare, measure

QUERY = "SELECT * EXCLUDE (source, serie) FROM releves"
GIVEN = 'releves = [{ serie = "s", mois = 2023-01-01, territoire = "FR", valeur = 1 }]'


def indicator(kind, *, unit="pass", query=QUERY, first="", last=""):
    """An indicator with more lines, if need be, at the beginning or at the end of its header."""
    text = indicator_text(unit, kind, query, GIVEN, '"FR" = 1')
    text = text.replace("/*\n", f"/*\n{first}\n").replace("*/", f"{last}\n*/")
    return parse(Indicator, text, "indicators/serie.sql")


def source(slug, nature="officielle", level="departement", standalone=False, fact="releves"):
    one = parse(Source, source_text(slug, fact, level, nature, "SELECT 1"), f"data_sources/{slug}.sql")
    return one.model_copy(update={"standalone": standalone})


def give(con, one, *rows):
    """Insert rows (territory, month, value, other columns) as read from a source."""
    for territory, month, value, *other in rows:
        more = other[0] if other else {}
        since = more.get("depuis")
        row = {"source": one.slug, "serie": "s", "territoire": territory, "mois": f"{month}-01",
               "valeur": value, **more, **({"depuis": f"{since}-01"} if since else {})}  # fmt: skip
        named = ", ".join(f"${name} AS {name}" for name in row)
        con.execute(f"INSERT INTO releves BY NAME SELECT {named}", row)
    return one


def combine(con, one, *sources):
    """Declare and measure an indicator on the facts of its sources, then make the cube."""
    declare(con, one)
    measure(con, one, {source.slug: source for source in sources})
    con.execute(CUBE.read_text("utf-8"))
    return con


def values(con, when, column="valeur"):
    """One column of the cube for a period, by territory."""
    rows = con.execute(
        f"SELECT territoire, {column} FROM cube"
        " WHERE periode_type = ? AND debut = ? AND ventilation = 'total'",
        [*period(when)],
    ).fetchall()
    return dict(rows)
