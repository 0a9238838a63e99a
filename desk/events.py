"""Business events: what happened to a complaint, who did it, and how long the step took."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, insert, select

from desk import clock
from desk.actors import Actor, system
from desk.context import Desk
from desk.ids import new_id
from desk.schema import complaints, events

REPLIED = "Balasan Otomatis"


@dataclass(frozen=True)
class Measured:
    """The time a step took: `minutes` in the limit's unit; `on_time` None: not measurable."""

    step: str = ""
    minutes: float | None = None
    due_at: datetime | None = None
    on_time: bool | None = None


def add(
    connection: Connection,
    *,
    number: str,
    action: str,
    actor: Actor,
    now: datetime,
    role: str = "",
    from_state: str = "",
    to_state: str = "",
    agency: str = "",
    note: str = "",
    measured: Measured | None = None,
    data: Mapping[str, Any] | None = None,
) -> str:
    """Write one event, in the caller's transaction. Returns its id."""
    measured = measured or Measured()
    event_id = new_id(now)
    connection.execute(
        insert(events),
        {
            "id": event_id,
            "number": number,
            "at": now,
            "step": measured.step,
            "action": action,
            "from_state": from_state,
            "to_state": to_state,
            "actor": actor.id,
            "role": role or ", ".join(actor.roles),
            "agency": agency,
            "note": note,
            "due_at": measured.due_at,
            "minutes": measured.minutes,
            "on_time": measured.on_time,
            "data": dict(data or {}),
        },
    )
    return event_id


def replied(connection: Connection, desk: Desk, message: RowMapping, *, now: datetime) -> None:
    """The automatic reply left: that SOP step ends, once, also when it is sent again later."""
    if message["purpose"] != "receipt" or not message["number"] or not desk.sop.reply_step:
        return
    if _has(connection, message["number"], REPLIED):
        return
    measured = clock.span(connection, desk, desk.sop.reply_step, start=message["at"], end=now)
    state = _state_of(connection, message["number"])
    add(
        connection,
        number=message["number"],
        action=REPLIED,
        actor=system(desk.sop),
        now=now,
        from_state=state,
        to_state=state,
        measured=Measured(**measured),
    )


def checked(
    connection: Connection, message: RowMapping, *, actor: Actor, note: str, now: datetime
) -> None:
    """A person decided about a message of which it was not known, or known, whether it failed."""
    if not message["number"]:
        return
    state = _state_of(connection, message["number"])
    add(
        connection,
        number=message["number"],
        action="Periksa Pesan",
        actor=actor,
        now=now,
        from_state=state,
        to_state=state,
        note=note,
    )


def latest(connection: Connection, number: str) -> dict[str, Any] | None:
    """The newest event of a complaint."""
    query = select(events).where(events.c.number == number).order_by(events.c.id.desc()).limit(1)
    row = connection.execute(query).mappings().first()
    return dict(row) if row else None


def _has(connection: Connection, number: str, action: str) -> bool:
    query = select(events.c.id).where(events.c.number == number, events.c.action == action)
    return connection.execute(query.limit(1)).first() is not None


def _state_of(connection: Connection, number: str) -> str:
    query = select(complaints.c.state).where(complaints.c.number == number)
    return str(connection.execute(query).scalar_one())
