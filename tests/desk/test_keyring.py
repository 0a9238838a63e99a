"""A lost MEDIA_KEY is noticed before somebody needs a photo."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from cryptography.fernet import Fernet
from sqlalchemy import insert

from desk import conditions, files, keyring, recording
from desk.context import Desk
from desk.schema import media
from tests.desk.test_media import picture


def keep_identity(desk: Desk, now: datetime) -> None:
    stored = files.store(desk, picture(), identity=True)
    with desk.journal.write() as connection:
        connection.execute(
            insert(media),
            {"id": "K1", "at": now, "identity": True, "path": stored.path, "state": "stored"},
        )


def alarms(desk: Desk, now: datetime) -> list[str]:
    found = conditions.standing(desk, now=now)
    return [one.text for one in found if one.code == keyring.ALARM]


def test_the_right_key_is_no_alarm(desk: Desk, now: datetime) -> None:
    assert keyring.check(desk, now=now)
    keep_identity(desk, now)
    assert keyring.check(desk, now=now) and alarms(desk, now) == []


def test_another_key_is_told_until_the_old_one_is_back(desk: Desk, now: datetime) -> None:
    keep_identity(desk, now)
    for key in (Fernet.generate_key().decode(), "", "bukan kunci"):
        assert not keyring.check(replace(desk, media_key=key), now=now)
        assert "1 foto identitas" in alarms(desk, now)[0]
    assert keyring.check(desk, now=now) and alarms(desk, now) == []


def test_a_photo_that_is_gone_says_nothing_of_the_key(desk: Desk, now: datetime) -> None:
    keep_identity(desk, now)
    for path in desk.media_dir.rglob("*.enc"):
        path.unlink()
    assert keyring.check(desk, now=now)


def test_confidential_complaints_of_another_key_are_told_too(desk: Desk, now: datetime) -> None:
    with desk.journal.write() as connection:
        fields = {"body": "Ada pungli", "confidential": True}
        recording.open_complaint(connection, desk, fields, now=now)
    assert keyring.check(desk, now=now)
    other = replace(desk, media_key=Fernet.generate_key().decode())
    assert not keyring.check(other, now=now)
    assert "aduan rahasia" in alarms(other, now)[0]
