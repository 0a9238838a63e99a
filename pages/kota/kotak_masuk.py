"""Kotak Masuk: the city desk's complaints, those with the least time left first."""

from __future__ import annotations

import logging
from typing import Literal

import streamlit as st
from sqlalchemy.exc import SQLAlchemyError

from desk import listing, oversight
from desk.actors import Actor
from desk.listing import Filters, Page, View
from desk.search_index import MOST
from pages.parts import access, cards, inbox_bar, place, running, screens, scripts, words
from pages.parts import inbox_choice as choice
from sop.model import Scope

actor = access.require(*screens.CITY)

logger = logging.getLogger(__name__)

REFRESH_S = 20
DRAWN, VISIT, GO, LAST = "inbox_drawn", "inbox_visit", "inbox_go", "inbox_last_page"
EMPTY = {
    View.MINE: "Tidak ada aduan yang menunggu Bapak/Ibu.",
    View.LATE: "Tidak ada aduan yang terlambat.",
    View.WAITING: "Tidak ada aduan yang menunggu kelengkapan.",
    View.AT_AGENCY: "Tidak ada aduan di OPD.",
    View.TODAY: "Belum ada aduan hari ini.",
    View.ALL: "Belum ada aduan. Aduan yang masuk lewat WhatsApp tampil di sini.",
}
NOTHING = "Tidak ada yang cocok. Periksa kata yang dicari, atau hapus saringan di atas."
UNREADABLE = (
    "Daftar belum dapat dibaca. Muat ulang halaman ini; bila tetap begitu, beri tahu Admin Kota."
)


@st.fragment(run_every=REFRESH_S)
def views(known: list[dict[View, int]]) -> None:
    """The counts move by themselves; the list below does not, or rows would jump away.

    `known`: the counts that came with the list. They are taken out, so that they are not there
    when the fragment runs again alone.
    """
    person = actor if known else access.again()
    if person is None:
        return  # parts/watch.py empties the page
    counts = known.pop() if known else counted(person)
    shown = choice.view(person)
    with st.container(horizontal=True, gap="xsmall", key="inbox_views"):
        for view in choice.views(person):
            if view_button(view, counts[view], chosen=view is shown):
                st.rerun()


def counted(person: Actor) -> dict[View, int]:
    return listing.counts(running.desk(), person, now=running.now(), filters=choice.filters())


def view_button(view: View, count: int, *, chosen: bool) -> bool:
    label = running.in_words(view)
    return st.button(
        f"{label} **{words.plural(count)}**",
        key=f"view_{view.name}",
        type="primary" if chosen else "secondary",
        on_click=choice.choose,
        args=(view,),
    )


@st.fragment(run_every=REFRESH_S)
def headline(found: Page, wanted: Filters, known: list[int]) -> None:
    """What the list is; the place for "new ones" is always there, so nothing moves.

    `known`: how many are new where the list was drawn just now, as in `views`.
    """
    person = actor if known else access.again()
    if person is None:
        return  # parts/watch.py empties the page
    view = choice.view(person)
    arrived = known.pop() if known else arrived_since(person, view, wanted)
    with st.container(horizontal=True, wrap=False, vertical_alignment="center", key="inbox_line"):
        st.caption(said_of(found, view, wanted))
        label = f"{words.plural(arrived)} aduan baru: muat"
        if arrived and st.button(label, key="inbox_reload", on_click=choice.to_first_page):
            st.rerun()


def arrived_since(person: Actor, view: View, wanted: Filters) -> int:
    since, now = st.session_state[DRAWN], running.now()
    return listing.arrived(running.desk(), person, view, since=since, now=now, filters=wanted)


def said_of(found: Page, view: View, wanted: Filters) -> str:
    if not found.rows:
        return ""
    if wanted.text and found.total >= MOST:
        return f"{words.plural(MOST)} aduan terbaru yang cocok; tambahkan kata agar lebih tepat"
    order = "terbaru di atas" if view is View.ALL else "paling mendesak di atas"
    return f"{words.plural(found.total)} aduan, {'paling cocok di atas' if wanted.text else order}"


def rows(found: Page) -> None:
    now, zone = running.now(), running.desk().timezone()
    with st.container(gap="small", key=scripts.INBOX):
        for row in found.rows:
            cards.draw(row, now=now, zone=zone, found=found.search)
    pages = -(-found.total // listing.PAGE_SIZE)
    if pages > 1:
        st.session_state[choice.PAGE] = min(choice.page(), pages)
        st.pagination(pages, key=choice.PAGE, persist_state="session")


def nothing(view: View, wanted: Filters, everywhere: int) -> None:
    """No complaint here: say so, and lead to where there are some."""
    if wanted == Filters():
        cards.empty(EMPTY[view])
    elif everywhere and view is not View.ALL:
        cards.empty(f"Tidak ada yang cocok di {view}.")
        label = f"Lihat {words.plural(everywhere)} yang cocok di {View.ALL}"
        st.button(label, key="inbox_everywhere", on_click=choice.choose, args=(View.ALL,))
    else:
        cards.empty(NOTHING)


def parked() -> None:
    waiting = oversight.parked(running.desk()) if Scope.CITY in access.scopes(actor) else 0
    if waiting:
        st.warning(f"{waiting} pesan tidak dapat dibaca sistem. Lihat di Kondisi Sistem.")


def looked_for() -> Page:
    view, wanted, now = choice.view(actor), choice.filters(), running.now()
    st.session_state[DRAWN] = now
    return listing.listed(running.desk(), actor, view, now=now, filters=wanted, page=choice.page())


def listed(found: Page) -> None:
    wanted = choice.filters()
    headline(found, wanted, [0])
    if found.rows:
        rows(found)
    else:
        nothing(choice.view(actor), wanted, found.counts[View.ALL])


def place_to_go(*, arrived: bool) -> Literal["", "back", "top"]:
    """Another page of the list begins at its top; whoever comes back is where they were."""
    last, st.session_state[LAST] = st.session_state.get(LAST), choice.page()
    if arrived:
        return "back"
    return "top" if last != choice.page() else ""


def page() -> None:
    arrived = choice.arrived()
    choice.follow(st.query_params.to_dict(), arrived=arrived)
    parked()
    found = looked_for()
    views([found.counts])
    inbox_bar.draw()
    listed(found)
    go = place_to_go(arrived=arrived)
    if go:
        st.session_state[VISIT] = st.session_state.get(VISIT, 0) + 1
        st.session_state[GO] = go
    place.keep(scripts.INBOX, go=st.session_state[GO], visit=st.session_state[VISIT])
    choice.write_address(actor)


st.title("Kotak Masuk")
try:
    page()
except SQLAlchemyError as error:
    logger.error("the list cannot be read: %s", type(error).__name__)
    st.error(running.in_words(UNREADABLE))
