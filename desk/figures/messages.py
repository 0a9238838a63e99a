"""What became of the messages of some months: counted by the database, no text is read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import numpy as np
from sqlalchemy import ColumnElement, Connection, case, exists, func, select

from desk import survey
from desk.outbox import State
from desk.recording import WHATSAPP
from desk.replies import RECEIPT
from desk.schema import complaints, inbox, messages
from sop.figures.asked import Asked, moment
from sop.figures.history import Flags
from sop.summary import Ledger

SENT = (State.ACCEPTED, State.SENT, State.DELIVERED, State.READ)
LEAVING = (State.QUEUED, State.SENDING)
TO_CITIZENS = (RECEIPT, "answer")


def ledger(connection: Connection, asked: Asked) -> Ledger:
    """Every message of the months, of the whole desk, as its state is now.

    Where the complaints asked for leave the examples out, the messages of these are left out too.
    What still lies in the inbox belongs to no complaint, so it is always counted.
    """
    span, counted = _span(asked), _counted(asked)
    recorded, apart = _incoming(connection, counted)
    left = _inbox(connection, span)
    states = _outgoing(connection, counted)
    numbers = _numbers(asked, _by_whatsapp(asked))
    return Ledger(
        received=recorded + apart + left["parked"] + left["new"],
        recorded=recorded,
        apart=apart,
        parked=left["parked"],
        waiting=left["new"],
        complaints=len(numbers),
        replied=len(numbers & _replied(connection, span[0])),
        queued=sum(states.values()),
        sent=sum(states.get(state, 0) for state in SENT),
        leaving=sum(states.get(state, 0) for state in LEAVING),
        failed=states.get(State.FAILED, 0),
        unknown=states.get(State.UNKNOWN, 0),
        dropped=states.get(State.DROPPED, 0),
    )


def surveys(connection: Connection, asked: Asked) -> int:
    """How many citizens were sent the survey in the months."""
    query = select(messages.c.number).where(
        messages.c.template == survey.TEMPLATE,
        messages.c.direction == "out",
        messages.c.state.in_(SENT),
        _within(messages.c.at, _span(asked)),
    )
    sent = connection.execute(query).scalars().all()
    numbers = _numbers(asked, asked.complaints) if sent else set()
    return sum(number in numbers for number in sent)


def _span(asked: Asked) -> tuple[datetime, datetime]:
    return moment(int(asked.edges[0])), moment(int(asked.edges[-1]))


def _within(at: ColumnElement[datetime], span: tuple[datetime, datetime]) -> ColumnElement[bool]:
    return (at >= span[0]) & (at < span[1])


def _counted(asked: Asked) -> ColumnElement[bool]:
    """The messages of the months; it costs something only where there are examples to leave out."""
    within = _within(messages.c.at, _span(asked))
    examples = asked.record.columns["example"] != 0
    if not examples.any() or (asked.complaints & examples).any():
        return within
    of_one = (complaints.c.number == messages.c.number) & complaints.c.example
    return within & ~exists().where(of_one)


def _incoming(connection: Connection, counted: ColumnElement[bool]) -> tuple[int, int]:
    """Those that stand in a complaint, and the others."""
    stands = case((func.coalesce(messages.c.number, "") != "", 1), else_=0)
    query = select(func.coalesce(func.sum(stands), 0), func.count()).where(
        messages.c.direction == "in", counted
    )
    recorded, received = connection.execute(query).one()
    return int(recorded), int(received) - int(recorded)


def _inbox(connection: Connection, span: tuple[datetime, datetime]) -> dict[str, int]:
    """What was not taken in: it waits, or a person has to look at it."""
    query = (
        select(inbox.c.state, func.count())
        .where(inbox.c.state.in_(("new", "parked")), _within(inbox.c.received_at, span))
        .group_by(inbox.c.state)
    )
    found = {str(state): int(n) for state, n in connection.execute(query)}
    return {"new": 0, "parked": 0} | found


def _outgoing(connection: Connection, counted: ColumnElement[bool]) -> Mapping[str, int]:
    query = (
        select(messages.c.state, func.count())
        .where(messages.c.direction == "out", counted)
        .group_by(messages.c.state)
    )
    return {str(state): int(n) for state, n in connection.execute(query)}


def _replied(connection: Connection, since: datetime) -> set[str]:
    """The complaints of which a citizen was told something."""
    query = select(messages.c.number).where(
        messages.c.direction == "out",
        messages.c.state.in_(SENT),
        messages.c.purpose.in_(TO_CITIZENS),
        messages.c.number.is_not(None),
        messages.c.at >= since,
    )
    return set(connection.execute(query.distinct()).scalars())


def _by_whatsapp(asked: Asked) -> Flags:
    """The complaints received in the months by WhatsApp."""
    columns = asked.record.columns
    came = asked.during(columns["received_at"])
    return np.asarray(asked.complaints & came & (columns["channel"] == asked.record.code(WHATSAPP)))


def _numbers(asked: Asked, which: Flags) -> set[str]:
    return {asked.record.numbers[place] for place in np.flatnonzero(which)}
