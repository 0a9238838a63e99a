"""Aduan: one complaint whole, and exactly what this person may do with it now (?nomor=…)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import htpy
import streamlit as st

from desk import came_back, handing_over, looks, prints, reading, sight, supporters, texts
from desk.evidence import provenance
from desk.problems import NotFound
from desk.reading import Photo
from pages.parts import (
    access,
    acting_form,
    cards,
    coming_back,
    conversation,
    evidence,
    facts,
    kept_words,
    kin,
    look,
    menu,
    nik,
    photos,
    printing,
    privacy_looks,
    running,
    screens,
    story,
    wanting,
    words,
)
from pages.parts.flash import plain
from sop.model import Scope

actor = access.require(*screens.STAFF)

CHAT, DATA, PHOTOS, HISTORY = "Percakapan", "Data", "Foto", "Riwayat"


def complaint() -> Mapping[str, Any] | None:
    number = st.query_params.get("nomor", "").strip().upper()
    if not number:
        st.info("Buka aduan dari daftar, atau ketik nomornya.")
        return None
    try:
        return reading.complaint(running.desk(), actor, number)
    except NotFound as problem:
        if kept_words.keep(number):
            st.rerun()
        st.error(plain(problem.sentence))
        return None


def ask_for_number() -> None:
    typed = st.text_input("No. Aduan", placeholder="ALADIN-2026-00042", key="asked_number")
    if typed:
        st.query_params["nomor"] = typed.strip().upper()
        st.rerun()


def way_back() -> None:
    home = menu.first_of(actor)
    st.page_link(home.file, label=home.title, icon=":material/arrow_back:")


def top(row: Mapping[str, Any]) -> None:
    """The way back, and the papers."""
    with st.container(horizontal=True, vertical_alignment="center", key="aduan_top"):
        way_back()
        if prints.possible(running.desk(), actor, row):
            with st.popover("Cetak", icon=":material/print:", key=f"papers_{row['number']}"):
                printing.draw(actor, row)


def head(row: Mapping[str, Any]) -> None:
    """What, where it stands, whose turn, how long left."""
    desk = running.desk()
    now = running.now()
    turn = words.turn(desk.sop, row)
    whose = f"Giliran: {turn}" if desk.sop.state(row["state"]).open else turn
    # Far away the label says the moment itself.
    near = row["due_at"] is not None and row["due_at"] - now <= words.NEAR
    due = f" · batas {texts.moment(row['due_at'], desk.timezone())}" if near else ""
    look.draw(
        htpy.div(".w-head")[
            htpy.div(".w-title")[row["number"]],
            cards.tags_of(row, now=now, zone=desk.timezone()),
        ],
        htpy.div(".w-turn")[f"{whose}{due}{helping(row)}"],
        coming_back.note(came_back.of(desk, actor, row)),
    )
    stranded = handing_over.stranded(desk, row)
    if stranded and Scope.CITY in sight.scopes_of(desk, actor):
        st.warning(plain(stranded), icon=":material/lock_person:")


def helping(row: Mapping[str, Any]) -> str:
    found = supporters.of(row)
    return f" · OPD pendukung: {supporters.joined(found)}" if found else ""


def told(row: Mapping[str, Any], files: list[Photo]) -> None:
    """What the citizen told, and what was found out since."""
    with st.container(border=True, gap="xsmall"):
        look.draw(
            look.folded(row["body"]),
            facts.line(row, running.desk().timezone()),
            wanting.line(actor, row),
            photos.strip(actor, files) if any(each.is_picture for each in files) else None,
        )
        kin.draw(actor, row)
        said = [(title, text) for title, text in found_out(row) if text]
        if said:
            look.draw(
                htpy.div(".w-said")[htpy.div(".w-who")[title], look.folded(text)]
                for title, text in said
            )


def found_out(row: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """What the desk and the agency wrote about it: title and text."""
    answer = row["answer"] if row["answer"] != row["follow_up"] else ""
    closing = row["reason"] if row["close_reason"] and not answer else ""
    return (
        ("Tindak Lanjut OPD", row["follow_up"]),
        ("Jawaban", answer),
        (f"Ditutup: {row['close_reason']}", closing),
    )


def actions(row: Mapping[str, Any]) -> None:
    with st.container(border=True, gap="xsmall"):
        acting_form.draw(actor, row)


def rest(row: Mapping[str, Any], found: list[Photo]) -> None:
    number = row["number"]
    label = f"{PHOTOS} ({len(found)})" if found else PHOTOS
    chat, data, files, history = st.tabs([CHAT, DATA, label, HISTORY])
    with chat:
        conversation.draw(number, row["name"] or running.desk().sop.citizen)
    with data:
        facts.draw(actor, row)
        nik.draw(actor, number)
    with files:
        known = provenance.of(running.desk(), actor, number)
        evidence.draw_pair(actor, known)
        once, lines = evidence.lines(known)
        if once:
            st.caption(plain(once))
        photos.draw(actor, found, lines)
        if not found:
            st.caption("Belum ada foto.")
    with history:
        past(number)


def past(number: str) -> None:
    desk = running.desk()
    zone = desk.timezone()
    story.draw(reading.history(desk, actor, number), zone)
    told = reading.told_staff(desk, actor, number)
    if told:
        st.markdown("**Pesan WhatsApp kepada petugas**")
        story.draw_told(told, zone)
    if Scope.CITY in access.scopes(actor):
        privacy_looks.of_complaint(number)


row = complaint()
if row is None:
    way_back()
    ask_for_number()
else:
    looks.opened(running.desk(), actor, row, now=running.now())
    found = reading.photos(running.desk(), actor, row["number"])
    top(row)
    head(row)
    # Beside each other on a wide screen; on a phone what, what to do, conversation, the rest.
    with st.container(key="aduan", gap="small"):
        with st.container(key="aduan_told", gap="small"):
            told(row, found)
        with st.container(key="aduan_do", gap="small"):
            actions(row)
        with st.container(key="aduan_rest", gap="small"):
            rest(row, found)
