"""Messages in: on disk before they are acknowledged, each once, a bad one in nobody's way."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import select, update

from desk.context import Desk
from desk.schema import complaints, inbox, media, messages
from tests.workers.conftest import Phones, clock, emptied, next_one
from workers import pull, timers
from workers.gateways.base import Gateway, GatewayError
from workers.media import fetch_one

STORY = "Lampu jalan mati di Jl. Veteran sejak Senin malam"


@pytest.fixture
def photo() -> bytes:
    made = BytesIO()
    Image.new("RGB", (8, 8), "grey").save(made, "JPEG")
    return made.getvalue()


def column(desk: Desk, wanted: Any, *conditions: Any) -> list[Any]:
    with desk.journal.read() as connection:
        return list(connection.execute(select(wanted).where(*conditions)).scalars())


def pull_all(desk: Desk, gateway: Gateway, phones: Phones, count: int) -> None:
    for _ in range(count):
        assert pull.pull(desk, gateway, clock)


def test_a_message_becomes_a_complaint_with_a_reply(
    small_desk: Desk, gateway: Gateway, phones: Phones
) -> None:
    phones.write(text=STORY)
    assert pull.pull(small_desk, gateway, clock)
    (number,) = column(small_desk, complaints.c.number)
    (reply,) = column(small_desk, messages.c.body, messages.c.direction == "out")
    assert number in reply
    assert emptied(gateway)


def test_what_is_handed_out_again_is_taken_in_once(
    small_desk: Desk, gateway: Gateway, phones: Phones, now: datetime
) -> None:
    phones.write(text=STORY)
    notification = next_one(gateway)
    assert pull.take(small_desk, gateway, notification, now=now)  # died before the acknowledgement
    assert not pull.take(small_desk, gateway, next_one(gateway), now=now)
    assert len(column(small_desk, complaints.c.number)) == 1


def test_a_lost_acknowledgement_makes_no_second_complaint(
    small_desk: Desk, green: Gateway, phones: Phones
) -> None:
    phones.fault("cut_before", "DELETE", count=2)
    phones.write(text=STORY)
    with pytest.raises(GatewayError):
        pull.pull(small_desk, green, clock)
    assert pull.pull(small_desk, green, clock)
    assert len(column(small_desk, complaints.c.number)) == 1


def test_nothing_is_acknowledged_that_is_not_on_disk(
    small_desk: Desk, gateway: Gateway, phones: Phones
) -> None:
    phones.write(text=STORY)
    with small_desk.journal.write() as connection:
        connection.exec_driver_sql("ALTER TABLE inbox RENAME TO away")
    with pytest.raises(Exception, match="inbox"):
        pull.pull(small_desk, gateway, clock)
    assert not emptied(gateway)


def test_a_malformed_notification_waits_and_blocks_nobody(
    small_desk: Desk, gateway: Gateway, phones: Phones, caplog: pytest.LogCaptureFixture
) -> None:
    phones.write(kind="locationMessage", latitude=1, longitude=2)
    phones.write(text=STORY)
    first = next_one(gateway)
    place = {"latitude": "rahasia", "longitude": 2}
    first.raw.get("payload", {})["location"] = place
    first.raw["messageData"] = {"locationMessageData": place}
    pull.take(small_desk, gateway, first, now=clock())
    gateway.acknowledge(first.receipt)
    pull.pull(small_desk, gateway, clock)
    assert sorted(column(small_desk, inbox.c.state)) == ["done", "new"]
    assert "rahasia" not in caplog.text


def test_after_three_tries_it_is_parked(
    small_desk: Desk, gateway: Gateway, phones: Phones, now: datetime
) -> None:
    phones.write(text=STORY)
    first = next_one(gateway)
    for part in ("senderData", "payload"):
        first.raw.pop(part, None)
    pull.take(small_desk, gateway, first, now=now)
    while timers.run(small_desk, gateway, clock):
        pass
    assert column(small_desk, inbox.c.state) == ["parked"]


def test_a_photo_is_kept_by_a_step_of_its_own(
    small_desk: Desk, gateway: Gateway, phones: Phones, photo: bytes
) -> None:
    phones.photo(photo, caption=STORY)
    pull.pull(small_desk, gateway, clock)
    assert column(small_desk, media.c.state) == ["waiting"]
    assert fetch_one(small_desk, gateway, clock)
    assert not fetch_one(small_desk, gateway, clock)
    assert column(small_desk, media.c.state) == ["stored"]


def test_a_photo_that_is_late_waits_while_others_come(
    small_desk: Desk, gateway: Gateway, phones: Phones, photo: bytes
) -> None:
    phones.photo(photo, caption=STORY)
    phones.photo(photo, name="lagi.jpg")
    pull_all(small_desk, gateway, phones, 2)
    addresses = {"green_api": 2, "waha": 1}  # the first one and the fresh one
    phones.fault("late_media", "GET", count=addresses[gateway.name])
    while fetch_one(small_desk, gateway, clock):
        pass
    assert sorted(column(small_desk, media.c.state)) == ["stored", "waiting"]


def test_a_photo_whose_address_was_lost_with_the_journal_is_asked_for(
    small_desk: Desk, gateway: Gateway, phones: Phones, photo: bytes
) -> None:
    phones.photo(photo, caption=STORY)
    pull.pull(small_desk, gateway, clock)
    with small_desk.journal.write() as connection:
        connection.execute(update(media).values(url=""))
    assert fetch_one(small_desk, gateway, clock)
    assert column(small_desk, media.c.state) == ["stored"]
