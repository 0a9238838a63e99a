"""Kondisi Sistem: what waits, what failed, what it means, and what a person has to decide."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo
from typing import Any

import htpy
import streamlit as st

from desk import advice, commands, conditions, decisions, oversight, path, texts
from desk.conditions import Alarm
from desk.oversight import Pass, Undecided
from desk.problems import DeskError
from pages.parts import (
    access,
    accident,
    bubbles,
    flash,
    look,
    running,
    screens,
    table,
    waiting,
    words,
)
from pages.parts.bubbles import Bubble

actor = access.require(*screens.CITY)

REFRESH_S = 5
LATE = conditions.SILENT_AFTER
NAMES = {
    "pull": "Mengambil pesan",
    "media": "Mengambil lampiran",
    "send": "Mengirim pesan",
    "settle": "Memeriksa pesan yang belum pasti",
    "sweep": "Mencari pesan yang terlewat di gateway",
    "canary": "Menguji jalur ke WhatsApp",
    "clock": "Mencocokkan jam server",
    "number": "Memeriksa nomor WhatsApp",
    "sync": "Menyamakan Google Sheet",
    "archive": "Memindah aduan lama ke tab Arsip",
    "timers": "Pekerjaan berjadwal",
}
READY = {"authorized": "siap", "": "belum diketahui"}
FULL = 0.6  # of what one Google file takes: time to think of the next
LONG_WAIT = timedelta(minutes=1)
SETTLED = "condition_settled"  # "" or why it was refused


@st.fragment(run_every=REFRESH_S)
def now_and_alarms() -> None:
    person = access.again()
    if person is None:
        return  # parts/watch.py empties the page
    settled()
    now = running.now()
    status = conditions.status(running.desk(), now=now)
    standing = conditions.standing(running.desk(), now=now)
    if not standing:
        all_well()
    for alarm in standing:
        trouble(alarm, now, may_end=decisions.may_decide(running.desk(), person))
    figures(status)
    expected_wait(path.leaves_in(running.desk(), now=now))


def all_well() -> None:
    look.draw(
        htpy.div(".w-allwell", role="status")[
            htpy.strong["Semua berjalan baik."],
            htpy.div["Pesan diambil, balasan dikirim, dan Google Sheet disamakan."],
        ]
    )


def trouble(alarm: Alarm, now: datetime, *, may_end: bool) -> None:
    """What is wrong, since when, what goes on meanwhile, what to do, who."""
    found = advice.on(alarm.code)
    zone = running.desk().timezone()
    since = alarm.since and f"{texts.moment(alarm.since, zone)} ({words.ago(alarm.since, now=now)})"
    with st.container(key=f"alarm_{alarm.code}", border=True, gap="small"):
        look.draw(
            htpy.div(".w-trouble", role="alert")[alarm.text],
            look.facts(
                [
                    ("Sejak", since or ""),
                    ("Sementara itu", running.in_words(found.meanwhile)),
                    ("Yang dilakukan", running.in_words(found.do)),
                    ("Oleh", running.in_words(found.who)),
                ]
            ),
        )
        for number in commands.numbers(alarm.text)[:1]:
            waiting.link(number)
        if may_end and decisions.ends_by_people(alarm.code):
            st.button(
                "Sudah ditangani",
                key=f"settle_{alarm.code}",
                icon=":material/check:",
                on_click=settle,
                args=(alarm.code,),
            )


def figures(status: dict[str, Any]) -> None:
    number = READY.get(status["gateway"], "belum siap")
    counts = [
        ("Pesan masuk menunggu dibaca", words.plural(status["inbox_waiting"])),
        ("Pesan menunggu dikirim", words.plural(status["outbox_waiting"])),
        ("Pesan belum pasti terkirim", words.plural(status["unknown"])),
        ("Catatan menunggu ditulis ke Google Sheet", words.plural(status["sheet_backlog"])),
        ("Nomor WhatsApp", number),
    ]
    look.draw(
        htpy.div(".w-counts")[
            (htpy.div[htpy.strong[value], htpy.span[name]] for name, value in counts)
        ]
    )


def expected_wait(left: timedelta) -> None:
    """Of a flood: when the gateway, at its own pace, will have sent what waits."""
    if left < LONG_WAIT:
        return
    pause = texts.number(running.desk().gateway_delay_ms / 1000)
    st.info(
        f"Pesan keluar satu per satu dengan jeda {pause} detik. Yang menunggu sekarang habis "
        f"terkirim dalam kira-kira {words.duration(left)}; pesan baru menunggu di belakangnya."
    )


@st.fragment(run_every=REFRESH_S)
def passes() -> None:
    if access.again() is None:
        return
    now = running.now()
    zone = running.desk().timezone()
    st.subheader("Pekerja")
    slowest: dict[str, Pass] = {}  # several threads send: the one that is furthest behind speaks
    for one in sorted(oversight.passes(running.desk()), key=lambda one: one.last_at):
        slowest.setdefault(NAMES.get(one.name.partition("-")[0], one.name), one)
    if not slowest:
        st.caption("Pekerja belum pernah berjalan.")
        return
    table.draw(
        ["Pekerjaan", "Keadaan", "Terakhir"],
        [
            [name, _state(slowest[name], now, zone), words.ago(slowest[name].last_at, now=now)]
            for name in (*NAMES.values(), *slowest.keys() - {*NAMES.values()})  # rows stay in place
            if name in slowest
        ],
        caption="Pekerjaan yang berjalan sendiri",
    )
    posts()


def posts() -> None:
    """Which of several workers is active; one alone needs no name."""
    found = oversight.posts(running.desk())
    if not found.active:
        return
    since = texts.moment(found.since, running.desk().timezone()) if found.since else ""
    waiting_ones = ", ".join(f"{one.host} (proses {one.pid})" for one in found.standing_by)
    active = f"Aktif: {found.active.host} (proses {found.active.pid}) sejak {since}."
    st.caption(flash.plain(f"{active} Cadangan: {waiting_ones or 'tidak ada'}."))


def _state(one: Pass, now: datetime, zone: tzinfo) -> htpy.Node:
    if one.last_at < now - LATE:
        return look.tags(("tidak berjalan", "late"))
    if not one.error:
        return look.tags(("baik", "good"))
    since = f" sejak {texts.short_moment(one.good_at, zone)}" if one.good_at else ""
    return [look.tags((f"terganggu{since}", "soon")), htpy.div(".w-small")[one.error]]


def undecided() -> None:
    found = oversight.undecided(running.desk(), actor)
    if not found:
        return
    st.subheader("Pesan yang belum pasti terkirim")
    st.caption("Lihat percakapan di ponsel dinas, lalu pilih.")
    for message in found:
        _undecided(message)


def _undecided(message: Undecided) -> None:
    zone = running.desk().timezone()
    with st.container(border=True):
        waiting.link(message.number)
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
    """The callback of the two buttons of an uncertain message."""
    person = access.again()
    if person is None:
        flash.bad(access.EXPIRED)
        return
    try:
        decisions.was_sent(running.desk(), person, message_id, sent=sent, now=running.now())
    except DeskError as problem:
        flash.bad(problem.sentence)
        return
    flash.good("Dicatat sebagai sudah terkirim." if sent else "Pesan akan dikirim lagi.")


def settle(code: str) -> None:
    """The callback of Sudah ditangani on an alarm."""
    st.session_state[SETTLED] = waiting.attempt(decisions.settle, code)


def settled() -> None:
    """What became of it, in the part of the page that draws itself anew."""
    refusal = st.session_state.pop(SETTLED, None)
    if refusal:
        st.error(flash.plain(refusal), icon=":material/error:")
    elif refusal is not None:
        st.success("Dicatat sebagai sudah ditangani.", icon=":material/check_circle:")


def reference_problems() -> None:
    found = oversight.reference_problems(running.desk())
    count = sum(len(problems) for problems in found.values())
    if not count:
        return
    st.subheader("Isian tab yang belum benar")
    st.caption("Nilai terakhir yang benar tetap berlaku sampai diperbaiki di Google Sheet.")
    table.draw(
        ["Di mana", "Mengapa"],
        [
            [_place(tab, one.row, one.column), one.sentence]
            for tab, problems in found.items()
            for one in problems
        ],
        caption="Isian yang ditolak",
    )


def _place(tab: str, row: int, column: str) -> str:
    """Where to look in the Sheet; row 0 is the tab as a whole."""
    return " ".join(part for part in (tab, f"baris {row}" if row else "", column) if part)


def sheet_size() -> None:
    cells = oversight.sheet_size(running.desk())
    part = cells / oversight.MOST_CELLS
    percent = f"{texts.number(round(part * 100, 1))}%" if part >= 0.01 else "kurang dari 1%"
    st.subheader("Ukuran Google Sheet")
    st.caption(
        f"Kira-kira {words.plural(cells)} dari {words.plural(oversight.MOST_CELLS)} sel "
        f"yang muat dalam satu berkas ({percent})."
    )
    if part >= FULL:
        st.warning("Sudah lebih dari 60%. Mintalah petugas server memindahkan tahun lama ke arsip.")


#: What a person has to decide stands right below what is wrong.
PARTS: tuple[Callable[[], None], ...] = (undecided, reference_problems, passes, sheet_size)

st.title("Kondisi Sistem")
now_and_alarms()
accident.draw()
waiting.parked(actor)
waiting.failed(actor)
for part in PARTS:
    part()
waiting.decided()
