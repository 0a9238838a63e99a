"""Admins who work by WhatsApp are told of each new complaint."""

from __future__ import annotations

from datetime import datetime

import pytest

from desk import newcomers
from desk.context import Desk
from desk.reference import accept
from desk.schema import messages
from desk.seeds import reference_rows
from tests.conftest import SITI
from tests.desk.writing import LAMP, Street


def prefer(desk: Desk, value: str, now: datetime) -> None:
    key = "Kabari Aduan Baru"
    rows = reference_rows(desk.sop, staff=True)["Pengaturan"]
    rows = [{**row, "Nilai": value} if row["Kunci"] == key else row for row in rows]
    with desk.journal.write() as connection:
        assert not accept(connection, desk.sop, "Pengaturan", rows, now=now)


@pytest.fixture
def told(street: Street) -> Street:
    prefer(street.desk, "Ya", street.now)
    return street


def letters(street: Street) -> list[str]:
    rows = street.rows(messages, messages.c.template == newcomers.TO_ADMINS.template)
    return [row["body"] for row in rows]


def test_a_new_complaint_is_told_with_what_can_be_answered(told: Street) -> None:
    told.writes(LAMP)
    (letter,) = letters(told)
    number = told.complaint()["number"]
    assert letter.startswith(f"[Wadul Aladin] *ADUAN BARU {number}*")
    assert "*teruskan <OPD>*" in letter and "*minta*" in letter and "Kurang: " in letter


def test_the_citizens_number_and_name_stand_in_none(told: Street) -> None:
    told.writes(f"Nama: Siti Aminah\n{LAMP}, hubungi 081234567890")
    (letter,) = letters(told)
    assert SITI[:13] not in letter and "081234567890" not in letter and "Aminah" not in letter


def test_what_is_added_to_the_same_story_is_not_told_again(told: Street) -> None:
    told.writes(LAMP)
    told.writes("Sudah sejak hari Senin")
    assert len(letters(told)) == 1


def test_by_itself_nobody_is_told(street: Street) -> None:
    street.writes(LAMP)
    assert letters(street) == []


def test_in_a_flood_the_rest_waits_for_the_reminder(told: Street) -> None:
    for house in range(newcomers.MOST + 3):
        told.writes(LAMP, chat_id=f"62811{house:08}@c.us", phone=f"62811{house:08}")
    assert len(letters(told)) == newcomers.MOST


def test_an_emergency_is_told_as_one(told: Street) -> None:
    told.writes("Tolong ada kebakaran di Jl. Mawar!")
    assert letters(told) == []
