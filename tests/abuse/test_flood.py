"""More than a person writes: the desk answers few of it, keeps all of it and serves the others."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from desk import details, flood
from desk.acting import act
from desk.actors import Actor
from desk.context import Desk
from desk.journal import Journal
from desk.problems import DeskError
from sop.model import Field
from tests.conftest import open_desk, person
from tests.desk.writing import BUDI, LAMP, Street

HOUR = timedelta(hours=1)


@pytest.fixture
def desk(sqlite_journal: Journal, tmp_path: Path, now: datetime) -> Desk:
    return open_desk(sqlite_journal, tmp_path, now)


@pytest.fixture
def street(desk: Desk, now: datetime) -> Street:
    return Street(desk, now)


@pytest.fixture
def flooded(street: Street) -> Street:
    """130 messages of one chat within an hour."""
    for place in range(130):
        street.wait(seconds=27)
        street.writes(f"{LAMP}, nomor {place}")
    return street


def test_one_chat_that_writes_without_end_is_kept_and_hardly_answered(flooded: Street) -> None:
    numbers = {row["number"] for row in flooded.complaints()}
    assert len(numbers) <= 2
    assert len(flooded.replies()) <= 8
    assert len(flooded.kept()) == 130
    assert {row["number"] for row in flooded.kept()} == numbers
    flooded.writes("CEK")
    flooded.writes("Sampah menumpuk di Jl. Melati", chat_id=BUDI)
    assert (len(flooded.replies()), len(flooded.replies(BUDI))) == (1, 1)


def test_the_admin_is_told_of_it_and_no_longer_when_it_is_over(flooded: Street) -> None:
    (code,) = [code for code in flooded.alarms() if code.startswith(flood.ALARM)]
    assert code.removeprefix(flood.ALARM) in [row["number"] for row in flooded.complaints()]
    flood.forget(flooded.desk, now=flooded.now)
    assert code in flooded.alarms()
    flood.forget(flooded.desk, now=flooded.now + HOUR)
    assert code not in flooded.alarms()


def test_many_chats_at_once_are_each_told_their_own_number(street: Street) -> None:
    chats = [f"62817{place:06d}@c.us" for place in range(60)]
    for chat in chats:
        street.writes(LAMP, chat_id=chat)
    numbers = [row["number"] for row in street.complaints()]
    assert len(set(numbers)) == len(chats)
    told = ["".join(street.replies(chat)) for chat in chats]
    assert all(number in reply for number, reply in zip(numbers, told, strict=True))


def test_cek_is_answered_ten_times_an_hour(street: Street) -> None:
    street.writes(LAMP)
    street.replies()
    for _ in range(50):
        street.writes("CEK")
    assert len(street.replies()) == 10


def test_a_story_in_huge_pieces_stops_growing_and_the_pieces_are_kept(street: Street) -> None:
    for place in range(6):
        street.writes(f"{place} " + "panjang sekali " * 1_000)
    assert len(street.complaint()["body"]) < details.LONGEST_STORY + 16_000
    assert len(street.kept()) == 6


def test_a_form_that_is_sent_twice_is_carried_out_once(street: Street) -> None:
    admin: Actor = person(street.desk, "Admin Kota")
    street.writes(LAMP)
    row = street.complaint()
    values = {Field.AGENCY: "Dinhub", Field.KIND: "Teknis"}

    def press() -> None:
        act(street.desk, admin, row["number"], "Teruskan ke OPD", values=values, now=street.now,
            expected_version=row["version"])  # fmt: skip

    press()
    with pytest.raises(DeskError):
        press()
    assert street.events().count("Teruskan ke OPD") == 1
