"""The dashboard's figures of one month of the example history, counted twice."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from desk.context import Desk
from desk.figures import Asked, Months, ask, compliance, listed, volumes
from desk.journal import Journal
from desk.seeds import history
from sop.common import RESOLVED
from tests.conftest import open_desk, person
from tests.desk.counting import Tally, count

OCTOBER = date(2026, 10, 1)
DAYS = 56  # the month before the tests' moment, and some weeks before it


@pytest.fixture
def seeded(sqlite_journal: Journal, tmp_path: Path, now: datetime) -> Desk:
    desk = open_desk(sqlite_journal, tmp_path, now)
    history.fill(desk, now=now, days=DAYS)
    return desk


def test_one_seeded_month_is_what_plain_loops_count(seeded: Desk, now: datetime) -> None:
    leader = person(seeded, "Pimpinan")
    asked = ask(seeded, leader, Months(OCTOBER, date(2026, 11, 1)), now=now)
    tally = count(seeded, asked.months.all)
    for line in volumes.months(asked):
        month = line.month
        closed = {key[2]: n for key, n in tally.counts.items() if key[:2] == ("closed", month)}
        assert line.received == tally.counts["received", month] > 20
        assert line.reopened == tally.counts["reopened", month]
        assert line.resolved == sum(closed.pop(reason, 0) for reason in RESOLVED) > 0
        assert (line.otherwise, line.open_at_end) == (closed, tally.counts["open", month])
    assert listed.open_now(asked) == line.open_at_end
    october = ask(seeded, leader, Months(OCTOBER, OCTOBER), now=now)
    _steps_agree(october, tally)


def _steps_agree(asked: Asked, tally: Tally) -> None:
    found = compliance.by_both(asked)
    assert len({agency for agency, _ in found}) > 3
    for (agency, step), kept in found.items():
        counts = (tally.counts["step", OCTOBER, step, agency, said] for said in (True, False, None))
        assert (kept.on_time, kept.late, kept.unmeasurable) == tuple(counts)
        assert kept.median == pytest.approx(tally.median(OCTOBER, step, agency))
    for step, kept in compliance.by_step(asked).items():
        counts = (tally.counts["step", OCTOBER, step, said] for said in (True, False, None))
        assert (kept.on_time, kept.late, kept.unmeasurable) == tuple(counts)
