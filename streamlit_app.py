"""Sign-in and navigation, nothing else; every page asks who is looking."""

from __future__ import annotations

import streamlit as st

from pages.parts import access, flash, kept_words, look, menu, running, seen, sign_in, watch

st.set_page_config(page_title="Wadul", page_icon=look.ICON, layout="wide")
look.apply()
# A page asks for many things: it gets one state of the desk, for one person.
with running.desk().journal.snapshot.held(), access.asked_once() as visitor:
    kept_words.follow(visitor.actor, left=visitor.sentence == access.LEFT)
    page = st.navigation(
        menu.pages_for(visitor.actor), position="sidebar" if visitor.actor else "hidden"
    )
    if visitor.actor is None:
        sign_in.draw(visitor)
        st.stop()
    watch.over(visitor.actor)
    menu.draw_account(visitor.actor)
    seen.arrive(page.url_path)
    flash.draw()
    kept_words.draw()
    page.run()
