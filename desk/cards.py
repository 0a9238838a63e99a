"""The photo of a citizen's KTP: whether one has come."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select

from desk.schema import events, media

#: What a clerk says of a photo, as Riwayat has it.
IS_CARD, NO_CARD = "Ini Foto KTP", "Bukan Foto KTP"
COMING_OR_HERE = ("waiting", "stored")


def arrived(connection: Connection, number: str, *, since: datetime | None = None) -> bool:
    """Is there one with this complaint? `since`: one that came, or was recognised, since then."""
    query = select(media.c.id).where(
        media.c.number == number,
        media.c.identity,
        media.c.origin == "citizen",
        media.c.state.in_(COMING_OR_HERE),
    )
    if since is not None and not _marked(connection, number, since):
        query = query.where(media.c.at >= since)
    return connection.execute(query.limit(1)).first() is not None


def _marked(connection: Connection, number: str, since: datetime) -> bool:
    query = select(events.c.id).where(
        events.c.number == number, events.c.action == IS_CARD, events.c.at >= since
    )
    return connection.execute(query.limit(1)).first() is not None
