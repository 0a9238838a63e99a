"""How the history is read, and what is kept of an answer: later, with another one in between."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from weakref import WeakKeyDictionary

import numpy as np
import pytest
from sqlalchemy import insert, select, text

from desk.acting import act
from desk.actors import Actor
from desk.context import Desk
from desk.figures import Filters, Months, ask, columns, compliance, kept, volumes
from desk.figures.asked import MOST_QUESTIONS
from desk.recording import open_complaint
from desk.schema import complaints, events
from sop.model import Field
from tests.conftest import SITI

NOVEMBER = Months(date(2026, 11, 1), date(2026, 11, 1))


def opened(desk: Desk, now: datetime, category: str = "") -> None:
    fields = {"gateway": "green_api", "chat_id": SITI, "body": "Lampu", "category": category}
    with desk.journal.write() as connection:
        open_complaint(connection, desk, fields, now=now)


def test_what_is_overdue_is_counted_at_the_moment_of_asking(
    desk: Desk, leader: Actor, now: datetime
) -> None:
    opened(desk, now)
    early, late = (
        ask(desk, leader, NOVEMBER, now=now + timedelta(hours=hours)) for hours in (0, 9)
    )
    assert early.record is late.record
    for asked, overdue in ((early, 0), (late, 1), (early, 0)):
        assert compliance.total(asked).overdue == overdue
        assert sum(kept.overdue for kept in compliance.by_step(asked).values()) == overdue


def test_a_question_is_not_given_the_answer_to_another(
    desk: Desk, leader: Actor, agency_admin: Actor, now: datetime
) -> None:
    for category in ("Kesehatan", ""):
        opened(desk, now, category)
    asked = [
        ask(desk, leader, NOVEMBER, now=now),
        ask(desk, leader, NOVEMBER, now=now, filters=Filters(category="Kesehatan")),
        ask(desk, agency_admin, NOVEMBER, now=now),
        ask(desk, leader, Months(date(2026, 10, 1), date(2026, 10, 1)), now=now),
    ]
    for _ in range(2):
        assert [volumes.months(each)[0].received for each in asked] == [2, 1, 0, 0]


def test_only_the_answers_to_a_few_questions_are_kept(
    desk: Desk, leader: Actor, now: datetime
) -> None:
    opened(desk, now)
    for number in range(2 * MOST_QUESTIONS):
        asked = ask(desk, leader, NOVEMBER, now=now, filters=Filters(category=str(number)))
        volumes.months(asked)
    assert 0 < len(asked.record.answers) <= MOST_QUESTIONS + 1


def test_history_read_in_parts_is_the_same(
    desk: Desk, leader: Actor, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    for category in ("Kesehatan", "", "Kesehatan", "Lainnya"):
        opened(desk, now, category)
    whole = ask(desk, leader, NOVEMBER, now=now)
    monkeypatch.setattr(columns, "AT_ONCE", 3)
    monkeypatch.setattr(kept, "_kept", WeakKeyDictionary())
    parts = ask(desk, leader, NOVEMBER, now=now)
    assert parts.record is not whole.record
    assert parts.record.numbers == whole.record.numbers
    assert volumes.months(parts) == volumes.months(whole)
    assert compliance.by_step(parts) == compliance.by_step(whole)


def test_signs_that_part_the_words_do_no_harm_in_them(
    desk: Desk, leader: Actor, now: datetime
) -> None:
    for category in (f"A{columns.ROW}B", f"C{columns.SEPARATOR}D"):
        opened(desk, now, category)
    found = volumes.received_by(ask(desk, leader, NOVEMBER, now=now), "category")
    assert found == {"AB": 1, "C": 1}


def test_minutes_are_kept_to_the_microsecond(desk: Desk, leader: Actor, now: datetime) -> None:
    opened(desk, now)
    minutes = [1 / 3, 2.5, 0.0, 123456.789]
    with desk.journal.write() as connection:
        number = connection.scalar(select(complaints.c.number))
        common: dict[str, object] = {"number": number, "at": now, "step": "A5", "data": {}}
        rows = [common | {"id": f"z{n}", "minutes": took} for n, took in enumerate(minutes)]
        connection.execute(insert(events), [*rows, common | {"id": "z9", "minutes": None}])
    record = ask(desk, leader, NOVEMBER, now=now).record
    found = record.steps.minutes[record.steps.step == record.code("A5")]
    assert sorted(found[~np.isnan(found)]) == pytest.approx(sorted(minutes), abs=1e-8)
    assert np.isnan(found).sum() == 1


def test_a_sealed_complaint_keeps_its_reason(
    desk: Desk, admin: Actor, leader: Actor, now: datetime
) -> None:
    with desk.journal.write() as connection:
        fields = {"gateway": "green_api", "chat_id": SITI, "body": "Pungli", "confidential": True}
        number = str(open_complaint(connection, desk, fields, now=now)["number"])
    act(desk, admin, number, "Tutup", values={Field.CLOSE_REASON: "Spam"}, now=now)
    with desk.journal.read() as connection:
        assert "Spam" not in str(connection.execute(text("select data from events")).all())
    assert volumes.total(ask(desk, leader, NOVEMBER, now=now)).closed == {"Spam": 1}
