"""What a citizen was asked for and has not sent: reminded of once, then the complaint is closed."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, or_, select

from desk import lapses
from desk.channels import OLD_DATA
from desk.context import Desk
from desk.schema import complaints, events
from sop.clocks import next_service
from workers.traces import where

logger = logging.getLogger(__name__)

AT_ONCE = 50


def look_after(desk: Desk, *, now: datetime) -> bool:
    """Remind after half of "Hari Lengkap", close after all of it. True: there may be more.

    Only in service hours: nobody is written to at night.
    """
    if next_service(desk.calendar(now), now) > now:
        return False
    found = _due(desk, now)
    for number in found[:AT_ONCE]:
        try:
            lapses.remind_or_close(desk, number, now=now)
        except Exception as error:  # the next ones have waited as long
            logger.error("complaint %s could not be looked after: %s", number, where(error))
    return len(found) > AT_ONCE


def _due(desk: Desk, now: datetime) -> list[str]:
    """Numbers of those whose time is up, or half of it without a reminder; the oldest first."""
    whole = timedelta(days=desk.reference().preferences.complete_days)
    since = complaints.c.state_since
    query = select(complaints.c.number).where(
        complaints.c.state == desk.sop.waiting_state,
        complaints.c.channel != OLD_DATA,
        or_(since <= now - whole, and_(since <= now - whole / 2, ~_reminded())),
    )
    with desk.journal.read() as connection:
        return list(connection.execute(query.order_by(since).limit(AT_ONCE + 1)).scalars())


def _reminded() -> ColumnElement[bool]:
    return exists().where(
        events.c.number == complaints.c.number,
        events.c.action == lapses.REMINDED,
        events.c.at >= complaints.c.state_since,
    )
