"""Above the list of Kotak Masuk: the search, the filters behind one press, what is filtered now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

import streamlit as st

from desk import sight, texts
from desk.listing import Filters
from pages.parts import access, running
from pages.parts import inbox_choice as choice
from pages.parts.flash import plain

ALL_OF = {
    "category": "Semua kategori",
    "district": "Semua kecamatan",
    "agency": "Semua OPD",
    "channel": "Semua kanal",
    "kind": "Umum dan teknis",
}
ONLY_SECRET = "Hanya yang Rahasia"
SECRET_HELP = "Isi aduan Rahasia tidak ikut dicari; carilah dengan nomornya, atau saring di sini."
DAY_LABELS = {choice.SINCE: "Diterima dari", choice.UNTIL: "Diterima sampai"}
DAY_FORMAT = "DD/MM/YYYY"


def draw() -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="inbox_bar"):
        st.text_input(
            "Cari aduan",
            placeholder="Nomor, nama, isi, tempat",
            key=choice.TEXT,
            max_chars=choice.LONGEST_TEXT,
            persist_state="session",
            label_visibility="collapsed",
            icon=":material/search:",
            on_change=choice.to_first_page,
        )
        active = len(list(_active(choice.filters())))
        label = f"Saring ({active})" if active else "Saring"
        with st.popover(label, icon=":material/tune:", type="primary" if active else "secondary"):
            fields()
    chips()


def fields() -> None:
    reference = running.desk().reference()
    for attribute, (_, label) in choice.CHOICES.items():
        st.selectbox(
            label,
            ["", *choice.options(attribute, reference)],
            format_func=partial(_named, ALL_OF[attribute]),
            key=choice.key(attribute),
            persist_state="session",
            on_change=choice.to_first_page,
        )
    with st.container(horizontal=True, gap="small"):
        for key, label in DAY_LABELS.items():
            st.date_input(
                label,
                value=None,
                format=DAY_FORMAT,
                key=key,
                persist_state="session",
                on_change=choice.to_first_page,
            )
    person = access.again()
    if person and sight.reads_secrets(running.desk(), person):
        st.checkbox(
            ONLY_SECRET,
            help=SECRET_HELP,
            key=choice.SECRET,
            persist_state="session",
            on_change=choice.to_first_page,
        )


def _named(nothing: str, value: str) -> str:
    return value or nothing


def chips() -> None:
    """What narrows the list, each to be taken away by a press."""
    wanted = choice.filters()
    shown = list(_active(wanted))
    if wanted.text:
        shown.insert(0, (f"Cari: {shortened(wanted.text)}", (choice.TEXT,)))
    if not shown:
        return
    with st.container(horizontal=True, gap="xsmall", key="inbox_chips"):
        for label, keys in shown:
            chip(label, keys, name=keys[0])
        if len(shown) > 1:
            chip("Hapus semua", (), name="all")


def chip(label: str, keys: tuple[str, ...], *, name: str) -> None:
    st.button(
        plain(label),
        key=f"chip_{name}",
        icon=":material/close:",
        icon_position="right",
        on_click=choice.clear,
        args=keys,
        type="tertiary" if not keys else "secondary",
    )


def _active(wanted: Filters) -> Iterator[tuple[str, tuple[str, ...]]]:
    for attribute in choice.CHOICES:
        if value := getattr(wanted, attribute):
            yield value, (choice.key(attribute),)
    if wanted.since or wanted.until:
        yield period(wanted.since, wanted.until), (choice.SINCE, choice.UNTIL)
    if wanted.secret:
        yield "Rahasia", (choice.SECRET,)


def period(since: date | None, until: date | None) -> str:
    """12 Maret 2026 – 3 April 2026, sejak 12 Maret 2026"""
    first, last = (texts.long_date(day) if day else "" for day in (since, until))
    if not (first and last):
        return f"sejak {first}" if first else f"sampai {last}"
    return first if first == last else f"{first} – {last}"


def shortened(text: str) -> str:
    return text if len(text) <= 24 else f"{text[:23].rstrip()}…"
