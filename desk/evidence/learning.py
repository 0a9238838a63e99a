"""Pictures stored before anything was told of them: of an older journal or a rebuilt one."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import RowMapping, or_, select, update

from desk.context import Desk
from desk.evidence import sightings, told
from desk.file_types import MAX_PIXELS
from desk.files import MediaKeyWrong, load
from desk.journal import recall, remember
from desk.schema import complaints, media

AT_ONCE = 20
CURSOR = "pictures_looked_at_until"  # a media id


def catch_up(desk: Desk, *, now: datetime) -> bool:
    """Look at the next few of them. True: there are more."""
    with desk.journal.read() as connection:
        cursor = recall(connection, CURSOR) or ""
        query = (
            select(media)
            .join(complaints, complaints.c.number == media.c.number)
            .where(
                media.c.id > cursor,
                media.c.state == "stored",
                media.c.mime.in_(sorted(MAX_PIXELS)),
                or_(media.c.looks == "", media.c.looks.is_(None)),
                ~media.c.identity,
                ~complaints.c.example,
            )
            .order_by(media.c.id)
            .limit(AT_ONCE)
        )
        found = list(connection.execute(query).mappings())
        zone = desk.timezone(connection)
    if not found:
        return False
    facts = [told.columns(_bytes(desk, row), row["mime"], zone) for row in found]
    with desk.journal.write() as connection:
        for row, columns in zip(found, facts, strict=True):
            known = {"taken_at", "taken_from"} if row["taken_at"] else set()
            values = {name: value for name, value in columns.items() if name not in known}
            connection.execute(update(media).where(media.c.id == row["id"]).values(**values))
            sightings.note(connection, row["id"], now=now)
        remember(connection, CURSOR, found[-1]["id"], now=now)
    return len(found) == AT_ONCE


def _bytes(desk: Desk, row: RowMapping) -> bytes:
    """Nothing where the file is gone: `workers verify` tells of that."""
    try:
        return load(desk, dict(row))
    except (OSError, MediaKeyWrong):
        return b""
