"""Whether MEDIA_KEY still opens what was locked with it; asked once, when a worker starts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, Text, func, select, type_coerce

from desk import sealing
from desk.conditions import alarm, clear
from desk.context import Desk
from desk.files import ENCRYPTED, MediaKeyWrong, load
from desk.schema import complaints, media

ALARM = "media_key_lain"
TRIED = 5  # the newest files; older ones may have been lost for another reason
TEXT = (
    "MEDIA_KEY sekarang bukan kunci yang mengunci {count} foto identitas yang tersimpan; foto itu "
    "tidak dapat dibuka. Isi lagi kunci yang lama (dari tempat penyimpanannya) di server."
)
WORDS = (
    "MEDIA_KEY sekarang bukan kunci yang mengunci aduan rahasia; isinya tampil sebagai (rahasia) "
    "dan foto identitas tidak dapat dibuka. Isi lagi kunci yang lama (dari tempat penyimpanannya) "
    "di server."
)


def check(desk: Desk, *, now: datetime) -> bool:
    """Raise the alarm when the newest identity photos cannot be opened, or end it. True: well."""
    locked = (media.c.state == "stored") & media.c.path.endswith(ENCRYPTED)
    query = select(media.c.path).where(locked).order_by(media.c.id.desc()).limit(TRIED)
    with desk.journal.read() as connection:
        paths = list(connection.execute(query).scalars())
        count = connection.execute(select(func.count()).select_from(media).where(locked)).scalar()
        words_open = opens_words(connection)
    if not words_open:
        said = WORDS
    else:
        good = not paths or any(_opens(desk, path) for path in paths)
        said = "" if good else TEXT.format(count=count)
    with desk.journal.write() as connection:
        if said:
            alarm(connection, ALARM, said, now=now)
        else:
            clear(connection, ALARM)
    return not said


def is_right(connection: Connection) -> bool:
    """There is a key, and confidential complaints can be read with it."""
    return sealing.of(connection.dialect) is not None and opens_words(connection)


def opens_words(connection: Connection) -> bool:
    """Whether one of the newest confidential complaints can be read, if there is any."""
    body = type_coerce(complaints.c.body, Text)  # as it lies on disk
    query = select(body).where(complaints.c.confidential, body.startswith(sealing.PREFIX))
    sealed = connection.execute(query.order_by(complaints.c.received_at.desc()).limit(TRIED))
    found = list(sealed.scalars())
    cipher = sealing.of(connection.dialect)
    return not found or (cipher is not None and any(map(cipher.open, found)))


def _opens(desk: Desk, path: str) -> bool:
    try:
        load(desk, {"path": path})
    except MediaKeyWrong:
        return False
    except OSError:
        return True  # a file that is gone says nothing of the key
    return True
