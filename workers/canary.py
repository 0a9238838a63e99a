"""The canary: when the gateway has been quiet for hours, the desk writes to its own number."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from desk import conditions, path
from desk.context import Desk


def look(desk: Desk, clock: Callable[[], datetime], *, every_h: int) -> bool:
    """Queue one, if it is due and the number is ready. True: a sender has something to do."""
    with desk.journal.read() as connection:
        state, since = conditions.number_state(connection)
    if state != conditions.AUTHORIZED or since is None:
        return False
    return path.send_canary(desk, every_h=every_h, ready_since=since, now=clock())
