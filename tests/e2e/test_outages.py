"""Google is away, slow or confused: citizens get their number all the same, and every row is there
once afterwards."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from tests.e2e.register import reply_took_s
from tests.stack import Stack, wait_for

pytestmark = pytest.mark.timeout(900)

REPLY_WITHIN_S = 30.0  # on a machine far slower than ours; how fast it is, `make bench` says
ROW_WITHIN_S = 260.0  # after the outage: the worker asks less and less often

#: What goes wrong on every write or call; without an end until the citizen has the number.
WRITES = "POST .*:batchUpdate"
FAULTS: list[tuple[str, str, dict[str, Any]]] = [
    ("off", ".", {"for_s": 6}),
    ("cut_after", WRITES, {"count": 2}),
    ("cut_before", WRITES, {"count": 2}),
    ("late", WRITES, {"for_s": 4, "count": 1}),
    ("status", ".", {"status": 503, "html": True}),
    ("status", WRITES, {"status": 429}),
    ("latency", ".", {"latency_ms": 4000}),
]
#: For how long in the slow run.
SLOW_FAULTS: list[tuple[str, str, dict[str, Any]]] = [
    ("off", ".", {"for_s": 60}),
    ("hang", WRITES, {"count": 1}),
    ("late", WRITES, {"for_s": 90, "count": 1}),
    ("latency", ".", {"latency_ms": 30_000, "for_s": 120}),
    ("status", ".", {"status": 503, "html": True, "for_s": 60}),
    ("status", WRITES, {"status": 429, "for_s": 60}),
]


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    with Stack(tmp_path_factory.mktemp("outages"), settings={"SYNC_EVERY_S": "1"}) as running:
        running.start_services()
        running.provision()
        running.start_worker()
        wait_for("a first reply", lambda: reply_to(running, "628000@c.us", "Halo"))
        yield running


def reply_to(stack: Stack, chat: str, text: str) -> bool:
    if not stack.phone(chat):
        stack.write(chat, text)
    return any(bubble["direction"] == "out" for bubble in stack.phone(chat))


def complain(stack: Stack, chat: str) -> int:
    """Write a complaint; seconds until its numbered reply was on the phone."""
    stack.write(chat, "Jalan di Jl. Merdeka berlubang dan membahayakan pengendara")
    wait_for("the numbered reply", lambda: numbered(stack, chat))
    return reply_took_s(stack, chat, "ALADIN-")


def numbered(stack: Stack, chat: str) -> list[str]:
    return [
        bubble["text"]
        for bubble in stack.phone(chat)
        if bubble["direction"] == "out" and "ALADIN-" in bubble["text"]
    ]


def rows_of(stack: Stack, phone: str) -> int:
    return Counter(str(row["No. WA"]) for row in stack.rows("Aduan"))[phone]


@pytest.mark.parametrize(("kind", "match", "options"), FAULTS, ids=lambda value: str(value)[:30])
def test_a_citizen_is_answered_and_the_row_stands_once(
    stack: Stack, kind: str, match: str, options: dict[str, Any]
) -> None:
    outage(stack, kind, match, options)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "match", "options"), SLOW_FAULTS, ids=lambda value: str(value)[:30]
)
def test_a_long_outage_is_survived_too(
    stack: Stack, kind: str, match: str, options: dict[str, Any]
) -> None:
    outage(stack, kind, match, options)


def outage(stack: Stack, kind: str, match: str, options: dict[str, Any]) -> None:
    phone = f"62811{time.monotonic_ns() % 10**8:08d}"
    lasts_s = options.get("for_s", 10)
    stack.fault("sheets", kind, match, **options)
    assert complain(stack, f"{phone}@c.us") <= REPLY_WITHIN_S
    if not {"for_s", "count"} & options.keys():
        stack.control("DELETE", "sheets", "faults")
    wait_for("the row", lambda: rows_seen(stack, phone), within_s=lasts_s + ROW_WITHIN_S)
    wait_for("an empty backlog", lambda: backlog(stack) == 0, within_s=lasts_s + ROW_WITHIN_S)
    assert rows_of(stack, phone) == 1
    assert len(numbered(stack, f"{phone}@c.us")) == 1


def rows_seen(stack: Stack, phone: str) -> bool:
    try:
        return rows_of(stack, phone) >= 1
    except OSError:
        return False  # the stand-in is off, as asked


def backlog(stack: Stack) -> int:
    return int(stack.status()["sheet_backlog"])
