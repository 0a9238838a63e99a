"""The facts of a complaint: read by everybody who may see it, corrected by the city's desk."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo
from typing import Any

import htpy
import streamlit as st

from desk import editing, positions, texts
from desk.actors import Actor
from desk.inputs import CHOICES
from desk.problems import Changed, DeskError
from desk.recording import CHANNELS
from pages.parts import access, flash, kept_words, look, running, seen, words
from sop.model import Field, Scope

TEXTS = {"name": "Nama", "location": "Lokasi", "phone": "No. WA", "village": "Kelurahan/Desa"}


def line(row: Mapping[str, Any], zone: tzinfo) -> htpy.Element:
    """What matters at first sight: who, where, what about, when and by which way."""
    place = ", ".join(part for part in (row["village"], row["district"]) if part)
    parts = (
        row["name"],
        positions.without(row["location"]),
        look.on_map(positions.written(row["location"])),
        place,
        row["category"],
        texts.moment(row["received_at"], zone),
        row["channel"],
    )
    said = [part for part in parts if part]
    separated = [piece for part in said for piece in (" · ", part)][1:]
    return htpy.div(".w-small", style="margin-top:.4rem")[separated]


def draw(actor: Actor, row: Mapping[str, Any]) -> None:
    if Scope.CITY in access.scopes(actor):
        _form(row)
    else:
        _read(row)


def _read(row: Mapping[str, Any]) -> None:
    zone = running.desk().timezone()
    look.draw(
        look.facts(
            [
                ("Diterima", texts.moment(row["received_at"], zone)),
                ("Nama", row["name"]),
                ("No. WA", row["phone"]),
                ("Lokasi", row["location"]),
                ("Kecamatan", row["district"]),
                ("Kelurahan/Desa", row["village"]),
                ("Kategori", row["category"]),
                ("Kanal", row["channel"]),
                ("Tindak lanjut", row["follow_up"]),
                ("Petugas OPD", row["assignee"]),
                ("OPD pendukung", row["supporting_agencies"]),
                ("Batas waktu", words.day_and_time(row["due_at"], zone)),
            ]
        )
    )


def _form(row: Mapping[str, Any]) -> None:
    number = row["number"]
    version = seen.version(row)
    reference = running.desk().reference()
    with st.form(f"facts_{number}", border=False):
        left, right = st.columns(2)
        with left:
            for column in ("name", "phone", "location", "village"):
                st.text_input(TEXTS[column], row[column], key=_key(row, column))
                kept_words.note(_key(row, column), TEXTS[column])
            _choice(row, "district", "Kecamatan", list(reference.districts))
        with right:
            _choice(row, "category", "Kategori", [found.name for found in reference.categories])
            _choice(row, "channel", "Kanal", list(CHANNELS))
            if Field.KIND in running.desk().sop.weighed:
                _choice(row, "kind", "Jenis Aduan", list(CHOICES[Field.KIND]))
            _choice(row, "classification", "Klasifikasi", list(CHOICES[Field.CLASSIFICATION]))
            st.checkbox("Rahasia", row["confidential"], key=_key(row, "confidential"))
        st.text_area("Catatan Internal", row["internal_note"], key=_key(row, "internal_note"))
        kept_words.note(_key(row, "internal_note"), "Catatan Internal")
        st.form_submit_button("Simpan data", on_click=save, args=(number, version, dict(row)))
    flash.draw(_place(number))


def _choice(row: Mapping[str, Any], column: str, label: str, options: list[str]) -> None:
    present = row[column]
    known = options if present in ("", *options) else [present, *options]
    st.selectbox(
        label,
        known,
        index=known.index(present) if present in known else None,
        key=_key(row, column),
        placeholder="Belum diisi",
    )


def save(number: str, version: int, row: Mapping[str, Any]) -> None:
    """The form's callback: hands on only what was changed, so that two people's edits merge."""
    actor = access.again()
    if actor is None:
        flash.bad(access.EXPIRED, place=_place(number))
        return
    changed = _changed(row)
    try:
        editing.edit(
            running.desk(), actor, number, changed, now=running.now(), expected_version=version
        )
    except DeskError as refusal:
        if isinstance(refusal, Changed):
            seen.moved_on(number)
        flash.bad(refusal.sentence, place=_place(number))
        return
    seen.moved_on(number)
    flash.good("Data tersimpan." if changed else "Tidak ada yang berubah.", place=_place(number))


def _changed(row: Mapping[str, Any]) -> dict[str, Any]:
    columns = (*TEXTS, "district", "category", "channel", "kind", "classification")
    typed: dict[str, Any] = {
        column: st.session_state[_key(row, column)] or ""
        for column in (*columns, "internal_note")
        if _key(row, column) in st.session_state
    }
    typed["confidential"] = bool(st.session_state.get(_key(row, "confidential")))
    return {column: value for column, value in typed.items() if value != row[column]}


def _key(row: Mapping[str, Any], column: str) -> str:
    # With the value in the key a field follows what somebody else changed, unless typed into.
    return f"fact_{row['number']}_{column}_{row[column]}"


def _place(number: str) -> str:
    return f"facts_{number}"
