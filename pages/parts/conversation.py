"""The conversation with the citizen as it stands on WhatsApp, with how far each message came."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta, tzinfo
from typing import Literal

import streamlit as st
from babel.dates import format_date

from desk import reading, texts
from desk.actors import Actor
from desk.file_remarks import remark
from desk.problems import NotFound
from desk.reading import Spoken
from pages.parts import access, bubbles, photos, running
from pages.parts.bubbles import Bubble, Day

REFRESH_S = 5
HEIGHT = 320  # pixels at least, of a conversation too long to show whole; look.css has the rest
WHOLE_LETTERS = 500
LONGEST_QUOTE = 160
AUTOMATIC = "Otomatis"
OURS = "Kami"
EMPTY = "Tidak ada percakapan yang dapat ditampilkan."


@st.fragment(run_every=REFRESH_S)
def draw(number: str, citizen: str) -> None:
    """Draw it and keep it fresh; the person is asked for again each time."""
    actor = access.again()
    if actor is None:
        return  # parts/watch.py empties the page
    try:
        spoken = reading.conversation(running.desk(), actor, number)
    except NotFound:  # not theirs any more: the page says so in a moment
        return
    if not spoken:
        st.caption(EMPTY)
        return
    zone = running.desk().timezone()
    today = running.now().astimezone(zone).date()
    letters = sum(len(message.text) + 400 * len(message.photos) for message in spoken)
    height: int | Literal["content"] = HEIGHT if letters > WHOLE_LETTERS else "content"
    with st.container(height=height, border=True, autoscroll=letters > WHOLE_LETTERS, key="chat"):
        bubbles.draw(lines(actor, spoken, citizen, zone=zone, today=today))


def lines(
    actor: Actor, spoken: Iterable[Spoken], citizen: str, *, zone: tzinfo, today: date
) -> Iterator[Bubble | Day]:
    """The messages with a line before the first one of each day."""
    before: date | None = None
    for message in spoken:
        day = message.at.astimezone(zone).date()
        if day != before:
            yield Day(day_words(day, today))
        before = day
        yield _bubble(actor, message, citizen, zone)


def day_words(day: date, today: date) -> str:
    """Hari ini, Kemarin, Senin, 23 November 2026"""
    named = {today: "Hari ini", today - timedelta(days=1): "Kemarin"}
    return named.get(day) or str(format_date(day, "EEEE, d MMMM y", locale=texts.LOCALE))


def _bubble(actor: Actor, message: Spoken, citizen: str, zone: tzinfo) -> Bubble:
    shown = [photo for photo in message.photos if photo.is_picture]
    files = [photo for photo in message.photos if not photo.is_picture]
    sources = tuple(photos.address(photo.id, photos.SMALL, actor) for photo in shown)
    return Bubble(
        text=message.edited or message.text,
        foot=_foot(message, zone),
        right=message.ours,
        who=(message.who or AUTOMATIC) if message.ours else citizen,
        quoted=message.quoted[:LONGEST_QUOTE],
        quoted_who=OURS if message.quotes_us else citizen,
        position=message.position,
        pictures=sources,
        file=", ".join(_named(photo) for photo in files),
        alert=message.alert,
        ticks=message.state,
        reactions=message.reactions,
        before=message.text if message.edited else "",
    )


def _foot(message: Spoken, zone: tzinfo) -> str:
    """What happened to it, when it was written, how far it came and why no further."""
    parts = (
        "dihapus pengirim" if message.deleted else "",
        "diubah" if message.edited else "",
        texts.clock(message.at.astimezone(zone).time()),
        f"{message.word}: {message.error}" if message.error else message.word,
    )
    return " · ".join(part for part in parts if part)


def _named(photo: reading.Photo) -> str:
    name = "foto identitas (dilindungi)" if photo.identity else photo.name or "lampiran"
    said = remark(photo.state, photo.error)
    return f"{name} ({said})" if said else name
