"""Disposisi Masuk: what was handed to the person's own OPD, one card each, made for a phone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import htpy
import streamlit as st

from desk import listing, texts
from desk.listing import Filters, View
from pages.parts import access, acting_form, cards, look, running, words
from sop.model import Scope

actor = access.require(Scope.AGENCY)

VIEW = "agency_view"
OWN = Filters(own_agencies=True)
VIEWS = {View.MINE: "Giliran saya", View.AT_AGENCY: "Di OPD", View.ALL: "Semua"}
EMPTY = {
    View.MINE: "Tidak ada disposisi yang menunggu Bapak/Ibu.",
    View.AT_AGENCY: "Tidak ada aduan di OPD ini.",
    View.ALL: "Belum ada disposisi untuk OPD ini.",
}


def chosen_view() -> View:
    return View(st.session_state.get(VIEW, View.MINE))


def choose(view: View) -> None:
    st.session_state[VIEW] = view
    st.session_state["agency_page"] = 1


def views() -> None:
    counts = listing.counts(running.desk(), actor, now=running.now(), filters=OWN)
    with st.container(horizontal=True, gap="xsmall"):
        for view, label in VIEWS.items():
            st.button(
                f"{label} **{words.plural(counts[view])}**",
                key=f"view_{view.name}",
                type="primary" if view is chosen_view() else "secondary",
                on_click=choose,
                args=(view,),
            )


def card(row: Mapping[str, Any]) -> None:
    now = running.now()
    with st.container(border=True, gap="xsmall"):
        cards.link(row["number"])
        look.draw(cards.tags_of(row, now=now), details(row))
        acting_form.draw(actor, row)


def details(row: Mapping[str, Any]) -> htpy.Node:
    zone = running.desk().timezone()
    line = [row["name"], row["location"], row["category"]]
    due = row["due_at"]
    return [
        htpy.div(".w-body", style="margin-top:.35rem")[row["body"]],
        htpy.div(".w-small")[" · ".join(part for part in line if part)],
        due and htpy.div(".w-small")[f"Batas: {texts.moment(due, zone)}"],
    ]


def rows() -> None:
    view = chosen_view()
    page = int(st.session_state.get("agency_page", 1))
    found = listing.listed(running.desk(), actor, view, now=running.now(), filters=OWN, page=page)
    for row in found.rows:
        card(row)
    if not found.rows:
        cards.empty(EMPTY[view])
    pages = -(-found.total // listing.PAGE_SIZE)
    if pages > 1:
        st.pagination(pages, key="agency_page", persist_state="session")


st.title("Disposisi Masuk")
st.caption(", ".join(actor.agencies))
views()
rows()
