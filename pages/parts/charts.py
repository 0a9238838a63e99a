"""The dashboard's charts, made from numbers alone: calm, labelled where one looks, in Indonesian.

Each mark carries a pick (`desk.figures.Pick` as text) that a click hands back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import plotly.graph_objects as go

from pages.parts.palette import Colours, band
from pages.parts.words import plural

MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
#: No toolbar, no zoom: its hints are in English, and a finger that scrolls must not move a chart.
CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "showTips": False}
ROW = 34  # pixels for one horizontal bar
#: Plotly checks every word of a figure, at each change all of them: so a figure is written down as
#: plain words and checked once, and kept, as the same ones are asked for at every press. Nobody
#: changes a figure that is finished.
KEPT = 200
Words = dict[str, Any]  # of Plotly's own language
LEGEND: Words = {
    "orientation": "h",
    "x": 0,
    "xanchor": "left",
    "y": 1.02,
    "yanchor": "bottom",
    "title": {"text": ""},
    "traceorder": "normal",
    "itemclick": False,
    "itemdoubleclick": False,
}


@dataclass(frozen=True)
class Bar:
    """One horizontal bar: its name, its number, what stands beside it, what a click asks for."""

    name: str
    value: float
    label: str
    pick: str
    hover: str = ""


def month_labels(months: Sequence[date]) -> list[str]:
    """Jan, Feb, … with the year under the first one and under each January."""
    return [
        f"{MONTHS[month.month - 1]}<br>{month.year if place == 0 or month.month == 1 else ''}"
        for place, month in enumerate(months)
    ]


def month_words(month: date) -> str:
    """Jan 2026"""
    return f"{MONTHS[month.month - 1]} {month.year}"


@lru_cache(maxsize=KEPT)
def stacks(
    months: tuple[date, ...],
    series: tuple[tuple[str, str, str, tuple[int, ...]], ...],
    colours: Colours,
    *,
    height: int = 300,
) -> go.Figure:
    """Columns by month. Each series: name, kind of its picks, group it is stacked in, numbers."""
    palette = (colours.main, colours.second, colours.third)
    places = list(range(len(months)))
    columns = [
        {
            "x": places,
            "y": list(numbers),
            "name": name,
            "offsetgroup": group,
            "marker": {"color": colour, "line": {"width": 0}},
            "customdata": [f"{kind}~{month:%Y-%m}" for month in months],
            "hovertext": [
                f"{month_words(month)}<br>{name}: {plural(number)}"
                for month, number in zip(months, numbers, strict=True)
            ],
        }
        for (name, kind, group, numbers), colour in zip(series, palette, strict=False)
    ]
    layout = _layout(colours, height=height, legend=len(series) > 1)
    layout |= {"barmode": "stack", "bargap": 0.28, "bargroupgap": 0.06}
    layout["xaxis"] |= {"tickvals": places, "ticktext": month_labels(months), "tickangle": 0}
    layout["xaxis"]["tickfont"] |= {"size": 11}
    return _figure(columns, layout)


@lru_cache(maxsize=KEPT)
def bars(rows: tuple[Bar, ...], colours: Colours) -> go.Figure:
    """Horizontal bars, the first on top, each with its name above it and its number beside it."""
    names = [str(place) for place in range(len(rows))]
    largest = max((row.value for row in rows), default=0)
    drawn = {
        "orientation": "h",
        "y": names,
        "x": [row.value for row in rows],
        "marker": {"color": colours.second, "line": {"width": 0}},
        "width": 0.36,
        "offset": -0.02,
        "customdata": [row.pick for row in rows],
        "hovertext": [row.hover or f"{row.name}: {row.label}" for row in rows],
    }
    layout = _listed(len(rows), colours, legend=False)
    layout["annotations"] = _above([(row.name, row.label) for row in rows], colours)
    layout["xaxis"] |= {"visible": False, "range": [0, (largest or 1) * 1.02]}
    return _figure([drawn], layout)


Shares = tuple[tuple[float, str, str], ...]
Row = tuple[str, str, Shares]
THIN = {"orientation": "h", "width": 0.32, "offset": -0.02}


@lru_cache(maxsize=KEPT)
def kept(rows: tuple[Row, ...], colours: Colours) -> go.Figure:
    """Shares kept and missed, each row: name, words at its right, (share, pick, hover) of both.

    A row without shares shows an empty groove: there was nothing to measure.
    """
    names = [str(place) for place in range(len(rows))]
    groove = {
        "y": names,
        "x": [100] * len(rows),
        "marker": {"color": colours.blank},
        "hoverinfo": "skip",
        "showlegend": False,
    }
    shown = [(y, row[2]) for y, row in zip(names, rows, strict=True) if row[2]]
    parts = (("Tepat waktu", colours.main), ("Lewat batas", colours.late))
    drawn = [groove, *(_part(shown, part, *named) for part, named in enumerate(parts))]
    layout = _listed(len(rows), colours, legend=True) | {"barmode": "overlay"}
    layout["annotations"] = _above([row[:2] for row in rows], colours)
    layout["xaxis"] |= {"visible": False, "range": [0, 100]}
    return _figure([THIN | trace for trace in drawn], layout)


def _part(shown: Sequence[tuple[str, Shares]], part: int, name: str, colour: str) -> Words:
    """The first or the second share of each row, behind what stands before it."""
    return {
        "y": [y for y, _ in shown],
        "x": [shares[part][0] for _, shares in shown],
        "base": [sum(shares[before][0] for before in range(part)) for _, shares in shown],
        "name": name,
        "marker": {"color": colour, "line": {"width": 0}},
        "customdata": [shares[part][1] for _, shares in shown],
        "hovertext": [shares[part][2] for _, shares in shown],
    }


@dataclass(frozen=True)
class Cell:
    """One field of the heat map. `percent` None: nothing was measurable."""

    row: int
    column: int
    percent: float | None
    label: str
    pick: str
    hover: str


@lru_cache(maxsize=KEPT)
def heat(
    rows: tuple[str, ...], columns: tuple[str, ...], cells: tuple[Cell, ...], colours: Colours
) -> go.Figure:
    """Fields in rows and columns, coloured by how many of a hundred were kept.

    Made of bars: Plotly's own heat map tells no clicks.
    """
    layout = _layout(colours, height=ROW * len(rows) + 62, legend=False)
    layout |= {"barmode": "overlay", "margin": layout["margin"] | {"t": 56, "b": 4}}
    layout["xaxis"] |= {
        "side": "top",
        "range": [0, len(columns)],
        "tickvals": [place + 0.5 for place in range(len(columns))],
        "ticktext": list(columns),
    }
    layout["yaxis"] |= {
        "autorange": False,
        "range": [len(rows) - 0.5, -0.5],
        "tickvals": list(range(len(rows))),
        "ticktext": list(rows),
        "showgrid": False,
    }
    return _figure([_fields(cells, colours)], layout)


def _fields(cells: tuple[Cell, ...], colours: Colours) -> Words:
    paints = [band(cell.percent, colours) for cell in cells]
    return {
        "orientation": "h",
        "y": [cell.row for cell in cells],
        "x": [0.97] * len(cells),
        "base": [cell.column + 0.015 for cell in cells],
        "width": 0.92,
        "marker": {"color": paints, "line": {"width": 0}},
        "text": [cell.label for cell in cells],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "textfont": {"color": colours.ink, "size": 13},
        "customdata": [cell.pick for cell in cells],
        "hovertext": [cell.hover for cell in cells],
    }


def _above(words: Sequence[tuple[str, str]], colours: Colours) -> list[Words]:
    """The words of each bar, over it: a name beside it would take half a telephone's width."""
    common = {"yref": "y", "xref": "paper", "showarrow": False, "yshift": 9}
    left = {"x": 0, "xanchor": "left", "font": {"color": colours.ink}} | common
    right = {"x": 1, "xanchor": "right", "font": {"color": colours.quiet}} | common
    return [
        side | {"y": str(place), "text": text}
        for place, (name, beside) in enumerate(words)
        for side, text in ((left, name), (right, beside))
    ]


def _listed(rows: int, colours: Colours, *, legend: bool) -> Words:
    height = max(rows, 1) * 46 + (34 if legend else 6)
    layout = _layout(colours, height=height, legend=legend)
    layout["margin"] |= {"t": 30 if legend else 2, "b": 2}
    layout["yaxis"] |= {
        "visible": False,
        "autorange": False,
        "range": [rows - 0.38, -0.62],
        "type": "category",
    }
    return layout


def _layout(colours: Colours, *, height: int, legend: bool) -> Words:
    axis = {"fixedrange": True, "zeroline": False, "title": {"text": ""}, "automargin": True}
    quiet = {"color": colours.quiet}
    return {
        "height": height,
        "margin": {"l": 0, "r": 0, "t": 34 if legend else 8, "b": 4},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"color": colours.ink, "size": 13},
        "separators": ",.",
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {"align": "left"},
        "showlegend": legend,
        "legend": LEGEND | {"font": quiet},
        "uniformtext": {"minsize": 9, "mode": "show"},
        "xaxis": axis | {"showgrid": False, "tickfont": dict(quiet)},
        "yaxis": axis
        | {"gridcolor": colours.line, "tickfont": quiet, "rangemode": "tozero", "nticks": 5},
    }


def _figure(traces: Sequence[Words], layout: Words) -> go.Figure:
    full = {"marker": {"opacity": 1}}  # what is not pointed at stays as it is
    told = {"hovertemplate": "%{hovertext}<extra></extra>", "selected": full, "unselected": full}
    return go.Figure(
        data=[
            {"type": "bar"} | trace | ({} if trace.get("hoverinfo") == "skip" else told)
            for trace in traces
        ],
        layout=layout,
    )
