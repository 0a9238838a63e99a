"""The worker is killed at random moments of a stream of messages: one row, one reply each."""

from __future__ import annotations

import random
from collections import Counter
from functools import partial
from pathlib import Path

import pytest

from tests.stack import Stack, wait_for

LONG = [pytest.mark.slow, pytest.mark.timeout(1500)]


@pytest.mark.parametrize(
    ("gateway", "kills"),
    [
        pytest.param("green_api", 6, marks=pytest.mark.timeout(600)),
        pytest.param("green_api", 100, marks=LONG),
        pytest.param("waha", 100, marks=LONG),
    ],
)
def test_no_kill_loses_or_doubles_anything(tmp_path: Path, gateway: str, kills: int) -> None:
    dice = random.Random(20261122)
    settings = {"SYNC_EVERY_S": "1", "RECONCILE_AFTER_S": "5", "GATEWAY": gateway}
    chats: list[str] = []
    with Stack(tmp_path, settings=settings) as stack:
        stack.start_services()
        stack.provision()
        for _ in range(kills):
            before = starts(stack)
            stack.start_worker()
            for _ in range(3):
                chats.append(f"62812{len(chats):08d}@c.us")
                stack.write(chats[-1], "Lampu jalan di Jl. Hayam Wuruk mati sejak Senin")
            if dice.random() < 0.8:  # the others fall into its start
                wait_for("the worker", partial(has_started, stack, before))
            stack.let_live(dice.uniform(0.1, 2.0))
            stack.kill("worker")
        stack.start_worker()
        wait_for("every reply", lambda: settled(stack, len(chats)), within_s=120 + len(chats))
        replies = Counter({chat: numbered_replies(stack, chat) for chat in chats})
        rows = Counter(f"{row['No. WA']}@c.us" for row in stack.rows("Aduan"))
    assert {chat: replies[chat] for chat in chats if replies[chat] != 1} == {}
    assert {chat: rows[chat] for chat in chats if rows[chat] != 1} == {}


def starts(stack: Stack) -> int:
    """How often the worker has come so far that it works."""
    log = stack.folder / "worker.log"
    return log.read_text().count(" were under way at the last end") if log.exists() else 0


def has_started(stack: Stack, before: int) -> bool:
    return starts(stack) > before


def settled(stack: Stack, complaints: int) -> bool:
    """Nothing waits any more, at the desk or at the gateway."""
    status = stack.status()
    waiting = status["outbox_waiting"] + status["unknown"] + status["sheet_backlog"]
    enough = len(stack.rows("Aduan")) >= complaints
    return enough and not waiting and not stack.queue_at_gateway()


def numbered_replies(stack: Stack, chat: str) -> int:
    bubbles = stack.phone(chat)
    return sum(b["direction"] == "out" and "No. Aduan" in b["text"] for b in bubbles)
