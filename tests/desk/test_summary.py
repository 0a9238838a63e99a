"""The leaders' daily summary: when it leaves, once, to whom, with which figures."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from desk import summary
from desk.actors import citizen
from desk.context import Desk
from desk.events import add
from desk.journal import Journal
from desk.recording import open_complaint
from desk.reference import accept
from desk.schema import complaints, messages
from desk.seeds import reference_rows
from sop import SOPS
from tests.conftest import MONDAY, open_desk

OPENING = MONDAY.replace(hour=7, minute=30)
FRIDAY = OPENING - timedelta(days=3)
LEADER = {"wadul_aladin": "Pimpinan", "wani_bares": "Bupati"}


@pytest.fixture(params=SOPS)
def own_desk(request: pytest.FixtureRequest, journal: Journal, tmp_path: Path) -> Desk:
    return open_desk(journal, tmp_path, FRIDAY, procedure=request.param)


@pytest.fixture
def small(sqlite_journal: Journal, tmp_path: Path) -> Desk:
    return open_desk(sqlite_journal, tmp_path, FRIDAY)


def received(desk: Desk, at: datetime, **columns: Any) -> str:
    with desk.journal.write() as connection:
        row = {"chat_id": "62800@c.us", "name": "Siti", "body": "Lampu mati", "received_at": at}
        number = str(open_complaint(connection, desk, row, now=at)["number"])
        if columns:
            here = complaints.c.number == number
            connection.execute(update(complaints).where(here).values(**columns))
    return number


def told(desk: Desk) -> list[Any]:
    query = select(messages).where(messages.c.template == summary.TEMPLATE)
    with desk.journal.read() as connection:
        return list(connection.execute(query.order_by(messages.c.id)).mappings())


def test_on_monday_leaders_hear_of_everything_since_friday(own_desk: Desk) -> None:
    old = received(own_desk, FRIDAY - timedelta(days=9), category="Pohon dan Taman")
    received(own_desk, FRIDAY + timedelta(hours=2))
    received(own_desk, FRIDAY + timedelta(days=1), state="Ditutup", close_reason="Spam",
             closed_at=FRIDAY + timedelta(days=1, hours=1), due_at=None)  # fmt: skip
    received(own_desk, FRIDAY - timedelta(days=5), state="Selesai", close_reason="Ditindaklanjuti",
             closed_at=FRIDAY + timedelta(days=2), due_at=None)  # fmt: skip
    assert summary.send(own_desk, now=OPENING) == 1
    (message,) = told(own_desk)
    assert "Ringkasan 20 November 2026 sampai 22 November 2026:" in message["body"]
    for line in ("Masuk: 2", "Tuntas: 1", "Ditutup dengan alasan lain: 1", "Masih berjalan: 2"):
        assert line in message["body"]
    assert f"Paling lama menunggu: {old} sejak 11 November 2026" in message["body"]
    assert message["body"].endswith("http://127.0.0.1:8501/dasbor")
    leader = next(
        one for one in own_desk.reference().staff if LEADER[own_desk.sop.key] in one.roles
    )
    assert message["chat_id"] == f"{leader.phone}@c.us"


def test_it_leaves_once_a_day_also_after_a_restart(small: Desk) -> None:
    received(small, FRIDAY)
    assert [summary.send(small, now=OPENING + timedelta(minutes=wait)) for wait in (0, 1, 300)] == [
        1, 0, 0,
    ]  # fmt: skip
    assert summary.send(small, now=OPENING + timedelta(days=1)) == 1
    assert "Ringkasan 23 November 2026:" in told(small)[1]["body"]


@pytest.mark.parametrize(
    "now",
    [OPENING - timedelta(minutes=1), OPENING - timedelta(days=1), OPENING + timedelta(hours=12)],
)
def test_nobody_is_told_at_night_or_on_a_sunday(small: Desk, now: datetime) -> None:
    received(small, FRIDAY - timedelta(days=1))
    assert summary.send(small, now=now) == 0


def test_a_worker_that_was_late_tells_it_when_it_is_back(small: Desk) -> None:
    received(small, FRIDAY)
    assert summary.send(small, now=OPENING + timedelta(hours=3)) == 1


def test_a_desk_with_nothing_to_tell_says_nothing_that_day(small: Desk) -> None:
    assert summary.send(small, now=OPENING) == 0
    received(small, OPENING + timedelta(minutes=5))
    assert summary.send(small, now=OPENING + timedelta(hours=1)) == 0
    assert summary.send(small, now=OPENING + timedelta(days=1)) == 1


def test_a_city_may_switch_it_off(small: Desk) -> None:
    received(small, FRIDAY)
    rows = reference_rows(small.sop, staff=True)["Pengaturan"]
    rows = [{**r, "Nilai": "Tidak"} if r["Kunci"] == "Ringkasan Pimpinan" else r for r in rows]
    with small.journal.write() as connection:
        assert accept(connection, small.sop, "Pengaturan", rows, now=FRIDAY) == []
    assert summary.send(small, now=OPENING) == 0


def test_low_ratings_reach_the_leaders_as_the_citizen_was_told(small: Desk) -> None:
    number = received(small, FRIDAY)
    with small.journal.write() as connection:
        for score in (1, 2, 3):
            add(connection, number=number, action=summary.RATED, actor=citizen(small.sop),
                now=FRIDAY + timedelta(hours=4), data={"rating": score})  # fmt: skip
    summary.send(small, now=OPENING)
    assert "Penilaian 1-2 dari warga: 2" in told(small)[0]["body"]


def test_it_names_nobody_and_of_a_confidential_one_the_number_alone(small: Desk) -> None:
    received(small, FRIDAY, confidential=True, category="Pelayanan Aparatur dan Pungli")
    summary.send(small, now=OPENING)
    body = told(small)[0]["body"]
    assert "Siti" not in body and "Lampu" not in body and "Pungli" not in body


def test_after_a_rebuild_it_does_not_leave_again(small: Desk) -> None:
    received(small, FRIDAY)
    with small.journal.write() as connection:
        summary.hold(connection, small, now=OPENING)
    assert summary.send(small, now=OPENING + timedelta(minutes=1)) == 0
