"""Draw charts: rows in, a Plotly figure as a plain dict out. Colour never speaks alone."""

from decimal import Decimal

from observatory import french, sentences
from observatory.comparison import Place, label
from observatory.declarations import Indicator
from observatory.observations import Observation

INK, GRID, BLUE, TARGET = "#1b2a41", "#d5dbe3", "#1f5a96", "#a63a00"
# How sure a bar is: plain, dotted when estimated, crossed when invented for demonstration.
PATTERNS = {"officielle": "", "citee": "", "estimee": ".", "demonstration": "x"}
DOTTED = {"fgcolor": "#ffffff", "bgcolor": BLUE, "size": 7, "solidity": 0.12}
FONT = {"family": "system-ui, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif", "color": INK}
GREY = "#6b6b6b"  # 5:1 on white
# What bands add to a chart: an axis of their own, and their name.
BANDS = {
    "yaxis2": {"overlaying": "y", "range": [0, 1], "visible": False, "fixedrange": True},
    "showlegend": True,
    "legend": {"orientation": "h", "x": 0, "y": 0, "yref": "container", "yanchor": "bottom"},
}
CONFIG = {"displayModeBar": False, "locale": "fr", "responsive": True}


def base_layout(**changes) -> dict:
    """What every chart shares: type, axes from zero, French separators, no decoration."""
    axis = {"automargin": True, "linecolor": INK, "gridcolor": GRID, "fixedrange": True}
    return {
        "font": FONT | {"size": 14},
        "separators": f",{french.NARROW}",
        "margin": {"l": 8, "r": 16, "t": 28, "b": 8},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "showlegend": False,
        "hoverlabel": {"bgcolor": "white", "font": FONT | {"size": 14}},
        "xaxis": axis,
        "yaxis": axis | {"rangemode": "tozero", "tickformat": ",~f"},
    } | changes


def describe(one: Observation, indicator: Indicator) -> str:
    """The words shown over a point: place, period, value, and what to know of it."""
    when = french.period(one.step, one.start, one.end)
    if one.value is None:
        return f"{one.name}, {when} : {sentences.absence(one, sentences.MASKED)}"
    words = [f"{one.name}, {when} : {french.quantity(one.value, one.unit, indicator.decimals)}"]
    words += [one.note] if one.note else []
    words += ["Estimation."] if one.nature == "estimee" else []
    words += ["Donnée de démonstration, inventée."] if one.nature == "demonstration" else []
    return "<br>".join(words)


def over_time(
    rows: list[Observation], indicator: Indicator, target: Decimal | None = None, label: str = ""
) -> dict:
    """Bars (flows) or points (stocks, ratios) by period, with the target as a labelled line.

    A hidden period is a hatched band over the whole height: no value, and not a zero.
    """
    names = [french.period(one.step, one.start, one.end) for one in rows]
    trace = _bars(rows) if indicator.kind in ("flow", "cumulative") else _points()
    trace |= {
        "x": names,
        "y": [None if one.value is None else float(one.value) for one in rows],
        "hovertext": [describe(one, indicator) for one in rows],
        "hoverinfo": "text",
        "error_y": _interval(rows),
        "showlegend": False,
    }
    layout = base_layout(bargap=0.75 if len(rows) < 3 else 0.35)
    layout["xaxis"] = layout["xaxis"] | {"type": "category", "nticks": 12, "showgrid": False}
    if target is not None:
        layout |= _target_line(float(target), label)
    bands = _bands([one for one in rows if one.hidden], indicator)
    layout |= BANDS if bands else {}
    return stamped({"data": [trace, *bands], "layout": layout}, rows)


def _bands(hidden: list[Observation], indicator: Indicator) -> list[dict]:
    if not hidden:
        return []
    trace = {
        "type": "bar",
        "yaxis": "y2",
        "width": 1,
        "x": [french.period(one.step, one.start, one.end) for one in hidden],
        "y": [1] * len(hidden),
        "name": f"[c] {sentences.MASKED}",
        "showlegend": True,
        "hovertext": [describe(one, indicator) for one in hidden],
        "hoverinfo": "text",
        "marker": {
            "color": GREY,
            "pattern": {"shape": "\\", "fgcolor": GREY, "bgcolor": "#f4f4f4", "size": 10, "solidity": 0.15},
            "line": {"width": 0},
        },
    }
    return [trace]


def stamped(figure: dict, rows: list[Observation]) -> dict:
    """Write « Démonstration » across a chart that shows one invented value."""
    if any(one.nature == "demonstration" and one.value is not None for one in rows):
        words = {
            "text": "DÉMONSTRATION, DONNÉES INVENTÉES",
            "xref": "paper",
            "yref": "paper",
            "x": 0.5,
            "y": 1,
            "yanchor": "bottom",
            "showarrow": False,
            "font": FONT | {"size": 13, "color": "#8a1538"},
        }
        layout = figure["layout"]
        layout["annotations"] = [*layout.get("annotations", []), words]
    return figure


def _bars(rows: list[Observation]) -> dict:
    partial = [one.value is not None and "p" in (one.status or "") for one in rows]
    shapes = ["/" if part else PATTERNS[one.nature] for one, part in zip(rows, partial, strict=True)]
    return {
        "type": "bar",
        "marker": {
            "color": BLUE,
            "pattern": DOTTED
            | {
                "shape": shapes,
                "fgcolor": [BLUE if part else "#ffffff" for part in partial],
                "bgcolor": ["#ffffff" if part else BLUE for part in partial],
                "solidity": [0.35 if part else 0.12 for part in partial],
            },
            "line": {"color": BLUE, "width": 1.5},
        },
    }


def _points() -> dict:
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "connectgaps": False,
        "line": {"color": BLUE, "width": 3},
        "marker": {"color": BLUE, "size": 9},
    }


def _interval(rows: list[Observation]) -> dict:
    if not any(one.low is not None for one in rows):
        return {"visible": False}
    above = [0.0 if one.high is None else float(one.high - one.value) for one in rows]
    below = [0.0 if one.low is None else float(one.value - one.low) for one in rows]
    shape = {"type": "data", "symmetric": False, "color": INK, "thickness": 2, "width": 8}
    return shape | {"array": above, "arrayminus": below}


def _target_line(target: float, label: str) -> dict:
    line = {
        "type": "line",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "y0": target,
        "y1": target,
        "line": {"color": TARGET, "width": 3, "dash": "dash"},
    }
    words = {
        "text": label,
        "xref": "paper",
        "x": 0,
        "xanchor": "left",
        "y": target,
        "yanchor": "bottom",
        "showarrow": False,
        "font": FONT | {"color": TARGET, "size": 14},
    }
    return {"shapes": [line], "annotations": [words]}


def ranking(found: list[Place], indicator: Indicator, highlight: str = "") -> dict:
    """Horizontal bars of comparable values, highest on top; `highlight` stands out, in bold."""
    known = [place for place in reversed(found) if place.rate is not None]
    names = [
        f"<b>{label(p.observation)}</b>" if p.observation.territory == highlight else label(p.observation)
        for p in known
    ]
    chosen = [place.observation.territory == highlight for place in known]
    shapes = [PATTERNS[place.observation.nature] for place in known]
    trace = {
        "type": "bar",
        "orientation": "h",
        "x": [float(place.rate) for place in known],
        "y": names,
        "hovertext": [describe(place.observation, indicator) for place in known],
        "hoverinfo": "text",
        "marker": {
            "color": BLUE,
            "pattern": DOTTED
            | {"shape": shapes, "fgcolor": ["#ffffff"] * len(known), "bgcolor": [BLUE] * len(known)},
            "line": {"color": INK, "width": [4 if here else 0 for here in chosen]},
        },
    }
    layout = base_layout()
    layout["xaxis"] = layout["xaxis"] | {"rangemode": "tozero", "tickformat": ",~f", "nticks": 5}
    layout["yaxis"] = layout["xaxis"] | {"type": "category", "nticks": 0, "dtick": 1, "showgrid": False}
    return stamped({"data": [trace], "layout": layout}, [place.observation for place in known])
