"""The record of processing on the page, and its print."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from desk.actors import Actor
from desk.privacy import record
from desk.problems import DeskError
from pages.parts import access, look, running


def draw(actor: Actor) -> None:
    st.caption(f"{record.LAW}. Masa simpan dan petugas diatur di tab Pengaturan.")
    for section in record.sections(running.desk(), actor, now=running.now()):
        st.subheader(section.title)
        look.draw(look.facts(list(section.lines)))
    st.download_button(
        "Cetak rekam pemrosesan",
        partial(_made, access.bound()),
        file_name="Rekam Kegiatan Pemrosesan.pdf",
        mime="application/pdf",
        key="print_record",
        icon=":material/print:",
        on_click="ignore",
    )


def _made(who: Callable[[], Actor | None]) -> bytes:
    actor, now = who(), running.now()
    if actor is None:
        return record.refusal(access.EXPIRED, now=now)
    try:
        return record.paper(running.desk(), actor, now=now)
    except DeskError as problem:
        return record.refusal(problem.sentence, now=now)
