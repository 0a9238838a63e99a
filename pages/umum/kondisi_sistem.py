"""Kondisi Sistem: what waits, what failed, and what a person has to decide."""

from __future__ import annotations

from datetime import tzinfo
from typing import Any

import htpy
import streamlit as st

from desk import conditions, oversight, settling, texts
from desk.oversight import Pass, Undecided
from desk.problems import DeskError
from desk.reference import Problem
from pages.parts import access, bubbles, cards, flash, look, running, screens, words
from pages.parts.bubbles import Bubble
from pages.parts.flash import plain
from sop.model import Scope

actor = access.require(*screens.CITY)

REFRESH_S = 5
NAMES = {
    "pull": "Mengambil pesan",
    "media": "Mengambil lampiran",
    "send": "Mengirim pesan",
    "settle": "Memeriksa pesan yang belum pasti",
    "number": "Memeriksa nomor WhatsApp",
    "sync": "Menyamakan Google Sheet",
    "timers": "Pekerjaan berjadwal",
}
READY = {"authorized": "siap", "": "belum diketahui"}


@st.fragment(run_every=REFRESH_S)
def now_and_alarms() -> None:
    if access.again() is None:
        st.rerun()
    status = conditions.status(running.desk(), now=running.now())
    alarms(status)
    figures(status)
    passes()


def alarms(status: dict[str, Any]) -> None:
    if not status["alarms"]:
        st.success("Semua berjalan baik.", icon=":material/check_circle:")
    for alarm in status["alarms"]:
        st.error(plain(alarm["text"]), icon=":material/warning:")


def figures(status: dict[str, Any]) -> None:
    number = READY.get(status["gateway"], "belum siap")
    sentences = [
        (status["sheet_backlog"], "{} catatan menunggu ditulis ke Google Sheet."),
        (status["outbox_waiting"], "{} pesan menunggu dikirim."),
        (status["unknown"], "{} pesan belum pasti terkirim."),
        (status["inbox_waiting"], "{} pesan masuk menunggu dibaca."),
        (oversight.parked(running.desk()), "{} pesan masuk tidak dapat dibaca dan disisihkan."),
    ]
    lines = [text.format(words.plural(count)) for count, text in sentences if count]
    lines = lines or ["Tidak ada yang menunggu."]
    look.draw(htpy.ul[(htpy.li[line] for line in [*lines, f"Nomor WhatsApp {number}."])])


def passes() -> None:
    zone = running.desk().timezone()
    found = oversight.passes(running.desk())
    st.subheader("Pekerja")
    if not found:
        st.caption("Pekerja belum pernah berjalan.")
    slowest: dict[str, Pass] = {}  # several threads send: the one that is furthest behind speaks
    for one in sorted(found, key=lambda one: one.last_at):
        slowest.setdefault(NAMES.get(one.name.partition("-")[0], one.name), one)
    look.draw(look.facts((name, _passed(one, zone)) for name, one in slowest.items()))


def _passed(one: Pass, zone: tzinfo) -> str:
    trouble = f", terganggu: {one.error}" if one.error else ""
    return f"terakhir {texts.short_moment(one.last_at, zone)}{trouble}"


def undecided() -> None:
    waiting = oversight.undecided(running.desk(), actor)
    if not waiting:
        return
    st.subheader("Pesan yang belum pasti terkirim")
    st.caption("Lihat percakapan di ponsel dinas, lalu pilih.")
    for message in waiting:
        _undecided(message)


def _undecided(message: Undecided) -> None:
    zone = running.desk().timezone()
    with st.container(border=True):
        if message.number:
            cards.link(message.number)
        bubbles.draw(
            [
                Bubble(
                    message.text,
                    words.day_and_time(message.started_at, zone),
                    right=True,
                    who=f"Kepada {message.chat.partition('@')[0]}",
                )
            ]
        )
        with st.container(horizontal=True):
            for label, sent in (("Sudah terkirim", True), ("Kirim lagi", False)):
                st.button(
                    label, key=f"{sent}_{message.id}", on_click=decide, args=(message.id, sent)
                )


def decide(message_id: str, sent: bool) -> None:
    """The buttons' callback."""
    person = access.again()
    if person is None or Scope.CITY not in access.scopes(person):
        flash.bad(access.NOT_YOURS if person else access.EXPIRED)
        return
    try:
        settling.decide(running.desk(), person, message_id, sent=sent, now=running.now())
    except DeskError as problem:
        flash.bad(problem.sentence)
        return
    flash.good("Dicatat sebagai sudah terkirim." if sent else "Pesan akan dikirim lagi.")


def reference_problems() -> None:
    problems = oversight.reference_problems(running.desk())
    if not problems:
        return
    st.subheader("Isian tab yang belum benar")
    st.caption("Nilai terakhir yang benar tetap berlaku sampai diperbaiki di Google Sheet.")
    for tab, found in problems.items():
        look.draw(look.facts((_place(tab, one), one.sentence) for one in found))


def _place(tab: str, problem: Problem) -> str:
    """Where to look in the Sheet; row 0 is the tab as a whole."""
    row = f"baris {problem.row}" if problem.row else ""
    return " ".join(part for part in (tab, row, problem.column) if part)


st.title("Kondisi Sistem")
now_and_alarms()
undecided()
reference_problems()
