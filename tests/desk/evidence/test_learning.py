"""Photos of a journal that knew nothing of looks: they are looked at, and found from then on."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, update

from desk.context import Desk
from desk.evidence import learning
from desk.schema import media as files
from desk.schema import picture_bands, picture_matches
from tests.desk.evidence.snapshots import by_whatsapp, exif, jpeg, scene
from tests.desk.evidence.test_doubts import doubted, finished, handed
from tests.desk.writing import Street


def test_older_photos_are_looked_at_by_and_by(desk: Desk, street: Street, now: datetime) -> None:
    first, second = handed(desk, now), handed(desk, now)
    finished(desk, first, jpeg(scene(1), exif=exif("2026:11:23 08:15:00")), now=now)
    finished(desk, second, by_whatsapp(scene(1)), now=now)
    with desk.journal.write() as connection:
        connection.execute(update(files).values(looks="", recorded_at=None, taken_at=None))
        connection.execute(delete(picture_bands))
        connection.execute(delete(picture_matches))
    assert doubted(desk, second) == ()
    while learning.catch_up(desk, now=now):
        pass
    assert first in doubted(desk, second)[0]
    assert street.rows(files, files.c.number == first)[0]["recorded_at"] is not None


def test_a_file_that_is_gone_holds_nothing_up(desk: Desk, street: Street, now: datetime) -> None:
    finished(desk, handed(desk, now), jpeg(scene(1)), now=now)
    for path in desk.media_dir.rglob("*"):
        path.unlink() if path.is_file() else None
    with desk.journal.write() as connection:
        connection.execute(update(files).values(looks=""))
    assert not learning.catch_up(desk, now=now)
    assert street.media()[0]["looks"] == ""
