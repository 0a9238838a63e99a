"""Messages of ours that did not arrive: a person has them sent again, or says it is dealt with."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, RowMapping, exists, or_, select, update

from desk import events
from desk.actors import Actor
from desk.outbox import State, move, row_of
from desk.schema import messages
from desk.settling import AT_MOST_ONCE

SHOWN_FOR = timedelta(days=7)
ARRIVED = (State.ACCEPTED, State.SENT, State.DELIVERED, State.READ)
HANDLED = "handled"  # in `data`: who has dealt with it in another way
AGAIN, LET_BE = "Kirim lagi", "Sudah ditangani"


def open_ones(connection: Connection, *, now: datetime) -> list[RowMapping]:
    """The newest first, of the last days, but for those that somebody has dealt with: by sending
    the same once more, or by saying so. Guides and notes are not worth a second try.
    """
    later = messages.alias("later")
    replaced = exists().where(
        later.c.gateway == messages.c.gateway,
        later.c.chat_id == messages.c.chat_id,
        later.c.direction == "out",
        later.c.at > messages.c.at,
        later.c.state.in_(ARRIVED),
        or_(
            later.c.body == messages.c.body,
            (messages.c.template != "")
            & (later.c.number == messages.c.number)
            & (later.c.template == messages.c.template),
        ),
    )
    query = select(messages).where(
        messages.c.direction == "out",
        messages.c.state == State.FAILED,
        messages.c.at > now - SHOWN_FOR,
        messages.c.purpose.not_in(AT_MOST_ONCE),
        ~replaced,
    )
    found = connection.execute(query.order_by(messages.c.id.desc())).mappings()
    return [row for row in found if HANDLED not in (row["data"] or {})]


def again(connection: Connection, actor: Actor, message_id: str, *, now: datetime) -> bool:
    """It leaves once more, word for word. False: it has not failed (any more)."""
    row = row_of(connection, message_id)
    if row["state"] != State.FAILED:
        return False
    # The id at the gateway is that of the failed one: its late news must not touch the new try.
    fresh = {"gateway_id": "", "error": "", "attempts": 0, "not_before": None, "resent": False}
    move(connection, message_id, State.QUEUED, now=now, **fresh)
    events.checked(connection, row, actor=actor, note=AGAIN, now=now)
    return True


def let_be(connection: Connection, actor: Actor, message_id: str, *, now: datetime) -> bool:
    """Somebody has told the person in another way, or nobody needs to. False: not failed."""
    row = row_of(connection, message_id)
    if row["state"] != State.FAILED:
        return False
    data = {**(row["data"] or {}), HANDLED: actor.id}
    connection.execute(update(messages).where(messages.c.id == message_id).values(data=data))
    events.checked(connection, row, actor=actor, note=LET_BE, now=now)
    return True
