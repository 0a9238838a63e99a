"""The conversation with the citizen as it stands on WhatsApp, with how far each message came."""

from __future__ import annotations

from datetime import tzinfo
from typing import Literal

import streamlit as st

from desk import reading, texts
from desk.actors import Actor
from desk.reading import Spoken
from pages.parts import access, bubbles, photos, running
from pages.parts.bubbles import Bubble

REFRESH_S = 5
HEIGHT = 480  # pixels, of a conversation too long to show whole
WHOLE_LETTERS = 700


@st.fragment(run_every=REFRESH_S)
def draw(number: str, citizen: str) -> None:
    """Draw it and keep it fresh; the person is asked for again each time."""
    actor = access.again()
    if actor is None:
        st.rerun()
    spoken = reading.conversation(running.desk(), actor, number)
    if not spoken:
        st.caption("Tidak ada percakapan yang dapat ditampilkan.")
        return
    zone = running.desk().timezone()
    letters = sum(len(message.text) + 400 * len(message.photos) for message in spoken)
    height: int | Literal["content"] = HEIGHT if letters > WHOLE_LETTERS else "content"
    with st.container(height=height, border=True, autoscroll=letters > WHOLE_LETTERS):
        bubbles.draw(_bubble(actor, message, citizen, zone) for message in spoken)


def _bubble(actor: Actor, message: Spoken, citizen: str, zone: tzinfo) -> Bubble:
    shown = [photo for photo in message.photos if photo.is_picture]
    files = [photo for photo in message.photos if not photo.is_picture]
    foot = (message.changes, message.who, texts.short_moment(message.at, zone), message.word)
    return Bubble(
        text=message.text,
        foot=" · ".join(part for part in foot if part),
        right=message.ours,
        who="" if message.ours else citizen,
        quoted=message.quoted[:160],
        picture=photos.address(shown[0].id, photos.SMALL, actor) if shown else "",
        file=", ".join(_named(photo) for photo in files),
        alert=message.alert,
    )


def _named(photo: reading.Photo) -> str:
    if photo.identity:
        return "foto identitas (dilindungi)"
    state = photos.STATES.get(photo.state)
    return f"{photo.name or 'lampiran'} ({state})" if state else photo.name
