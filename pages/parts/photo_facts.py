"""What an OPD states of its photos: before or after the work, who took them, and when."""

from __future__ import annotations

from datetime import datetime

import htpy
import streamlit as st

from desk import texts, unsent
from desk.actors import Actor
from desk.evidence.remarks import AFTER, BEFORE, NOT_RECORDED
from desk.evidence.taken import Source
from desk.unsent import Waiting
from pages.parts import access, look, running

PHASES = {BEFORE: "Sebelum", AFTER: "Sesudah"}
BY, AT = "Difoto oleh", "Waktu pengambilan"
HINT = "Isi bila waktunya tidak tercatat dalam berkas."


def of_one(number: str, file: Waiting) -> None:
    """Below one thumbnail: what the file says, and what the photo shows."""
    if not file.is_picture:
        return
    look.draw(
        htpy.div(".w-small")[_recorded(file)], htpy.div(".w-odd")[file.odd] if file.odd else None
    )
    key = f"phase_{file.id}"
    st.session_state.setdefault(key, file.phase or AFTER)
    st.segmented_control(
        "Keadaan",
        list(PHASES),
        format_func=PHASES.__getitem__,
        key=key,
        required=True,
        label_visibility="collapsed",
        on_change=describe,
        args=(number, file.id),
    )


def _recorded(file: Waiting) -> str:
    if not file.taken_at:
        return NOT_RECORDED.capitalize() + "."
    when = texts.moment(datetime.fromisoformat(file.taken_at), running.desk().timezone())
    return f"Diambil {when} ({file.taken_from or Source.FILE})."


def of_all(actor: Actor, number: str, key: str) -> None:
    """Who took them and when; the person's own name and the file's own time unless they say
    otherwise."""
    said = unsent.kept(running.desk(), actor, number)
    if not any(file.is_picture for file in said.files):
        return
    by, at = f"{key}_by", f"{key}_at"
    st.session_state.setdefault(by, actor.name if said.taken_by is None else said.taken_by)
    st.session_state.setdefault(at, _local(said.taken_at))
    st.text_input(BY, key=by, on_change=state, args=(number, key))
    st.datetime_input(
        AT, None, key=at, format="DD/MM/YYYY", help=HINT, on_change=state, args=(number, key)
    )


def _local(said: str | None) -> datetime | None:
    """As the widget has it: the clock on the wall, without a zone."""
    if not said:
        return None
    moment = datetime.fromisoformat(said).astimezone(running.desk().timezone())
    return moment.replace(tzinfo=None)


def describe(number: str, file_id: str) -> None:
    """The callback of Sebelum and Sesudah."""
    actor = access.again()
    if actor is not None:
        phase = str(st.session_state.get(f"phase_{file_id}") or AFTER)
        unsent.describe(running.desk(), actor, number, file_id, phase=phase)


def state(number: str, key: str) -> None:
    """The callback of the two fields: kept at once, like everything that is typed here."""
    actor = access.again()
    if actor is None:
        return
    wall: datetime | None = st.session_state.get(f"{key}_at")
    at = wall.replace(tzinfo=running.desk().timezone()) if wall else None
    by = str(st.session_state.get(f"{key}_by") or "")
    unsent.state(running.desk(), actor, number, taken_by=by, taken_at=at)
