"""Photos and documents: fetched later, checked by content, kept once, identity only encrypted."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import insert, select, update

from desk import file_types, media
from desk.context import Desk
from desk.schema import media as media_table
from desk.schema import messages
from tests.desk.writing import PHOTO, Street

HOUR = timedelta(hours=1)


def picture(kind: str = "JPEG", color: str = "red") -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (64, 48), color).save(made, kind)
    return made.getvalue()


def office(part: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(part, "<x/>")
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "mime"),
    [
        (picture("JPEG"), "image/jpeg"),
        (picture("PNG"), "image/png"),
        (picture("WEBP"), "image/webp"),
        (b"%PDF-1.7\n%%EOF", "application/pdf"),
        (b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom", "video/mp4"),
        (b"\0\0\0\x18ftyp3gp4\0\0\0\0isom3gp4", "video/3gpp"),
        (b"OggS\0\x02" + b"\0" * 40, "audio/ogg"),
        (office("xl/workbook.xml"), f"{file_types.OFFICE}spreadsheetml.sheet"),
    ],
)
def test_a_file_is_what_its_content_says(data: bytes, mime: str) -> None:
    assert file_types.recognise(data) == mime


@pytest.mark.parametrize(
    "data",
    [
        b"MZ\x90\0" + b"\0" * 60,
        b"\x7fELF\x02\x01\x01",
        b"#!/bin/sh\nrm -rf /",
        b"<html><script>",
        b"",
        office("classes.dex"),
        picture("GIF"),
        picture()[:200],
        b"\x89PNG\r\n\x1a\n" + b"\0" * 40,
    ],
)
def test_what_is_no_photo_or_document_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(media.MediaRefused) as refusal:
        file_types.recognise(data)
    assert refusal.value.sentence.endswith(".")


def test_the_same_bytes_are_kept_once(desk: Desk) -> None:
    first, second = media.store(desk, picture()), media.store(desk, picture())
    assert first == second
    assert [path.name for path in desk.media_dir.rglob("*") if path.is_file()] == [first.sha256]


def test_a_file_that_is_too_large_is_refused(desk: Desk) -> None:
    small = replace(desk, media_max_bytes=1024 * 1024)
    with pytest.raises(media.MediaRefused, match="paling besar 1 MB"):
        media.store(small, b"%PDF-" + b"x" * (1024 * 1024))


def test_identity_is_encrypted_and_reads_back(desk: Desk) -> None:
    stored = media.store(desk, picture(), identity=True)
    on_disk = b"".join(path.read_bytes() for path in desk.media_dir.rglob("*") if path.is_file())
    assert b"JFIF" not in on_disk
    assert media.load(desk, {"path": stored.path}) == picture()


def test_identity_is_never_written_without_a_key(desk: Desk) -> None:
    with pytest.raises(media.MediaKeyWrong, match="MEDIA_KEY"):
        media.store(replace(desk, media_key=""), picture(), identity=True)
    assert not desk.media_dir.exists()


def test_another_key_is_told_apart_from_a_broken_file(desk: Desk) -> None:
    stored = media.store(desk, picture(), identity=True)
    other = replace(desk, media_key="MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=")
    with pytest.raises(media.MediaKeyWrong, match="tidak cocok"):
        media.load(other, {"path": stored.path})


def waiting_row(desk: Desk, now: datetime, **values: Any) -> str:
    """An attachment of a citizen's message that is still to be fetched."""
    with desk.journal.write() as connection:
        connection.execute(
            insert(messages).values(
                id="m1", at=now, direction="in", gateway="green_api", chat_id="1@c.us"
            )
        )
        connection.execute(
            insert(media_table).values(
                {"id": "a1", "message_id": "m1", "at": now, "state": "waiting", "url": "http://x"}
                | values
            )
        )
    return "a1"


def row_of(desk: Desk, media_id: str) -> Any:
    with desk.journal.read() as connection:
        query = select(media_table).where(media_table.c.id == media_id)
        return connection.execute(query).one()


def test_an_attachment_waits_with_its_chat_until_its_bytes_arrive(
    desk: Desk, now: datetime
) -> None:
    media_id = waiting_row(desk, now)
    row = media.waiting(desk, now=now)
    assert row is not None
    assert (row["id"], row["url"], row["chat_id"]) == (media_id, "http://x", "1@c.us")
    assert media.arrived(desk, media_id, picture(), now=now)
    assert media.waiting(desk, now=now) is None
    assert row_of(desk, media_id).mime == "image/jpeg"


def test_a_late_file_is_tried_again_with_growing_waits_and_given_up_after_a_day(
    desk: Desk, now: datetime
) -> None:
    media_id, at, tries = waiting_row(desk, now), now, 0
    while (row := row_of(desk, media_id)).state == "waiting":
        at = row.not_before or at
        media.failed(desk, media_id, "404", permanent=False, now=at)
        tries += 1
    assert row_of(desk, media_id).state == "gone"
    assert at - now >= 24 * HOUR
    assert 10 < tries < 40


def test_a_program_called_jpg_is_refused_and_says_why(desk: Desk, now: datetime) -> None:
    media_id = waiting_row(desk, now, name="foto.jpg", mime="image/jpeg")
    assert not media.arrived(desk, media_id, b"MZ\x90\0" + b"\0" * 100, now=now)
    row = row_of(desk, media_id)
    assert row.state == "refused"
    assert "tidak diterima" in row.error


def test_a_damaged_photo_is_asked_for_again(street: Street) -> None:
    street.writes("jalan rusak", attachment=PHOTO)
    (row,) = street.media()
    media.arrived(street.desk, row["id"], picture()[:200], now=street.now)
    assert street.templates() == ["balasan_otomatis", "kirim_ulang"]
    assert street.media()[0]["error"] == "Gambar rusak; mohon dikirim ulang."


def test_a_stored_photo_is_shown_by_the_sheet(street: Street) -> None:
    street.writes("jalan rusak", attachment=PHOTO)
    with street.desk.journal.write() as connection:
        connection.execute(update(messages).values(sheet_pending=False))
    media.arrived(street.desk, street.media()[0]["id"], picture(), now=street.now)
    assert street.kept()[0]["sheet_pending"]


def test_identity_waits_for_a_key_instead_of_being_lost(desk: Desk, now: datetime) -> None:
    media_id = waiting_row(desk, now, identity=True)
    keyless = replace(desk, media_key="")
    assert not media.arrived(keyless, media_id, picture(), now=now)
    assert row_of(desk, media_id).state == "waiting"
    assert media.arrived(desk, media_id, picture(), now=now)
    assert row_of(desk, media_id).path.endswith(".enc")


def test_a_card_recognised_late_is_hidden_at_once_and_encrypted_next(
    desk: Desk, now: datetime
) -> None:
    media_id = waiting_row(desk, now, name="ktp.jpg")
    media.arrived(desk, media_id, picture(), now=now)
    with desk.journal.write() as connection:
        media.protect(connection, media_id)
    assert row_of(desk, media_id).name == "identitas"
    media.waiting(desk, now=now)
    row = row_of(desk, media_id)
    assert [path.suffix for path in desk.media_dir.rglob("*") if path.is_file()] == [".enc"]
    assert media.load(desk, row._mapping) == picture()


def test_without_a_key_a_late_card_stays_hidden_and_holds_nothing_up(
    desk: Desk, now: datetime
) -> None:
    media_id = waiting_row(desk, now)
    media.arrived(desk, media_id, picture(), now=now)
    with desk.journal.write() as connection:
        media.protect(connection, media_id)
    assert media.waiting(replace(desk, media_key=""), now=now) is None
    assert row_of(desk, media_id).state == "waiting"
    media.waiting(desk, now=now)
    assert row_of(desk, media_id).path.endswith(".enc")


def test_a_refused_upload_leaves_nothing(desk: Desk, now: datetime) -> None:
    upload = media.Upload("foto.jpg", b"MZ\x90\0")
    with pytest.raises(media.MediaRefused), desk.journal.write() as connection:
        media.add_upload(
            connection, desk, upload, number="X", event_id="e", origin="follow_up", now=now
        )
    with desk.journal.read() as connection:
        assert connection.execute(select(media_table)).first() is None
