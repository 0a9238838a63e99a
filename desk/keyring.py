"""Whether MEDIA_KEY still opens what was locked with it; asked once, when a worker starts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from desk.conditions import alarm, clear
from desk.context import Desk
from desk.files import ENCRYPTED, MediaKeyWrong, load
from desk.schema import media

ALARM = "media_key_lain"
TRIED = 5  # the newest files; older ones may have been lost for another reason
TEXT = (
    "MEDIA_KEY sekarang bukan kunci yang mengunci {count} foto identitas yang tersimpan; foto itu "
    "tidak dapat dibuka. Isi lagi kunci yang lama (dari tempat penyimpanannya) di server."
)


def check(desk: Desk, *, now: datetime) -> bool:
    """Raise the alarm when the newest identity photos cannot be opened, or end it. True: well."""
    locked = (media.c.state == "stored") & media.c.path.endswith(ENCRYPTED)
    query = select(media.c.path).where(locked).order_by(media.c.id.desc()).limit(TRIED)
    with desk.journal.read() as connection:
        paths = list(connection.execute(query).scalars())
        count = connection.execute(select(func.count()).select_from(media).where(locked)).scalar()
    good = not paths or any(_opens(desk, path) for path in paths)
    with desk.journal.write() as connection:
        if good:
            clear(connection, ALARM)
        else:
            alarm(connection, ALARM, TEXT.format(count=count), now=now)
    return good


def _opens(desk: Desk, path: str) -> bool:
    try:
        load(desk, {"path": path})
    except MediaKeyWrong:
        return False
    except OSError:
        return True  # a file that is gone says nothing of the key
    return True
