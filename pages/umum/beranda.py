"""The bare address leads to the first screen of the person's role."""

from __future__ import annotations

import streamlit as st

from pages.parts import access, menu, screens

actor = access.require(*screens.STAFF)
st.switch_page(menu.first_of(actor).file)
