"""Photos from a phone: taken or chosen, made small there, and kept here until they are sent."""

from __future__ import annotations

import logging
from typing import Any

import htpy
import streamlit as st

from desk import unsent
from desk.actors import Actor
from desk.media import MediaRefused, Upload
from desk.problems import DeskError
from desk.unsent import Waiting
from pages.parts import access, look, photo_facts, photos, running, scripts
from pages.parts.flash import plain

logger = logging.getLogger(__name__)

# With a PDF and a film among them: given image types alone, newer Android shows its photo picker,
# which has no camera.
TYPES = ["jpg", "jpeg", "png", "webp", "pdf", "mp4"]
SMALL = 240  # pixels of the longer side of what is shown here
SENDING = "Berkas sedang dikirim. Mohon tunggu; jangan menutup halaman ini."
BROKEN = "Ada berkas yang gagal terkirim. Periksa sinyal; satu berkas paling besar {} MB."


def draw(actor: Actor, number: str, key: str) -> None:
    """The uploader of one form, and what has arrived so far.

    The phone's own chooser offers the camera: full quality, the light and zoom people know, no
    permission to grant, no https. The button above it opens the camera without the chooser.
    `st.camera_input` is left out: a still of the page's video, English buttons, https only.
    """
    st.html(f"<script>{scripts.CAMERA}</script>", unsafe_allow_javascript=True)
    look.draw(htpy.button(".w-camera", type="button")["Ambil foto dengan kamera"])
    st.file_uploader(
        "Foto atau dokumen bukti",
        type=TYPES,
        accept_multiple_files=True,
        key=key,
        on_change=take,
        args=(number, key),
    )
    # look.css shows these while the uploader says so: an answer of ours would come too late.
    largest = running.settings().media_max_mb
    look.draw(
        htpy.div(".w-sending", role="status")[SENDING, htpy.strong(".w-percent")],
        htpy.div(".w-broken", role="alert")[
            BROKEN.format(largest), htpy.button(".w-again", type="button")["Coba lagi"]
        ],
    )
    for sentence in st.session_state.get(f"{key}_refused", ()):
        st.error(plain(sentence), icon=":material/error:")
    _arrived(actor, number, key)


def take(number: str, key: str) -> None:
    """The uploader's callback: what it holds is kept, what was removed from it is forgotten."""
    actor = access.again()
    if actor is None:
        return
    taken: dict[str, str] = st.session_state.setdefault(f"{key}_taken", {})
    present = {file.file_id: file for file in st.session_state.get(key) or []}
    for file_id in taken.keys() - present.keys():
        unsent.remove_file(running.desk(), actor, number, taken.pop(file_id))
    refused = []
    for file_id in [each for each in present if each not in taken]:  # in the order of choosing
        taken[file_id], sentence = _kept(actor, number, present[file_id])
        refused += [sentence] if sentence else []
    st.session_state[f"{key}_refused"] = refused


def _kept(actor: Actor, number: str, file: Any) -> tuple[str, str]:
    """(our id of the file, ""), or ("", why it was not taken)."""
    upload = Upload(file.name, file.getvalue())
    try:
        kept = unsent.add_file(running.desk(), actor, number, upload, now=running.now())
    except (MediaRefused, DeskError) as refusal:
        return "", f"{file.name}: {refusal.sentence}"
    except OSError as problem:
        logger.error("an upload could not be kept: %s", type(problem).__name__)
        return "", f"{file.name} belum tersimpan. Mohon dipilih lagi."
    return kept.id, ""


def _arrived(actor: Actor, number: str, key: str) -> None:
    files = unsent.kept(running.desk(), actor, number).files
    if not files:
        st.caption("Belum ada berkas terlampir.")
        return
    st.caption(f"{len(files)} berkas terlampir.")
    for file in files:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            look.draw(_thumbnail(actor, number, file))
            st.button(
                "Hapus",
                key=f"drop_{file.id}",
                type="tertiary",
                icon=":material/close:",
                on_click=drop,
                args=(number, file.id),
            )
        photo_facts.of_one(number, file)
    photo_facts.of_all(actor, number, key)


def _thumbnail(actor: Actor, number: str, file: Waiting) -> htpy.Element:
    source = _address(file.id, number, actor) if file.is_picture else ""
    picture = source and htpy.img(src=source, alt="Foto yang terlampir")
    return htpy.div(".w-attached")[picture, htpy.span(".w-small")[file.name]]


@st.cache_data(max_entries=200, ttl="1h", show_spinner=False)
def _address(file_id: str, number: str, _actor: Actor) -> str:
    """Keyed by our random id, which only its owner's own list names."""
    file = Waiting(file_id, "", 0, "")
    return photos.shrunk(unsent.content(running.desk(), _actor, number, file), SMALL)


def drop(number: str, file_id: str) -> None:
    """The callback of Hapus."""
    actor = access.again()
    if actor is not None:
        unsent.remove_file(running.desk(), actor, number, file_id)
