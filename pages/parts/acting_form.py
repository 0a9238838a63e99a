"""What this person may do with a complaint now, and the form of what they chose.

Nothing typed is lost when the desk refuses or another action is looked at: fields keep their keys
until an action succeeds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import streamlit as st

from desk import acting, masking, reading, texts
from desk.actors import Actor
from desk.media import MediaRefused
from desk.problems import Changed, DeskError, NotFound
from desk.reading import Happened
from pages.parts import (
    access,
    flash,
    inputs,
    kept_words,
    outlook,
    running,
    seen,
    suggestion,
    watch,
    weighing,
)
from pages.parts.flash import plain
from pages.parts.inputs import Form
from sop.model import Action, Rank
from sop.workflow import NotAllowed

REFUSALS = (NotAllowed, DeskError, MediaRefused)
NOTHING = "Tidak ada tindakan untuk peran Bapak/Ibu pada status ini."
OTHERS = "Tindakan lain"
LOOK_EVERY_S = 10
KEPT = "Isian tetap ada; mohon diperiksa dahulu."


def draw(actor: Actor, row: Mapping[str, Any]) -> None:
    number = row["number"]
    version = seen.version(row)
    known = seen.events(number, lambda: reading.count_of_events(running.desk(), actor, number))
    possible = acting.allowed(running.desk(), actor, row)
    _news(number, version, known, drawn=row["version"], who=_who(row))
    chosen = next(
        (a for a in possible if a.name == st.session_state.get(_action_key(number))), None
    )
    if chosen:
        _form(actor, row, chosen, version)
        return
    st.markdown("**Tindakan**")
    # Also without a form: an action that somebody else did first is gone, and its refusal must be
    # told.
    flash.draw(number)
    if possible:
        _buttons(row, possible)
    else:
        st.caption(NOTHING)


def _buttons(row: Mapping[str, Any], possible: Sequence[Action]) -> None:
    """The SOP's next steps first; what is seldom done behind Lainnya."""
    suggestion.draw(row, possible)
    near = [action for action in possible if action.rank is not Rank.RARE]
    proposed = suggestion.step(row, near)
    near.sort(key=lambda action: (action is not proposed, action.rank is not Rank.NEXT))
    with st.container(horizontal=True, gap="small"):
        for action in near:
            _button(row["number"], action, primary=action is proposed)
        rare = [action for action in possible if action.rank is Rank.RARE]
        if rare:
            with st.popover("Lainnya", key=f"more_{row['number']}"):
                _rare(row["number"], rare)


def _rare(number: str, actions: Iterable[Action]) -> None:
    with st.container(gap="xxsmall"):
        for action in actions:
            _button(number, action, wide=True)
            st.caption(running.in_words(action.explanation))


def _button(number: str, action: Action, *, primary: bool = False, wide: bool = False) -> None:
    st.button(
        action.name,
        key=f"choose_{number}_{action.name}",
        type="primary" if primary else "secondary",
        help=None if wide else running.in_words(action.explanation) or None,
        width="stretch" if wide else "content",
        on_click=choose,
        args=(number, action.name),
    )


def choose(number: str, action: str) -> None:
    """Open the form of this action; "" leads back to the choice."""
    st.session_state[_action_key(number)] = action


def _form(actor: Actor, row: Mapping[str, Any], action: Action, version: int) -> None:
    number = row["number"]
    form = Form(row, action, st.session_state.get(_round_key(number), 0))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"**{action.name}**", width="stretch")
        st.button(
            OTHERS,
            key=f"back_{number}",
            type="tertiary",
            icon=":material/arrow_back:",
            on_click=choose,
            args=(number, ""),
        )
    if action.explanation:
        st.caption(running.in_words(action.explanation))
    inputs.draw(actor, form)
    weighing.draw(actor, form)
    outlook.draw(actor, form, weighing.values(form), told=flash.waiting(number))
    st.button(
        action.name,
        type="primary",
        key=f"do_{number}_{action.name}",
        on_click=submit,
        args=(form, version),
    )
    flash.draw(number)


@st.fragment(run_every=LOOK_EVERY_S)
def _news(number: str, version: int, known: int, *, drawn: int, who: tuple[str, str]) -> None:
    """Whether somebody changed the complaint since this person saw it, and what they did.

    `version`, `known`: what the person has seen; `drawn`, `who`: the version that the page shows,
    and the citizen's name and number.
    """
    actor = access.again()
    if actor is None:
        return  # parts/watch.py empties the page, once what is being typed has come
    try:
        row = reading.complaint(running.desk(), actor, number)
    except NotFound:
        watch.go(number)
        return
    present = row["version"]
    if present == version:
        return
    if any(masking.hides(*pair) for pair in zip(who, _who(row), strict=True)):
        watch.go(number, fields_stay=True)  # who the citizen is, is no longer for this person
        return
    happened = reading.history(running.desk(), actor, number)[known:]
    st.info(plain(f"Aduan ini baru saja diubah {_by(happened)}. {KEPT}"))
    if present != drawn and st.button("Tampilkan perubahannya", key=f"renew_{number}"):
        st.rerun()


def _who(row: Mapping[str, Any]) -> tuple[str, str]:
    return row["name"], row["phone"]


def _by(happened: Sequence[Happened]) -> str:
    """oleh Rudi (Teruskan ke OPD, Sen, 23 Nov 09.12)"""
    zone = running.desk().timezone()
    told = [f"{e.who} ({e.action}, {texts.short_moment(e.at, zone)})" for e in happened[-3:]]
    return f"oleh {'; '.join(told)}" if told else running.in_words("oleh pesan baru dari pelapor")


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
            values=inputs.values(form) | weighing.values(form),
            photos=inputs.photos(actor, form),
            expected_version=version,
        )
    except Changed as change:
        seen.moved_on(number)
        flash.bad(change.sentence, place=number)
    except NotFound as refusal:
        kept_words.keep(number)
        flash.bad(refusal.sentence)
    except REFUSALS as refusal:
        flash.bad(refusal.sentence, place=number)
    else:
        inputs.sent(actor, form)
        _succeeded(form, done)


def _succeeded(form: Form, done: acting.Done) -> None:
    number, action = str(form.row["number"]), form.action.name
    opened = f" Aduan baru: {done.opened}." if done.opened else ""
    sentence = f"{action}: {number} tersimpan. Status: {done.state}.{opened}"
    flash.good(sentence, place=number)
    seen.moved_on(number)
    choose(number, "")
    st.session_state[_round_key(number)] = st.session_state.get(_round_key(number), 0) + 1


def _action_key(number: str) -> str:
    return f"action_{number}"


def _round_key(number: str) -> str:
    return f"round_{number}"
