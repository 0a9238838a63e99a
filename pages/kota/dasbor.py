"""Dasbor: what leaders look at, months and limits."""

from __future__ import annotations

import streamlit as st

from pages.parts import access, screens

actor = access.require(*screens.CITY)

st.title("Dasbor")
