"""One widget for each input of an action, with the choices that the desk takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from desk import ready_texts, supporters, unsent
from desk.actors import Actor
from desk.inputs import CHOICES, DRAFTS
from desk.media import Upload
from desk.reference import OUTSIDE
from pages.parts import (
    access,
    camera,
    doubles_input,
    kept_words,
    running,
    split_input,
    suggestion,
    wanting,
)
from pages.parts.flash import plain
from sop.common import DUPLICATE
from sop.model import Action, Field

LONG = {Field.ANSWER, Field.FOLLOW_UP, Field.REPLY, Field.REASON, Field.NEW_BODY, Field.NOTE}
#: Fields that a ready text may fill.
WRITTEN = (Field.ANSWER, Field.REPLY, Field.REASON)
HINTS = {
    Field.REASON: "Tulis satu hal per baris.",
    Field.NEW_BODY: "Tulis hal yang dipisahkan dengan kata pelapor.",
    Field.ASSIGNEE: "Boleh dikosongkan.",
    Field.COMPLETENESS: wanting.HINT,
}
NOT_CHOSEN = "Pilih"
READY_LABEL = "Isi dari templat"


@dataclass(frozen=True)
class Form:
    """One action on one complaint; `round` rises after each success, so that fields start anew."""

    row: Mapping[str, Any]
    action: Action
    round: int

    def key(self, field: Field) -> str:
        return f"in_{self.round}_{self.row['number']}_{self.action.name}_{field.name}"

    def fields(self) -> tuple[Field, ...]:
        """What is asked for: needed, then what the action's condition rests on, then optional."""
        resting = self.action.condition.any_of if self.action.condition else ()
        chosen = [field for field, _ in resting if field in CHOICES]
        asked = [*self.action.needs, *chosen, *self.action.takes, *self.action.proposes]
        if self.action.splits:
            asked.reverse()  # the messages say what the new words are
        # An outside body can't be handed a complaint: it is named in Alasan.
        closing = bool(self.action.close_reasons)
        return tuple(
            field for field in dict.fromkeys(asked) if not (closing and field is Field.AGENCY)
        )


def draw(actor: Actor, form: Form) -> None:
    fields = form.fields()
    side_by_side = [field for field in fields if field in CHOICES]
    for field in fields:
        if field is Field.MAIN_COMPLAINT:
            _main_complaint(actor, form)
        elif field is Field.EVIDENCE:
            camera.draw(actor, str(form.row["number"]), form.key(field))
        elif field is Field.MESSAGES:
            split_input.draw(actor, form.row, form.key(field), form.key(Field.NEW_BODY))
        elif field not in side_by_side:
            DRAWERS.get(field, _text)(form, field)
        elif field is side_by_side[0]:
            for column, choice in zip(st.columns(len(side_by_side)), side_by_side, strict=True):
                with column:
                    _choice(form, choice)


def _main_complaint(actor: Actor, form: Form) -> None:
    """Closing asks for it only where the reason is that it is a double."""
    closing = bool(form.action.close_reasons)
    if closing and st.session_state.get(form.key(Field.CLOSE_REASON)) != DUPLICATE:
        return
    doubles_input.draw(actor, form.row, form.key(Field.MAIN_COMPLAINT), needed=not closing)


def values(form: Form) -> dict[Field, str]:
    """What was typed so far."""
    return {field: _value(form, field) for field in form.fields() if field is not Field.EVIDENCE}


def _value(form: Form, field: Field) -> str:
    if field is Field.MAIN_COMPLAINT:
        return doubles_input.value(form.key(field))
    kept = st.session_state.get(form.key(field)) or ""
    return "\n".join(kept) if isinstance(kept, list) else str(kept)


def photos(actor: Actor, form: Form) -> list[Upload]:
    """What this person has attached to the complaint, here or in the list, and not sent yet."""
    if Field.EVIDENCE not in form.fields():
        return []
    return unsent.uploads(running.desk(), actor, str(form.row["number"]))


def sent(actor: Actor, form: Form) -> None:
    """It was: nothing of it waits any more."""
    if Field.EVIDENCE in form.fields():
        unsent.clear(running.desk(), actor, str(form.row["number"]))


def _text(form: Form, field: Field) -> None:
    needed = " *" if field in form.action.needs else ""
    widget: Callable[..., Any] = st.text_area if field in LONG else st.text_input
    if field in WRITTEN:
        _ready_texts(form, field)
    st.session_state.setdefault(form.key(field), _draft(form, field))
    kept_words.note(form.key(field), field.value)
    widget(
        f"{field.value}{needed}",
        key=form.key(field),
        placeholder=_hint(form, field),
        persist_state="page",
    )


def _ready_texts(form: Form, field: Field) -> None:
    """Texts of the tab Templat Balasan for this action; picking one fills the field."""
    found = ready_texts.fitting(running.desk().reference(), form.action)
    if not found:
        return
    key = form.key(field) + "_ready"
    st.selectbox(
        READY_LABEL,
        [ready.title for ready in found],
        index=None,
        key=key,
        placeholder="Templat balasan",
        label_visibility="collapsed",
        on_change=_fill,
        args=(form, field, key),
    )


def _fill(form: Form, field: Field, key: str) -> None:
    found = ready_texts.fitting(running.desk().reference(), form.action)
    picked = st.session_state.get(key)
    ready = next((ready for ready in found if ready.title == picked), None)
    if ready and access.again():
        text = ready_texts.filled(running.desk(), form.row, ready)
        before = str(st.session_state.get(form.key(field)) or "").rstrip()
        # What was typed stays; the draft that stood there is what the text replaces.
        typed = before if before != _draft(form, field).rstrip() else ""
        st.session_state[form.key(field)] = f"{typed}\n{text}" if typed else text
        st.session_state[key] = None


def _hint(form: Form, field: Field) -> str:
    if form.action.close_reasons and field is Field.REASON:
        bodies = [a.short for a in running.desk().reference().agencies if a.kind == OUTSIDE]
        return f"Bukan kewenangan: tulis instansinya ({', '.join(bodies)})."
    return running.in_words(HINTS.get(field, ""))


def _draft(form: Form, field: Field) -> str:
    """What is kept as a draft; the answer is proposed from the follow-up."""
    proposed = wanting.draft(form.row, form.action, field)
    kept = proposed or str(form.row.get(DRAFTS.get(field, ""), "") or "")
    return kept or (str(form.row["follow_up"]) if field is Field.ANSWER else "")


def _agency(form: Form, field: Field) -> None:
    reference = running.desk().reference()
    names = {a.short: a.name for a in reference.agencies if a.active and a.kind != OUTSIDE}
    if form.action.other_agency:
        names.pop(form.row["agency"], None)
    category = reference.category(form.row["category"])
    proposed = form.row["agency_draft"] or (category.agency if category else "")
    _select(form, field, list(names), proposed, show=lambda short: f"{short} – {names[short]}")
    found = suggestion.of(form.row)
    if found and found.category.agency in names:
        _suggested_agency(form, found.category.agency, found.because)


def _suggested_agency(form: Form, agency: str, because: str) -> None:
    key = form.key(Field.AGENCY)
    chosen = st.session_state.get(key) == agency
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(plain(f"Saran: {agency}, {because}."), width="stretch")
        if not chosen:
            st.button(f"Pakai {agency}", key=f"{key}_adopt", on_click=_adopt, args=(key, agency))


def _supporters(form: Form, field: Field) -> None:
    """Several OPDs that help; who is in charge is the field above.

    Short names only: long ones fill the field's row, and it would grow and shrink under the mouse.
    """
    agencies = running.desk().reference().agencies
    shorts = [agency.short for agency in agencies if agency.active and agency.kind != OUTSIDE]
    key = form.key(field)
    drafts = supporters.parts(_draft(form, field))
    st.session_state.setdefault(key, [short for short in drafts if short in shorts])
    st.multiselect(
        f"{field.value} (boleh dikosongkan)",
        shorts,
        key=key,
        select_all=False,  # one slip would tell every OPD
        placeholder=NOT_CHOSEN,
        persist_state="page",
    )


def _adopt(key: str, agency: str) -> None:
    st.session_state[key] = agency


def _assignee(form: Form, field: Field) -> None:
    staff = running.desk().reference().staff
    own = [p.name for p in staff if p.active and form.row["agency"] in p.agencies]
    _select(form, field, own, form.row["assignee"])


def _close_reason(form: Form, field: Field) -> None:
    _select(form, field, list(form.action.close_reasons), "")


def _choice(form: Form, field: Field) -> None:
    condition = form.action.condition
    implied = dict([condition.implied]) if condition and condition.implied else {}
    proposed = form.row[DRAFTS[field]] or implied.get(field, "")
    _select(form, field, list(CHOICES[field]), proposed)


def _select(
    form: Form,
    field: Field,
    options: list[str],
    proposed: str,
    *,
    show: Callable[[str], str] = str,
) -> None:
    needed = " *" if field in form.action.needs else ""
    key = form.key(field)
    if st.session_state.setdefault(key, proposed) not in options:
        st.session_state[key] = None
    st.selectbox(
        f"{field.value}{needed}",
        options,
        index=None,
        format_func=show,
        key=key,
        placeholder=NOT_CHOSEN,
        persist_state="page",
    )


DRAWERS: dict[Field, Callable[[Form, Field], None]] = {
    Field.AGENCY: _agency,
    Field.SUPPORTERS: _supporters,
    Field.ASSIGNEE: _assignee,
    Field.CLOSE_REASON: _close_reason,
    Field.KIND: _choice,
    Field.CLASSIFICATION: _choice,
}
