"""What the worker's timers tell the staff."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from desk.context import Desk
from desk.recording import open_complaint
from desk.schema import messages
from tests.conftest import SITI
from workers.digest import tell_leaders
from workers.reminders import remind


def test_a_round_that_tells_somebody_rouses_the_senders(small_desk: Desk, now: datetime) -> None:
    with small_desk.journal.write() as connection:
        open_complaint(connection, small_desk, {"chat_id": SITI, "body": "Lampu mati"}, now=now)
    assert not remind(small_desk, now=now + timedelta(minutes=10))
    assert remind(small_desk, now=now + timedelta(minutes=31))
    assert tell_leaders(small_desk, now=now + timedelta(minutes=31))
    with small_desk.journal.read() as connection:
        found = set(connection.execute(select(messages.c.template)).scalars())
    assert found == {"pengingat_petugas", "ringkasan_pimpinan"}
    assert not remind(small_desk, now=now + timedelta(minutes=32))
    assert not tell_leaders(small_desk, now=now + timedelta(minutes=32))
