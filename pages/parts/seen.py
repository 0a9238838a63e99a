"""Which version of a complaint the person has before their eyes.

It moves on only when they came to the page, changed the complaint themselves or were told of
somebody else's change, never by a mere redraw: nobody overwrites what they have not seen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

KEY = "seen"
EVENTS = "seen_events"
PAGE = "page_now"


def arrive(page: str) -> None:
    """Called with every run: what was seen before going to another page counts no more."""
    if st.session_state.get(PAGE) != page:
        st.session_state[PAGE] = page
        st.session_state[KEY] = {}
        st.session_state[EVENTS] = {}


def version(row: Mapping[str, Any]) -> int:
    """The version first drawn on this page."""
    first: int = st.session_state.setdefault(KEY, {}).setdefault(row["number"], row["version"])
    return first


def events(number: str, count: Callable[[], int]) -> int:
    """How many events the history had when that version was drawn; asked for only then."""
    known: dict[str, int] = st.session_state.setdefault(EVENTS, {})
    if number not in known:
        known[number] = count()
    return known[number]


def moved_on(number: str) -> None:
    """The next draw shows what the person knows from now on."""
    st.session_state.setdefault(KEY, {}).pop(number, None)
    st.session_state.setdefault(EVENTS, {}).pop(number, None)
