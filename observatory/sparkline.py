"""A trend in the size of a word, as an image that needs no script. Pure: values in, address out."""

from collections.abc import Sequence
from decimal import Decimal
from urllib.parse import quote

WIDTH, HEIGHT, EDGE = 120, 28, 4
INK = "#1f5a96"
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
    '<g fill="none" stroke="{ink}" stroke-width="2" stroke-linejoin="round">{lines}</g>'
    '<circle cx="{x}" cy="{y}" r="3" fill="{ink}"/></svg>'
)


def sparkline(values: Sequence[Decimal | None]) -> str:
    """The `data:` address of a line through values at equal steps; a value that is not known breaks it.

    The last known one has a dot. At least two values must be known.
    """
    known = [value for value in values if value is not None]
    low, high = min(known), max(known)
    across = Decimal(WIDTH - 2 * EDGE) / (len(values) - 1)
    up = Decimal(HEIGHT - 2 * EDGE) / (high - low or 1)
    points = [
        None if value is None else f"{EDGE + rank * across:.1f},{HEIGHT - EDGE - (value - low) * up:.1f}"
        for rank, value in enumerate(values)
    ]
    lines = "".join(f'<polyline points="{" ".join(part)}"/>' for part in _unbroken(points))
    x, y = [point for point in points if point][-1].split(",")
    svg = SVG.format(width=WIDTH, height=HEIGHT, ink=INK, lines=lines, x=x, y=y)
    return f"data:image/svg+xml,{quote(svg)}"


def _unbroken(points: list[str | None]) -> list[list[str]]:
    parts: list[list[str]] = [[]]
    for point in points:
        if point is None:
            parts.append([])
        else:
            parts[-1].append(point)
    return [part for part in parts if part]
