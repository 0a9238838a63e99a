"""A file of a complaint as it came, for whoever may see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from desk import pictures
from desk.actors import Actor
from desk.context import Desk
from desk.file_names import harmless
from desk.schema import media


@dataclass(frozen=True)
class Original:
    """`mime` is what the desk recognised when it was stored, never what a sender claimed."""

    name: str
    mime: str
    data: bytes


def original(desk: Desk, actor: Actor, media_id: str, *, now: datetime) -> Original:
    """Raises what `pictures.picture` raises; an identity card is never among these."""
    data = pictures.picture(desk, actor, media_id, now=now)
    query = select(media.c.name, media.c.mime).where(media.c.id == media_id)
    with desk.journal.read() as connection:
        row = connection.execute(query).one()
    return Original(harmless(row.name, row.mime), row.mime, data)
