"""Buku Pesan counts the messages of the complaints that the figures count, beside those of none."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import product

import pytest
from sqlalchemy import insert

from desk import recording
from desk.actors import Actor
from desk.context import Desk
from desk.figures import Filters, Months, monthly
from desk.schema import inbox, messages
from sop.summary import Ledger
from tests.conftest import JAKARTA

OCTOBER = Months(date(2026, 10, 1), date(2026, 10, 1))
THEN = datetime(2026, 10, 7, 9, 0, tzinfo=JAKARTA)
NOW = datetime(2026, 11, 2, 9, 0, tzinfo=JAKARTA)


def complained(desk: Desk, *, example: bool) -> str:
    fields = {"gateway": "green_api", "chat_id": "6281@c.us", "body": "Lampu", "example": example}
    with desk.journal.write() as connection:
        return str(recording.open_complaint(connection, desk, fields, now=THEN)["number"])


def wrote(desk: Desk, number: str | None, *, times: int) -> None:
    """So many messages in, each with one that was sent and one that failed."""
    rows = [
        {
            "id": f"{number}-{place}-{state}",
            "at": THEN + timedelta(minutes=place),
            "number": number,
            "direction": direction,
            "state": state,
            "purpose": "receipt" if state == "read" else "",
        }
        for place, (direction, state) in product(
            range(times), (("in", "received"), ("out", "read"), ("out", "failed"))
        )
    ]
    with desk.journal.write() as connection:
        connection.execute(insert(messages), rows)


@pytest.fixture
def mixed(desk: Desk) -> Desk:
    """One message of a real complaint, two of an example, four of none; one that nobody read."""
    wrote(desk, complained(desk, example=False), times=1)
    wrote(desk, complained(desk, example=True), times=2)
    wrote(desk, None, times=4)
    row = {"gateway": "green_api", "key": "1", "received_at": THEN, "raw": {}, "state": "parked"}
    with desk.journal.write() as connection:
        connection.execute(insert(inbox), row)
    return desk


def ledger(desk: Desk, who: Actor, *, examples: bool) -> Ledger:
    filters = Filters(examples=examples)
    found = monthly.summary(desk, who, OCTOBER, now=NOW, filters=filters).ledger
    assert found is not None
    return found


@pytest.mark.parametrize(("examples", "of_complaints"), [(False, 1), (True, 3)])
def test_messages_of_examples_count_where_the_examples_do(
    mixed: Desk, leader: Actor, examples: bool, of_complaints: int
) -> None:
    found = ledger(mixed, leader, examples=examples)
    assert (found.recorded, found.apart, found.parked) == (of_complaints, 4, 1)
    assert found.received == of_complaints + 5
    assert (found.sent, found.failed) == (of_complaints + 4, of_complaints + 4)
    assert found.queued == 2 * (of_complaints + 4)
    assert found.complaints == found.replied == 1 + examples


def test_where_all_are_examples_their_messages_count(desk: Desk, leader: Actor) -> None:
    wrote(desk, complained(desk, example=True), times=2)
    assert ledger(desk, leader, examples=True).recorded == 2
    assert ledger(desk, leader, examples=False).recorded == 0
