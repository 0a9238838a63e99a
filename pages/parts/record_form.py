"""The fields of Catat Aduan: a draft that stays while the clerk is on other pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import streamlit as st

from desk import emergency, suggest, walk_in
from desk.problems import Refused
from desk.recording import Recorded
from pages.parts import attachments, kept_words, running
from pages.parts.flash import plain

ROUND = "record_round"  # rises with each complaint recorded: fields start anew
LAST_WAY = "record_way"  # the next one in the queue comes as the last one did
PROPOSED = "record_proposed"  # what was filled in from the words, until the clerk chooses
PLACEHOLDERS = {
    "body": "Apa masalahnya, sejak kapan. Tulis dengan kata-kata pelapor.",
    "location": "Nama jalan, RT/RW, patokan",
    "phone": "081234567890, boleh kosong",
    "name": "Boleh kosong",
}
LONG = {"body": 125, "internal_note": 80}  # pixels
NEVER_WROTE = "Nomor ini belum pernah menulis ke layanan: centang hanya bila pelapor memintanya."
SECRET = "Identitas pelapor hanya dilihat petugas kota."


def key(name: str) -> str:
    return f"record_{st.session_state.get(ROUND, 0)}_{name}"


def value(name: str) -> Any:
    return st.session_state.get(key(name))


def way() -> None:
    st.pills(
        "Kanal",
        walk_in.WAYS,
        default=st.session_state.get(LAST_WAY, walk_in.WAYS[0]),
        required=True,
        key=key("channel"),
        persist_state="session",
    )


def who_and_what() -> None:
    left, right = st.columns(2)
    with left:
        _text("Nama", "name")
    with right:
        _text("No. WA atau telepon", "phone")
    _telling()
    _text("Isi Aduan *", "body", on_change=propose)
    _emergency()
    _text("Lokasi", "location", on_change=propose)
    _place()
    _category()


def besides(now: datetime) -> None:
    """What most complaints at a counter do without."""
    _received(now)
    with st.container(key="record_photos", gap="small"):
        attachments.draw(files_key(), "Foto atau dokumen", most=walk_in.MOST_PHOTOS)
    _text("Catatan Internal", "internal_note")


def files_key() -> str:
    return key("photos")


def typed() -> Recorded:
    """What stands in the fields, also while unfinished."""
    words = ("channel", "body", "name", "phone", "location", "category", "district", "village")
    return Recorded(
        **{name: str(value(name) or "") for name in (*words, "internal_note")},
        confidential=bool(value("confidential")),
        received_at=_moment(),
    )


def start_anew() -> None:
    attachments.clear(files_key())
    st.session_state[LAST_WAY] = value("channel") or walk_in.WAYS[0]
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
    st.session_state.pop(PROPOSED, None)


def propose() -> None:
    """After each change of the words: category and place named in them, unless the clerk chose."""
    reference = running.desk().reference()
    text = f"{value('body') or ''}\n{value('location') or ''}"
    found = suggest.category(reference.categories, text)
    district, village = suggest.place(reference.districts, text)
    before = st.session_state.get(PROPOSED, {})
    proposed = {
        "category": found.category.name if found else None,
        "district": district or None,
        "village": village or None,
    }
    for name, meant in proposed.items():
        if value(name) in (None, "", before.get(name)):
            st.session_state[key(name)] = meant
    st.session_state[PROPOSED] = proposed


def _text(label: str, name: str, *, on_change: Callable[[], None] | None = None) -> None:
    options: dict[str, Any] = {
        "key": key(name),
        "placeholder": running.in_words(PLACEHOLDERS.get(name, "")),
        "on_change": on_change,
        "persist_state": "session",
    }
    if name in LONG:
        st.text_area(label, height=LONG[name], **options)
    else:
        st.text_input(label, **options)
    kept_words.note(key(name), label)


def _telling() -> None:
    """Whether to send the number; off, so that a first contact is somebody's decision."""
    try:
        chat_id = _chat()
    except Refused as refusal:
        st.caption(f":material/error: {plain(refusal.sentence)}")
        return
    if not chat_id:
        return
    st.checkbox("Kirim nomor aduan ke WA ini", key=_tell_key(chat_id), persist_state="session")
    if not walk_in.has_written(running.desk(), chat_id):
        st.caption(running.in_words(NEVER_WROTE))


def wants_to_be_told() -> bool:
    """Ticked for the number that now stands there."""
    try:
        return bool(st.session_state.get(_tell_key(_chat())))
    except Refused:
        return False


def _chat() -> str:
    return walk_in.chat_of(walk_in.indonesian(str(value("phone") or "")))


def _tell_key(chat_id: str) -> str:
    # With the number in it: a tick is for this number and no other.
    return key(f"{chat_id.partition('@')[0]}_tell")


def _emergency() -> None:
    reference = running.desk().reference()
    if emergency.named(reference, str(value("body") or "")):
        number = reference.preferences.emergency_number
        urgent = running.in_words("Kemungkinan darurat. Minta pelapor segera menelepon")
        st.warning(f"{urgent} {plain(number)}.")


def _place() -> None:
    districts = running.desk().reference().districts
    left, right = st.columns(2)
    if not districts:
        with left:
            _text("Kecamatan", "district")
        with right:
            _text("Kelurahan/Desa", "village")
        return
    chosen = value("district")
    villages = districts.get(chosen) or [each for some in districts.values() for each in some]
    with left:
        _choice("Kecamatan", "district", list(districts), on_change=_district_chosen)
    with right:
        _choice("Kelurahan/Desa", "village", sorted(villages), on_change=_village_chosen)


def _district_chosen() -> None:
    districts = running.desk().reference().districts
    if value("village") not in districts.get(value("district"), ()):
        st.session_state[key("village")] = None


def _village_chosen() -> None:
    for name, villages in running.desk().reference().districts.items():
        if value("village") in villages:
            st.session_state[key("district")] = name


def _category() -> None:
    reference = running.desk().reference()
    left, right = st.columns(2, vertical_alignment="bottom")
    with left:
        _choice("Kategori", "category", [each.name for each in reference.categories])
    with right:
        st.checkbox(
            "Rahasia",
            key=key("confidential"),
            help=running.in_words(SECRET),
            persist_state="session",
        )
    st.caption(" ".join(_about_category()))


def _about_category() -> list[str]:
    reference = running.desk().reference()
    chosen = reference.category(str(value("category") or ""))
    found = suggest.category(
        reference.categories, f"{value('body') or ''}\n{value('location') or ''}"
    )
    said = []
    if found:
        said.append(plain(f"Usulan: {found.category.name} (kata: {', '.join(found.words)})."))
    if chosen and chosen.confidential:
        said.append("Aduan kategori ini selalu rahasia.")
    return said or ["Kategori diusulkan dari kata-kata di Isi Aduan."]


def _choice(
    label: str, name: str, options: list[str], *, on_change: Callable[[], None] | None = None
) -> None:
    st.selectbox(
        label,
        options,
        index=None,
        key=key(name),
        placeholder="Belum dipilih",
        on_change=on_change,
        persist_state="session",
    )


def _received(now: datetime) -> None:
    at_once = st.checkbox(
        "Diterima sekarang", True, key=key("received_now"), persist_state="session"
    )
    if at_once:
        return
    local = now.astimezone(running.desk().timezone()).replace(tzinfo=None)
    st.datetime_input(
        "Tgl Diterima",
        local.replace(second=0, microsecond=0),
        format="DD/MM/YYYY",
        step=300,
        key=key("received_at"),
        persist_state="session",
    )


def _moment() -> datetime | None:
    """When the citizen came, in the city's zone; None: now."""
    given = value("received_at")
    if value("received_now") is not False or not isinstance(given, datetime):
        return None
    return given.replace(tzinfo=running.desk().timezone())
