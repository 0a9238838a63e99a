"""What somebody has typed and not sent, kept on the screen when the form goes away under them."""

from __future__ import annotations

import streamlit as st

from desk.actors import Actor

DRAWN = "typed_drawn"  # key of a field on the screen -> (its label, what stood there at first)
BEFORE = "typed_before"  # the same of the run before this one
FIRST = "typed_first"  # key -> what stood there at first
KEPT = "typed_kept"  # (label, words) of what has no field any more
WHO = "typed_who"  # the actor of the run before
TITLE = "Yang sudah diketik dan belum tersimpan"
COPY = "Salin bila masih diperlukan; setelah halaman ini ditutup tidak ada lagi."


def note(key: str, label: str) -> None:
    """Called where a field for words is drawn, once its key has its first value."""
    first = st.session_state.setdefault(FIRST, {})
    words = first.setdefault(key, str(st.session_state.get(key) or ""))
    st.session_state.setdefault(DRAWN, {})[key] = (label, words)


def settled(key: str) -> None:
    """What stands in this field is kept: it is what stood there at first from now on."""
    st.session_state.get(FIRST, {}).pop(key, None)


def follow(actor: Actor | None, *, left: bool = False) -> None:
    """Called with every run, before anything is drawn: whose rights have changed finds below what
    they had typed. Nothing stays on the screen of who has `left` by their own will."""
    state = st.session_state
    state[BEFORE] = state.pop(DRAWN, {})
    if left:
        for name in (KEPT, FIRST, BEFORE):
            state.pop(name, None)
    elif state.get(WHO, actor) != actor:
        keep()
    state[WHO] = actor


def keep(about: str = "") -> bool:
    """Put aside what stands in the fields of the last run; `about`: of this complaint only. False:
    there was nothing."""
    state = st.session_state
    fields = {**state.get(BEFORE, {}), **state.get(DRAWN, {})}
    found = [
        (label, str(state.get(key) or ""))
        for key, (label, first) in fields.items()
        if about in key and str(state.get(key) or "").strip() not in ("", first.strip())
    ]
    if found:
        state[KEPT] = found
    return bool(found)


def draw() -> None:
    kept = st.session_state.get(KEPT)
    if not kept:
        return
    with st.container(border=True, gap="xsmall", key="typed_words"):
        st.markdown(f"**{TITLE}**")
        st.caption(COPY)
        for label, words in kept:
            st.caption(label.rstrip(" *"))
            st.code(words, language=None, wrap_lines=True)
        st.button("Sudah disalin, tutup", key="typed_close", on_click=forget)


def forget() -> None:
    st.session_state.pop(KEPT, None)
