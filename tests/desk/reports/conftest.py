"""October's complaints at the desk of Pekalongan, and November's first working day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from desk import recording
from desk.acting import act
from desk.actors import Actor
from desk.context import Desk
from desk.journal import Journal
from desk.media import Upload
from desk.reports import workflow
from desk.reports.records import Report
from sop.model import Field
from tests.conftest import JAKARTA, open_desk
from tests.desk.prints.papers import photo

OCTOBER = date(2026, 10, 1)
MONTH = "2026-10"
#: A Monday.
FIRST_DAY = datetime(2026, 11, 2, 9, 0, tzinfo=JAKARTA)
LATER = FIRST_DAY + timedelta(hours=1)
Open = Callable[..., str]
Finish = Callable[[str], str]


def saved(desk: Desk, who: Actor, month: str, *, now: datetime = LATER, **words: str) -> Report:
    """By somebody who found the fields empty."""
    return workflow.save(desk, who, month, typed=words, before=dict.fromkeys(words, ""), now=now)


def in_october(day: int, hour: int = 9) -> datetime:
    return datetime(2026, 10, day, hour, tzinfo=JAKARTA)


@pytest.fixture
def desk(sqlite_journal: Journal, tmp_path: Path) -> Desk:
    return open_desk(sqlite_journal, tmp_path, FIRST_DAY)


@pytest.fixture
def opened(desk: Desk) -> Open:
    """opened(day, category=…): a complaint of October; returns its number."""

    def made(day: int = 5, **fields: object) -> str:
        row = {"name": "Siti Aminah", "body": "Lampu mati di rumah Siti", "phone": "6281234567890"}
        with desk.journal.write() as connection:
            kept = recording.open_complaint(connection, desk, row | fields, now=in_october(day))
        return str(kept["number"])

    return made


@pytest.fixture
def finished(desk: Desk, admin: Actor, agency_admin: Actor) -> Finish:
    """finished(number): done by Dinhub with a photo, told and closed; returns the number."""

    def made(number: str) -> str:
        act(desk, admin, number, "Teruskan ke OPD", values={Field.AGENCY: "Dinhub"},
            now=in_october(8, 10))  # fmt: skip
        act(desk, agency_admin, number, "Terima dan Teruskan ke Tim OPD", now=in_october(8, 11))
        act(desk, agency_admin, number, "Selesai Ditindaklanjuti",
            values={Field.FOLLOW_UP: "Lampu diganti"}, photos=[Upload("a.jpg", photo())],
            now=in_october(9))  # fmt: skip
        reason = {Field.REASON: "Bukti diperiksa: lampu yang sama"}
        act(desk, admin, number, "Kirim Hasil", values=reason, now=in_october(10))
        act(desk, admin, number, "Selesai", now=in_october(11))
        return number

    return made


@pytest.fixture
def answered(desk: Desk, admin: Actor, opened: Open) -> str:
    """One that was answered the day after."""
    number = opened(5, category="Kesehatan", channel="WhatsApp")
    values = {Field.ANSWER: "Sudah", Field.KIND: "Umum"}
    act(desk, admin, number, "Jawab Langsung", values=values, now=in_october(6))
    return number


@pytest.fixture
def draft(desk: Desk, answered: str, opened: Open) -> str:
    """The draft of October's report: one answered, one still open."""
    opened(20, category="Sampah dan Kebersihan", channel="Telepon")
    assert workflow.draft(desk, OCTOBER, now=FIRST_DAY)
    return MONTH


@pytest.fixture
def agreed(desk: Desk, admin: Actor, city_team: Actor, draft: str) -> str:
    workflow.send(desk, admin, draft, now=FIRST_DAY)
    workflow.agree(desk, city_team, draft, now=FIRST_DAY)
    return draft


@pytest.fixture
def published(desk: Desk, admin: Actor, agreed: str) -> str:
    workflow.publish(desk, admin, agreed, now=FIRST_DAY)
    return agreed
