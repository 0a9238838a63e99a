"""The complaints behind a figure: number, category, OPD, status, dates; a link to each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo

import htpy
import streamlit as st

from desk import figures, texts
from desk.actors import Actor
from desk.figures import Asked, Line, Pick
from desk.figures.listed import PAGE_SIZE
from pages.parts import access, look, running, screens
from pages.parts.figure_box import PICKED
from pages.parts.figure_names import name_of
from pages.parts.flash import plain
from pages.parts.words import plural
from sop.model import Scope

PAGE = "halaman_angka"


def picked() -> Pick | None:
    """The figure that the address names."""
    code = st.query_params.get(PICKED, "")
    parts = str(code).split("~")
    return Pick(*parts[:3]) if parts[0] else None


def forget() -> None:
    st.query_params.pop(PICKED, None)
    st.session_state.pop(PAGE, None)


def draw(
    actor: Actor, asked: Asked, names: Mapping[str, str] | None = None, *, note: str = ""
) -> None:
    """Open over the page when a figure is picked; the page beneath stays as it is.

    `names`: what the page itself calls its figures, by their code in the address. `note`: what
    else whoever counts the list should know.
    """
    pick = picked()
    if pick is None:
        return
    title = name_of(running.desk().sop, pick)
    if title is None:
        forget()
        return
    title = (names or {}).get(str(st.query_params[PICKED]), title)
    st.dialog(plain(title), width="medium", position="right", on_dismiss=forget)(_list)(
        asked, pick, note
    )


def _list(asked: Asked, pick: Pick, note: str) -> None:
    person = access.again()
    if person is None:
        return
    page = int(st.session_state.get(PAGE, 1))
    try:
        found = figures.behind(running.desk(), person, asked, pick, page=page)
    except (KeyError, ValueError):
        st.info("Angka ini tidak ada dalam bulan dan saringan yang dipilih.")
        return
    st.caption(_counted(found, person))
    if note:
        st.caption(note)
    zone = running.desk().timezone()
    for line in found.lines:
        row(line, _dates(line, zone))
    pages = -(-found.total // PAGE_SIZE)
    if pages > 1:
        st.pagination(pages, key=PAGE)


def row(line: Line, words: str) -> None:
    """One complaint: its number as a link, and what may be said of it."""
    with st.container(gap=None):
        st.page_link(
            screens.COMPLAINT.file,
            label=f"**{line.number}**",
            query_params={"nomor": line.number},
        )
        parts = [line.category or "Tanpa kategori", line.agency, line.state]
        parts += ["Rahasia"] if line.confidential else []
        look.draw(htpy.div(".w-small")[" · ".join(part for part in parts if part), htpy.br, words])


def _counted(page: figures.Page, person: Actor) -> str:
    every = page.total + page.elsewhere
    words = f"{plural(page.total)} aduan, terbaru dahulu."
    if page.times > every:
        twice = f"{plural(page.times)} kali, pada {plural(every)} aduan"
        words = f"{twice}. {words}" if page.elsewhere else f"{twice}, terbaru dahulu."
    if page.elsewhere:
        elsewhere = " atau kini ditangani OPD lain" if Scope.AGENCY in access.scopes(person) else ""
        words += f" {plural(page.elsewhere)} lainnya rahasia{elsewhere}."
    return words


def _dates(line: Line, zone: tzinfo) -> str:
    words = f"Diterima {texts.long_date(line.received_at.astimezone(zone).date())}"
    if line.closed_at:
        words += f", ditutup {texts.long_date(line.closed_at.astimezone(zone).date())}"
    return words
