"""The lists of Kondisi Sistem that wait for a person: parked messages, failed ones, the log."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import streamlit as st

from desk import decisions, oversight, texts
from desk.actors import Actor
from desk.oversight import Parked
from desk.problems import DeskError
from pages.parts import access, bubbles, flash, running, screens, table, words
from pages.parts.bubbles import Bubble

FAILED_CHOICES: tuple[tuple[str, Callable[..., None], str], ...] = (
    ("Kirim lagi", decisions.send_again, "Pesan akan dikirim lagi."),
    ("Sudah ditangani", decisions.let_be, "Dicatat sebagai sudah ditangani."),
)


def do(decision: Callable[..., None], what: Any, *, said: str) -> None:
    """Carry out a decision of `desk.decisions` and keep the sentence for the top of the page."""
    refusal = attempt(decision, what)
    if refusal:
        flash.bad(refusal)
    else:
        flash.good(said)


def attempt(decision: Callable[..., None], what: Any) -> str:
    """Carry it out for whoever is signed in now; "" or why it was refused."""
    person = access.again()
    if person is None:
        return access.EXPIRED
    try:
        decision(running.desk(), person, what, now=running.now())
    except DeskError as problem:
        return problem.sentence
    return ""


def link(number: str) -> None:
    """To the complaint; nothing for a message without one."""
    if number:
        st.page_link(
            screens.COMPLAINT.file,
            label=f"**{number}**",
            icon=":material/chevron_right:",
            icon_position="right",
            query_params={"nomor": number},
        )


def parked(actor: Actor) -> None:
    found = oversight.set_aside(running.desk(), actor)
    if not found:
        return
    st.subheader("Pesan masuk yang tidak dapat diolah")
    st.caption(
        "Tersimpan utuh, belum menjadi aduan. Coba lagi setelah program diperbaiki, atau tangani "
        "sendiri: hubungi pengirimnya dan catat lewat Catat Aduan."
    )
    for message in found:
        _parked(message, may_decide=decisions.may_decide(running.desk(), actor))


def _parked(message: Parked, *, may_decide: bool) -> None:
    when = words.day_and_time(message.received_at, running.desk().timezone())
    with st.container(border=True, gap="small"):
        bubbles.draw([Bubble(message.told or "(tanpa teks)", when)])
        with st.expander("Isi lengkap dari gateway"):
            st.code(json.dumps(message.raw, ensure_ascii=False, indent=1), language="json")
        if may_decide:
            with st.container(horizontal=True):
                st.button(
                    "Coba lagi",
                    key=f"again_{message.id}",
                    on_click=do,
                    args=(decisions.retry, message.id),
                    kwargs={"said": "Pesan akan diolah lagi."},
                )
                st.button(
                    "Sudah ditangani",
                    key=f"dismiss_{message.id}",
                    on_click=do,
                    args=(decisions.dismiss, message.id),
                    kwargs={"said": "Dicatat sebagai sudah ditangani."},
                )


def failed(actor: Actor) -> None:
    found = oversight.failed(running.desk(), actor, now=running.now())
    if not found:
        return
    st.subheader("Pesan yang gagal terkirim")
    st.caption("Tujuh hari terakhir. Kirim lagi, atau hubungi penerimanya lewat telepon.")
    for message in found:
        when = texts.short_moment(message.at, running.desk().timezone())
        with st.container(border=True, gap="xsmall"):
            link(message.number)
            foot = f"{when} · {message.error}" if message.error else when
            bubbles.draw([Bubble(message.text, foot, right=True, alert=True)])
            with st.container(horizontal=True):
                for label, decision, said in FAILED_CHOICES:
                    st.button(
                        label,
                        key=f"{decision.__name__}_{message.id}",
                        on_click=do,
                        args=(decision, message.id),
                        kwargs={"said": said},
                    )


def decided() -> None:
    found = decisions.lately(running.desk())
    if not found:
        return
    st.subheader("Ditangani baru-baru ini")
    zone = running.desk().timezone()
    table.draw(
        ["Kapan", "Apa", "Oleh"],
        [[texts.short_moment(one.at, zone), one.what, one.by] for one in found],
        caption="Keputusan petugas",
    )
