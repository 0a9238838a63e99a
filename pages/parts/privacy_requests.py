"""HAPUS DATA and SALINAN DATA on the page: until when, whose, what goes and what stays."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from desk import texts
from desk.actors import Actor
from desk.privacy import answering, copies, requests
from desk.privacy.requests import ERASURE, Asked, Holdings
from desk.problems import DeskError
from pages.parts import access, flash, kept_words, running, table, waiting, words
from pages.parts.flash import plain

GOES = (
    "Yang dihapus: nama, nomor, alamat, isi aduan, percakapan, catatan, foto, dan KTP. "
    "Yang tetap: nomor aduan, tanggal, kategori, OPD, status, dan penilaian, supaya laporan tetap "
    "sama. Pelapor diberi tahu paling akhir."
)
STILL_OPEN = (
    "{numbers} masih berjalan. Selesaikan atau tutup dahulu, atau minta pelapor menulis CABUT; "
    "setelah itu data dapat dihapus."
)
COPIED = (
    "Salinan memuat semua yang disimpan tentang pelapor ini dan fotonya sendiri; petugas disebut "
    "menurut perannya. Serahkan hanya setelah identitasnya dicocokkan."
)
NOTHING = "Tidak ada permintaan yang menunggu."
LATE = "lewat {span}"
FIELDS = "request_fields"  # id of a request on the page -> key and label of its fields
ALREADY = (
    "Permintaan itu baru saja ditangani petugas lain. Yang sudah diketik ada di atas untuk disalin."
)


def draw(actor: Actor) -> None:
    found = requests.waiting(running.desk())
    _keep_words({asked.id for asked in found})
    st.caption(
        "Pelapor menulis HAPUS DATA atau SALINAN DATA. Jawab paling lambat 3x24 jam (UU 27/2022). "
        "Bila pemrosesan harus dibatasi sampai diputuskan (Pasal 41), tandai aduannya Rahasia."
    )
    if not found:
        st.info(NOTHING)
    for asked in found:
        with st.container(border=True, key=f"request_{asked.id}"):
            _one(actor, asked)


def _keep_words(present: set[str]) -> None:
    """What was typed for a request that a colleague handled meanwhile is shown for copying."""
    drawn = st.session_state.setdefault(FIELDS, {})
    for request_id in drawn.keys() - present:
        for key, label in drawn.pop(request_id).items():
            kept_words.note(key, label)
        if kept_words.keep(request_id):
            flash.bad(ALREADY)
            st.rerun()


def _note(asked: Asked, key: str, label: str) -> None:
    kept_words.note(key, label)
    st.session_state[FIELDS].setdefault(asked.id, {})[key] = label


def _one(actor: Actor, asked: Asked) -> None:
    desk, now = running.desk(), running.now()
    left = asked.due_at - now
    span = words.duration(abs(left))
    due = f"{span} lagi" if left.total_seconds() > 0 else LATE.format(span=span)
    st.markdown(f"**{plain(asked.kind)}** · batas {texts.moment(asked.due_at, desk.timezone())}")
    st.caption(f"{due} · diminta {texts.moment(asked.at, desk.timezone())}")
    waiting.link(asked.number)
    held = requests.holdings(desk, actor, asked.id, now=now)
    _holdings(held)
    if asked.kind == ERASURE:
        _erasure(asked, held)
    else:
        _copy(asked)
    with st.expander("Tolak dengan alasan"):
        _with_words(asked, "Alasan penolakan, dikirim kepada pelapor", "refuse", "Tolak")


def _holdings(held: Holdings) -> None:
    zone = running.desk().timezone()
    if held.complaints:
        table.draw(
            ["No. Aduan", "Diterima", "Kategori", "Status"],
            [
                [each.number, words.day_and_time(each.received_at, zone), each.category, each.state]
                for each in held.complaints
            ],
            caption="Aduan dari percakapan ini",
        )
    st.caption(
        f"{len(held.complaints)} aduan, {held.messages} pesan, {held.photos} foto atau dokumen, "
        f"{held.cards} foto identitas."
    )


def _erasure(asked: Asked, held: Holdings) -> None:
    if held.open_ones:
        st.warning(plain(STILL_OPEN.format(numbers=", ".join(held.open_ones))))
        return
    st.info(running.in_words(GOES))
    st.text_input(f"Ketik {asked.confirmation} untuk memastikan", key=f"typed_{asked.id}")
    st.button(
        "Hapus data ini",
        key=f"erase_{asked.id}",
        type="primary",
        icon=":material/delete_forever:",
        on_click=_do,
        args=(answering.erase, asked.id, f"typed_{asked.id}", "typed"),
        kwargs={"said": "Data dihapus; pelapor diberi tahu. Lihat bagian Di luar sistem."},
    )


def _copy(asked: Asked) -> None:
    st.info(running.in_words(COPIED))
    st.download_button(
        "Unduh salinan (ZIP)",
        partial(_zip, access.bound(), asked.id),
        file_name=f"salinan-data-{asked.number or 'percakapan'}.zip",
        mime="application/zip",
        key=f"copy_{asked.id}",
        icon=":material/folder_zip:",
        on_click="ignore",
    )
    label = "Cara pelapor menerimanya, dikirim kepada pelapor"
    _with_words(asked, label, "hand", "Beri tahu pelapor")


def _zip(who: Callable[[], Actor | None], request_id: str) -> bytes:
    """Runs without the page, in a thread of its own; a refusal can only be a file, too."""
    actor = who()
    if actor is None:
        return access.EXPIRED.encode()
    try:
        return copies.make(running.desk(), actor, request_id, now=running.now())
    except DeskError as problem:
        return problem.sentence.encode()


def _with_words(asked: Asked, label: str, key: str, button: str) -> None:
    deed: Callable[..., None] = answering.refuse if key == "refuse" else answering.handed_over
    name = "reason" if key == "refuse" else "how"
    label, field = running.in_words(label), f"{key}_words_{asked.id}"
    _note(asked, field, label)
    # "page": a look at another part of this page leaves it as it is.
    st.text_area(label, key=field, max_chars=600, persist_state="page")
    st.button(
        running.in_words(button),
        key=f"{key}_{asked.id}",
        on_click=_do,
        args=(deed, asked.id, field, name),
        kwargs={"said": "Dijawab; pelapor diberi tahu."},
    )


def _do(deed: Callable[..., None], request_id: str, key: str, name: str, *, said: str) -> None:
    """The callback: a refusal leaves what was typed where it is."""
    person = access.again()
    if person is None:
        flash.bad(access.EXPIRED)
        return
    typed: dict[str, Any] = {name: str(st.session_state.get(key, ""))}
    try:
        deed(running.desk(), person, request_id, now=running.now(), **typed)
    except DeskError as problem:
        flash.bad(problem.sentence)
        return
    st.session_state[FIELDS].pop(request_id, None)
    flash.good(running.in_words(said))
