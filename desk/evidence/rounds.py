"""Which photos of the follow-up count now: those since the work was last asked for again."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, func, select

from desk.evidence.remarks import BEFORE, FOLLOW_UP
from desk.schema import events, media

ASKED_AGAIN = ("Minta Perbaikan", "Buka Kembali")


def photos(connection: Connection, number: str) -> tuple[str, ...]:
    """Ids of those that go out with the result, in the order they came.

    Where the newest round has no photo of the work, the round before it counts.
    """
    query = select(media.c.id, media.c.phase).where(
        media.c.number == number,
        media.c.origin == FOLLOW_UP,
        media.c.state == "stored",
        ~media.c.identity,
    )
    found = connection.execute(query.order_by(media.c.id)).all()
    work = [photo.id for photo in found if photo.phase != BEFORE]
    start = _start(connection, number, work)
    return tuple(photo.id for photo in found if photo.id > start)


def _start(connection: Connection, number: str, work: Sequence[str]) -> str:
    """The event that began the newest round with a photo; ids are in the order of time."""
    if not work:
        return ""
    query = select(func.max(events.c.id)).where(
        events.c.number == number, events.c.action.in_(ASKED_AGAIN), events.c.id < work[-1]
    )
    return connection.execute(query).scalar() or ""
