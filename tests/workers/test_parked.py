"""`python -m workers parked`, for a server on which no page can be opened."""

from __future__ import annotations

import json
from datetime import datetime

import pytest

from desk import decisions, inbox, oversight
from desk.context import Desk
from workers import parked
from workers.__main__ import _parser

RAW = {"messageData": {"text": "Pohon tumbang di Jl. Kurinci"}}


@pytest.fixture
def row_id(small_desk: Desk, now: datetime) -> int:
    """A message that failed three times."""
    inbox.receive(small_desk, gateway="green_api", key="1", raw=RAW, news=None, now=now)
    for _ in range(inbox.MAX_TRIES - 1):
        inbox.retry(small_desk, lambda raw: raw["nothing"], now=now)
    with small_desk.journal.read() as connection:
        return int(inbox.parked(connection)[0]["id"])


def run(desk: Desk, now: datetime, *arguments: object) -> int:
    given = _parser().parse_args(["parked", *map(str, arguments)])
    return parked.run(given, desk, now=now)


def test_the_list_says_what_was_written_and_why(
    small_desk: Desk, row_id: int, now: datetime, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(small_desk, now) == 0
    shown = capsys.readouterr().out
    assert f"{row_id} · Sen, 23 Nov 2026 pukul 09.00 WIB · Pohon tumbang" in shown
    assert "KeyError" in shown


def test_one_is_shown_whole(
    small_desk: Desk, row_id: int, now: datetime, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(small_desk, now, "--show", row_id) == 0
    assert json.loads(capsys.readouterr().out) == RAW
    assert run(small_desk, now, "--show", row_id + 1) == 1


@pytest.mark.parametrize(("option", "waiting"), [("--retry", 1), ("--dismiss", 0)])
def test_a_decision_is_carried_out_once_and_noted(
    small_desk: Desk, row_id: int, now: datetime, option: str, waiting: int
) -> None:
    assert run(small_desk, now, option, row_id) == 0
    assert run(small_desk, now, option, row_id) == 1
    assert oversight.parked(small_desk) == 0
    assert inbox.retry(small_desk, lambda raw: raw["nothing"], now=now) is bool(waiting)
    (line,) = decisions.lately(small_desk)
    assert (line.by, str(row_id) in line.what) == ("Perintah di server", True)


def test_all_are_tried_again(
    small_desk: Desk, row_id: int, now: datetime, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(small_desk, now, "--retry-all") == 0
    assert run(small_desk, now) == 0
    assert parked.NOTHING in capsys.readouterr().out
