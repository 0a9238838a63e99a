"""NIK lengkap: what a citizen told the desk, shown to the city's admin by a press that is noted."""

from __future__ import annotations

import htpy
import streamlit as st

from desk import nik_looks, texts
from desk.actors import Actor
from desk.problems import DeskError
from pages.parts import look, running

LABEL = "Lihat NIK lengkap"
NOTED = "Setiap kali dibuka dicatat: siapa dan kapan."


def draw(actor: Actor, number: str) -> None:
    """The button, where there is something to see for this person."""
    desk = running.desk()
    if not nik_looks.are_offered(desk, actor, number):
        return
    if st.button(LABEL, icon=":material/badge:", key=f"nik_{number}", help=NOTED):
        _show(actor, number)


def _show(actor: Actor, number: str) -> None:
    desk = running.desk()
    try:
        found = nik_looks.shown(desk, actor, number, now=running.now())
    except DeskError as refused:
        st.error(refused.sentence)
        return
    zone = desk.timezone()
    look.draw(
        htpy.p(".w-small")[f"{kept.value} (ditulis {texts.moment(kept.at, zone)})"]
        for kept in found
    )
