"""Every fault of the stand-ins, at every gateway: once on the phone, once in the journal."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import RowMapping, select

from desk import conditions, outbox
from desk.context import Desk
from desk.outbox import State
from desk.schema import complaints, messages
from sandbox.faults import COMMON
from tests.conftest import SITI
from tests.stack import wait_for
from tests.workers.conftest import SENDING, Phones, clock
from workers import pull
from workers.gateways.base import Gateway, GatewayError
from workers.send import Crew, send
from workers.settle import settle

LISTENING = "GET .*/(receiveNotification/|messages)"
NUMBER = "No. Aduan ALADIN-2026-00001"
STORY = "Lampu jalan mati di Jl. Veteran sejak Senin malam"
CREW = Crew(2)

FAULTS: dict[str, dict[str, Any]] = {
    "status": {"status": 503},
    "status_after": {"status": 502, "html": True},
    "latency": {"latency_ms": 300},
    "slow_answer": {"latency_ms": 300},
    "cut_before": {},
    "cut_after": {},
    "late": {"for_s": 1},
    "hang": {"for_s": 1},
    "hang_after": {"for_s": 1},
    "off": {},
}


@pytest.fixture
def desk(small_desk: Desk) -> Desk:
    """A desk whose number has been ready for an hour."""
    with small_desk.journal.write() as connection:
        since = clock() - timedelta(hours=1)
        conditions.note_number_state(connection, "authorized", now=since)
    return small_desk


def queue(desk: Desk) -> str:
    with desk.journal.write() as connection:
        return outbox.queue(
            connection,
            chat_id=SITI,
            gateway=desk.gateway,
            body=NUMBER,
            purpose="receipt",
            now=clock(),
        )


def row(desk: Desk, message_id: str) -> RowMapping:
    with desk.journal.read() as connection:
        query = select(messages).where(messages.c.id == message_id)
        return connection.execute(query).mappings().one()


def test_every_fault_is_among_them() -> None:
    assert set(FAULTS) == COMMON


@pytest.mark.parametrize("kind", FAULTS)
def test_a_message_is_on_the_phone_once(
    desk: Desk, gateway: Gateway, phones: Phones, kind: str
) -> None:
    phones.fault(kind, SENDING, count=1, **FAULTS[kind])
    message_id = queue(desk)
    with suppress(GatewayError):
        send(desk, gateway, clock, CREW)
    if kind == "late":  # why nobody asks before RECONCILE_AFTER_S is over
        phones.arrived()
    settle(desk, gateway, clock, after=timedelta(0))
    send(desk, gateway, clock, CREW)
    (bubble,) = phones.arrived()
    found = row(desk, message_id)
    assert (found["state"], found["gateway_id"]) == (State.ACCEPTED, bubble["idMessage"])
    assert bubble.get("copies", 1) == 1


@pytest.mark.parametrize("kind", FAULTS)
def test_a_message_of_a_citizen_is_taken_in_once(
    desk: Desk, gateway: Gateway, phones: Phones, kind: str
) -> None:
    phones.fault(kind, LISTENING, count=1, **FAULTS[kind])
    phones.write(text=STORY)

    def taken() -> bool:
        with suppress(GatewayError):
            pull.pull(desk, gateway, clock)
        with desk.journal.read() as connection:
            return len(connection.execute(select(complaints.c.number)).all()) == 1

    wait_for("one complaint", taken, within_s=20)
    for again in gateway.received(since=clock() - timedelta(hours=1), now=clock()) or []:
        assert not pull.take(desk, gateway, again, now=clock())
