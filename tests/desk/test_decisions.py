"""What only an admin ends: noted with who and when, and never twice."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from desk import conditions, decisions, inbox, outbox, oversight, reading
from desk.actors import Actor
from desk.context import Desk
from desk.problems import DeskError, NotFound, Refused
from desk.recording import open_complaint
from desk.reference import accept
from desk.schema import inbox as inbox_table
from desk.seeds import reference_rows
from tests.conftest import SITI

PRIVACY = "data_pribadi_0190abc"


@pytest.fixture
def number(desk: Desk, now: datetime) -> str:
    fields = {"gateway": "green_api", "chat_id": SITI, "body": "Lampu mati"}
    with desk.journal.write() as connection:
        return str(open_complaint(connection, desk, fields, now=now)["number"])


@pytest.fixture
def alarm(desk: Desk, number: str, now: datetime) -> str:
    """A citizen asked to have their data erased."""
    with desk.journal.write() as connection:
        text = f"HAPUS DATA: pelapor meminta ini (No. Aduan {number})."
        conditions.alarm(connection, PRIVACY, text, now=now)
    return PRIVACY


@pytest.fixture
def parked(desk: Desk, now: datetime) -> int:
    """A notification that nobody could read."""
    inbox.receive(desk, gateway="green_api", key="1", raw={}, news=None, now=now)
    for _ in range(inbox.MAX_TRIES - 1):
        inbox.retry(desk, lambda raw: raw["nothing"], now=now)
    with desk.journal.read() as connection:
        return int(connection.execute(select(inbox_table.c.id)).scalar_one())


def codes(desk: Desk, now: datetime) -> set[str]:
    return {alarm.code for alarm in conditions.standing(desk, now=now)} - {"worker_off"}


def test_an_alarm_ends_with_a_note_of_who_and_when(
    desk: Desk, admin: Actor, alarm: str, number: str, now: datetime
) -> None:
    decisions.settle(desk, admin, alarm, now=now)
    assert codes(desk, now) == set()
    (line,) = decisions.lately(desk)
    assert (line.by, line.at) == (admin.name, now)
    assert number in line.what
    assert reading.history(desk, admin, number)[-1].action == decisions.HANDLED


def test_it_ends_once(desk: Desk, admin: Actor, alarm: str, now: datetime) -> None:
    decisions.settle(desk, admin, alarm, now=now)
    with pytest.raises(NotFound):
        decisions.settle(desk, admin, alarm, now=now)
    assert len(decisions.lately(desk)) == 1


@pytest.mark.parametrize("who", ["city_team", "agency_admin", "leader"])
def test_nobody_but_an_admin_decides(
    desk: Desk,
    who: str,
    alarm: str,
    parked: int,
    now: datetime,
    request: pytest.FixtureRequest,
) -> None:
    other = request.getfixturevalue(who)
    with pytest.raises(Refused):
        decisions.settle(desk, other, alarm, now=now)
    for decision in (decisions.retry, decisions.dismiss):
        with pytest.raises(Refused):
            decision(desk, other, parked, now=now)
    assert codes(desk, now) == {alarm, inbox.ALARM}


def test_an_admin_who_was_removed_decides_nothing(
    desk: Desk, admin: Actor, alarm: str, now: datetime
) -> None:
    rows = reference_rows(desk.sop, staff=True)["Petugas"]
    left = [row for row in rows if row["Email"] != admin.id]
    with desk.journal.write() as connection:
        accept(connection, desk.sop, "Petugas", left, now=now)
    with pytest.raises(DeskError):
        decisions.settle(desk, admin, alarm, now=now)


def test_an_alarm_that_ends_by_itself_is_not_ended_by_hand(
    desk: Desk, admin: Actor, parked: int, now: datetime
) -> None:
    with pytest.raises(Refused, match="hilang sendiri"):
        decisions.settle(desk, admin, inbox.ALARM, now=now)


@pytest.mark.parametrize(
    ("decision", "state"), [(decisions.retry, "new"), (decisions.dismiss, "done")]
)
def test_a_parked_message_is_decided_once(
    desk: Desk, admin: Actor, parked: int, now: datetime, decision: object, state: str
) -> None:
    assert callable(decision)
    decision(desk, admin, parked, now=now)
    with desk.journal.read() as connection:
        assert connection.execute(select(inbox_table.c.state)).scalar_one() == state
    assert oversight.parked(desk) == 0
    assert codes(desk, now) == set()
    with pytest.raises(NotFound):
        decision(desk, admin, parked, now=now)


def test_the_log_shows_the_newest_first(desk: Desk, admin: Actor, now: datetime) -> None:
    for minutes in range(decisions.SHOWN + 2):
        at = now + timedelta(minutes=minutes)
        with desk.journal.write() as connection:
            conditions.alarm(connection, PRIVACY, f"yang ke-{minutes}", now=at)
        decisions.settle(desk, admin, PRIVACY, now=at)
    found = [line.what for line in decisions.lately(desk)]
    assert found[0] == "yang ke-11"
    assert len(found) == decisions.SHOWN


def test_an_agency_does_not_say_whether_a_message_was_sent(
    desk: Desk, number: str, agency_admin: Actor, now: datetime
) -> None:
    with desk.journal.write() as connection:
        message = outbox.queue(
            connection,
            now=now,
            chat_id=SITI,
            gateway="green_api",
            body="Sedang kami periksa.",
            purpose="answer",
            number=number,
        )
    outbox.claim(desk, now=now)
    outbox.note(desk, [outbox.Outcome(message, error="timeout", uncertain=True)], now=now)
    with pytest.raises(Refused, match="petugas kota"):
        decisions.was_sent(desk, agency_admin, message, sent=False, now=now)
