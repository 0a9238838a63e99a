"""A complaint in a list: number, what, where, whose turn, time left. All of it is one link."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, tzinfo
from functools import lru_cache
from typing import Any

import htpy
import streamlit as st

from desk import emergency, search, texts
from desk.search import Search
from pages.parts import look, running, screens, words
from pages.parts.flash import plain

LEAD = 40  # letters before the first hit in a long text
KEPT = 500  # cards, a few lists of them


def draw(
    row: Mapping[str, Any], *, now: datetime, zone: tzinfo, found: Search | None = None
) -> None:
    """The card of a row of a list; `found` marks the words that were searched for."""
    with st.container(border=True, gap="xsmall", key=f"complaint_{row['number']}"):
        link(row["number"])
        marks = _tagged(marks_of(row, now=now, zone=zone))
        st.html(f"{marks}{excerpt(row, found or Search(), zone)}")


def link(number: str, label: str = "") -> None:
    st.page_link(
        screens.COMPLAINT.file,
        label=f"**{plain(label or number)}**",
        icon=":material/chevron_right:",
        icon_position="right",
        query_params={"nomor": number},
    )


def tags_of(row: Mapping[str, Any], *, now: datetime, zone: tzinfo) -> htpy.Element:
    return look.tags(*marks_of(row, now=now, zone=zone))


@lru_cache(maxsize=KEPT)
def _tagged(marks: tuple[tuple[str, str], ...]) -> str:
    return look.rendered(look.tags(*marks))


def marks_of(row: Mapping[str, Any], *, now: datetime, zone: tzinfo) -> tuple[tuple[str, str], ...]:
    """Text and kind of each tag, see `look.tags`."""
    desk = running.desk()
    left, kind = words.time_left(desk.sop, row, now=now, zone=zone)
    marks = [(left, kind)] if left else []
    marks.append((row["state"], ""))
    if not desk.sop.state(row["state"]).verified and _is_urgent(row):
        marks.insert(0, ("mungkin darurat", "late"))
    if row["agency"]:
        marks.append((row["agency"], ""))
    if row["confidential"]:
        marks.append(("Rahasia", "pause"))
    if row["identity_released"]:
        marks.append(("Identitas dibuka untuk OPD", "soon"))
    if row["reopen_asked"]:
        marks.append((f"{desk.sop.citizen}: BELUM", "late"))
    if row["rounds"]:
        marks.append((f"dikembalikan {row['rounds']}×", "soon"))
    if row.get("photos"):
        marks.append((f"{row['photos']} foto", ""))
    return tuple(marks)


def _is_urgent(row: Mapping[str, Any]) -> bool:
    """An emergency word is in it, and nobody has looked at it yet."""
    return emergency.named(running.desk().reference(), row["body"])


def excerpt(row: Mapping[str, Any], found: Search, zone: tzinfo) -> str:
    """HTML: the first words, or those around what was found; then who, where, what, whose turn."""
    line = (
        texts.short_moment(row["received_at"], zone),
        row["name"],
        place(row),
        row["category"],
        row["phone"] if found.phone and found.phone in row["phone"] else "",
        _turn(row),
    )
    return _written(row["body"], " · ".join(part for part in line if part), found)


def _turn(row: Mapping[str, Any]) -> str:
    sop = running.desk().sop
    return f"giliran {words.turn(sop, row)}" if sop.state(row["state"]).holder else ""


@lru_cache(maxsize=KEPT)
def _written(body: str, line: str, found: Search) -> str:
    """Kept by all that stands in it: at every press on the page the same cards are drawn again."""
    lines = [
        htpy.div(".w-body.w-excerpt")[marked(_around(body, found), found)],
        htpy.div(".w-small")[marked(line, found)],
    ]
    return look.rendered(*lines)


def place(row: Mapping[str, Any]) -> str:
    district = f"Kec. {row['district']}" if row["district"] else ""
    return ", ".join(part for part in (row["location"], row["village"], district) if part)


def marked(text: str, found: Search) -> htpy.Node:
    if not (found.words or found.phone):
        return text
    if found.phone and found.phone in text:
        before, _, after = text.partition(found.phone)
        return [before, htpy.mark[found.phone], after]
    return [htpy.mark[piece] if hit else piece for piece, hit in search.marked(found, text)]


def _around(body: str, found: Search) -> str:
    """The part of a long text in which something was found."""
    line = texts.one_line(body)
    at = 0
    for piece, hit in search.marked(found, line) if found.words else ():
        if hit:
            break
        at += len(piece)
    if at == len(line) or at <= texts.EXCERPT_LENGTH - LEAD:
        return texts.isi_singkat(line)
    cut = line.find(" ", at - LEAD, at) + 1 or at
    return f"…{texts.isi_singkat(line[cut:])}"


def empty(sentence: str) -> None:
    with st.container(border=True):
        st.caption(sentence)
