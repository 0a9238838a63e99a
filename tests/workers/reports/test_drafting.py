"""The draft of last month's report: on the first working day, once."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from desk import recording
from desk.context import Desk
from desk.journal import Journal
from desk.old_records import OldRecord, take_in
from desk.reports import records
from tests.conftest import JAKARTA, open_desk
from workers.reports import drafting

#: 1 November 2026 is a Sunday.
SUNDAY = datetime(2026, 11, 1, 9, 0, tzinfo=JAKARTA)
MONDAY_NIGHT = datetime(2026, 11, 2, 6, 0, tzinfo=JAKARTA)
MONDAY = datetime(2026, 11, 2, 9, 0, tzinfo=JAKARTA)


@pytest.fixture
def desk(sqlite_journal: Journal, tmp_path: Path) -> Desk:
    return open_desk(sqlite_journal, tmp_path, SUNDAY)


@pytest.fixture
def october(desk: Desk) -> None:
    received = datetime(2026, 10, 5, 9, tzinfo=JAKARTA)
    with desk.journal.write() as connection:
        recording.open_complaint(connection, desk, {"body": "Lampu mati"}, now=received)


def months(desk: Desk) -> list[str]:
    with desk.journal.read() as connection:
        return [report.month for report in records.listed(connection)]


def test_it_waits_for_the_first_minute_of_service(desk: Desk, october: None) -> None:
    assert not drafting.draft(desk, now=SUNDAY)
    assert not drafting.draft(desk, now=MONDAY_NIGHT)
    assert drafting.draft(desk, now=MONDAY)
    assert months(desk) == ["2026-10"]


def test_it_comes_once_also_when_the_worker_starts_again(desk: Desk, october: None) -> None:
    assert drafting.draft(desk, now=MONDAY)
    assert not drafting.draft(desk, now=MONDAY + timedelta(days=3))


def test_it_comes_late_when_the_worker_was_down(desk: Desk, october: None) -> None:
    assert drafting.draft(desk, now=MONDAY + timedelta(days=20))
    assert months(desk) == ["2026-10"]


def test_a_new_desk_has_nothing_to_report(desk: Desk) -> None:
    assert not drafting.draft(desk, now=MONDAY)


def test_old_registers_alone_are_no_month_s_work(desk: Desk) -> None:
    received = datetime(2026, 10, 5, 9, tzinfo=JAKARTA)
    with desk.journal.write() as connection:
        old = OldRecord(body="Lampu mati", received_at=received, state="Baru")
        take_in(connection, desk, old, now=SUNDAY)
    assert not drafting.draft(desk, now=MONDAY)
