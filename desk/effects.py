"""What an action changes in the journal: the complaint's columns and the event that says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select, update

from desk import clock, events, releasing
from desk.case import Case
from desk.evidence import doubts
from desk.inputs import DRAFTS
from desk.schema import complaints, media
from sop.model import Field

#: Emptied by the action that took them: sent, or moved into the complaint's own column.
USED_UP = (Field.REPLY, Field.AGENCY)
OUTSIDE_THE_SOP = "Tambahan di luar SOP"


def changes(case: Case) -> dict[str, Any]:
    """The columns that this action changes, the clock among them."""
    columns: dict[str, Any] = {
        column: case.inputs[name] for name, column in DRAFTS.items() if name in case.taken
    }
    columns |= {DRAFTS[name]: "" for name in USED_UP if name in case.taken}
    columns |= {DRAFTS[name]: case.inputs[name] for name in case.verdict.action.proposes}
    if Field.AGENCY in case.taken:
        columns["agency"] = case.inputs[Field.AGENCY]
    if case.verdict.close_reason is not None:
        columns["close_reason"] = case.verdict.close_reason
        columns["merged_into"] = merged_into(case)  # open again, it is no longer a double
    if case.verdict.action.proposes_answer and case.row["answer"] in ("", case.row["follow_up"]):
        columns["answer"] = case.inputs[Field.FOLLOW_UP]
    if case.verdict.action.reveals:
        columns.pop(DRAFTS[Field.REASON])  # it stands in the event; Alasan is about the complaint
    handed_to = columns.get("agency", case.row["agency"])
    columns |= releasing.standing(case.verdict.action, case.row, handed_to)
    columns |= _standing(case) | clock.after(
        case.connection, case.desk, case.row, case.verdict, now=case.now
    )
    version = case.row["version"] + 1
    return columns | {"version": version, "updated_at": case.now, "sheet_pending": True}


def merged_into(case: Case) -> str:
    """The number of the main complaint that this action merges into; "" for none."""
    merges = Field.MAIN_COMPLAINT in case.taken
    return case.inputs.get(Field.MAIN_COMPLAINT, "") if merges else ""


def _standing(case: Case) -> dict[str, Any]:
    """State, rounds, closing time and marks."""
    columns: dict[str, Any] = {"sheet_note": ""}
    if case.verdict.action.confides:
        columns["confidential"] = True
    if case.verdict.action.objects:
        columns["reopen_asked"] = True
    if case.verdict.action.counts_round:
        columns["rounds"] = case.row["rounds"] + 1
    if case.verdict.target == case.row["state"]:
        return columns
    if Field.REASON not in case.taken:
        columns["reason"] = ""  # a stale reason must not satisfy the next action
    target = case.desk.sop.state(case.verdict.target)
    closed_at = None if target.open else case.now
    columns |= {"state": target.name, "state_since": case.now, "closed_at": closed_at}
    return columns | {"reopen_asked": False}


def store(case: Case) -> dict[str, Any]:
    """Write the changes; returns the complaint as it stands now."""
    columns = changes(case)
    connection = case.connection
    number = case.row["number"]
    connection.execute(update(complaints).where(complaints.c.number == number).values(**columns))
    return dict(case.row) | columns


def record(
    case: Case, *, proof: bool, opened: str = "", stated: Sequence[Mapping[str, str]] = ()
) -> str:
    """Write the event, with the limit that was in force on the step it ends. Returns its id.

    `proof`: there is a photo of the follow-up. `opened`: the complaint that was split off.
    `stated`: what is said of each photo that came with it; with the event it is sealed for good.
    """
    verdict, row, note = case.verdict, case.row, _note(case, proof=proof)
    agency = case.inputs[Field.AGENCY] if Field.AGENCY in case.taken else row["agency"]
    return events.add(
        case.connection,
        number=row["number"],
        action=verdict.action.name,
        actor=case.actor,
        role=case.role,
        now=case.now,
        from_state=row["state"],
        to_state=verdict.target,
        agency=agency,
        note=f"Menjadi {opened}\n{note}" if opened else note,
        measured=_measured(case),
        data={
            "inputs": {name.value: case.inputs.get(name, "") for name in verdict.action.needs},
            "via": case.actor.via,
            **_doubted(case),
            **({"foto": list(map(dict, stated))} if any(stated) else {}),
        },
    )


def _doubted(case: Case) -> dict[str, Any]:
    """The photos that were there before, and were let pass with a reason."""
    if not case.verdict.weighed:
        return {}
    return {"doubts": [one.facts() for one in doubts.of(case.connection, case.row["number"])]}


def _note(case: Case, *, proof: bool) -> str:
    action = case.verdict.action
    given = (*action.needs, *action.takes, *action.proposes)
    told = [name for name in given if name is not Field.MESSAGES]
    words = [_said(name, case.inputs.get(name, "")) for name in told]
    words.append(case.verdict.weighed)
    if action.setting:
        words.append(OUTSIDE_THE_SOP)
    if action.without_evidence and not proof:
        words.append(f"Bukti: {action.without_evidence}")
    return "\n".join(word for word in words if word)


def _said(name: Field, value: str) -> str:
    """A list of OPDs alone would not say what they are there for."""
    return f"{name}: {value}" if name is Field.SUPPORTERS and value else value


def _measured(case: Case) -> events.Measured | None:
    if not case.verdict.ends_step:
        return None
    return events.Measured(
        **clock.measured(case.connection, case.desk, case.row, now=case.acted_at)
    )


def has_photos(case: Case) -> bool:
    """Is there already a photo of the follow-up?"""
    query = select(media.c.id).where(
        media.c.number == case.row["number"], media.c.origin == "follow_up"
    )
    return case.connection.execute(query.limit(1)).first() is not None
