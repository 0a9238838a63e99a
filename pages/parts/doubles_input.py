"""The main complaint of a double: the likely ones, a search, or its number typed by hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from desk import candidates, commands, texts
from desk.actors import Actor
from desk.candidates import Candidate
from desk.problems import DeskError
from pages.parts import running
from pages.parts.flash import plain

LABEL = "Aduan Induk"
SEARCH = "Cari aduan induk"
HINT = "Kata, tempat, nama, atau nomor seperti {prefix}-2026-00042"
NONE_ALIKE = "Belum ada aduan yang mirip. Cari dengan kata, tempat, nama, atau nomornya."
NOT_FOUND = "Tidak ada aduan yang cocok. Coba kata lain, atau ketik nomornya."
PROMISE = "Tanpa aduan induk, pelapor ini tidak ikut menerima hasilnya."


def draw(actor: Actor, row: Mapping[str, Any], key: str, *, needed: bool) -> None:
    """Draw the search and what it found; `value` reads the choice."""
    prefix = running.desk().sop.number_prefix
    star = " *" if needed else ""
    st.text_input(
        f"{SEARCH}{star}",
        key=_search_key(key),
        placeholder=HINT.format(prefix=prefix),
        persist_state="page",
    )
    typed = str(st.session_state.get(_search_key(key)) or "").strip()
    found = _found(actor, row, typed)
    if found:
        _choice(found, key, sure=bool(commands.numbers(typed)))
    else:
        st.caption(NOT_FOUND if typed else NONE_ALIKE)
    if not needed and not value(key):
        st.caption(running.in_words(PROMISE))


def value(key: str) -> str:
    """The number that was chosen, or typed."""
    typed = str(st.session_state.get(_search_key(key)) or "")
    return str(st.session_state.get(key) or next(iter(commands.numbers(typed)), ""))


def _found(actor: Actor, row: Mapping[str, Any], typed: str) -> list[Candidate]:
    desk = running.desk()
    try:
        if typed:
            return candidates.searched(desk, actor, row, typed, now=running.now())
        return candidates.alike(desk, actor, row)
    except DeskError:
        return []


def _choice(found: list[Candidate], key: str, *, sure: bool) -> None:
    """One line each: number, time and words; below it the state and what is alike."""
    zone = running.desk().timezone()
    by_number = {one.number: one for one in found}
    if st.session_state.get(key) not in by_number:
        st.session_state[key] = found[0].number if sure else None

    def line(number: str) -> str:
        row = by_number[number].row
        words = texts.isi_singkat(row["body"])
        return plain(f"{number}, {texts.short_moment(row['received_at'], zone)}: {words}")

    st.radio(
        LABEL,
        list(by_number),
        format_func=line,
        captions=[_caption(one) for one in found],
        key=key,
        label_visibility="collapsed",
    )


def _caption(one: Candidate) -> str:
    parts = [one.row["state"], one.row.get("location") or "", one.reason]
    return plain(" · ".join(part for part in parts if part))


def _search_key(key: str) -> str:
    return f"{key}_search"
