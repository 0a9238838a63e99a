"""Pisahkan: one complaint holds two matters, and one of them becomes a complaint of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, select, update

from desk import events, suggest
from desk.case import Case
from desk.problems import Refused
from desk.recording import open_complaint
from desk.schema import complaints, media, messages
from sop.model import Field

#: Stands in a preview where the number will be.
NEW_NUMBER = "(nomor baru)"
#: What the new complaint has of the old one.
INHERITED = ("gateway", "chat_id", "phone", "channel", "name", "confidential", "example")

NOT_THEIRS = "Pesan yang dipilih bukan pesan pelapor pada aduan ini; pilih lagi."
NONE_LEFT = "Paling sedikit satu pesan pelapor harus tetap pada aduan ini."


def part(case: Case) -> dict[str, Any]:
    """The new complaint as it would be, before it has a number."""
    _chosen(case)
    state = case.desk.sop.state(case.desk.sop.first_state)
    empty = dict.fromkeys(("location", "category", "agency", "answer", "follow_up"), "")
    row = dict(case.row) | empty | _fields(case)
    return row | {"number": NEW_NUMBER, "state": state.name, "due_at": None, "merged_into": ""}


def open_part(case: Case) -> dict[str, Any]:
    """Open the new complaint; the chosen messages and their photos go with it. Returns its row.

    It counts as received now: the desk's own step must not look late for what the desk found out.
    """
    chosen = _chosen(case)
    row = open_complaint(case.connection, case.desk, _fields(case), now=case.now, actor=case.actor)
    _move(case, chosen, row["number"])
    _shorten(case, chosen)
    _note(case, row["number"])
    newest = max(chosen, key=lambda message: message["at"], default=None)
    return row | (_last_words(case, row["number"], newest) if newest else {})


def _fields(case: Case) -> dict[str, Any]:
    body = case.inputs[Field.NEW_BODY]
    found = suggest.category(case.reference.categories, body)
    district, village = suggest.place(case.reference.districts, body)
    return {name: case.row[name] for name in INHERITED} | {
        "body": body,
        "category": found.category.name if found else "",
        "district": district,
        "village": village,
    }


def _chosen(case: Case) -> Sequence[RowMapping]:
    """The citizen's messages that go with the new complaint, oldest first."""
    wanted = case.inputs.get(Field.MESSAGES, "").split()
    own = messages.c.direction == "in"
    query = select(messages).where(messages.c.number == case.row["number"], own)
    all_of_them = list(case.connection.execute(query.order_by(messages.c.id)).mappings())
    chosen = [message for message in all_of_them if message["id"] in wanted]
    if len(chosen) < len(set(wanted)):
        raise Refused(case.desk.sop.in_words(NOT_THEIRS))
    if chosen and len(chosen) == len(all_of_them):
        raise Refused(case.desk.sop.in_words(NONE_LEFT))
    return chosen


def _move(case: Case, chosen: Iterable[RowMapping], number: str) -> None:
    ids = [message["id"] for message in chosen]
    connection = case.connection
    connection.execute(
        update(messages).where(messages.c.id.in_(ids)).values(number=number, sheet_pending=True)
    )
    connection.execute(update(media).where(media.c.message_id.in_(ids)).values(number=number))


def _shorten(case: Case, chosen: Iterable[RowMapping]) -> None:
    """The words that moved leave the old complaint, if something stays."""
    body = without(case.row["body"], [message["body"] for message in chosen])
    connection = case.connection
    connection.execute(
        update(complaints)
        .where(complaints.c.number == case.row["number"])
        .values(body=body or case.row["body"])
    )


def without(body: str, gone: Iterable[str]) -> str:
    """`body` without these texts, each of which is some whole lines of it."""
    lines = body.split("\n")
    for text in gone:
        part = text.strip().split("\n")
        starts = (at for at in range(len(lines)) if lines[at : at + len(part)] == part)
        at = next(starts, None)
        if at is not None and part != [""]:
            del lines[at : at + len(part)]
    return "\n".join(lines).strip()


def _note(case: Case, number: str) -> None:
    """The new complaint's history begins with where it comes from."""
    state = case.desk.sop.first_state
    events.add(
        case.connection,
        number=number,
        action=case.verdict.action.name,
        actor=case.actor,
        role=case.role,
        now=case.now,
        from_state=state,
        to_state=state,
        note=f"Dipisahkan dari {case.row['number']}",
        data={"from": case.row["number"], "via": case.actor.via},
    )


def _last_words(case: Case, number: str, newest: Mapping[Any, Any]) -> dict[str, Any]:
    said: dict[str, str | datetime] = {
        "last_words": newest["body"],
        "last_words_at": newest["at"],
    }
    connection = case.connection
    connection.execute(update(complaints).where(complaints.c.number == number).values(**said))
    return said
