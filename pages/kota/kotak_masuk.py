"""Kotak Masuk: the city desk's complaints, those with the least time left first."""

from __future__ import annotations

import streamlit as st

from desk import listing, oversight
from desk.listing import Filters, View
from pages.parts import access, cards, running, screens, words

actor = access.require(*screens.CITY)

REFRESH_S = 20
VIEW = "inbox_view"
EMPTY = {
    View.MINE: "Tidak ada aduan yang menunggu Bapak/Ibu.",
    View.LATE: "Tidak ada aduan yang terlambat.",
    View.WAITING: "Tidak ada aduan yang menunggu kelengkapan.",
    View.AT_AGENCY: "Tidak ada aduan di OPD.",
    View.TODAY: "Belum ada aduan hari ini.",
    View.ALL: "Belum ada aduan.",
}


def chosen_view() -> View:
    turn = listing.turn_of(running.desk(), actor)
    return View(st.session_state.get(VIEW, View.MINE if turn else View.ALL))


def choose(view: View) -> None:
    st.session_state[VIEW] = view
    to_first_page()


def to_first_page() -> None:
    st.session_state["inbox_page"] = 1


@st.fragment(run_every=REFRESH_S)
def views() -> None:
    """The counts move by themselves; the list below does not, or rows would jump away."""
    person = access.again()
    if person is None:
        st.rerun()
    counts = listing.counts(running.desk(), person, now=running.now())
    shown = st.session_state.setdefault("inbox_counts", {}).get(chosen_view(), 0)
    with st.container(horizontal=True, gap="xsmall"):
        for view in View:
            if view_button(view, counts[view]):
                st.rerun()
    if counts[chosen_view()] > shown:
        more = words.plural(counts[chosen_view()] - shown)
        if st.button(f"{more} aduan baru di daftar ini: muat", key="inbox_reload"):
            st.rerun()


def view_button(view: View, count: int) -> bool:
    label = view.replace("pelapor", running.desk().sop.citizen.lower())
    return st.button(
        f"{label} **{words.plural(count)}**",
        key=f"view_{view.name}",
        type="primary" if view is chosen_view() else "secondary",
        on_click=choose,
        args=(view,),
    )


def filters() -> Filters:
    reference = running.desk().reference()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        text = st.text_input(
            "Cari",
            placeholder="Nomor, nama, isi, atau lokasi",
            key="inbox_text",
            persist_state="session",
            icon=":material/search:",
            on_change=to_first_page,
        )
        agency = st.selectbox(
            "OPD",
            ["", *(agency.short for agency in reference.agencies if agency.active)],
            format_func=lambda short: short or "Semua OPD",
            key="inbox_agency",
            persist_state="session",
            on_change=to_first_page,
        )
    return Filters(text=text or "", agency=agency or "")


def rows(view: View, wanted: Filters) -> None:
    now = running.now()
    page = int(st.session_state.get("inbox_page", 1))
    found = listing.listed(running.desk(), actor, view, now=now, filters=wanted, page=page)
    for row in found.rows:
        cards.draw(row, now=now)
    if not found.rows:
        cards.empty("Tidak ada yang cocok." if wanted != Filters() else EMPTY[view])
    pages = -(-found.total // listing.PAGE_SIZE)
    if pages > 1:
        st.pagination(pages, key="inbox_page", persist_state="session")


def parked() -> None:
    waiting = oversight.parked(running.desk())
    if waiting:
        st.warning(f"{waiting} pesan tidak dapat dibaca sistem. Lihat di Kondisi Sistem.")


st.title("Kotak Masuk")
parked()
st.session_state["inbox_counts"] = listing.counts(running.desk(), actor, now=running.now())
views()
rows(chosen_view(), filters())
