"""A file of a complaint as it came, for whoever may see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from desk import pictures, sight, small_pictures
from desk.actors import Actor
from desk.context import Desk
from desk.file_names import harmless
from desk.schema import complaints, media
from desk.visibility import Access, Fact

LARGE, QUALITY = 4096, 92  # pixels of the longer side, of a photo without what its file told
JPEG = "image/jpeg"


@dataclass(frozen=True)
class Original:
    """`mime` is what the desk recognised when it was stored, never what a sender claimed."""

    name: str
    mime: str
    data: bytes


def original(desk: Desk, actor: Actor, media_id: str, *, now: datetime) -> Original:
    """Raises what `pictures.picture` raises; an identity card is never among these.

    A citizen's photo may hold the place of a home or a telephone's owner: who must not know the
    citizen gets the picture alone.
    """
    data = pictures.picture(desk, actor, media_id, now=now)
    query = (
        select(media.c.name, media.c.mime, media.c.origin, complaints)
        .join(complaints, complaints.c.number == media.c.number)
        .where(media.c.id == media_id)
    )
    with desk.journal.read() as connection:
        row = connection.execute(query).one()
    name, mime, origin = row[:3]
    if origin == "citizen" and mime.startswith("image/") and not _may_know(desk, actor, row):
        plain = small_pictures.small(data, LARGE, quality=QUALITY)
        mime, data = (JPEG, plain.data) if plain else (mime, data)
    return Original(harmless(name, mime), mime, data)


def _may_know(desk: Desk, actor: Actor, row: Row[Any]) -> bool:
    complaint: dict[str, Any] = dict(zip(complaints.columns.keys(), row[3:], strict=True))
    return sight.access(desk, actor, complaint, Fact.NAME) is Access.YES
