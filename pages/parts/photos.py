"""Photos on a page: small copies inside the page itself; the file as it came by an address that is
good for a few minutes and for this person alone."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping

import htpy
import streamlit as st

from desk import pictures, small_pictures
from desk.actors import Actor
from desk.file_remarks import remark
from desk.problems import DeskError
from desk.reading import Photo
from pages.parts import access, card_buttons, flash, look, running
from pages.parts.flash import plain
from pages.web import links

SMALL, LARGE = 360, 1200  # pixels of the longer side
CARD = "Foto identitas pelapor. Setiap kali dibuka, nama pembuka dicatat di Riwayat."
ELSEWHERE = {"target": "_blank", "rel": "noopener"}
ORIGINS = {
    "citizen": "dari pelapor",
    "follow_up": "tindak lanjut",
    "answer": "jawaban",
    "withdrawn": "dibatalkan petugas",
}


@st.cache_data(max_entries=400, ttl="1h", show_spinner=False)
def address(media_id: str, size: int, _actor: Actor) -> str:
    """A data: address of the photo, at most `size` pixels; "" when it cannot be shown.

    Only for photos that `desk.reading` gave this person.
    """
    try:
        data = pictures.picture(running.desk(), _actor, media_id, now=running.now())
    except DeskError:
        return ""
    return shrunk(data, size)


def shrunk(data: bytes, size: int) -> str:
    made = small_pictures.small(data, size)
    return f"data:image/jpeg;base64,{base64.b64encode(made.data).decode()}" if made else ""


def draw(
    actor: Actor, photos: Iterable[Photo], beside: Mapping[str, htpy.Node] | None = None
) -> None:
    """`beside`: what is known of a photo, by its id."""
    for photo in photos:
        if photo.identity:
            _identity(photo)
        elif photo.is_picture:
            _picture(photo)
        else:
            _file(photo)
        if known := (beside or {}).get(photo.id):
            look.draw(known)
        card_buttons.draw(actor, photo)


def strip(actor: Actor, photos: Iterable[Photo]) -> htpy.Node:
    """Small copies in one row; large ones are under the tab Foto."""
    sources = [address(photo.id, SMALL, actor) for photo in photos if photo.is_picture]
    return htpy.div(".w-strip")[
        (htpy.img(src=source, alt="Foto aduan") for source in sources if source)
    ]


@st.fragment(run_every=links.SAME_FOR_S)
def _picture(photo: Photo) -> None:
    """Drawn again before its address is over; the person is asked for each time."""
    actor = access.again()
    if actor is None:
        return
    source = address(photo.id, LARGE, actor)
    if source:
        alt = running.in_words(f"Foto {ORIGINS.get(photo.origin, '')}")
        small = htpy.img(src=source, alt=alt, style="max-width:100%;border-radius:.5rem")
        look.draw(htpy.a(href=link(photo.id, actor), **ELSEWHERE)[small])
    origin = running.in_words(ORIGINS.get(photo.origin, photo.origin))
    st.caption(plain(f"{photo.name} ({origin})"))
    if source:
        look.draw(_to_file("Lihat besar", photo, actor))


def link(media_id: str, actor: Actor) -> str:
    """The address of the file as it came; the desk is asked again when it is opened."""
    return links.address(running.cookie_secret(), media_id, actor.id, now=running.now())


def _to_file(words: str, photo: Photo, actor: Actor) -> htpy.Element:
    return htpy.div(".w-small")[htpy.a(href=link(photo.id, actor), **ELSEWHERE)[words]]


@st.fragment(run_every=links.SAME_FOR_S)
def _file(photo: Photo) -> None:
    actor = access.again()
    if actor is None:
        return
    if photo.state != "stored":
        said = remark(photo.state, photo.error)
        st.caption(plain(f"{photo.name or 'Lampiran'}: {said}"))
        return
    look.draw(_to_file(f"Buka {photo.name or 'lampiran'}", photo, actor))


def _identity(photo: Photo) -> None:
    """Shown only in the run of the click; each look is an event of the complaint."""
    st.caption(running.in_words(CARD))
    if photo.state != "stored":
        st.caption(plain(remark(photo.state, photo.error)))
    elif st.button("Buka foto identitas", key=f"identity_{photo.id}", icon=":material/lock:"):
        _show_identity(photo)


def _show_identity(photo: Photo) -> None:
    actor = access.again()
    if actor is None:
        flash.bad(access.EXPIRED)
        st.rerun()
    try:
        data = pictures.identity(running.desk(), actor, photo.id, now=running.now())
    except DeskError as problem:
        st.error(plain(problem.sentence))
        return
    look.draw(htpy.img(src=shrunk(data, LARGE), alt="Foto identitas", style="max-width:100%"))
