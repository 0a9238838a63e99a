"""Photos on a page: small copies inside the page itself, never an address of their own."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable

import htpy
import streamlit as st
from PIL import Image, ImageOps, UnidentifiedImageError

from desk import pictures
from desk.actors import Actor
from desk.file_remarks import remark
from desk.problems import DeskError
from desk.reading import Photo
from pages.parts import access, card_buttons, flash, look, running
from pages.parts.flash import plain

SMALL, LARGE = 360, 1200  # pixels of the longer side
CARD = "Foto identitas pelapor. Setiap kali dibuka, nama pembuka dicatat di Riwayat."
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
    try:
        with Image.open(io.BytesIO(data)) as opened:
            image = ImageOps.exif_transpose(opened).convert("RGB")
            image.thumbnail((size, size))
            kept = io.BytesIO()
            image.save(kept, "JPEG", quality=78)
    except (UnidentifiedImageError, OSError):
        return ""
    return "data:image/jpeg;base64," + base64.b64encode(kept.getvalue()).decode()


def draw(actor: Actor, photos: Iterable[Photo]) -> None:
    for photo in photos:
        if photo.identity:
            _identity(photo)
        elif photo.is_picture:
            _picture(actor, photo)
        else:
            _file(actor, photo)
        card_buttons.draw(actor, photo)


def strip(actor: Actor, photos: Iterable[Photo]) -> htpy.Node:
    """Small copies in one row; large ones are under the tab Foto."""
    sources = [address(photo.id, SMALL, actor) for photo in photos if photo.is_picture]
    return htpy.div(".w-strip")[
        (htpy.img(src=source, alt="Foto aduan") for source in sources if source)
    ]


def _picture(actor: Actor, photo: Photo) -> None:
    source = address(photo.id, LARGE, actor)
    if source:
        alt = running.in_words(f"Foto {ORIGINS.get(photo.origin, '')}")
        look.draw(htpy.img(src=source, alt=alt, style="max-width:100%;border-radius:.5rem"))
    origin = running.in_words(ORIGINS.get(photo.origin, photo.origin))
    st.caption(plain(f"{photo.name} ({origin})"))


def _file(actor: Actor, photo: Photo) -> None:
    if photo.state != "stored":
        said = remark(photo.state, photo.error)
        st.caption(plain(f"{photo.name or 'Lampiran'}: {said}"))
        return
    try:
        data = pictures.picture(running.desk(), actor, photo.id, now=running.now())
    except DeskError as problem:
        st.caption(plain(problem.sentence))
        return
    st.download_button(
        f"Unduh {plain(photo.name)}",
        data,
        file_name=photo.name,
        mime=photo.mime,
        key=f"file_{photo.id}",
        on_click="ignore",
    )


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
