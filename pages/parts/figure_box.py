"""One section of the dashboard: a title, what it says in a sentence, its chart, its table."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import htpy
import plotly.graph_objects as go
import streamlit as st

from desk.spreadsheet_text import inert
from pages.parts import charts, look

#: In the address: the figure whose complaints are shown.
PICKED = "lihat"


@dataclass(frozen=True)
class Section:
    """What one section shows. `picks`: figures by name, for whoever cannot point at a chart."""

    key: str
    title: str
    reading: str
    figure: go.Figure | None
    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    picks: Mapping[str, str] = field(default_factory=dict)
    keys: Sequence[tuple[str, str]] = ()  # colour and its meaning
    legend: str = ""  # what the chart's short names stand for
    note: str = ""


def draw(section: Section) -> None:
    with st.container(border=True, height="stretch", key=f"box_{section.key}"):
        st.subheader(section.title, anchor=False)
        look.draw(htpy.p(".w-reading")[section.reading])
        if section.figure is not None:
            _chart(section, section.figure)
        if section.keys:
            look.draw(_keys(section.keys))
        if section.legend:
            look.draw(htpy.p(".w-legend")[section.legend])
        with st.expander("Lihat tabel"):
            _table(section)


def _chart(section: Section, figure: go.Figure) -> None:
    key = f"chart_{section.key}"
    st.plotly_chart(
        figure,
        key=key,
        on_select=lambda: _pointed_at(key),
        selection_mode="points",
        config=charts.CONFIG,
        alt=f"{section.title}. {section.reading}",
    )


def _pointed_at(key: str) -> None:
    """A second press on the same mark takes Plotly's selection away and means the same."""
    points = st.session_state[key].selection.points
    if points:
        found = points[0].get("customdata")
        st.session_state[f"{key}_last"] = found[0] if isinstance(found, list) else found
    picked = st.session_state.get(f"{key}_last")
    if picked:
        st.query_params[PICKED] = picked


def _table(section: Section) -> None:
    st.html(_rendered(tuple(section.header), tuple(map(tuple, section.rows))))
    if section.note:
        st.caption(section.note)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if section.picks:
            key = f"of_{section.key}"
            st.selectbox(
                "Aduan di balik angka",
                list(section.picks),
                index=None,
                placeholder="Pilih angka",
                key=key,
                on_change=_chosen,
                args=(key, dict(section.picks)),
                width=260,
            )
        st.download_button(
            "Unduh CSV",
            as_csv(section.header, section.rows),
            file_name=f"wadul-{section.key}.csv",
            mime="text/csv",
            icon=":material/download:",
            on_click="ignore",
            key=f"csv_{section.key}",
        )


def _chosen(key: str, picks: Mapping[str, str]) -> None:
    if st.session_state[key] in picks:
        st.query_params[PICKED] = picks[st.session_state[key]]
        st.session_state[key] = None


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> htpy.Element:
    return htpy.div(".w-wide", tabindex="0")[
        htpy.table(".w-figures")[
            htpy.thead[htpy.tr[(htpy.th(scope="col")[name] for name in header)]],
            htpy.tbody[(htpy.tr[(htpy.td[value] for value in row)] for row in rows)],
        ]
    ]


@lru_cache(maxsize=charts.KEPT)
def _rendered(header: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> str:
    return look.rendered(table(header, rows))


def as_csv(header: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """As a spreadsheet with Indonesian settings opens it: semicolons, and a byte order mark."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([inert(name) for name in header])
    writer.writerows([_plain(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _plain(value: str) -> str:
    """1.234 is 1234 in a file."""
    digits = value.replace(".", "")
    if digits.isdigit():
        return digits
    return inert(value)


def _keys(keys: Sequence[tuple[str, str]]) -> htpy.Element:
    return htpy.div(".w-keys")[
        (htpy.span[htpy.i(style=f"background:{colour}"), words] for colour, words in keys)
    ]
