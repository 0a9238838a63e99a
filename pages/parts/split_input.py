"""Which of a citizen's messages become a complaint of their own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from desk import reading, texts
from desk.actors import Actor
from desk.reading import Spoken
from pages.parts import running
from pages.parts.flash import plain

LABEL = "Pesan yang ikut pindah (boleh tidak ada)"
TALL = 6  # messages; more of them scroll


def draw(actor: Actor, row: Mapping[str, Any], key: str, body_key: str) -> None:
    """The messages to tick; their words become the proposal for the new complaint."""
    found = [
        message
        for message in reading.conversation(running.desk(), actor, row["number"])
        if not message.ours
    ]
    if len(found) < 2:
        return  # one message that holds both stays where it is
    st.caption(LABEL)
    words = {message.id: message.text for message in found}
    with st.container(height=240 if len(found) > TALL else "content", gap="xsmall", border=False):
        for message in found:
            st.checkbox(
                _line(message),
                key=f"{key}_{message.id}",
                persist_state="page",
                on_change=propose,
                args=(key, body_key, words),
            )


def propose(key: str, body_key: str, words: Mapping[str, str]) -> None:
    """Keep the ids of the ticked ones under `key`; a proposal follows the choice, but what was
    typed by hand stays."""
    ticked = [each for each in words if st.session_state.get(f"{key}_{each}")]
    st.session_state[key] = ticked
    chosen = "\n".join(words[each] for each in ticked if words[each])
    proposed = f"{body_key}_proposed"
    if str(st.session_state.get(body_key) or "") in ("", st.session_state.get(proposed, "")):
        st.session_state[body_key] = st.session_state[proposed] = chosen


def _line(message: Spoken) -> str:
    zone = running.desk().timezone()
    photos = f"{len(message.photos)} foto" if message.photos else ""
    words = texts.isi_singkat(message.text) or photos
    return plain(f"{texts.short_moment(message.at, zone)}: {words}")
