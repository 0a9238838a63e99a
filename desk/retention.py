"""What the gateway gave word for word is kept for a while after it was taken in, then forgotten."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, select

from desk.context import Desk
from desk.schema import inbox

AT_ONCE = 500


def forget_raw(desk: Desk, *, after: timedelta, now: datetime) -> bool:
    """Delete the oldest raw notifications that were done so long ago. True: there may be more.

    What is parked stays until somebody decides. The gateway repeats nothing older than a day, so a
    forgotten key is not needed any more.
    """
    oldest = (
        select(inbox.c.id)
        .where(inbox.c.state == "done", inbox.c.received_at < now - after)
        .order_by(inbox.c.id)
        .limit(AT_ONCE)
    )
    with desk.journal.read() as connection:
        found = list(connection.execute(oldest).scalars())
    if not found:
        return False
    with desk.journal.write() as connection:
        connection.execute(delete(inbox).where(inbox.c.id.in_(found)))
    return len(found) == AT_ONCE
