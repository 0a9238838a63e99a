"""Which complaints leave Aduan, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, exists, func, select

from desk import archive
from desk.context import Desk
from desk.schema import complaints, sheet_rows
from sheets_schema.known import Known
from sheets_schema.tables import ADUAN

KEPT = timedelta(days=60)  # in Aduan, after closing
NIGHT = range(1, 4)  # hours of the desk's own timezone
QUIET = timedelta(minutes=10)  # without an edit in the Sheet
MOST_ROWS = 50  # of one batch
LOOKED_AT = 400  # some of the oldest may be in somebody's hands


@dataclass(frozen=True)
class Old:
    """A complaint that may leave; `year` of its receipt, as the desk counts."""

    number: str
    year: int


def is_night(connection: Connection, desk: Desk, *, now: datetime) -> bool:
    return now.astimezone(desk.timezone(connection)).hour in NIGHT


def is_quiet(known: Known, *, now: datetime) -> bool:
    """Nobody has typed for a while; not known right after a start."""
    return known.quiet_since is not None and now - known.quiet_since >= QUIET


def closed_long_ago(connection: Connection, desk: Desk, *, now: datetime) -> list[Old]:
    """The oldest that are closed, at rest, and whose row in Aduan says all there is to say."""
    open_states = [state.name for state in desk.sop.states if state.open]
    shown = exists().where(
        sheet_rows.c.tab == ADUAN.title,
        sheet_rows.c.key == complaints.c.number,
        sheet_rows.c.seen_at.is_(None),
    )
    query = (
        select(complaints.c.number, complaints.c.received_at)
        .where(
            # Of Data Lama nobody may know when it was closed.
            func.coalesce(complaints.c.closed_at, complaints.c.state_since) <= now - KEPT,
            complaints.c.state.not_in(open_states),
            ~complaints.c.sheet_pending,
            ~complaints.c.reopen_asked,
            ~archive.is_archived(),
            shown,
        )
        .order_by(complaints.c.received_at, complaints.c.number)
        .limit(LOOKED_AT)
    )
    zone = desk.timezone(connection)
    return [
        Old(row.number, row.received_at.astimezone(zone).year) for row in connection.execute(query)
    ]
