"""Catat Aduan: what a clerk takes down, with photos, and the message that tells the number."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO

import pytest
from PIL import Image

from desk import reading, walk_in
from desk.actors import Actor
from desk.context import Desk
from desk.media import Upload
from desk.problems import NotFound, Refused
from desk.recording import Recorded
from desk.schema import messages
from tests.desk.writing import LAMP, Street

MOBILE = "0812-3456-7890"
CHAT = "6281234567890@c.us"
VISIT = Recorded(
    channel="Datang Langsung",
    body="Lampu jalan di Jl. Hayam Wuruk padam",
    name="Siti",
    phone=MOBILE,
    location="Jl. Hayam Wuruk",
    category="Penerangan Jalan Umum",
    village="Kauman",
)


def photo() -> bytes:
    kept = BytesIO()
    Image.new("RGB", (40, 30), "orange").save(kept, "JPEG")
    return kept.getvalue()


def test_a_visit_becomes_a_complaint_with_its_photos(
    desk: Desk, admin: Actor, now: datetime
) -> None:
    came = now - timedelta(hours=2)
    visit = replace(VISIT, received_at=came)
    number = walk_in.register(desk, admin, visit, photos=[Upload("a.jpg", photo())], now=now)
    row = reading.complaint(desk, admin, number)
    assert (row["channel"], row["phone"], row["state"]) == (
        "Datang Langsung",
        "6281234567890",
        "Baru",
    )
    assert (row["received_at"], row["clock_from"]) == (came, now)  # the clock starts when recorded
    assert [(found.name, found.origin) for found in reading.photos(desk, admin, number)] == [
        ("a.jpg", "citizen")
    ]


def test_nobody_is_told_unless_the_clerk_says_so(
    admin: Actor, desk: Desk, street: Street, now: datetime
) -> None:
    walk_in.register(desk, admin, VISIT, now=now)
    assert street.replies(CHAT) == []
    assert street.complaint()["chat_id"] == ""


def test_the_number_is_sent_and_the_citizen_can_ask_by_it(
    admin: Actor, desk: Desk, street: Street, now: datetime
) -> None:
    number = walk_in.register(desk, admin, VISIT, tell=True, now=now)
    (told,) = street.replies(CHAT)
    assert number in told
    street.writes(f"CEK {number}", chat_id=CHAT)
    assert "Status: *Baru*" in street.replies(CHAT)[0]


def test_the_message_stands_in_the_conversation(desk: Desk, admin: Actor, now: datetime) -> None:
    number = walk_in.register(desk, admin, VISIT, tell=True, now=now)
    (said,) = reading.conversation(desk, admin, number)
    assert (said.ours, said.who) == (True, admin.name)


@pytest.mark.parametrize("phone", ["", "0285 421234"])
def test_a_landline_is_sent_nothing(desk: Desk, admin: Actor, now: datetime, phone: str) -> None:
    with pytest.raises(Refused, match="nomor seluler"):
        walk_in.register(desk, admin, replace(VISIT, phone=phone), tell=True, now=now)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("081234567890", "6281234567890"),
        ("+62 812-3456-7890", "6281234567890"),
        ("6281234567890", "6281234567890"),
        ("0285 421234", "62285421234"),
        ("  ", ""),
    ],
)
def test_indonesian_numbers_in_any_writing(typed: str, kept: str) -> None:
    assert walk_in.indonesian(typed) == kept


@pytest.mark.parametrize("typed", ["12345", "0812345", "+65 9876 5432", "tidak punya", "0" * 40])
def test_other_numbers_are_refused_with_an_example(typed: str) -> None:
    with pytest.raises(Refused, match="tulis seperti"):
        walk_in.indonesian(typed)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"body": " "}, "Isi Aduan belum diisi"),
        ({"body": "a" * 20_001}, "Isi Aduan terlalu panjang"),
        ({"name": "a" * 301}, "Nama terlalu panjang"),
        ({"channel": "Radio"}, "Pilih Kanal"),
        ({"category": "Tidak Ada"}, "tidak ada lagi"),
        ({"phone": "123"}, "bukan nomor telepon"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_kept(
    admin: Actor, desk: Desk, street: Street, change: dict[str, str], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        walk_in.register(desk, admin, replace(VISIT, **change), now=street.now)
    assert street.complaints() == []


def test_nobody_comes_in_the_future(desk: Desk, admin: Actor, now: datetime) -> None:
    visit = replace(VISIT, received_at=now + timedelta(minutes=1))
    with pytest.raises(Refused, match="belum lewat"):
        walk_in.register(desk, admin, visit, now=now)


def test_one_bad_file_and_nothing_is_kept(admin: Actor, desk: Desk, street: Street) -> None:
    files = [Upload("baik.jpg", photo()), Upload("virus.jpg", b"MZ\x90")]
    with pytest.raises(Refused, match="virus.jpg: Jenis berkas ini tidak diterima"):
        walk_in.register(desk, admin, VISIT, photos=files, tell=True, now=street.now)
    assert street.complaints() == []
    assert street.media() == []
    assert street.replies(CHAT) == []


def test_too_many_files_are_refused(desk: Desk, admin: Actor, now: datetime) -> None:
    with pytest.raises(Refused, match="Paling banyak 6"):
        walk_in.register(desk, admin, VISIT, photos=[Upload("a.jpg", photo())] * 7, now=now)


@pytest.mark.parametrize("role", ["agency_admin", "leader"])
def test_only_the_city_desk_records(
    desk: Desk, role: str, now: datetime, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(Refused, match="Hanya petugas kota"):
        walk_in.register(desk, request.getfixturevalue(role), VISIT, now=now)


def test_a_removed_clerk_records_nothing(desk: Desk, admin: Actor, now: datetime) -> None:
    with pytest.raises(NotFound):
        walk_in.register(desk, replace(admin, id="bekas@contoh.test"), VISIT, now=now)


def test_a_category_that_is_always_confidential_makes_it_so(
    desk: Desk, admin: Actor, now: datetime
) -> None:
    visit = replace(VISIT, category="Pelayanan Aparatur dan Pungli")
    number = walk_in.register(desk, admin, visit, now=now)
    assert reading.complaint(desk, admin, number)["confidential"]


def test_an_emergency_alerts_the_people_on_duty(admin: Actor, desk: Desk, street: Street) -> None:
    walk_in.register(desk, admin, replace(VISIT, body="Ada kebakaran di pasar"), now=street.now)
    assert "siaga_darurat" in [row["template"] for row in street.rows(messages)]


def test_the_same_phone_and_the_same_lamp_are_shown_before_saving(
    admin: Actor, desk: Desk, street: Street
) -> None:
    street.writes(LAMP)
    street.writes("Sampah di Pasar Banjarsari menumpuk", chat_id="6289876543210@c.us")
    lamp, _ = street.complaints()
    (found,) = walk_in.alike(desk, admin, VISIT, now=street.now)
    assert found.number == lamp["number"]


def test_what_is_older_than_thirty_days_is_no_double(
    admin: Actor, desk: Desk, street: Street
) -> None:
    walk_in.register(desk, admin, VISIT, now=street.now)
    assert walk_in.alike(desk, admin, VISIT, now=street.now + timedelta(days=29))
    assert not walk_in.alike(desk, admin, VISIT, now=street.now + timedelta(days=31))


def test_doubles_are_shown_to_the_city_desk_only(
    admin: Actor, agency_admin: Actor, desk: Desk, street: Street
) -> None:
    walk_in.register(desk, admin, VISIT, now=street.now)
    assert walk_in.alike(desk, agency_admin, VISIT, now=street.now) == []


def test_whether_a_chat_ever_wrote_to_us(desk: Desk, street: Street) -> None:
    assert not walk_in.has_written(desk, CHAT)
    street.writes(LAMP, chat_id=CHAT)
    assert walk_in.has_written(desk, CHAT)
