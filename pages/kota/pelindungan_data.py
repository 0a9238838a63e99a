"""Pelindungan Data: requests about personal data, who looked at whom, what is left elsewhere, and
the record of processing; for the officer of Pengaturan and the admins."""

from __future__ import annotations

import streamlit as st

from desk.privacy.officer import NOT_THEIRS, is_officer
from pages.parts import (
    access,
    flash,
    privacy_elsewhere,
    privacy_looks,
    privacy_record,
    privacy_requests,
    running,
    screens,
)

actor = access.require(*screens.STAFF)

PARTS = {
    "Permintaan": privacy_requests.draw,
    "Siapa melihat": privacy_looks.draw,
    "Di luar sistem": privacy_elsewhere.draw,
    "Rekam pemrosesan": privacy_record.draw,
}

st.title("Pelindungan Data")
flash.draw()
if not is_officer(running.desk(), actor):
    st.warning(NOT_THEIRS)
    st.stop()
chosen = st.segmented_control(
    "Bagian",
    [*PARTS],
    default="Permintaan",
    required=True,
    key="privacy_part",
    label_visibility="collapsed",
)
PARTS[chosen or "Permintaan"](actor)
