"""What this person may do with a complaint now, and the form of what they chose.

Nothing typed is lost when the desk refuses: widgets keep their keys until an action succeeds.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from desk import acting
from desk.actors import Actor
from desk.media import MediaRefused
from desk.problems import Changed, DeskError
from pages.parts import access, bubbles, flash, inputs, running, seen
from pages.parts.bubbles import Bubble
from pages.parts.flash import plain
from pages.parts.inputs import Form
from sop.model import Action
from sop.workflow import NotAllowed

REFUSALS = (NotAllowed, DeskError, MediaRefused)
NOTHING = "Tidak ada tindakan untuk peran Bapak/Ibu pada status ini."


def draw(actor: Actor, row: Mapping[str, Any]) -> None:
    version = seen.version(row)
    possible = {action.name: action for action in acting.allowed(running.desk(), actor, row)}
    if not possible:
        st.caption(NOTHING)
        flash.draw(row["number"])
        return
    if version != row["version"]:
        st.info("Aduan ini baru saja diubah. Mohon diperiksa dahulu; isian tetap ada.")
    chosen = st.pills(
        "Tindakan",
        list(possible),
        key=_action_key(row["number"]),
        label_visibility="collapsed",
    )
    if chosen:
        _form(actor, row, possible[chosen], version)
    # Not in the form: an action that somebody else did first is gone, and its refusal must be told.
    flash.draw(row["number"])


def _form(actor: Actor, row: Mapping[str, Any], action: Action, version: int) -> None:
    form = Form(row, action, st.session_state.get(_round_key(row["number"]), 0))
    if action.explanation:
        st.caption(action.explanation)
    inputs.draw(form)
    _preview(actor, form)
    st.button(
        action.name,
        type="primary",
        key=f"do_{row['number']}_{action.name}",
        on_click=submit,
        args=(form, version),
    )


def _preview(actor: Actor, form: Form) -> None:
    """The messages exactly as they would go out now."""
    try:
        letters = acting.preview(
            running.desk(),
            actor,
            form.row["number"],
            form.action.name,
            values=inputs.values(form),
            now=running.now(),
        )
    except REFUSALS as refusal:
        st.caption(plain(refusal.sentence))
        return
    if letters:
        with st.expander(f"Pesan yang akan dikirim ({len(letters)})", expanded=True):
            bubbles.draw(_bubble(letter) for letter in letters)


def _bubble(letter: acting.Preview) -> Bubble:
    foot = f"{letter.photos} foto menyusul" if letter.photos else ""
    return Bubble(letter.text, foot, right=True, who=f"Kepada {letter.to}")


def submit(form: Form, version: int) -> None:
    """The button's callback: the desk authorises the person again, as Petugas says now."""
    number = str(form.row["number"])
    actor = access.again()
    if actor is None:
        flash.bad(access.EXPIRED, place=number)
        return
    try:
        done = acting.act(
            running.desk(),
            actor,
            number,
            form.action.name,
            now=running.now(),
            values=inputs.values(form),
            photos=inputs.photos(form),
            expected_version=version,
        )
    except Changed as change:
        seen.moved_on(number)
        flash.bad(change.sentence, place=number)
    except REFUSALS as refusal:
        flash.bad(refusal.sentence, place=number)
    else:
        _succeeded(number, form.action.name, done.state)


def _succeeded(number: str, action: str, state: str) -> None:
    flash.good(f"{action}: {number} tersimpan. Status: {state}.")
    seen.moved_on(number)
    st.session_state[_action_key(number)] = None
    st.session_state[_round_key(number)] = st.session_state.get(_round_key(number), 0) + 1


def _action_key(number: str) -> str:
    return f"action_{number}"


def _round_key(number: str) -> str:
    return f"round_{number}"
