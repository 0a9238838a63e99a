"""The photo of a citizen's KTP: whether one has come, and whether we had asked for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select

from desk import commands
from desk.schema import events, media, messages

#: What a clerk says of a photo, as Riwayat has it.
IS_CARD, NO_CARD = "Ini Foto KTP", "Bukan Foto KTP"
#: Nobody reads our request and takes a picture faster: what comes sooner belongs to the story.
AT_LEAST = timedelta(seconds=15)
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


def asked_for(connection: Connection, row: Mapping[str, Any], *, at: datetime) -> bool:
    """Had a message of ours in the chat of this complaint named the KTP, when a photo was sent?"""
    query = select(messages.c.body).where(
        messages.c.number == row["number"],
        messages.c.chat_id == row["chat_id"],
        messages.c.direction == "out",
        messages.c.at <= at - AT_LEAST,
    )
    return any(commands.names_identity(body) for body in connection.execute(query).scalars())
