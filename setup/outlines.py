"""Write the outlines of the maps, `assets/outlines/*.json`, from the Natural Earth contours.

Usage: `python setup/outlines.py`, after `setup/reference.py` (names come from its files).
The five overseas territories go to boxes below the mainland, each at its own scale; the map of
départements adds an enlarged Paris area. Boxes and moves are computed in the Mercator plane,
where the map is drawn, so that no shape is stretched. Outer rings turn clockwise: d3 fills the
whole frame otherwise.
"""

import csv
import json
from collections.abc import Callable
from math import asinh, atan, degrees, radians, sinh, tan
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "data_sources" / "reference"
OUTLINES = ROOT / "assets" / "outlines"
DECIMALS = 3
CENTRAL_PARIS = ("75", "92", "93", "94")

Point = tuple[float, float]
Ring = list[Point]
Polygon = list[Ring]
Shape = list[Polygon]


class Box(NamedTuple):
    """A rectangle of the Mercator plane, in degrees of longitude; its name goes at the top."""

    nom: str
    west: float
    south: float
    east: float
    north: float


LABEL, MARGIN = 0.46, 0.1  # room for the name at the top of a box, and around the shape
OVERSEAS_NAMES = {
    "971": "Guadeloupe",
    "972": "Martinique",
    "973": "Guyane",
    "974": "La Réunion",
    "976": "Mayotte",
}
OVERSEAS_BOXES = {  # five boxes in a row under the mainland, west of Corsica
    code: Box(nom, -5.15 + 2.68 * rank, 44.0, -2.65 + 2.68 * rank, 46.3)
    for rank, (code, nom) in enumerate(OVERSEAS_NAMES.items())
}
PARIS_BOX = Box("Autour de Paris", -5.15, 56.45, -2.15, 59.6)


def to_plane(point: Point) -> Point:
    """Project longitude and latitude to the Mercator plane."""
    return point[0], degrees(asinh(tan(radians(point[1]))))


def to_globe(point: Point) -> Point:
    """Give back the longitude and latitude of a point of the Mercator plane."""
    return point[0], degrees(atan(sinh(radians(point[1]))))


def signed_area(ring: Ring) -> float:
    """Measure a closed ring; the area is negative when the ring turns clockwise."""
    pairs = zip(ring, ring[1:], strict=False)
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs) / 2


def clean(ring: Ring, clockwise: bool) -> Ring | None:
    """Round a ring, drop its repeated points and turn it the right way; None if nothing is left."""
    points = [(round(x, DECIMALS), round(y, DECIMALS)) for x, y in ring]
    kept = [point for point, after in zip(points, points[1:], strict=False) if point != after]
    kept.append(kept[0] if kept else points[0])
    area = signed_area(kept)
    if area == 0:
        return None
    return kept if (area < 0) == clockwise else kept[::-1]


def clean_shape(shape: Shape) -> Shape:
    """Clean every ring of a shape: outer rings clockwise, holes the other way."""
    polygons = []
    for polygon in shape:
        rings = [clean(ring, clockwise=rank == 0) for rank, ring in enumerate(polygon)]
        if rings[0]:
            polygons.append([ring for ring in rings if ring])
    return polygons


def transform(shape: Shape, move: Callable[[Point], Point]) -> Shape:
    """Move every point of a shape."""
    return [[[move(point) for point in ring] for ring in polygon] for polygon in shape]


def bounds(shapes: list[Shape]) -> tuple[float, float, float, float]:
    """Find the west, south, east and north of shapes."""
    points = [point for shape in shapes for polygon in shape for point in polygon[0]]
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def fit(shapes: list[Shape], box: Box) -> list[Shape]:
    """Move and scale shapes together so that they fill a box under its name."""
    flat = [transform(shape, to_plane) for shape in shapes]
    west, south, east, north = bounds(flat)
    width, height = box.east - box.west, box.north - box.south - LABEL
    scale = min((width - 2 * MARGIN) / (east - west), (height - MARGIN) / (north - south))
    middle, centre = (box.west + box.east) / 2, box.south + MARGIN / 2 + height / 2

    def move(point: Point) -> Point:
        x = middle + scale * (point[0] - (west + east) / 2)
        y = centre + scale * (point[1] - (south + north) / 2)
        return to_globe((x, y))

    return [transform(shape, move) for shape in flat]


def feature(identifier: str, shape: Shape, **properties: str | float) -> dict:
    """Make a GeoJSON feature from a shape in longitudes and latitudes."""
    return {
        "type": "Feature",
        "id": identifier,
        "properties": properties,
        "geometry": {"type": "MultiPolygon", "coordinates": clean_shape(shape)},
    }


def frame(number: int, box: Box) -> dict:
    """Draw a box; `lon` and `lat` say where its name is centred."""
    west, east = box.west, box.east
    corners = [(west, box.south), (west, box.north), (east, box.north), (east, box.south)]
    ring = [to_globe(corner) for corner in [*corners, corners[0]]]
    lon, lat = to_globe(((west + east) / 2, box.north - LABEL / 2))
    place = {"lon": round(lon, DECIMALS), "lat": round(lat, DECIMALS)}
    return feature(f"CADRE-{number}", [[ring]], nom=box.nom, **place)


def read(level: str) -> dict[str, Shape]:
    """Read the contours of a level, by code."""
    source = REFERENCE / "contours" / f"ne_{level}.geojson"
    shapes = {}
    for row in json.loads(source.read_text("utf-8"))["features"]:
        if row["geometry"]["type"] != "MultiPolygon":
            raise ValueError(f"{source.name}: {row['properties']} is not a MultiPolygon.")
        shapes[row["properties"]["code"]] = row["geometry"]["coordinates"]
    return shapes


def table(level: str) -> dict[str, dict[str, str]]:
    """Read the territories of a level, by code."""
    with (REFERENCE / f"{level}.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row for row in csv.DictReader(file)}


def put_in_boxes(shapes: dict[str, Shape], boxes: dict[str, Box]) -> dict[str, Shape]:
    """Move the overseas territories to their boxes, and leave the others in place."""
    return {code: fit([shape], boxes[code])[0] if code in boxes else shape for code, shape in shapes.items()}


def cut_enclaves(regions: dict[str, Shape], departements: dict[str, Shape]) -> None:
    """Cut out of a région the enclaves of another one, which the source has left filled.

    The holes are known from the départements; one that a département of the same région fills
    stays filled.
    """
    rows = table("departements")
    filled = {
        (rows[code]["region"], frozenset(map(tuple, polygon[0])))
        for code, shape in departements.items()
        for polygon in shape
    }
    for code, shape in departements.items():
        region = rows[code]["region"]
        holes = [ring for polygon in shape for ring in polygon[1:]]
        mainland = max(regions[region], key=lambda polygon: abs(signed_area(polygon[0])))
        mainland += [ring for ring in holes if (region, frozenset(map(tuple, ring))) not in filled]


def features(prefix: str, level: str, shapes: dict[str, Shape]) -> list[dict]:
    """Name the territories of a level, sorted by code."""
    rows = table(level)
    if set(shapes) != set(rows):
        raise ValueError(f"{level}: the outlines miss or add {sorted(set(shapes) ^ set(rows))}.")
    return [feature(f"{prefix}-{code}", shapes[code], nom=rows[code]["nom"]) for code in rows]


def paris_inset(shapes: dict[str, Shape]) -> list[dict]:
    """Draw Paris and its neighbours a second time, enlarged."""
    rows = table("departements")
    moved = fit([shapes[code] for code in CENTRAL_PARIS], PARIS_BOX)
    return [
        feature(f"DEP-{code}-encart", shape, nom=rows[code]["nom"])
        for code, shape in zip(CENTRAL_PARIS, moved, strict=True)
    ]


def write(name: str, content: list[dict]) -> None:
    """Write a compact GeoJSON file, one feature a line."""
    lines = [json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in content]
    text = '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"
    (OUTLINES / name).write_text(text, encoding="utf-8", newline="\n")
    print(f"{name}: {len(content)} features, {len(text.encode())} bytes")


def main() -> None:
    """Write both maps."""
    OUTLINES.mkdir(parents=True, exist_ok=True)
    regions, departements = read("regions"), read("departements")
    cut_enclaves(regions, departements)
    region_boxes = {table("departements")[code]["region"]: box for code, box in OVERSEAS_BOXES.items()}
    frames = [frame(rank, box) for rank, box in enumerate(OVERSEAS_BOXES.values(), 1)]
    region_shapes = put_in_boxes(regions, region_boxes)
    departement_shapes = put_in_boxes(departements, OVERSEAS_BOXES)
    write("regions.json", [*features("REG", "regions", region_shapes), *frames])
    content = features("DEP", "departements", departement_shapes) + paris_inset(departements)
    write("departements.json", [*content, *frames, frame(len(frames) + 1, PARIS_BOX)])


if __name__ == "__main__":
    main()
