"""Ponsel: the phone of any citizen or staff member, on the gateway's stand-in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import streamlit as st

from desk import texts
from pages.parts import access, bubbles, flash, phone, running, screens
from pages.parts.bubbles import Bubble
from pages.parts.phone import NoAnswer, Phone

actor = access.require(*screens.STAFF)

REFRESH_S = 2
QUOTABLE = 12
REACTIONS = ("👍", "🙏", "❤️", "😡")
QUICK = ("CEK", "BELUM", "BATAL", "1", "4")
STAFF_QUICK = ("teruskan", "terima", "batal")
FILES = ["jpg", "jpeg", "png", "webp", "mp4", "pdf", "ogg", "mp3"]
TICKS = {"sent": "✓", "delivered": "✓✓", "read": "✓✓ dibaca"}


def choose() -> Phone:
    reference = running.desk().reference()
    known = phone.phones(reference.staff, reference.agencies)
    known += st.session_state.get("own_phones", [])
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            "Ponsel milik",
            list(dict.fromkeys(known)),
            format_func=lambda one: one.label,
            key="phone",
            persist_state="session",
        )
        with st.popover("Ponsel baru"):
            _new_phone()
    return chosen


def _new_phone() -> None:
    with st.form("new_phone", border=False):
        st.text_input("Nama", key="new_name")
        st.text_input("Nomor", placeholder="6281234567890", key="new_digits")
        st.checkbox("Sembunyikan nomor (@lid)", key="new_hidden")
        st.form_submit_button("Tambah", on_click=_add_phone)
    flash.draw("new_phone")


def _add_phone() -> None:
    """The form's callback: the new phone is the one in hand."""
    state = st.session_state
    name, digits = state.new_name.strip(), state.new_digits.strip()
    if not name or not digits.isdecimal() or not 8 <= len(digits) <= 16:
        flash.bad("Isi nama, dan nomor 8 sampai 16 angka.", place="new_phone")
        return
    added = Phone(f"{digits}@{'lid' if state.new_hidden else 'c.us'}", name)
    state.setdefault("own_phones", []).append(added)
    state.phone = added
    state.new_name = state.new_digits = ""


def holder(chosen: Phone) -> Phone:
    """Of a group one has to say whose phone is in hand."""
    if not chosen.is_group:
        return chosen
    reference = running.desk().reference()
    found: Phone = st.selectbox(
        "Menulis sebagai",
        phone.members(chosen, reference.staff, reference.agencies),
        format_func=lambda one: one.label,
        key=f"member_{chosen.chat_id}",
        persist_state="session",
    )
    return found


@st.fragment(run_every=REFRESH_S)
def screen(owner: Phone) -> None:
    if access.again() is None:
        return
    try:
        messages = phone.shown(owner.chat_id)
    except NoAnswer as problem:
        st.error(str(problem))
        return
    zone = running.desk().timezone()
    quotes = {message["idMessage"]: message["text"] for message in messages}
    with st.container(border=True, height=380, autoscroll=True):
        if not messages:
            st.caption("Belum ada percakapan. Tulis pesan di bawah.")
        bubbles.draw(_bubble(owner, message, quotes, zone) for message in messages)


def _bubble(owner: Phone, message: dict[str, Any], quotes: dict[str, str], zone: Any) -> Bubble:
    url, kind = message.get("fileUrl", ""), message["typeMessage"]
    when = datetime.fromtimestamp(message["timestamp"], UTC)
    theirs = message["direction"] == "in"
    mine = theirs and owner.sender in ("", message["sender"])
    reactions = " ".join(reaction["text"] for reaction in message.get("reactions", []))
    foot = (reactions, texts.short_moment(when, zone), "" if mine else _ticks(message))
    place = (
        f"Lokasi: {message['latitude']}, {message['longitude']}" if "latitude" in message else ""
    )
    return Bubble(
        text=message["text"] or place or ("Pesan dihapus" if message.get("deleted") else ""),
        foot=" ".join(part for part in foot if part),
        right=mine,
        who=message["senderName"] if owner.is_group and theirs and not mine else "",
        quoted=quotes.get(message.get("quotedMessageId", ""), "")[:120],
        picture=url if kind in ("imageMessage", "stickerMessage") else "",
        file=message.get("fileName", "") if url and kind != "imageMessage" else "",
    )


def _ticks(message: dict[str, Any]) -> str:
    return TICKS.get(message.get("status", ""), "")


def keyboard(owner: Phone) -> None:
    keys = st.container()
    quoting = _quoted(owner)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        with st.popover("Reaksi", disabled=not quoting):
            for face in REACTIONS:
                st.button(face, key=f"react_{face}", on_click=_react, args=(owner, face, quoting))
        with st.popover("Lokasi"):
            _location(owner)
        for word in STAFF_QUICK if owner.role else QUICK:
            label = f"Nilai {word}" if word.isdigit() else word
            st.button(label, key=f"quick_{word}", on_click=_say, args=(owner, word, quoting))
    key = f"chat_{owner.chat_id}{owner.sender}"
    typed = keys.chat_input("Tulis pesan", accept_file="multiple", file_type=FILES, key=key)
    if typed:
        _send(owner, typed.text, typed.files, quoting)
        st.rerun()


def _quoted(owner: Phone) -> str:
    recent = [m for m in phone.shown(owner.chat_id) if m["direction"] == "out"][-QUOTABLE:]
    words = {message["idMessage"]: message["text"][:60] for message in reversed(recent)}
    chosen = st.selectbox(
        "Kutip pesan dari layanan",
        ["", *words],
        format_func=lambda key: words.get(key, "(tidak mengutip)").replace("\n", " "),
        key=f"quote_{owner.chat_id}",
    )
    return chosen or ""


def _location(owner: Phone) -> None:
    with st.form("location", border=False):
        latitude = st.number_input("Lintang", value=-6.8886, format="%.5f")
        longitude = st.number_input("Bujur", value=109.6753, format="%.5f")
        place = st.text_input("Nama tempat", "Alun-alun")
        if st.form_submit_button("Kirim lokasi"):
            content = {"latitude": latitude, "longitude": longitude, "nameLocation": place}
            _try(phone.write, owner, "locationMessage", **content)


def _say(owner: Phone, word: str, quoting: str) -> None:
    _try(phone.say, owner, word, quoting=quoting)


def _react(owner: Phone, face: str, quoting: str) -> None:
    _try(phone.write, owner, "reactionMessage", reaction=face, quotedMessageId=quoting)


def _send(owner: Phone, text: str, files: list[Any], quoting: str) -> None:
    if not files:
        _say(owner, text, quoting)
    for index, file in enumerate(files):
        said = {"caption": text if index == 0 else "", "quoting": quoting}
        _try(phone.attach, owner, file.name, file.type, data=file.getvalue(), **said)


def _try(work: Callable[..., None], *args: Any, **options: Any) -> None:
    if access.again() is None:
        flash.bad(access.EXPIRED)
        return
    try:
        work(*args, **options)
    except NoAnswer as problem:
        flash.bad(str(problem))


st.title("Ponsel")
st.caption("Peragaan: ponsel warga atau petugas mana pun, dan grup WA, terhubung ke nomor layanan.")
try:
    with st.container(width=560):
        owner = holder(choose())
        screen(owner)
        keyboard(owner)
except NoAnswer as problem:
    st.error(str(problem))
