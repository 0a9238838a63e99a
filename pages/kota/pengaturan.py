"""Pengaturan: what the Sheet's reference tabs say, and where each is changed."""

from __future__ import annotations

import streamlit as st

from pages.parts import access, screens

actor = access.require(*screens.CITY)

st.title("Pengaturan")
