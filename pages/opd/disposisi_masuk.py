"""Disposisi Masuk: what was handed to the person's own OPD, one card each, made for a phone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import htpy
import streamlit as st

from desk import agency_list, masking, positions, texts
from desk.agency_list import Pile, Shown
from pages.parts import (
    access,
    agency_form,
    coming_back,
    look,
    photos,
    running,
    watch,
    words,
)
from pages.parts.cards import place as named_place
from sop.model import Scope

actor = access.require(Scope.AGENCY)

PILE, PAGE = "agency_pile", "agency_page"
THUMBNAIL = 180  # pixels of the longer side: fifty of them go over a slow line
MEANINGS = {
    Pile.MINE: "Menunggu tindakan Bapak/Ibu.",
    Pile.IN_HAND: "Di OPD ini, giliran petugas lain.",
    Pile.SENT: "Sudah kembali ke petugas kota atau selesai.",
    Pile.HELPED: "Penanggung jawabnya OPD lain; OPD ini membantu dan dapat menambah catatan.",
}
EMPTY = {
    Pile.MINE: "Tidak ada disposisi yang menunggu Bapak/Ibu.",
    Pile.IN_HAND: "Tidak ada aduan yang sedang dikerjakan petugas lain.",
    Pile.SENT: "Belum ada aduan yang dikirim kembali.",
    Pile.HELPED: "Tidak ada aduan yang didukung OPD ini.",
}


def chosen() -> Pile:
    return Pile(st.session_state.get(PILE) or Pile.MINE)


def piles() -> None:
    counts = agency_list.counts(running.desk(), actor)
    st.pills(
        "Daftar",
        list(Pile),
        default=Pile.MINE,
        required=True,
        format_func=lambda pile: f"{pile} ({words.plural(counts[pile])})",
        key=PILE,
        persist_state="session",
        label_visibility="collapsed",
        on_change=to_first_page,
    )
    st.caption(running.in_words(MEANINGS[chosen()]))


def to_first_page() -> None:
    st.session_state[PAGE] = 1
    agency_form.choose("", "")


def cards() -> None:
    page = int(st.session_state.get(PAGE, 1))
    found = agency_list.listed(running.desk(), actor, chosen(), page=page)
    shown = agency_list.shown(running.desk(), actor, found.rows)
    for row in found.rows:
        with st.container(border=True, gap="small", key=f"card_{row['number']}"):
            back = coming_back.note(found.came_back.get(row["number"]))
            look.draw(back, card(row, shown[row["number"]]))
            agency_form.draw(actor, row)
    if told := {row["number"] for row in found.rows if knows_who(row)}:
        while_released(told, chosen(), page)
    if not found.rows:
        with st.container(border=True):
            st.markdown(EMPTY[chosen()])
    pages = -(-found.total // agency_list.PAGE_SIZE)
    if pages > 1:
        st.pagination(pages, key=PAGE, persist_state="session")


def knows_who(row: Mapping[str, Any]) -> bool:
    return bool(row["name"]) and row["name"] not in masking.WORDS


@st.fragment(run_every=watch.LOOK_EVERY_S)
def while_released(told: set[str], pile: Pile, page: int) -> None:
    """`told`: of whom the list tells who wrote it. What the city's desk takes back goes by
    itself."""
    person = access.again()
    if person is None:
        return  # parts/watch.py empties the page
    found = agency_list.listed(running.desk(), person, pile, page=page).rows
    if any(row["number"] in told and not knows_who(row) for row in found):
        watch.go(pile, fields_stay=True)


def card(row: Mapping[str, Any], shown: Shown) -> htpy.Element:
    source = photos.address(shown.picture, THUMBNAIL, actor) if shown.picture else ""
    return htpy.div(".w-handed")[
        source
        and htpy.div(".w-thumbnail")[
            htpy.img(src=source, alt=f"Foto aduan {row['number']}"),
            shown.pictures > 1 and htpy.span[f"{shown.pictures} foto"],
        ],
        htpy.div[
            htpy.div(".w-who")[row["number"]],
            tags(row),
            htpy.div(".w-body.w-few-lines")[row["body"]],
            place(row, shown),
            facts(row),
        ],
    ]


def tags(row: Mapping[str, Any]) -> htpy.Element:
    desk = running.desk()
    left, kind = words.time_left(desk.sop, row, now=running.now(), zone=desk.timezone())
    marks = [(left, kind)] if left else []
    marks.append((row["state"], ""))
    if row["agency"] not in actor.agencies:
        marks.append((f"penanggung jawab {row['agency']}", ""))
    if row["rounds"]:
        marks.append((f"dikembalikan {row['rounds']}×", "soon"))
    if row["confidential"]:
        marks.append(("Rahasia", "pause"))
    return look.tags(*marks)


def place(row: Mapping[str, Any], shown: Shown) -> htpy.Node:
    if not row["location"] and not shown.position:
        where = named_place(row)  # or in the words above
        return htpy.div(".w-small")[where] if where else None
    said = positions.without(row["location"])
    return htpy.div(".w-handed-place")[said, " " if said else "", look.on_map(shown.position)]


def facts(row: Mapping[str, Any]) -> htpy.Element:
    """Never the citizen's number: the row that the desk hands to an agency has none."""
    received = f"diterima {texts.short_moment(row['received_at'], running.desk().timezone())}"
    person = f"petugas: {row['assignee']}" if row["assignee"] else ""
    line = [row["name"], row["category"], received, person]
    return htpy.div(".w-small")[" · ".join(part for part in line if part)]


st.title("Disposisi Masuk")
st.caption(", ".join(actor.agencies))
piles()
cards()
look.draw(
    htpy.div(".w-offline", role="status")[
        "Sambungan terputus. Yang sudah diketik dan terlampir tetap ada; "
        "lanjutkan setelah tersambung lagi."
    ]
)
