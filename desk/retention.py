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
    done = select(inbox.c.id, inbox.c.received_at).where(inbox.c.state == "done")
    oldest = done.order_by(inbox.c.id)  # an index has them so; the rest is looked at when it is old
    with desk.journal.read() as connection:
        first = connection.execute(oldest.limit(1)).first()
        if first is None or first.received_at >= now - after:
            return False
        rows = connection.execute(oldest.limit(AT_ONCE)).all()
    found = [row.id for row in rows if row.received_at < now - after]
    with desk.journal.write() as connection:
        connection.execute(delete(inbox).where(inbox.c.id.in_(found)))
    return len(found) == AT_ONCE
