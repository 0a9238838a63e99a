"""The inputs of actions: the drafts kept with a complaint, and what a person gives on top."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desk import supporters, texts
from desk.problems import Refused
from desk.reference import Reference
from sop.model import Field

MAX_TEXT = 20_000  # characters; what the gateway carries in one message
MAX_INPUT = 16_000  # of them what a person may type; the rest is for the template around it

#: Inputs and the journal's columns that keep them as drafts.
DRAFTS = {
    Field.KIND: "kind",
    Field.CLASSIFICATION: "classification",
    Field.AGENCY: "agency_draft",
    Field.FOLLOW_UP: "follow_up",
    Field.ANSWER: "answer",
    Field.REASON: "reason",
    Field.CLOSE_REASON: "close_reason",
    Field.COMPLETENESS: "completeness",
    Field.REPLY: "reply_draft",
    Field.ASSIGNEE: "assignee",
    Field.SUPPORTERS: supporters.COLUMN,
}
CHOICES = {
    Field.KIND: ("Umum", "Teknis"),
    Field.CLASSIFICATION: ("Pengaduan", "Aspirasi", "Permintaan Informasi"),
}


def gather(
    reference: Reference, row: Mapping[str, Any], values: Mapping[Field, str]
) -> dict[Field, str]:
    """The complaint's drafts with `values` on top, each checked; an OPD in its short form."""
    inputs = {name: str(row[column] or "") for name, column in DRAFTS.items()}
    inputs |= {name: checked(reference, name, value) for name, value in values.items()}
    main = inputs[Field.AGENCY] or str(row["agency"])
    inputs[Field.SUPPORTERS] = supporters.without(inputs[Field.SUPPORTERS], main)
    return inputs


def checked(reference: Reference, name: Field, value: str) -> str:
    """One input as it is kept, or Refused with a sentence."""
    text = value.replace("\r\n", "\n").strip()
    if len(text) > MAX_INPUT:
        raise Refused(f"{name} terlalu panjang: paling banyak {texts.number(MAX_INPUT)} huruf.")
    if text and text not in CHOICES.get(name, (text,)):
        raise Refused(f"{name} harus salah satu dari: {', '.join(CHOICES[name])}.")
    if name is Field.SUPPORTERS:
        return supporters.joined(agency(reference, part) for part in supporters.parts(text))
    return agency(reference, text) if name is Field.AGENCY else text


def agency(reference: Reference, typed: str) -> str:
    """The short name of an OPD that can be handed a complaint; "" stays ""."""
    if not typed:
        return ""
    found = reference.agency(typed)
    if found is None or not found.active:
        raise Refused(f'OPD "{typed}" tidak ada di tab OPD; pilih singkatan yang ada di sana.')
    if found.kind == "Luar":
        raise Refused(
            f"{found.short} bukan OPD di sini: tutup dengan alasan Bukan Kewenangan dan "
            "tulis instansi itu di Alasan."
        )
    return found.short
