"""Catat Aduan: whoever came, called or wrote elsewhere, taken down while the queue waits."""

from __future__ import annotations

import logging

import htpy
import streamlit as st
from sqlalchemy.exc import SQLAlchemyError

from desk import texts, walk_in
from desk.candidates import Candidate
from desk.media import MediaRefused
from desk.prints import Document
from desk.problems import DeskError
from pages.parts import (
    access,
    attachments,
    cards,
    flash,
    look,
    printing,
    record_form,
    running,
    screens,
)
from sop.model import Scope

actor = access.require(Scope.CITY)

logger = logging.getLogger(__name__)

PLACE = "record"
SAVED = "record_saved"  # (number, whether it was sent) of what was recorded last
NOT_STORED = "Belum tersimpan karena gangguan. Isian masih ada; mohon tekan Simpan lagi."


def save() -> None:
    """The button's callback: Petugas is asked again, and a refusal costs nothing typed."""
    person = access.again()
    if person is None:
        flash.bad(access.EXPIRED, place=PLACE)
        return
    tell = record_form.wants_to_be_told()
    try:
        number = walk_in.register(
            running.desk(),
            person,
            record_form.typed(),
            now=running.now(),
            photos=attachments.uploads(record_form.files_key()),
            tell=tell,
        )
    except (DeskError, MediaRefused) as refusal:
        flash.bad(refusal.sentence, place=PLACE)
    except (SQLAlchemyError, OSError) as problem:
        logger.error("a complaint could not be recorded: %s", type(problem).__name__)
        flash.bad(NOT_STORED, place=PLACE)
    else:
        st.session_state[SAVED] = (number, tell)
        record_form.start_anew()


def once_more() -> None:
    st.session_state.pop(SAVED, None)


def saved(number: str, told: bool) -> None:
    with st.container(border=True):
        look.draw(
            htpy.div(".w-small")["Aduan tercatat dengan nomor"],
            htpy.div(".w-title", style="font-size:clamp(1.7rem,7vw,2.6rem)")[number],
            told
            and htpy.div(".w-small")[running.in_words("Nomor ini juga dikirim ke WA pelapor.")],
        )
        with st.container(horizontal=True, gap="small"):
            st.button("Catat lagi", type="primary", icon=":material/add:", on_click=once_more)
            if st.button("Buka aduan", icon=":material/description:"):
                st.switch_page(screens.COMPLAINT.file, query_params={"nomor": number})
            printing.button(number, Document.RECEIPT, label="Cetak tanda terima")


def doubles(found: list[Candidate]) -> None:
    """What may be the same: looked at before it is recorded a second time."""
    st.markdown("**Mungkin sudah tercatat**")
    if not found:
        st.caption(
            "Aduan 30 hari terakhir yang mirip, atau dari nomor yang sama, tampil di sini "
            "sebelum disimpan."
        )
    for candidate in found:
        with st.container(border=True, gap="xsmall"):
            cards.link(candidate.number)
            look.draw(*double(candidate))


def double(candidate: Candidate) -> list[htpy.Node]:
    row = candidate.row
    when = texts.short_moment(row["received_at"], running.desk().timezone())
    line = " · ".join(part for part in (when, row["name"], row["location"]) if part)
    return [
        look.tags((row["state"], ""), *([(row["agency"], "")] if row["agency"] else [])),
        htpy.div(".w-body", style="margin-top:.3rem")[texts.isi_singkat(row["body"])],
        htpy.div(".w-small")[line],
        htpy.div(".w-small")[candidate.reason],
    ]


st.title("Catat Aduan")
if SAVED in st.session_state:
    saved(*st.session_state[SAVED])
else:
    moment = running.now()
    record_form.way()
    form, beside = st.columns([3, 2], gap="medium")
    with form:
        record_form.who_and_what()
    with beside:
        doubles(walk_in.alike(running.desk(), actor, record_form.typed(), now=moment))
        record_form.besides(moment)
    flash.draw(PLACE)
    st.button(
        "Simpan aduan", type="primary", icon=":material/save:", key="record_save", on_click=save
    )
