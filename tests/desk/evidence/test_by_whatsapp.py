"""Photos that staff send by WhatsApp: whose they are, and what is answered to a doubtful one."""

from __future__ import annotations

from datetime import datetime

import pytest

from desk import media
from desk.context import Desk
from desk.schema import media as files
from tests.conftest import person
from tests.desk.evidence.snapshots import by_whatsapp, jpeg, scene
from tests.desk.evidence.test_doubts import finished, handed
from tests.desk.writing import PHOTO, Street, quotable


def chat_of(desk: Desk, role: str) -> str:
    found = desk.reference().person(person(desk, role).id)
    assert found is not None
    return f"{found.phone}@c.us"


def says(street: Street, role: str, text: str, **more: object) -> str:
    """What they are answered when they write this, quoting our last message."""
    chat = chat_of(street.desk, role)
    quoted = quotable(street.desk, chat)
    street.replies(chat)
    street.wait(minutes=1)
    street.writes(text, chat_id=chat, phone=chat.partition("@")[0], quoted_id=quoted, **more)
    return "\n".join(street.replies(chat))


@pytest.fixture
def sent(street: Street, now: datetime) -> str:
    """A follow-up by WhatsApp with the photo of an earlier complaint; returns its number."""
    earlier = handed(street.desk, now)
    finished(street.desk, earlier, jpeg(scene(1)), now=now)
    number = handed(street.desk, now)
    says(street, "Tim Pengaduan OPD", "Lampu sudah diganti", attachment=PHOTO)
    row = media.waiting(street.desk, now=street.now)
    assert row is not None
    assert media.arrived(street.desk, row["id"], by_whatsapp(scene(1)), now=street.now)
    return number


def test_whoever_sent_it_took_it_when_it_was_sent(street: Street, sent: str) -> None:
    row = street.rows(files, files.c.number == sent)[0]
    assert row["taken_by"] == person(street.desk, "Tim Pengaduan OPD").name
    assert (row["taken_at"], row["taken_from"]) == (street.now, "waktu pesan WhatsApp")
    assert row["recorded_at"] is None


def test_the_sender_of_a_doubtful_photo_is_told_at_once(street: Street, sent: str) -> None:
    (told,) = street.replies(chat_of(street.desk, "Tim Pengaduan OPD"))
    assert told.startswith(f"{sent}: Foto tindak lanjut ini juga ada pada aduan lain")


def test_the_result_by_whatsapp_needs_the_reason(street: Street, sent: str) -> None:
    told = says(street, "Admin Kota", "kirim")
    assert "kirim, bukti diperiksa: <alasan>" in told
    told = says(street, "Admin Kota", "kirim, bukti diperiksa: satu tiang dua lampu")
    assert "Status: Hasil Terkirim." in told
