"""What a message about a turn says beside the complaint: what its reader can answer, what there is
to see, and what a citizen who is not content wrote."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import func, select

from desk import audience, choices, discretion
from desk.case import Case
from desk.schema import media
from sop.model import Field, Notice, Recipient

#: They are told of a turn that is not theirs.
BESIDE = frozenset({Recipient.FORMER_AGENCY, Recipient.SUPPORTERS})


def facts(case: Case, notice: Notice, about: Mapping[str, Any], *, today: date) -> dict[str, str]:
    """The facts of a template for staff; `about` is the complaint after the action."""
    found = {
        "jumlah_foto": _photos(case, about["number"]),
        "pilihan": _choices(case, notice, about, today),
    }
    if case.verdict.action.objects:
        found["alasan"] = discretion.excerpt(
            case.desk.sop, notice, about, case.inputs.get(Field.REASON, "")
        )
    return found


def _choices(case: Case, notice: Notice, about: Mapping[str, Any], today: date) -> str:
    sop, roles = case.desk.sop, case.desk.sop.addressees.get(notice.to, ())
    if notice.to in BESIDE or not roles:
        return ""
    people = audience.of_roles(sop, case.reference, roles, about["agency"], today=today)
    reader = people[0].role if people else roles[0]
    possible = choices.possible(sop, case.reference.preferences, about, {reader})
    return choices.listed(possible, about, mark="*")


def _photos(case: Case, number: str) -> str:
    """How many show the follow-up, also those that are still fetched; "" for none."""
    query = select(func.count()).where(
        media.c.number == number,
        media.c.origin == "follow_up",
        media.c.state.in_(("stored", "waiting")),
        ~media.c.identity,
    )
    return str(case.connection.execute(query).scalar_one() or "")
