"""Files of a form that has no complaint yet, kept for the session until the form is sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import htpy
import streamlit as st

from desk.file_types import MediaRefused, recognise
from desk.media import Upload
from pages.parts import look, photos, running
from pages.parts.flash import plain

SMALL = 240  # pixels of the longer side of what is shown here
SENDING = "Berkas sedang dikirim. Mohon tunggu sebelum menyimpan."
BROKEN = "Ada berkas yang gagal terkirim. Mohon dipilih lagi."


@dataclass
class Kept:
    """What has arrived, by the uploader's id of it; `known` includes what was taken out again."""

    files: dict[str, Upload] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)
    refused: list[str] = field(default_factory=list)


def draw(key: str, label: str, *, most: int) -> None:
    """The uploader, the files that arrived with Hapus, and why one was not taken."""
    # Without `type`: the browser would refuse in English what the desk refuses in one sentence.
    st.file_uploader(
        label, accept_multiple_files=True, key=f"{key}_files", on_change=take, args=(key, most)
    )
    # look.css shows these while the uploader says so: an answer of ours would come too late.
    look.draw(
        htpy.div(".w-sending", role="status")[SENDING], htpy.div(".w-broken", role="alert")[BROKEN]
    )
    kept = _kept(key)
    for sentence in kept.refused:
        st.error(plain(sentence), icon=":material/error:")
    st.caption(f"{len(kept.files)} berkas terlampir." if kept.files else "Belum ada berkas.")
    for file_id, upload in kept.files.items():
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            look.draw(_thumbnail(file_id, upload))
            st.button(
                "Hapus",
                key=f"{key}_drop_{file_id}",
                type="tertiary",
                icon=":material/close:",
                on_click=drop,
                args=(key, file_id),
            )


def uploads(key: str) -> list[Upload]:
    return list(_kept(key).files.values())


def clear(key: str) -> None:
    st.session_state.pop(f"{key}_kept", None)


def take(key: str, most: int) -> None:
    """The uploader's callback: what it holds is kept here, what left it is forgotten."""
    kept = _kept(key)
    present = {file.file_id: file for file in st.session_state.get(f"{key}_files") or []}
    kept.refused = []
    for file_id in present.keys() - kept.known:
        kept.known.add(file_id)
        upload = Upload(present[file_id].name, present[file_id].getvalue())
        sentence = _wrong(upload, kept.files, most)
        if sentence:
            kept.refused.append(f"{upload.name}: {sentence}")
        else:
            kept.files[file_id] = upload


def drop(key: str, file_id: str) -> None:
    """The callback of Hapus."""
    _kept(key).files.pop(file_id, None)


def _wrong(upload: Upload, files: Mapping[str, Upload], most: int) -> str:
    """Why this file is not taken; "" when it is."""
    largest = running.desk().media_max_bytes
    if len(files) >= most:
        return f"Paling banyak {most} berkas."
    if len(upload.data) > largest:
        return f"Berkas terlalu besar: paling besar {largest // (1024 * 1024)} MB."
    try:
        recognise(upload.data)
    except MediaRefused as refusal:
        return refusal.sentence
    return ""


def _kept(key: str) -> Kept:
    kept: Kept = st.session_state.setdefault(f"{key}_kept", Kept())
    return kept


def _thumbnail(file_id: str, upload: Upload) -> htpy.Element:
    source = _address(file_id, upload.data)
    picture = source and htpy.img(
        src=source,
        alt="Foto yang terlampir",
        style="width:3.5rem;height:3.5rem;object-fit:cover;border-radius:.4rem",
    )
    return htpy.div(style="display:flex;gap:.5rem;align-items:center")[
        picture, htpy.span(".w-small")[upload.name]
    ]


@st.cache_data(max_entries=60, ttl="1h", show_spinner=False)
def _address(file_id: str, _data: bytes) -> str:
    return photos.shrunk(_data, SMALL)
