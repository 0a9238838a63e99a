"""The page before sign-in: what this is, one button, and why it did not work."""

from __future__ import annotations

import streamlit as st

from pages.parts import access, identity, kept_words, running
from pages.parts.access import Visitor
from pages.parts.flash import plain

PROVIDER = "masuk"


def draw(visitor: Visitor) -> None:
    preferences = running.desk().reference().preferences
    identity.tell_of_staff()
    with st.container(width=460):
        st.title(plain(preferences.service_name))
        st.write(f"Meja pengaduan WhatsApp {plain(preferences.government)}.")
        if visitor.sentence:
            st.warning(plain(visitor.sentence))
        kept_words.draw()
        if visitor.email:
            _other_account()
        else:
            _sign_in()


def _sign_in() -> None:
    if st.button("Masuk", type="primary", icon=":material/login:", key="sign_in"):
        st.login(PROVIDER)
    if running.settings().on_sandbox_identity:
        st.caption("Peragaan: pilih salah satu petugas di halaman berikutnya, tanpa kata sandi.")


def _other_account() -> None:
    if st.button("Masuk dengan akun lain", key="sign_out"):
        access.leave()
