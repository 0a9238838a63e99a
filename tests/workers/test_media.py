"""Attachments that are late, lost, too large or of another kind: people are told in a sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import RowMapping, select

from desk import media as files
from desk import reading
from desk.actors import Actor
from desk.context import Desk
from desk.file_remarks import remark, with_remark, without_remark
from desk.schema import complaints, media
from tests.conftest import person
from tests.workers.conftest import Phones, clock
from workers import pull
from workers.gateways.base import Gateway
from workers.media import fetch_one

STORY = "Jalan berlubang di Jl. Veteran"


@pytest.fixture
def photo() -> bytes:
    made = BytesIO()
    Image.new("RGB", (8, 8), "grey").save(made, "JPEG")
    return made.getvalue()


def fetched(desk: Desk, gateway: Gateway, now: Callable[[], datetime] = clock) -> RowMapping:
    """The only attachment after the worker tried to fetch it."""
    pull.pull(desk, gateway, clock)
    fetch_one(desk, gateway, now)
    with desk.journal.read() as connection:
        return connection.execute(select(media)).mappings().one()


def on_page(desk: Desk) -> str:
    """What the complaint's page says of it."""
    admin: Actor = person(desk, "Admin Kota")
    with desk.journal.read() as connection:
        number = connection.execute(select(complaints.c.number)).scalar_one()
    (found,) = reading.photos(desk, admin, number)
    return remark(found.state, found.error)


def test_what_comes_needs_no_words(
    small_desk: Desk, gateway: Gateway, phones: Phones, photo: bytes
) -> None:
    phones.photo(photo, caption=STORY)
    row = fetched(small_desk, gateway)
    assert (on_page(small_desk), with_remark("jalan.jpg", row)) == ("", "jalan.jpg")


def test_what_is_late_says_so_and_comes(
    small_desk: Desk, gateway: Gateway, phones: Phones, photo: bytes
) -> None:
    phones.fault("late_media", "GET")
    phones.photo(photo, caption=STORY)
    row = fetched(small_desk, gateway)
    said = "sedang diambil: Lampiran belum dapat diambil"
    assert on_page(small_desk).startswith(said)
    assert with_remark("jalan.jpg", row).startswith(f"jalan.jpg ({said}")
    phones.mend()
    later = clock() + timedelta(minutes=1)
    assert fetch_one(small_desk, gateway, lambda: later)
    assert on_page(small_desk) == ""


def test_what_never_comes_is_given_up_after_a_day(
    small_desk: Desk, gateway: Gateway, phones: Phones, photo: bytes
) -> None:
    phones.fault("late_media", "GET")
    phones.photo(photo, caption=STORY)
    row = fetched(small_desk, gateway, lambda: clock() + timedelta(hours=25))
    assert on_page(small_desk) == f"tidak tersedia: {files.NEVER_CAME}"
    assert "ponsel dinas" in with_remark("jalan.jpg", row)


def test_what_is_too_large_says_where_to_look(
    small_desk: Desk, gateway: Gateway, phones: Phones, photo: bytes
) -> None:
    phones.photo(photo + b"0" * 2**20, caption=STORY)
    fetched(replace(small_desk, media_max_bytes=2**20), gateway)
    assert on_page(small_desk) == (
        "tidak tersedia: Lampiran melebihi batas ukuran (1 MB); lihat di ponsel dinas."
    )


@pytest.mark.parametrize(
    ("data", "why"), [(b"MZ\x90\0" + b"\0" * 60, "Jenis berkas"), (b"\xff\xd8\xff\xe0", "rusak")]
)
def test_what_is_no_photo_says_why(
    small_desk: Desk, gateway: Gateway, phones: Phones, data: bytes, why: str
) -> None:
    phones.photo(data, caption=STORY)
    row = fetched(small_desk, gateway)
    assert on_page(small_desk).startswith("ditolak: ")
    cell = with_remark("jalan.jpg", row)
    assert why in cell
    assert without_remark(cell) == ("jalan.jpg", "refused", row["error"])


@pytest.mark.parametrize("name", ["foto (1).jpg", "depan, samping.jpg", "ditolak.pdf"])
def test_a_plain_name_has_no_remark(name: str) -> None:
    assert without_remark(name) == (name, "", "")


def test_what_the_gateway_itself_could_not_take_says_so(
    small_desk: Desk, green: Gateway, phones: Phones
) -> None:
    phones.write(kind="videoMessage", caption=STORY, downloadUrl="{{SWE002}}")
    fetched(replace(small_desk, gateway=green.name), green)
    assert on_page(small_desk) == (
        "tidak tersedia: Lampiran terlalu besar untuk gateway; lihat di ponsel dinas."
    )
