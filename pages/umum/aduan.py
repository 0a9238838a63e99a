"""Aduan: one complaint whole, and exactly what this person may do with it now (?nomor=…)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import htpy
import streamlit as st

from desk import reading, texts
from desk.problems import NotFound
from desk.reading import Photo
from pages.parts import (
    access,
    acting_form,
    cards,
    conversation,
    facts,
    look,
    menu,
    photos,
    running,
    screens,
    story,
    words,
)
from pages.parts.flash import plain

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
        st.error(plain(problem.sentence))
        return None


def ask_for_number() -> None:
    typed = st.text_input("No. Aduan", placeholder="ALADIN-2026-00042", key="asked_number")
    if typed:
        st.query_params["nomor"] = typed.strip().upper()
        st.rerun()


def head(row: Mapping[str, Any]) -> None:
    desk = running.desk()
    now = running.now()
    # Far away the label says the moment itself.
    near = row["due_at"] is not None and row["due_at"] - now <= words.NEAR
    due = f" · batas {texts.moment(row['due_at'], desk.timezone())}" if near else ""
    look.draw(
        htpy.div(".w-title")[row["number"]],
        cards.tags_of(row, now=now),
        htpy.div(".w-small", style="margin-top:.35rem")[
            f"Giliran: {words.turn(desk.sop, row)}{due}"
        ],
    )


def told(row: Mapping[str, Any], files: list[Photo]) -> None:
    """What the citizen told, and what was found out since."""
    zone = running.desk().timezone()
    line = [row["name"], row["location"], texts.moment(row["received_at"], zone), row["channel"]]
    with st.container(border=True, gap="xsmall"):
        look.draw(
            htpy.div(".w-body")[row["body"]],
            htpy.div(".w-small", style="margin-top:.4rem")[" · ".join(p for p in line if p)],
            photos.strip(actor, files),
        )
    answer = row["answer"] if row["answer"] != row["follow_up"] else ""
    for title, text in (("Tindak Lanjut OPD", row["follow_up"]), ("Jawaban", answer)):
        if text:
            with st.container(border=True, gap="xsmall"):
                look.draw(htpy.div(".w-who")[title], htpy.div(".w-body")[text])


def actions(row: Mapping[str, Any]) -> None:
    with st.container(border=True):
        st.markdown("**Tindakan**")
        acting_form.draw(actor, row)


def rest(row: Mapping[str, Any], found: list[Photo]) -> None:
    number = row["number"]
    label = f"{PHOTOS} ({len(found)})" if found else PHOTOS
    chat, data, files, history = st.tabs([CHAT, DATA, label, HISTORY])
    with chat:
        conversation.draw(number, row["name"] or running.desk().sop.citizen)
    with data:
        facts.draw(actor, row)
    with files:
        photos.draw(actor, found)
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


home = menu.first_of(actor)
st.page_link(home.file, label=home.title, icon=":material/arrow_back:")
row = complaint()
if row is None:
    ask_for_number()
else:
    head(row)
    found = reading.photos(running.desk(), actor, row["number"])
    left, right = st.columns([3, 2], gap="medium")
    with left:
        told(row, found)
    with right:
        actions(row)
    rest(row, found)
