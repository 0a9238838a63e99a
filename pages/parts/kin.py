"""Complaints that belong together: the main one of a double, and the doubles of a main one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from desk import reading
from desk.actors import Actor
from pages.parts import cards, running


def draw(actor: Actor, row: Mapping[str, Any]) -> None:
    if row["merged_into"]:
        cards.link(row["merged_into"], f"Duplikat dari {row['merged_into']}")
    doubles = reading.doubles(running.desk(), actor, row["number"])
    if doubles:
        with st.expander(
            running.in_words(
                f"{len(doubles)} aduan digabung ke sini; hasilnya dikirim ke semua pelapor"
            )
        ):
            for double in doubles:
                cards.link(double["number"], f"{double['number']} {double['name']}".strip())
