"""What would be sent if the button were pressed now, as the person may read it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import streamlit as st

from desk import previewing
from desk.actors import Actor
from desk.previewing import Preview
from desk.problems import DeskError
from pages.parts import bubbles, inputs, photos, running
from pages.parts.bubbles import Bubble
from pages.parts.flash import plain
from pages.parts.inputs import Form
from sop.model import Field, Recipient
from sop.workflow import NotAllowed

NOT_YET = "Pratinjau pesan terlihat di sini sesudah lengkap."
SILENT = "Tidak ada pesan WhatsApp yang dikirim."
UNREACHED = (
    "Pelapor tidak terjangkau lewat WhatsApp ({channel}): "
    "sampaikan sendiri, lalu Catat Penyampaian."
)
BLOCKED = "Pesan ke pelapor tidak dikirim: nomornya diblokir di tab Blokir."


def draw(
    actor: Actor, form: Form, beside: Mapping[Field, str], *, told: Collection[str] = ()
) -> None:
    """`beside`: inputs that the form itself does not have. `told`: sentences that stand beside the
    button already."""
    try:
        letters = previewing.preview(
            running.desk(),
            actor,
            form.row["number"],
            form.action.name,
            values=inputs.values(form) | dict(beside),
            now=running.now(),
        )
    except (NotAllowed, DeskError) as refusal:
        if refusal.sentence not in told:
            st.caption(f"{NOT_YET} {plain(refusal.sentence)}")
        return
    _warn(form, letters)
    citizens = [letter for letter in letters if letter.to_citizen]
    staff = [letter for letter in letters if not letter.to_citizen]
    if citizens:
        _letters(actor, f"Pesan kepada {running.desk().sop.citizen.lower()}", citizens, whole=True)
    if staff:
        _letters(actor, "Pesan kepada petugas", staff, whole=not citizens)
    if not letters:
        st.caption(SILENT)


def _letters(actor: Actor, title: str, letters: Sequence[Preview], *, whole: bool) -> None:
    count = f" ({len(letters)})" if len(letters) > 1 else ""
    with st.expander(f"{title}{count}", expanded=whole):
        bubbles.draw(bubble for letter in letters for bubble in _bubbles(actor, letter, letters))


def _bubbles(actor: Actor, letter: Preview, letters: Sequence[Preview]) -> Iterator[Bubble]:
    """The text, then its photos; with the number where several complaints are told at once."""
    several = len({one.number for one in letters}) > 1
    number = f" ({letter.number})" if several else ""
    yield Bubble(letter.text, "", right=True, who=f"Kepada {letter.to}{number}")
    if letter.photos:
        sources = (photos.address(photo, photos.SMALL, actor) for photo in letter.photos)
        foot = f"{len(letter.photos)} foto menyusul, masing-masing dengan {letter.number}"
        yield Bubble("", foot, right=True, pictures=tuple(sources))


def _warn(form: Form, letters: Sequence[Preview]) -> None:
    """Say so when the citizen should hear of this and will not."""
    promised: set[Any] = {notice.to for notice in form.action.notices}
    if Recipient.CITIZEN not in promised or any(letter.to_citizen for letter in letters):
        return
    reached = bool(form.row["chat_id"])
    told = BLOCKED if reached else UNREACHED.format(channel=form.row["channel"])
    st.warning(plain(running.in_words(told)))
