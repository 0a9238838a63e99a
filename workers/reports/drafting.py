"""The draft of the past month's report, on the first working day of the next."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select

from desk.channels import OLD_DATA
from desk.context import Desk
from desk.reports import workflow
from desk.reports.records import name_of
from desk.reports.spans import before, bounds
from desk.reports.tables import reports
from desk.schema import complaints
from sop.clocks import next_service


def draft(desk: Desk, *, now: datetime) -> bool:
    """True when there is a new draft of which the admins are told: send."""
    month = before(now.astimezone(desk.timezone()).date().replace(day=1))
    return _is_due(desk, month, now=now) and workflow.draft(desk, month, now=now)


def _is_due(desk: Desk, month: date, *, now: datetime) -> bool:
    """In the first service hour of a month on, if there was a complaint by the end of the last."""
    _, end = bounds(month, desk.timezone())
    with desk.journal.read() as connection:
        known = select(reports.c.month).where(reports.c.month == name_of(month))
        if connection.execute(known).first():
            return False
        some = select(complaints.c.number).where(
            complaints.c.received_at < end, complaints.c.channel != OLD_DATA
        )
        if connection.execute(some.limit(1)).first() is None:
            return False
    return next_service(desk.calendar(now), end) <= now
