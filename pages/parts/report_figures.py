"""The monthly report's tables on the page; every figure opens into its complaints.

On a phone each row is a small block: nothing has to be moved sideways to be read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import htpy
import streamlit as st

from desk.reports import wording
from desk.reports.contents import (
    EXAMPLES,
    Column,
    Contents,
    Correction,
    Listed,
    Measure,
    Row,
    Section,
    Value,
)
from pages.parts import look, table, words
from pages.parts.figure_box import PICKED

LISTED = 30
FOLDER = Path(__file__).parent
STYLES = (FOLDER / "dashboard.css", FOLDER / "report.css")
NILS = "Pada layar kecil, angka nol dalam rincian tidak ditampilkan."


def draw(found: Contents) -> None:
    if said := found.facts.get(EXAMPLES):  # older reports say nothing of them
        st.caption(said)
    look.draw(htpy.p(".w-reading")[htpy.strong[found.equation]])
    look.draw(htpy.p(".w-nils")[NILS])
    for section in found.sections:
        _section(section)
    _unfinished(found.unfinished)
    _corrections(found.corrections)


def names(found: Contents) -> dict[str, str]:
    """Code of each figure that opens -> what it is called over its complaints."""
    named: dict[str, str] = {}
    for section in found.sections:
        for name, code in section.picks().items():
            named.setdefault(code, f"{section.title}: {name}")
    return named


def _section(section: Section) -> None:
    with st.container(border=True, key=f"report_{section.key}"):
        st.subheader(section.title, anchor=False)
        st.html(look.rendered(_table(section)))
        if section.note:
            st.caption(section.note)
        _opened(section)


def _table(section: Section) -> htpy.Element:
    remarks = any(row.remark for row in section.rows)
    header = [section.lead, *(column.title for column in section.columns)]
    return htpy.div(".w-wide", tabindex="0")[
        htpy.table(class_=["w-figures", "w-rows", {"w-one": len(section.columns) == 1}])[
            htpy.thead[
                htpy.tr[
                    (htpy.th(scope="col")[name] for name in header),
                    htpy.th(".w-words", scope="col")["Keterangan"] if remarks else None,
                ]
            ],
            htpy.tbody[
                (htpy.tr[_cells(section, row, remarks)] for row in section.rows),
                htpy.tr(".w-sum")[_cells(section, section.total, remarks)]
                if section.total
                else None,
            ],
        ]
    ]


def _cells(section: Section, row: Row, remarks: bool) -> list[htpy.Element]:
    pairs = list(zip(section.columns, row.values, strict=True))
    nils = [_is_nil(row.measure or column.measure, value) for column, value in pairs]
    nils[0] = nils[0] and not all(nils)  # something stands on a phone too
    figures = [
        _figure(column, row, value, nil=nil)
        for (column, value), nil in zip(pairs, nils, strict=True)
    ]
    remark = [htpy.td(".w-words")[row.remark]] if remarks else []
    return [htpy.td[row.label], *figures, *remark]


def _is_nil(measure: Measure, value: Value) -> bool:
    """Nothing that is worth its place on a phone; 0 percent is something."""
    return value is None or (value == 0 and measure is Measure.COUNT)


def _figure(column: Column, row: Row, value: Value, *, nil: bool) -> htpy.Element:
    shown = wording.shown(value, row.measure or column.measure)
    return htpy.td({"data-label": column.title, "class": "w-nil" if nil else None})[shown]


def _opened(section: Section) -> None:
    """The choice of a figure whose complaints are to be seen."""
    picks = section.picks()
    if picks:
        key = f"figure_of_{section.key}"
        st.selectbox(
            "Aduan di balik angka",
            list(picks),
            index=None,
            placeholder="Pilih angka",
            key=key,
            on_change=_chosen,
            args=(key, picks),
            width=320,
        )


def _chosen(key: str, picks: Mapping[str, str]) -> None:
    """The callback of the choice: the figure stands in the address."""
    if st.session_state[key] in picks:
        st.query_params[PICKED] = picks[st.session_state[key]]
        st.session_state[key] = None


def _unfinished(found: Sequence[Listed]) -> None:
    with st.container(border=True, key="report_belum_selesai"):
        st.subheader("Aduan yang belum selesai", anchor=False)
        late = sum(one.late for one in found)
        st.caption(f"{words.plural(len(found))} aduan, {words.plural(late)} lewat batas.")
        if found:
            table.draw(
                ["No. Aduan", "Kategori", "OPD", "Posisi", "Hari", "Lewat batas"],
                [_unfinished_line(one) for one in found[:LISTED]],
                caption="Aduan yang belum selesai pada akhir bulan",
            )
        if len(found) > LISTED:
            st.caption(f"{words.plural(len(found) - LISTED)} lainnya ada dalam PDF dan XLSX.")


def _unfinished_line(one: Listed) -> list[htpy.Node]:
    late = look.tags(("ya", "late")) if one.late else ""
    days = "" if one.days is None else str(one.days)
    place = [one.category or wording.DASH, one.agency or wording.DASH]
    return [one.number, *place, one.holder or one.state, days, late]


def _corrections(found: Sequence[Correction]) -> None:
    if not found:
        return
    with st.container(border=True, key="report_koreksi"):
        st.subheader("Koreksi laporan sebelumnya", anchor=False)
        table.draw(
            ["Koreksi bulan", "Bagian", "Angka", "Diterbitkan", "Sekarang"],
            [
                [
                    *(one.month, one.part, one.name),
                    *(wording.shown(value, one.measure) for value in (one.published, one.now)),
                ]
                for one in found
            ],
            caption="Angka laporan terbit yang kini berbeda",
        )
