"""A complaint in a list: number, whose turn, time left, the first words. It leads to its page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import htpy
import streamlit as st

from desk import texts
from pages.parts import look, running, screens, words


def draw(row: Mapping[str, Any], *, now: datetime) -> None:
    with st.container(border=True, gap="xsmall"):
        link(row["number"])
        look.draw(tags_of(row, now=now), excerpt(row))


def link(number: str, label: str = "") -> None:
    st.page_link(
        screens.COMPLAINT.file,
        label=f"**{label or number}**",
        icon=":material/chevron_right:",
        icon_position="right",
        query_params={"nomor": number},
    )


def tags_of(row: Mapping[str, Any], *, now: datetime) -> htpy.Element:
    desk = running.desk()
    left, kind = words.time_left(desk.sop, row, now=now, zone=desk.timezone())
    marks = [(left, kind)] if left else []
    marks.append((row["state"], ""))
    if row["agency"]:
        marks.append((row["agency"], ""))
    if row["confidential"]:
        marks.append(("Rahasia", "pause"))
    if row["reopen_asked"]:
        marks.append(("Pelapor: BELUM", "late"))
    if row["rounds"]:
        marks.append((f"dikembalikan {row['rounds']}×", "soon"))
    return look.tags(*marks)


def excerpt(row: Mapping[str, Any]) -> htpy.Node:
    zone = running.desk().timezone()
    line = [
        texts.short_moment(row["received_at"], zone),
        row["name"],
        row["location"],
        row["category"],
    ]
    return [
        htpy.div(".w-body", style="margin-top:.3rem")[texts.isi_singkat(row["body"])],
        htpy.div(".w-small")[" · ".join(part for part in line if part)],
    ]


def empty(sentence: str) -> None:
    with st.container(border=True):
        st.caption(sentence)
