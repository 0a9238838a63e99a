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

LABEL = "Pesan yang ikut pindah"


def draw(actor: Actor, row: Mapping[str, Any], key: str, body_key: str) -> None:
    """The messages to choose from; their words become the proposal for the new complaint."""
    found = {
        message.id: message
        for message in reading.conversation(running.desk(), actor, row["number"])
        if not message.ours
    }
    if len(found) < 2:
        return  # one message that holds both stays where it is
    st.multiselect(
        LABEL,
        list(found),
        format_func=lambda message_id: _line(found[message_id]),
        key=key,
        placeholder="Pilih pesan (boleh kosong)",
        persist_state="page",
        on_change=propose,
        args=(key, body_key, {each.id: each.text for each in found.values()}),
    )


def propose(key: str, body_key: str, words: Mapping[str, str]) -> None:
    """What was typed by hand stays; a proposal follows the choice."""
    proposed = f"{body_key}_proposed"
    chosen = "\n".join(words[each] for each in st.session_state.get(key) or [] if words[each])
    present = str(st.session_state.get(body_key) or "")
    if present in ("", st.session_state.get(proposed, "")):
        st.session_state[body_key] = st.session_state[proposed] = chosen


def _line(message: Spoken) -> str:
    zone = running.desk().timezone()
    words = texts.isi_singkat(message.text) or (
        f"{len(message.photos)} foto" if message.photos else ""
    )
    return plain(f"{texts.short_moment(message.at, zone)}: {words}")
