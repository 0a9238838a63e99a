"""What an agency may do with a complaint, on its card: one press, or a short form.

Words and photos are kept (`desk.unsent`) until the desk has taken them: a refusal, a broken line
or a page that the phone threw away costs nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

import streamlit as st
from sqlalchemy.exc import SQLAlchemyError

from desk import acting, unsent
from desk.actors import Actor
from desk.media import MediaRefused
from desk.problems import Changed, DeskError, NotFound
from pages.parts import access, camera, flash, kept_words, running, screens, seen
from sop.model import Action, Field, Scope
from sop.workflow import NotAllowed

logger = logging.getLogger(__name__)

REFUSALS = (NotAllowed, DeskError, MediaRefused)
NOT_STORED = "Belum tersimpan karena gangguan. Isian dan foto masih ada; tekan Coba lagi."
QUICK_REASONS = (
    "Bukan urusan OPD ini",
    "Lokasi kurang jelas",
    "Foto atau keterangan kurang",
    "Kewenangan provinsi atau pusat",
    "Sudah ditangani pada aduan lain",
)
#: Inputs that a card has room for; an action that needs another one is on the complaint's page.
SHORT = frozenset({Field.REASON, Field.FOLLOW_UP, Field.EVIDENCE, Field.ASSIGNEE, Field.NOTE})
HINTS = {
    Field.FOLLOW_UP: "Apa yang sudah dikerjakan, kapan, dan hasilnya.",
    Field.REASON: "Pilih di atas atau tulis di sini.",
    Field.NOTE: "Apa yang sudah atau akan dibantu OPD ini.",
}
OPEN = "agency_form"  # (number, action): the one form that is open
FAILED = "agency_failed"  # the same, when its last try failed
ROUNDS = "agency_rounds"  # number -> successes, so that fields start anew


def draw(actor: Actor, row: Mapping[str, Any]) -> None:
    number = row["number"]
    version = seen.version(row)
    possible = offered(actor, row)
    if version != row["version"]:
        st.info("Aduan ini baru saja diubah. Mohon diperiksa dahulu; isian tetap ada.")
    chosen = next((one for one in possible if is_open(number, one.name)), None)
    if chosen:
        _form(actor, row, chosen, version)
    else:
        _buttons(row, possible, version)
    # Not in the form: an action that somebody else did first is gone, and its refusal must be told.
    flash.draw(number)


def offered(actor: Actor, row: Mapping[str, Any]) -> list[Action]:
    """What this person may do as one of the agency, as far as a card has room for it."""
    sop = running.desk().sop
    own = {role for role in actor.roles if sop.role(role).scope is Scope.AGENCY} | {sop.supporter}
    return [
        action
        for action in acting.allowed(running.desk(), actor, row)
        if own & action.roles and {*action.needs, *action.takes} <= SHORT
    ]


def is_open(number: str, action: str) -> bool:
    return st.session_state.get(OPEN) == (number, action)


def choose(number: str, action: str) -> None:
    """Open the form of this action; "" closes what is open."""
    st.session_state[OPEN] = (number, action) if action else None


def _buttons(row: Mapping[str, Any], possible: list[Action], version: int) -> None:
    number = row["number"]
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        for action in possible:
            _button(row, action, version)
        for action in possible:
            if Field.ASSIGNEE in action.takes and colleagues(row):
                st.button(
                    "Pilih petugas",
                    key=f"open_{number}_{action.name}",
                    icon=":material/person:",
                    on_click=choose,
                    args=(number, action.name),
                )
        st.page_link(
            screens.COMPLAINT.file,
            label="Selengkapnya",
            icon=":material/chevron_right:",
            icon_position="right",
            query_params={"nomor": number},
        )


def _button(row: Mapping[str, Any], action: Action, version: int) -> None:
    number = row["number"]
    forward = bool(action.target) and Field.REASON not in action.needs
    failed = st.session_state.get(FAILED) == (number, action.name)
    st.button(
        "Coba lagi" if failed and not action.needs else action.name,
        key=f"do_{number}_{action.name}",
        type="primary" if forward else "secondary",
        on_click=choose if action.needs else submit,
        args=(number, action.name) if action.needs else (number, action.name, version),
    )


def _form(actor: Actor, row: Mapping[str, Any], action: Action, version: int) -> None:
    number = row["number"]
    with st.container(key=f"agencyform_{number}", gap="small"):
        st.markdown(f"**{action.name}**")
        st.caption(running.in_words(action.explanation))
        for field in (*action.needs, *action.takes):
            _field(actor, row, action, field)
        failed = st.session_state.get(FAILED) == (number, action.name)
        with st.container(horizontal=True, gap="xsmall"):
            st.button(
                "Coba lagi" if failed else "Kirim",
                key=f"send_{number}",
                type="primary",
                icon=":material/send:",
                on_click=submit,
                args=(number, action.name, version),
            )
            st.button("Batal", key=f"close_{number}", on_click=choose, args=(number, ""))


def _field(actor: Actor, row: Mapping[str, Any], action: Action, field: Field) -> None:
    number = row["number"]
    key = key_of(number, field)
    if field is Field.EVIDENCE:
        camera.draw(actor, number, key)
    elif field is Field.ASSIGNEE:
        _assignee(row, key)
    else:
        if field is Field.REASON:
            _quick_reasons(number, key)
        st.text_area(
            f"{field.value} *" if field in action.needs else field.value,
            value=_typed(actor, row, field),
            key=key,
            placeholder=HINTS.get(field, ""),
            on_change=keep,
            args=(number, field),
        )
        kept_words.note(key, field.value)


def _typed(actor: Actor, row: Mapping[str, Any], field: Field) -> str:
    """What was typed here before, else what the complaint has as a draft."""
    said = unsent.kept(running.desk(), actor, row["number"]).said(field)
    if said is None:
        said = str(row["follow_up"]) if field is Field.FOLLOW_UP else ""
    return said


def _quick_reasons(number: str, key: str) -> None:
    st.pills(
        "Alasan yang sering",
        QUICK_REASONS,
        key=f"{key}_quick",
        on_change=add_reason,
        args=(number, key),
    )


def add_reason(number: str, key: str) -> None:
    """The pills' callback: the sentence goes into the field, where it can be completed."""
    chosen = st.session_state.get(f"{key}_quick")
    typed = str(st.session_state.get(key) or "").strip()
    lines = [line for line in typed.split("\n") if line and line not in QUICK_REASONS]
    st.session_state[key] = "\n".join([*([chosen] if chosen else []), *lines])
    keep(number, Field.REASON)


def _assignee(row: Mapping[str, Any], key: str) -> None:
    names = colleagues(row)
    present = row["assignee"]
    st.selectbox(
        "Petugas Tim OPD (boleh dikosongkan)",
        names,
        index=names.index(present) if present in names else None,
        key=key,
        placeholder="Pilih",
    )


def colleagues(row: Mapping[str, Any]) -> list[str]:
    """Names of those who can be given the work."""
    staff = running.desk().reference().staff
    return [one.name for one in staff if one.active and one.name and row["agency"] in one.agencies]


def keep(number: str, field: Field) -> None:
    """A field's callback: what was typed is safe before anything is sent."""
    actor = access.again()
    if actor is None:
        return
    words = {field: str(st.session_state.get(key_of(number, field)) or "")}
    try:
        unsent.keep_words(running.desk(), actor, number, words, now=running.now())
    except (DeskError, OSError) as problem:
        logger.warning("what was typed could not be kept: %s", type(problem).__name__)


def submit(number: str, action: str, version: int) -> None:
    """The button's callback: the desk authorises the person again, as Petugas says now."""
    actor = access.again()
    if actor is None:
        flash.bad(access.EXPIRED, place=number)
        return
    desk = running.desk()
    try:
        done = acting.act(
            desk,
            actor,
            number,
            action,
            now=running.now(),
            values=_values(number),
            photos=unsent.uploads(desk, actor, number) if _sends_photos(action) else (),
            expected_version=version,
        )
    except Changed as change:
        seen.moved_on(number)
        _failed(number, action, change.sentence)
    except NotFound as refusal:
        kept_words.keep(number)
        flash.bad(refusal.sentence)
    except REFUSALS as refusal:
        _failed(number, action, refusal.sentence)
    except (SQLAlchemyError, OSError) as problem:
        logger.error("an action could not be stored: %s", type(problem).__name__)
        _failed(number, action, NOT_STORED)
    else:
        _succeeded(actor, number, action, done.state)


def _sends_photos(action: str) -> bool:
    return any(
        Field.EVIDENCE in (*one.needs, *one.takes)
        for one in running.desk().sop.actions
        if one.name == action
    )


def _values(number: str) -> dict[Field, str]:
    """What stands in the fields of the open form."""
    fields = SHORT - {Field.EVIDENCE}
    return {
        field: str(st.session_state[key_of(number, field)] or "")
        for field in fields
        if key_of(number, field) in st.session_state
    }


def _failed(number: str, action: str, sentence: str) -> None:
    st.session_state[FAILED] = (number, action)
    flash.bad(sentence, place=number)


def _succeeded(actor: Actor, number: str, action: str, state: str) -> None:
    unsent.clear(running.desk(), actor, number)
    flash.good(f"{action}: {number} tersimpan. Status: {state}.")
    seen.moved_on(number)
    st.session_state[FAILED] = st.session_state[OPEN] = None
    rounds = st.session_state.setdefault(ROUNDS, {})
    rounds[number] = rounds.get(number, 0) + 1


def key_of(number: str, field: Field) -> str:
    """The key of a field; it changes after each success."""
    count = st.session_state.get(ROUNDS, {}).get(number, 0)
    return f"agency_{count}_{number}_{field.name}"
