"""What the figures keep of an answer: the same question later, another one in between."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from desk.actors import Actor
from desk.context import Desk
from desk.figures import Filters, Months, ask, compliance, volumes
from desk.figures.asked import MOST_QUESTIONS
from desk.recording import open_complaint
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
