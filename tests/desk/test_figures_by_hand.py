"""One seeded month of each SOP, counted by the engine and by plain loops: equal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime

import pytest

from desk.context import Desk
from desk.figures import Months, monthly
from desk.journal import Journal
from desk.seeds import history
from sop.summary import BREAKDOWNS, Balance, Spread, Summary
from tests.conftest import JAKARTA, open_desk, person
from tests.desk.by_hand import LEFT, Span, Tally, count

OCTOBER = date(2026, 10, 1)
DAYS = 56  # the month before the tests' moment, and some weeks before it
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=JAKARTA)
SPAN = Span(datetime(2026, 10, 1, tzinfo=JAKARTA), datetime(2026, 11, 1, tzinfo=JAKARTA), NOW)


@dataclass(frozen=True)
class Both:
    """The same month, counted twice."""

    desk: Desk
    ours: Summary
    plain: Tally


@pytest.fixture(scope="module", params=["wadul_aladin", "wani_bares"])
def both(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Both]:
    folder = tmp_path_factory.mktemp(str(request.param))
    with closing(Journal(f"sqlite:///{folder}/journal.db").create()) as journal:
        desk = open_desk(journal, folder, NOW, procedure=str(request.param))
        history.fill(desk, now=NOW, days=DAYS)
        leader = person(desk, "Pimpinan" if desk.sop.key == "wadul_aladin" else "Bupati")
        ours = monthly.summary(desk, leader, Months(OCTOBER, OCTOBER), now=NOW)
        yield Both(desk, ours, count(desk, SPAN))


def as_counted(balance: Balance) -> dict[object, int]:
    numbers: dict[object, int] = {("closed", why): n for why, n in balance.closed.items()}
    numbers |= {
        name: getattr(balance, name) for name in ("opening", "received", "reopened", "closing")
    }
    return {key: number for key, number in numbers.items() if number}


def counted(plain: Tally, *key: str) -> dict[object, int]:
    return {found[0]: n for found, n in plain.count.items() if n and found[1:] == key}


def test_the_books_are_what_plain_loops_count(both: Both) -> None:
    assert as_counted(both.ours.total) == counted(both.plain, "total")
    assert both.ours.total.balances and both.ours.total.received > 20


@pytest.mark.parametrize("column", BREAKDOWNS)
def test_each_breakdown_is_what_plain_loops_count(both: Both, column: str) -> None:
    for word, balance in both.ours.by[column].items():
        assert as_counted(balance) == counted(both.plain, column, word)
        assert balance.balances


def close_to(spread: Spread, plain: Tally, *key: str) -> bool:
    assert spread.count == len(plain.took[key])
    assert spread.total == pytest.approx(sum(plain.took[key]))
    assert spread.median == pytest.approx(plain.median(*key))
    return True


def test_each_row_of_the_sop_is_what_plain_loops_count(both: Both) -> None:
    assert both.ours.all_steps.measured > 50
    for line in both.ours.steps:
        kept, step, plain = line.kept, line.step, both.plain
        verdicts = [plain.count["step", step, said] for said in (True, False, None)]
        assert [kept.on_time, kept.late, kept.unmeasurable] == verdicts
        assert kept.median == pytest.approx(plain.median("used", step))
        runs = (plain.count["running", step], plain.count["overdue", step])
        assert (kept.running, kept.overdue) == runs
        assert close_to(kept.wall, plain, "step wall", step)
        assert close_to(kept.service, plain, "step service", step)


def test_each_holder_is_what_plain_loops_count(both: Both) -> None:
    assert sum(line.returned for line in both.ours.holders)
    for line in both.ours.holders:
        holder, plain = line.holder, both.plain
        assert line.turns == plain.count["turns", holder]
        assert line.returned == plain.count["gave back", holder]
        assert close_to(line.wall, plain, "holder", holder, "wall")
        assert close_to(line.service, plain, "holder", holder, "service")


def test_each_opd_is_what_plain_loops_count(both: Both) -> None:
    assert len(both.ours.agencies) > 3
    for line in both.ours.agencies:
        agency, plain = line.agency, both.plain
        assert line.received == plain.count["handed", agency]
        assert line.returned == plain.count["returned", agency]
        assert line.open == plain.count["closing", "agency", agency]
        assert (line.here, line.elsewhere) == (
            plain.count["here", agency],
            plain.count["elsewhere", agency],
        )
        assert close_to(line.wall, plain, "visit", agency, "wall")
        assert close_to(line.service, plain, "visit", agency, "service")


def test_what_is_open_is_in_an_opd_s_hands_or_elsewhere(both: Both) -> None:
    lines, plain = both.ours.agencies, both.plain.count
    inside, outside = sum(line.here for line in lines), sum(line.elsewhere for line in lines)
    assert inside and outside
    assert inside + outside + plain["elsewhere", ""] == both.ours.total.closing


def test_answers_and_messages_are_what_plain_loops_count(both: Both) -> None:
    plain, ledger = both.plain.count, both.ours.ledger
    assert both.ours.satisfaction.counts == {n: plain["rated", n] for n in (1, 2, 3, 4)}
    assert both.ours.satisfaction.answers and both.ours.satisfaction.asked == plain["asked"]
    assert ledger is not None and ledger.received
    assert (ledger.recorded, ledger.apart) == (plain["recorded"], plain["apart"])
    assert (ledger.complaints, ledger.replied) == (plain["complaints"], plain["replied"])
    assert ledger.sent == sum(plain["out", state] for state in LEFT)
    parts = (ledger.sent, ledger.leaving, ledger.failed, ledger.unknown, ledger.dropped)
    assert ledger.queued == sum(parts)


def test_the_lists_name_what_plain_loops_find(both: Both) -> None:
    assert sorted(line.number for line in both.ours.unfinished) == sorted(both.plain.unfinished)
    assert sorted(line.number for line in both.ours.overdue) == sorted(both.plain.overdue)
