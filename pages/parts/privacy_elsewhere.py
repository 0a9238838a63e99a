"""What is left to delete by hand, as a list to tick off."""

from __future__ import annotations

import streamlit as st

from desk import texts
from desk.actors import Actor
from desk.privacy import elsewhere
from desk.privacy.elsewhere import Open
from pages.parts import running, waiting
from pages.parts.flash import plain

WHY = (
    "Setelah penghapusan, salinan masih ada di tempat yang tidak dijangkau sistem. Hapus satu per "
    "satu, lalu tandai; nomor percakapan dilupakan begitu ditandai."
)


def draw(_actor: Actor) -> None:
    st.caption(WHY)
    with running.desk().journal.read() as connection:
        found = elsewhere.listed(connection)
    if not found:
        st.success("Tidak ada yang masih harus dihapus.", icon=":material/check_circle:")
    for one in found:
        _one(one)


def _one(one: Open) -> None:
    since = texts.moment(one.at, running.desk().timezone())
    whose = f" · percakapan {one.chat.partition('@')[0]}" if one.chat else ""
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**{plain(one.place)}** · {plain(one.about)}")
        st.markdown(plain(one.to_do))
        st.caption(f"Sejak {since}{whose}")
        st.button(
            "Sudah dihapus",
            key=f"tick_{one.id}",
            icon=":material/check:",
            on_click=waiting.do,
            args=(elsewhere.tick, one.id),
            kwargs={"said": f"{one.place}: ditandai sudah dihapus."},
        )
