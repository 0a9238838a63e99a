"""The worker as a process while its number is in trouble, and after a message that got lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import SITI
from tests.desk.writing import BUDI
from tests.stack import Stack, wait_for

STORY = "Lampu jalan mati di Jl. Veteran sejak Senin malam"


@pytest.fixture
def stack(tmp_path: Path) -> Iterator[Stack]:
    """Stand-ins, a prepared register and a worker that has looked at its number."""
    with Stack(tmp_path) as made:
        made.start_services()
        made.provision()
        made.start_worker()
        wait_for("a number that is ready", lambda: made.status()["gateway"] == "authorized")
        yield made


def codes(stack: Stack) -> list[str]:
    return [alarm["code"] for alarm in stack.status()["alarms"]]


def replies(stack: Stack, chat: str) -> int:
    return sum(bubble["direction"] == "out" for bubble in stack.phone(chat))


def test_a_number_that_was_away_answers_when_it_is_back(stack: Stack) -> None:
    stack.control("POST", "gateway", "state", json={"stateInstance": "notAuthorized"})
    wait_for("the alarm", lambda: codes(stack) == ["gateway_not_ready"])
    stack.write(SITI, STORY)
    wait_for("a complaint in the Sheet", lambda: stack.rows("Aduan"))
    assert stack.status()["outbox_waiting"] == 1
    assert (stack.queue_at_gateway(), replies(stack, SITI)) == ([], 0)
    stack.control("POST", "gateway", "state", json={"stateInstance": "authorized"})
    wait_for("the reply", lambda: replies(stack, SITI) == 1)
    wait_for("no alarm", lambda: codes(stack) == [])


def test_what_the_queue_never_gave_is_found_at_the_next_start(stack: Stack) -> None:
    stack.write(SITI, STORY)
    wait_for("the reply", lambda: replies(stack, SITI) == 1)
    stack.kill("worker")
    stack.fault("gateway", "journal_only", "inbound", count=1)
    stack.write(BUDI, "Pohon tumbang di Jl. Kurinci")
    stack.start_worker()
    wait_for("the reply to the lost one", lambda: replies(stack, BUDI) == 1)
    wait_for("two rows", lambda: len(stack.rows("Aduan")) == 2)
    assert replies(stack, SITI) == 1
