"""Photos that were there before, shown beside each other, and the reason why they are right."""

from __future__ import annotations

import htpy
import streamlit as st

from desk.actors import Actor
from desk.evidence import doubts, provenance
from desk.evidence.doubts import Doubt
from pages.parts import look, photos, running
from pages.parts.flash import plain
from pages.parts.inputs import Form
from sop.model import Field

TICK = "Sudah saya periksa; foto ini memang dari penanganan aduan ini."
WHY = "Alasan (boleh dikosongkan bila dicentang)"
CHECKED = "Bukti diperiksa: {why}"
TICKED = "foto memang dari penanganan aduan ini"
FOLLOW_UP, FROM_CITIZEN = "Foto tindak lanjut", "Foto dari pelapor"
HERE = "Foto aduan ini"
REMARK = "Mohon diperhatikan, satu foto tindak lanjut: {}."
LARGE = 500  # pixels of the longer side


def draw(actor: Actor, form: Form) -> None:
    """Only where the action sends photos, and one of them was there before or is odd."""
    _remarks(form)
    found = _doubts(form)
    if not found:
        return
    desk = running.desk()
    zone = desk.timezone()
    for doubt in found:
        st.warning(plain(doubt.sentence(desk.sop.citizen, zone)), icon=":material/content_copy:")
        look.draw(_both(actor, doubt))
    st.checkbox(TICK, key=_key(form, "tick"), persist_state="page")
    st.text_input(WHY, key=_key(form, "why"), persist_state="page")


def values(form: Form) -> dict[Field, str]:
    """The reason as the desk wants to read it; nothing while neither is given."""
    if not form.action.weighs_evidence:
        return {}
    written = str(st.session_state.get(_key(form, "why")) or "").strip()
    why = written or (TICKED if st.session_state.get(_key(form, "tick")) else "")
    return {Field.REASON: CHECKED.format(why=why)} if why else {}


def _doubts(form: Form) -> list[Doubt]:
    if not form.action.weighs_evidence:
        return []
    with running.desk().journal.read() as connection:
        return doubts.of(connection, str(form.row["number"]))


def _remarks(form: Form) -> None:
    """Whether they were taken at the right time and place a person has to judge; nothing waits
    for it."""
    if not form.action.weighs_evidence:
        return
    for sentence in provenance.remarked(running.desk(), str(form.row["number"])):
        st.info(plain(REMARK.format(sentence)), icon=":material/schedule:")


def _both(actor: Actor, doubt: Doubt) -> htpy.Element:
    """This complaint's photo, and the one that was there before."""
    own = (FOLLOW_UP, running.in_words(FROM_CITIZEN))
    here, there = own if doubt.own else (HERE, f"Aduan {doubt.number}")
    shown = ((doubt.media_id, here), (doubt.other_id, there))
    return htpy.div(".w-pair")[
        (
            htpy.figure[
                htpy.img(src=photos.address(media_id, LARGE, actor), alt=f"Foto: {title}"),
                htpy.figcaption(".w-small")[title],
            ]
            for media_id, title in shown
        )
    ]


def _key(form: Form, name: str) -> str:
    return f"{form.key(Field.REASON)}_{name}"
