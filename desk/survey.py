"""The survey after a complaint is finished: once, in service hours, if the city asks at all."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select

from desk.context import Desk
from desk.outbox import State
from desk.schema import messages
from sop.clocks import next_service

TEMPLATE = "survei_kepuasan"


def is_asked(connection: Connection, desk: Desk, number: str) -> bool:
    """Whether this complaint's citizen is asked now: not where the city does not ask, nor again
    when a complaint was opened and finished once more."""
    if not desk.reference(connection).preferences.survey:
        return False
    query = select(messages.c.id).where(
        messages.c.number == number,
        messages.c.direction == "out",
        messages.c.template == TEMPLATE,
        messages.c.state.not_in((State.FAILED, State.DROPPED)),
    )
    return connection.execute(query.limit(1)).first() is None


def leaves_at(connection: Connection, desk: Desk, *, now: datetime) -> datetime:
    """Now, or when service begins again."""
    return next_service(desk.calendar(now, connection), now)
