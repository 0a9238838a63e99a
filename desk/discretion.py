"""What of a complaint may stand in a message to the staff's telephones.

Never the citizen's own number or NIK, nor, in a group or of a confidential complaint, the name. A
confidential one's words are for the city's desk and the OPD that handles it, never for who only
passes it on.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desk import labels, texts
from desk.masking import masked
from desk.sight import SECRET
from sop.model import Notice, Recipient, Scope, Sop

LONGEST = 300  # characters of an answer: enough to decide on it on the way


def for_staff(sop: Sop, notice: Notice, row: Mapping[str, Any]) -> dict[str, str]:
    """The facts of a template that are other words for staff than for the citizen."""
    if row["confidential"] and _passes_it_on(sop, notice.to):
        answer = SECRET if _answer(row) else ""
        return {"isi_singkat": SECRET, "lokasi": SECRET, "tindak_lanjut": answer}
    if notice.to_group:  # every OPD reads along
        row = {**row, "confidential": True}
    return {
        "isi_singkat": texts.isi_singkat(masked(row, labels.without_identity(row["body"]))),
        "lokasi": masked(row, row["location"]),
        "tindak_lanjut": excerpt(row, _answer(row)),
    }


def excerpt(row: Mapping[str, Any], words: str) -> str:
    """The beginning of what somebody wrote about the complaint, masked."""
    return texts.excerpt(masked(row, words), LONGEST)


def _answer(row: Mapping[str, Any]) -> str:
    return str(row["answer"] or row["follow_up"])


def _passes_it_on(sop: Sop, to: Recipient) -> bool:
    roles = sop.addressees.get(to, ())
    return any(sop.role(role).scope is Scope.LEADER for role in roles)
