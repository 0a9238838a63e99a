"""One widget for each input of an action, with the choices that the desk takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from desk.inputs import CHOICES, DRAFTS
from desk.media import Upload
from desk.reference import OUTSIDE
from pages.parts import running
from sop.model import Action, Field

PHOTO_TYPES = ["jpg", "jpeg", "png", "webp", "pdf", "mp4"]
LONG = {Field.ANSWER, Field.FOLLOW_UP, Field.REPLY, Field.REASON}
HINTS = {
    Field.REASON: "Tulis satu hal per baris.",
    Field.MAIN_COMPLAINT: "Nomor aduan yang sudah ditangani, misalnya {prefix}-2026-00042.",
    Field.ASSIGNEE: "Boleh dikosongkan.",
}
NOT_CHOSEN = "Pilih"


@dataclass(frozen=True)
class Form:
    """One action on one complaint; `round` rises after each success, so that fields start anew."""

    row: Mapping[str, Any]
    action: Action
    round: int

    def key(self, field: Field) -> str:
        return f"in_{self.round}_{self.row['number']}_{self.action.name}_{field.name}"

    @property
    def camera_key(self) -> str:
        return self.key(Field.EVIDENCE) + "_camera"

    def fields(self) -> tuple[Field, ...]:
        """What is asked for: needed, then what the action's condition rests on, then optional."""
        resting = self.action.condition.any_of if self.action.condition else ()
        chosen = [field for field, _ in resting if field in CHOICES]
        asked = (*self.action.needs, *chosen, *self.action.takes)
        # An outside body can't be handed a complaint: it is named in Alasan.
        closing = bool(self.action.close_reasons)
        return tuple(
            field for field in dict.fromkeys(asked) if not (closing and field is Field.AGENCY)
        )


def draw(form: Form) -> None:
    for field in form.fields():
        DRAWERS.get(field, _text)(form, field)


def values(form: Form) -> dict[Field, str]:
    """What was typed so far."""
    return {
        field: str(st.session_state.get(form.key(field)) or "")
        for field in form.fields()
        if field is not Field.EVIDENCE
    }


def photos(form: Form) -> list[Upload]:
    files = list(st.session_state.get(form.key(Field.EVIDENCE)) or [])
    taken = st.session_state.get(form.camera_key)
    return [Upload(file.name, file.getvalue()) for file in [*files, *([taken] if taken else [])]]


def _text(form: Form, field: Field) -> None:
    needed = " *" if field in form.action.needs else ""
    widget: Callable[..., Any] = st.text_area if field in LONG else st.text_input
    prefix = running.desk().sop.number_prefix
    widget(
        f"{field.value}{needed}",
        value=_draft(form, field),
        key=form.key(field),
        placeholder=_hint(form, field).format(prefix=prefix),
    )


def _hint(form: Form, field: Field) -> str:
    if form.action.close_reasons and field is Field.REASON:
        bodies = [a.short for a in running.desk().reference().agencies if a.kind == OUTSIDE]
        return f"Bukan kewenangan: tulis instansinya ({', '.join(bodies)})."
    return HINTS.get(field, "")


def _draft(form: Form, field: Field) -> str:
    """What is kept as a draft; the answer is proposed from the follow-up."""
    kept = str(form.row.get(DRAFTS.get(field, ""), "") or "")
    return kept or (str(form.row["follow_up"]) if field is Field.ANSWER else "")


def _agency(form: Form, field: Field) -> None:
    reference = running.desk().reference()
    names = {a.short: a.name for a in reference.agencies if a.active and a.kind != OUTSIDE}
    if form.action.other_agency:
        names.pop(form.row["agency"], None)
    category = reference.category(form.row["category"])
    proposed = form.row["agency_draft"] or (category.agency if category else "")
    _select(form, field, list(names), proposed, show=lambda short: f"{short} – {names[short]}")


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
    st.selectbox(
        f"{field.value}{needed}",
        options,
        index=options.index(proposed) if proposed in options else None,
        format_func=show,
        key=form.key(field),
        placeholder=NOT_CHOSEN,
    )


def _evidence(form: Form, field: Field) -> None:
    st.file_uploader(
        "Foto atau dokumen bukti",
        type=PHOTO_TYPES,
        accept_multiple_files=True,
        key=form.key(field),
    )
    # The camera starts with its widget: only when somebody asks for it.
    if st.toggle("Ambil foto dengan kamera", key=form.camera_key + "_on"):
        st.camera_input("Foto bukti", key=form.camera_key, label_visibility="collapsed")
    # A photo that is still on its way would be left out: the person must see how many are there.
    count = len(photos(form))
    st.caption(f"{count} berkas terlampir." if count else "Belum ada berkas terlampir.")


DRAWERS: dict[Field, Callable[[Form, Field], None]] = {
    Field.AGENCY: _agency,
    Field.ASSIGNEE: _assignee,
    Field.CLOSE_REASON: _close_reason,
    Field.KIND: _choice,
    Field.CLASSIFICATION: _choice,
    Field.EVIDENCE: _evidence,
}
