"""A complaint that waits: one reminder after half of its days, then it is closed."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import RowMapping, select

from desk.context import Desk
from desk.recording import open_complaint
from desk.schema import events, messages
from tests.conftest import SITI
from tests.workers.rows import change, complaint
from workers.completing import look_after
from workers.timers import finish_quiet_ones

DAY = timedelta(days=1)


@pytest.fixture
def number(small_desk: Desk, now: datetime) -> str:
    """A complaint whose citizen was asked for an address this moment."""
    siti = {"gateway": "green_api", "chat_id": SITI, "channel": "WhatsApp", "body": "Lampu mati"}
    with small_desk.journal.write() as connection:
        row = open_complaint(connection, small_desk, siti, now=now)
    waiting = {"state": small_desk.sop.waiting_state, "reason": "alamat", "state_since": now}
    change(small_desk, **waiting, clock_from=None, due_at=None)
    return str(row["number"])


def sent(desk: Desk) -> list[RowMapping]:
    with desk.journal.read() as connection:
        query = select(messages).order_by(messages.c.id)
        return list(connection.execute(query).mappings())


def happened(desk: Desk) -> list[str]:
    with desk.journal.read() as connection:
        return list(connection.execute(select(events.c.action).order_by(events.c.id)).scalars())


def test_before_half_of_the_days_nothing_happens(
    small_desk: Desk, number: str, now: datetime
) -> None:
    assert not look_after(small_desk, now=now + 4 * DAY)
    assert sent(small_desk) == []


def test_after_half_of_the_days_one_reminder_leaves(
    small_desk: Desk, number: str, now: datetime
) -> None:
    for days in (7, 8, 9):
        look_after(small_desk, now=now + days * DAY)
    (reminder,) = sent(small_desk)
    text = reminder["body"].partition("\n")[2]
    assert text.startswith("Kami masih menunggu kelengkapan aduan ini:\n- alamat\n")
    assert "paling lambat Kam, 3 Des 2026 pukul 09.00 WIB" in text
    assert happened(small_desk)[1:] == ["Pengingat Kelengkapan"]


def test_after_all_of_them_it_is_closed_and_told(
    small_desk: Desk, number: str, now: datetime
) -> None:
    look_after(small_desk, now=now + 7 * DAY)
    look_after(small_desk, now=now + 10 * DAY)
    row = complaint(small_desk)
    assert (row["state"], row["close_reason"]) == ("Ditutup", "Tidak Lengkap")
    text = sent(small_desk)[-1]["body"]
    assert "sampai Kam, 3 Des 2026 pukul 09.00 WIB kelengkapan berikut belum kami terima" in text
    assert "- alamat" in text
    assert happened(small_desk)[-1] == "Tutup Tidak Lengkap"


@pytest.mark.parametrize("days", [7, 11])
def test_nobody_is_written_to_at_night(
    small_desk: Desk, number: str, now: datetime, days: int
) -> None:
    look_after(small_desk, now=(now + days * DAY).replace(hour=22))
    assert sent(small_desk) == []
    assert complaint(small_desk)["state"] == "Menunggu Pelapor"


def test_who_is_not_on_whatsapp_is_not_written_to_but_the_days_count(
    small_desk: Desk, number: str, now: datetime
) -> None:
    change(small_desk, chat_id="", channel="Datang Langsung")
    look_after(small_desk, now=now + 7 * DAY)
    look_after(small_desk, now=now + 10 * DAY)
    assert sent(small_desk) == []
    assert complaint(small_desk)["state"] == "Ditutup"


def test_what_has_gone_on_meanwhile_is_left_alone(
    small_desk: Desk, number: str, now: datetime
) -> None:
    change(small_desk, state="Baru")
    look_after(small_desk, now=now + 20 * DAY)
    assert sent(small_desk) == []


def test_the_days_without_objection_are_not_those_of_waiting(
    small_desk: Desk, number: str, now: datetime
) -> None:
    change(small_desk, state_since=now - 12 * DAY)
    finish_quiet_ones(small_desk, now=now)
    assert complaint(small_desk)["state"] == "Menunggu Pelapor"
