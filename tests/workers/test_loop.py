"""The loop: steps beside each other, a bad unit in nobody's way, a clean end."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import select

from desk.journal import Journal
from desk.schema import workers
from tests.stack import wait_for
from tests.workers.conftest import clock
from workers.loop import Loop, Step

LONG_S = 60.0


class Failing(Exception):
    sentence = "Gateway tidak dapat dihubungi."


@contextmanager
def running(journal: Journal, *steps: Step) -> Iterator[Loop]:
    loop = Loop(journal, steps, clock=clock)
    loop.start()
    try:
        yield loop
    finally:
        loop.stop()


def beat(journal: Journal, name: str) -> Any:
    with journal.read() as connection:
        return connection.execute(select(workers).where(workers.c.name == name)).first()


def countdown(count: int, done: threading.Event) -> Callable[[], bool]:
    """A unit with so much work: True until the last one."""
    left = iter(range(count - 1, -1, -1))

    def unit() -> bool:
        more = next(left, 0) > 0
        if not more:
            done.set()
        return more

    return unit


def test_a_step_goes_on_while_there_is_more(sqlite_journal: Journal) -> None:
    done = threading.Event()
    with running(sqlite_journal, Step("pull", countdown(100, done), LONG_S)):
        assert done.wait(10)


def test_work_of_one_step_rouses_another(sqlite_journal: Journal) -> None:
    queued, sent = threading.Event(), threading.Event()

    def send() -> bool:
        if queued.is_set():
            sent.set()
        return False

    def pull() -> bool:
        wait_for("send to rest", lambda: beat(sqlite_journal, "send"))
        queued.set()
        return not sent.is_set()

    with running(sqlite_journal, Step("send", send, LONG_S), Step("pull", pull, LONG_S, ("send",))):
        assert sent.wait(10)


def test_a_failing_unit_is_told_and_tried_again(sqlite_journal: Journal) -> None:
    tries: list[str] = []

    def unit() -> bool:
        tries.append("")
        raise Failing

    with running(sqlite_journal, Step("send", unit, LONG_S)):
        found = wait_for("heartbeat", lambda: beat(sqlite_journal, "send"))
        wait_for("another try", lambda: len(tries) > 1)
    assert (found.error, found.last_good_at) == (Failing.sentence, None)


def test_a_step_that_works_again_says_so_at_once(sqlite_journal: Journal) -> None:
    mended = threading.Event()

    def unit() -> bool:
        if not mended.is_set():
            raise Failing
        return False

    with running(sqlite_journal, Step("sync", unit, 0.1)):
        wait_for("failure", lambda: beat(sqlite_journal, "sync"))
        mended.set()
        wait_for("recovery", lambda: beat(sqlite_journal, "sync").last_good_at)
    assert beat(sqlite_journal, "sync").error == ""


def test_a_failing_step_disturbs_no_other(sqlite_journal: Journal) -> None:
    done = threading.Event()

    def bad() -> bool:
        raise Failing

    with running(
        sqlite_journal, Step("sync", bad, LONG_S), Step("pull", countdown(50, done), LONG_S)
    ):
        assert done.wait(10)


def test_the_log_never_repeats_an_unexpected_errors_words(
    sqlite_journal: Journal, caplog: pytest.LogCaptureFixture
) -> None:
    words = "0812-3456-7890 melapor"

    def unit() -> bool:
        raise ValueError(words)

    with running(sqlite_journal, Step("pull", unit, LONG_S)):
        wait_for("heartbeat", lambda: beat(sqlite_journal, "pull"))
    assert words not in caplog.text + beat(sqlite_journal, "pull").error
    assert any(line.levelno == logging.ERROR for line in caplog.records)


def test_a_step_that_hangs_is_named_and_one_that_fails_is_not(sqlite_journal: Journal) -> None:
    may_end = threading.Event()

    def hang() -> bool:
        return may_end.wait(10)

    def fail() -> bool:
        raise Failing

    steps = [Step("media", hang, 0.1), Step("send", fail, 0.1)]
    loop = Loop(sqlite_journal, steps, clock=clock, stuck_after_s=2.0)
    assert loop.stuck() == []
    loop.start()
    wait_for("it is noticed", lambda: loop.stuck() == ["media"])
    may_end.set()
    wait_for("it goes on", lambda: loop.stuck() == [])
    loop.stop()


def test_stopping_finishes_the_unit_in_hand(sqlite_journal: Journal) -> None:
    begun, may_end, ended = threading.Event(), threading.Event(), threading.Event()

    def unit() -> bool:
        begun.set()
        may_end.wait(10)
        ended.set()
        return True

    with running(sqlite_journal, Step("send", unit, LONG_S)) as loop:
        begun.wait(10)
        stopping = threading.Thread(target=loop.stop)
        stopping.start()
        may_end.set()
        stopping.join(10)
        assert ended.is_set() and not stopping.is_alive()
