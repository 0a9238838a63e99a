"""The dashboard's charts, made from numbers alone: calm, labelled where one looks, in Indonesian.

Each mark carries a pick (`desk.figures.Pick` as text) that a click hands back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
#: Plotly takes 20-100 ms for a figure and the same figures are asked for at every press; what they
#: are made of is handed in as tuples. Nobody changes a figure that is finished.
KEPT = 200
LEGEND = {
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
    figure = go.Figure()
    for (name, kind, group, numbers), colour in zip(series, palette, strict=False):
        figure.add_bar(
            x=list(range(len(months))),
            y=list(numbers),
            name=name,
            offsetgroup=group,
            marker={"color": colour, "line": {"width": 0}},
            customdata=[f"{kind}~{month:%Y-%m}" for month in months],
            hovertext=[
                f"{month_words(month)}<br>{name}: {plural(number)}"
                for month, number in zip(months, numbers, strict=True)
            ],
        )
    figure.update_layout(barmode="stack", bargap=0.28, bargroupgap=0.06)
    _finished(figure, colours, height=height, legend=len(series) > 1)
    figure.update_xaxes(
        tickvals=list(range(len(months))),
        ticktext=month_labels(months),
        tickangle=0,
        tickfont={"size": 11},
    )
    return figure


@lru_cache(maxsize=KEPT)
def bars(rows: tuple[Bar, ...], colours: Colours) -> go.Figure:
    """Horizontal bars, the first on top, each with its name above it and its number beside it."""
    figure = go.Figure()
    names = [str(place) for place in range(len(rows))]
    figure.add_bar(
        orientation="h",
        y=names,
        x=[row.value for row in rows],
        marker={"color": colours.second, "line": {"width": 0}},
        width=0.36,
        offset=-0.02,
        customdata=[row.pick for row in rows],
        hovertext=[row.hover or f"{row.name}: {row.label}" for row in rows],
    )
    said = [(name, row.name, row.label) for name, row in zip(names, rows, strict=True)]
    _above(figure, said, colours)
    largest = max((row.value for row in rows), default=0)
    figure.update_xaxes(visible=False, range=[0, (largest or 1) * 1.02])
    return _listed(figure, len(rows), colours, legend=False)


@lru_cache(maxsize=KEPT)
def kept(
    rows: tuple[tuple[str, str, tuple[tuple[float, str, str], ...]], ...], colours: Colours
) -> go.Figure:
    """Shares kept and missed, each row: name, words at its right, (share, pick, hover) of both.

    A row without shares shows an empty groove: there was nothing to measure.
    """
    figure = go.Figure()
    names = [str(place) for place in range(len(rows))]
    common = {"orientation": "h", "width": 0.32, "offset": -0.02}
    figure.add_bar(
        y=names,
        x=[100] * len(rows),
        marker={"color": colours.blank},
        hoverinfo="skip",
        showlegend=False,
        **common,
    )
    for part, (name, colour) in enumerate(
        (("Tepat waktu", colours.main), ("Lewat batas", colours.late))
    ):
        shown = [(y, row[2], part) for y, row in zip(names, rows, strict=True) if row[2]]
        figure.add_bar(
            y=[y for y, _, _ in shown],
            x=[shares[part][0] for _, shares, _ in shown],
            base=[sum(shares[before][0] for before in range(part)) for _, shares, _ in shown],
            name=name,
            marker={"color": colour, "line": {"width": 0}},
            customdata=[shares[part][1] for _, shares, _ in shown],
            hovertext=[shares[part][2] for _, shares, _ in shown],
            **common,
        )
    _above(figure, [(y, row[0], row[1]) for y, row in zip(names, rows, strict=True)], colours)
    figure.update_layout(barmode="overlay")
    figure.update_xaxes(visible=False, range=[0, 100])
    return _listed(figure, len(rows), colours, legend=True)


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
    figure = go.Figure()
    figure.add_bar(
        orientation="h",
        y=[cell.row for cell in cells],
        x=[0.97] * len(cells),
        base=[cell.column + 0.015 for cell in cells],
        width=0.92,
        marker={"color": [band(cell.percent, colours) for cell in cells], "line": {"width": 0}},
        text=[cell.label for cell in cells],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        constraintext="none",
        textfont={"color": colours.ink, "size": 13},
        customdata=[cell.pick for cell in cells],
        hovertext=[cell.hover for cell in cells],
    )
    places = list(range(len(columns)))
    figure.update_layout(barmode="overlay")
    figure.update_xaxes(
        side="top",
        range=[0, len(columns)],
        tickvals=[p + 0.5 for p in places],
        ticktext=list(columns),
    )
    figure.update_yaxes(
        autorange=False,
        range=[len(rows) - 0.5, -0.5],
        tickvals=list(range(len(rows))),
        ticktext=list(rows),
    )
    _finished(figure, colours, height=ROW * len(rows) + 62, legend=False)
    figure.update_xaxes(showgrid=False)
    figure.update_yaxes(showgrid=False)
    figure.update_layout(margin={"t": 56, "b": 4})
    return figure


def _above(figure: go.Figure, words: Sequence[tuple[str, str, str]], colours: Colours) -> None:
    """The words of each bar, over it: a name beside it would take half a telephone's width."""
    common = {"yref": "y", "xref": "paper", "showarrow": False, "yshift": 9}
    left = {"x": 0, "xanchor": "left", "font": {"color": colours.ink}} | common
    right = {"x": 1, "xanchor": "right", "font": {"color": colours.quiet}} | common
    figure.layout.annotations = [
        side | {"y": y, "text": text}
        for y, name, beside in words
        for side, text in ((left, name), (right, beside))
    ]


def _listed(figure: go.Figure, rows: int, colours: Colours, *, legend: bool) -> go.Figure:
    height = max(rows, 1) * 46 + (34 if legend else 6)
    _finished(figure, colours, height=height, legend=legend)
    figure.update_yaxes(visible=False, autorange=False, range=[rows - 0.38, -0.62], type="category")
    figure.update_layout(margin={"t": 30 if legend else 2, "b": 2})
    return figure


def _finished(figure: go.Figure, colours: Colours, *, height: int, legend: bool) -> go.Figure:
    full = {"marker": {"opacity": 1}}  # what is not pointed at stays as it is
    figure.update_traces(
        hovertemplate="%{hovertext}<extra></extra>",
        selected=full,
        unselected=full,
        selector=lambda trace: trace.hoverinfo != "skip",
    )
    figure.update_layout(
        height=height,
        margin={"l": 0, "r": 0, "t": 34 if legend else 8, "b": 4},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"color": colours.ink, "size": 13},
        separators=",.",
        dragmode=False,
        hovermode="closest",
        hoverlabel={"align": "left"},
        showlegend=legend,
        legend=LEGEND | {"font": {"color": colours.quiet}},
        uniformtext={"minsize": 9, "mode": "show"},
    )
    axis: Mapping[str, Any] = {"fixedrange": True, "zeroline": False, "title": {"text": ""}}
    figure.update_xaxes(**axis, showgrid=False, tickfont={"color": colours.quiet}, automargin=True)
    figure.update_yaxes(
        **axis,
        gridcolor=colours.line,
        tickfont={"color": colours.quiet},
        automargin=True,
        rangemode="tozero",
        nticks=5,
    )
    return figure
