"""A tab that nobody touches: it asks by itself whether its person may still see it."""

from __future__ import annotations

import streamlit as st

from desk.actors import Actor
from pages.parts import access, kept_words, scripts

LOOK_EVERY_S = 10
GOING = "watch_going"


@st.fragment(run_every=LOOK_EVERY_S)
def over(drawn: Actor) -> None:
    """`drawn`: for whom the page was drawn. Whoever was taken off Petugas, has other roles now, or
    signed out elsewhere has the page drawn anew as they may see it."""
    if access.again() == drawn:
        st.session_state.pop(GOING, None)
    else:
        go()


def go(about: str = "", *, fields_stay: bool = False) -> None:
    """In a fragment: draw the page anew without what is no longer theirs, first letting the
    browser send what is being typed; the next look at the latest does it.

    `fields_stay`: the form with what was typed is there afterwards too.
    """
    going = GOING + about
    if st.session_state.pop(going, False):
        if not fields_stay:
            kept_words.keep(about)
        st.rerun()
    st.session_state[going] = True
    st.html(f"<script>{scripts.LEAVE_FIELD}</script>", unsafe_allow_javascript=True)
