"""Data Lama: taken in as it stands, without a clock, without a message, counted apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from desk import listing, old_records, recording
from desk.acting import act
from desk.actors import Actor
from desk.context import Desk
from desk.editing import edit
from desk.figures import Filters, Months, ask, compliance, listed, volumes
from desk.figures.old import OldData, old_data
from desk.old_records import OldRecord
from desk.problems import Refused
from desk.schema import messages
from desk.views import View
from sop.model import Field
from tests.conftest import JAKARTA
from tests.desk.writing import Street
from workers.timers import finish_quiet_ones

MARCH = Months(date(2024, 3, 1), date(2024, 3, 1))
THEN = datetime(2024, 3, 4, 10, 30, tzinfo=JAKARTA)
RECORD = OldRecord(
    body="Jalan berlubang di Jl. Mawar",
    received_at=THEN,
    state="Selesai",
    closed_at=THEN + timedelta(days=3),
    close_reason="Ditindaklanjuti",
    digest="a",
)


def take(desk: Desk, now: datetime, **fields: Any) -> dict[str, Any]:
    with desk.journal.write() as connection:
        number = old_records.take_in(connection, desk, replace(RECORD, **fields), now=now)
        return recording.find(connection, number)


def sent(desk: Desk) -> int:
    with desk.journal.read() as connection:
        return int(connection.execute(select(func.count()).select_from(messages)).scalar_one())


def test_a_record_gets_a_number_of_its_own_year(desk: Desk, now: datetime) -> None:
    row = take(desk, now, number="12/2024", internal_note="Kanal: Surat")
    assert (row["number"], row["channel"]) == ("ALADIN-2024-00001", "Data Lama")
    assert row["internal_note"] == "No. lama: 12/2024\nKanal: Surat"
    assert row["received_at"] == THEN and row["clock_from"] is None and row["due_at"] is None
    assert sent(desk) == 0


def test_a_number_of_ours_is_kept_and_the_next_ones_come_after_it(
    desk: Desk, now: datetime
) -> None:
    assert take(desk, now, number="aladin-2024-42")["number"] == "ALADIN-2024-00042"
    assert take(desk, now)["number"] == "ALADIN-2024-00043"
    again = take(desk, now, number="ALADIN-2024-00042")
    assert again["number"] == "ALADIN-2024-00044"
    assert again["internal_note"] == "No. lama: ALADIN-2024-00042"


@pytest.mark.parametrize("number", ["ALADIN-2023-00007", "ALADIN-2024-1234567", "LAPOR-2024-1"])
def test_a_number_of_another_series_is_only_noted(desk: Desk, now: datetime, number: str) -> None:
    row = take(desk, now, number=number)
    assert row["number"] == "ALADIN-2024-00001" and number in row["internal_note"]


def test_numbers_of_this_year_never_collide_with_new_complaints(desk: Desk, now: datetime) -> None:
    this_year = datetime(now.year, 1, 5, tzinfo=JAKARTA)
    take(desk, now, received_at=this_year, closed_at=None, number=f"ALADIN-{now.year}-00009")
    with desk.journal.write() as connection:
        fresh = recording.open_complaint(connection, desk, {"body": "Got mampet"}, now=now)
    assert fresh["number"] == f"ALADIN-{now.year}-00010"


def test_what_brings_its_number_along_is_not_overtaken(desk: Desk, now: datetime) -> None:
    coming = replace(RECORD, number="ALADIN-2024-00001")
    with desk.journal.write() as connection:
        old_records.reserve(connection, desk, [RECORD, coming])
    assert take(desk, now)["number"] == "ALADIN-2024-00002"
    assert take(desk, now, number=coming.number)["number"] == "ALADIN-2024-00001"


@pytest.mark.parametrize(
    "fields",
    [{"body": " "}, {"received_at": datetime(2031, 1, 1, tzinfo=JAKARTA)}, {"body": "x" * 20_001}],
)
def test_a_record_that_makes_no_sense_is_refused(
    desk: Desk, now: datetime, fields: dict[str, Any]
) -> None:
    with pytest.raises(Refused):
        take(desk, now, **fields)


def test_what_was_taken_in_is_known_by_its_digest(desk: Desk, now: datetime) -> None:
    number = take(desk, now)["number"]
    with desk.journal.read() as connection:
        assert old_records.taken(connection, ["a", "b"]) == {"a": number}


def test_staff_act_on_an_open_one_without_a_clock_or_a_word_to_the_citizen(
    desk: Desk, admin: Actor, now: datetime
) -> None:
    row = take(desk, now, state="Baru", close_reason="", phone="6281234567890")
    values = {Field.ANSWER: "Sudah diperbaiki", Field.KIND: "Umum"}
    act(desk, admin, row["number"], "Jawab Langsung", values=values, now=now)
    with desk.journal.read() as connection:
        after = recording.find(connection, row["number"])
    assert (after["state"], after["clock_from"], sent(desk)) == ("Selesai", None, 0)


def test_an_old_one_at_the_agency_has_no_clock_either(
    desk: Desk, admin: Actor, now: datetime
) -> None:
    row = take(desk, now, state="Baru", close_reason="")
    act(desk, admin, row["number"], "Teruskan ke OPD", values={Field.AGENCY: "Dinhub"}, now=now)
    with desk.journal.read() as connection:
        after = recording.find(connection, row["number"])
    assert after["state"] == "Diteruskan ke OPD"
    assert (after["step"], after["clock_from"], after["due_at"]) == ("", None, None)


def test_time_closes_no_old_one_and_asks_nobody(desk: Desk, now: datetime) -> None:
    row = take(desk, now, state="Hasil Terkirim", close_reason="")
    finish_quiet_ones(desk, now=now + timedelta(days=60))
    with desk.journal.read() as connection:
        assert recording.find(connection, row["number"])["state"] == "Hasil Terkirim"
    assert sent(desk) == 0


def test_its_channel_stays_and_no_other_complaint_gets_it(
    desk: Desk, admin: Actor, now: datetime
) -> None:
    row = take(desk, now)
    with pytest.raises(Refused, match="Data Lama"):
        edit(desk, admin, row["number"], {"channel": "Surat"}, now=now)
    with desk.journal.write() as connection:
        fresh = recording.open_complaint(connection, desk, {"body": "Got mampet"}, now=now)
    with pytest.raises(Refused):
        edit(desk, admin, fresh["number"], {"channel": "Data Lama"}, now=now)


def test_figures_count_it_apart_and_the_books_balance(
    desk: Desk, admin: Actor, now: datetime
) -> None:
    take(desk, now)
    take(desk, now, state="Baru", closed_at=None, close_reason="")
    asked = ask(desk, admin, MARCH, now=now)
    (line,) = volumes.months(asked)
    assert (line.received, line.resolved, line.opening, line.open_at_end) == (0, 0, 0, 0)
    assert compliance.total(asked).measured == 0 and listed.open_now(asked) == 0
    assert old_data(desk, admin, MARCH, now=now, filters=Filters()) == OldData(2, 1)


def test_asked_for_by_its_channel_it_has_books_of_its_own(
    desk: Desk, admin: Actor, now: datetime
) -> None:
    take(desk, now)
    take(desk, now, state="Baru", closed_at=None, close_reason="")
    own = Filters(channel="Data Lama")
    (line,) = volumes.months(ask(desk, admin, MARCH, now=now, filters=own))
    assert (line.received, line.resolved, line.open_at_end) == (2, 1, 1)


def test_lists_and_search_find_it(desk: Desk, admin: Actor, now: datetime) -> None:
    row = take(desk, now)
    for text in ("berlubang mawar", row["number"], "2024-1"):
        page = listing.listed(desk, admin, View.ALL, now=now, filters=listing.Filters(text=text))
        assert [found["number"] for found in page.rows] == [row["number"]]


def test_a_stranger_asking_for_it_learns_nothing(desk: Desk, street: Street) -> None:
    number = take(desk, street.now, phone="6281234567890")["number"]
    street.writes(f"CEK {number}")
    (reply,) = street.replies()
    assert "tidak ditemukan" in reply and "berlubang" not in reply
