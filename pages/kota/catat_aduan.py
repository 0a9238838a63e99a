"""Catat Aduan: a complaint that came by another way than WhatsApp."""

from __future__ import annotations

import streamlit as st

from pages.parts import access
from sop.model import Scope

actor = access.require(Scope.CITY)

st.title("Catat Aduan")
