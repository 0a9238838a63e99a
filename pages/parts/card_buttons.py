"""A clerk's word on a citizen's photo, below it: "Ini foto KTP", or "Bukan KTP"."""

from __future__ import annotations

import streamlit as st

from desk import card_marks
from desk.actors import Actor
from desk.problems import DeskError
from desk.reading import Photo
from pages.parts import access, flash, running
from sop.model import Scope

CITIZEN = "citizen"
IS_CARD, NO_CARD = "Ini foto KTP", "Bukan KTP"
SEALED = "Foto disimpan terkunci sebagai KTP; tidak masuk Lembar dan tidak diteruskan ke OPD."
OPENED = "Foto menjadi lampiran biasa."


def draw(actor: Actor, photo: Photo) -> None:
    """The one press that fits, for the city's desk."""
    could_be = photo.mime.startswith("image/") or photo.mime == "application/pdf" or not photo.mime
    here = photo.origin == CITIZEN and photo.state != "gone" and could_be
    if not here or Scope.CITY not in access.scopes(actor):
        return
    st.button(
        NO_CARD if photo.identity else IS_CARD,
        key=f"card_{photo.id}",
        type="tertiary",
        icon=":material/badge:",
        on_click=mark,
        args=(photo.id, not photo.identity),
    )
    flash.draw(_place(photo.id))


def mark(media_id: str, is_card: bool) -> None:
    """The button's callback."""
    actor = access.again()
    if actor is None:
        flash.bad(access.EXPIRED, place=_place(media_id))
        return
    try:
        card_marks.mark(running.desk(), actor, media_id, is_card=is_card, now=running.now())
    except DeskError as refusal:
        flash.bad(refusal.sentence, place=_place(media_id))
        return
    flash.good(SEALED if is_card else OPENED, place=_place(media_id))


def _place(media_id: str) -> str:
    return f"card_{media_id}"
