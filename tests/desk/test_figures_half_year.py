"""Dasbor's figures: equal to a second count with plain loops, and books that balance."""

from __future__ import annotations

import random
from datetime import date

import pytest

from desk.actors import Actor
from desk.context import Desk
from desk.figures import Filters, Months, Pick, ask, behind, compliance, listed, volumes
from sop.common import RESOLVED
from tests.conftest import person
from tests.desk.counting import Tally, count
from tests.desk.half_year import AGENCIES, CATEGORIES, END, HALF_YEAR, live


@pytest.fixture
def lived(desk: Desk, admin: Actor) -> Desk:
    """A desk with half a year behind it in which anything happened."""
    chance = random.Random(7)
    cast = [admin] * 3 + [person(desk, "Admin OPD", agency) for agency in AGENCIES]
    with desk.journal.write() as connection:
        for _ in range(40):
            live(connection, desk, cast, chance)
    return desk


def plain_lines(tally: Tally, month: date) -> tuple[int, ...]:
    closed = {key[2]: n for key, n in tally.counts.items() if key[:2] == ("closed", month)}
    resolved = sum(closed.pop(reason, 0) for reason in RESOLVED)
    named = (tally.counts[name, month] for name in ("received", "reopened", "open"))
    return (*named, resolved, sum(closed.values()))


def test_the_months_are_what_plain_loops_count(lived: Desk, leader: Actor) -> None:
    tally = count(lived, HALF_YEAR.all)
    for line in volumes.months(ask(lived, leader, HALF_YEAR, now=END)):
        ours = (line.received, line.reopened, line.open_at_end, line.resolved)
        assert (*ours, line.closed_otherwise) == plain_lines(tally, line.month)
        assert line.otherwise == {
            key[2]: n
            for key, n in tally.counts.items()
            if key[:2] == ("closed", line.month) and key[2] not in RESOLVED
        }


def test_the_steps_are_what_plain_loops_count(lived: Desk, leader: Actor) -> None:
    march = date(2026, 3, 1)
    tally = count(lived, (march,))
    found = compliance.by_step(ask(lived, leader, Months(march, march), now=END))
    assert sum(kept.measured for kept in found.values()) > 20
    for step, kept in found.items():
        counts = [tally.counts["step", march, step, verdict] for verdict in (True, False, None)]
        assert [kept.on_time, kept.late, kept.unmeasurable] == counts
        assert kept.median == pytest.approx(tally.median(march, step))


def test_the_cells_are_what_plain_loops_count(lived: Desk, leader: Actor) -> None:
    march = date(2026, 3, 1)
    tally = count(lived, (march,))
    found = compliance.by_both(ask(lived, leader, Months(march, march), now=END))
    assert len({agency for agency, _ in found}) > 2
    for (agency, step), kept in found.items():
        key = ("step", march, step, agency)
        counts = [tally.counts[*key, verdict] for verdict in (True, False, None)]
        assert [kept.on_time, kept.late, kept.unmeasurable] == counts
        assert kept.median == pytest.approx(tally.median(march, step, agency))


@pytest.mark.parametrize(
    "filters",
    [Filters(), Filters(agency="DLH"), Filters(category=CATEGORIES[0]), Filters(channel="Surat")],
)
def test_the_books_balance(lived: Desk, leader: Actor, filters: Filters) -> None:
    lines = volumes.months(ask(lived, leader, HALF_YEAR, now=END, filters=filters))
    for line, following in zip(lines, lines[1:], strict=False):
        assert line.open_at_end == following.opening
    for line in lines:
        came = line.opening + line.received + line.reopened
        assert came == line.resolved + line.closed_otherwise + line.open_at_end
        assert line.opening >= 0


def test_behind_each_figure_are_as_many_complaints(lived: Desk, leader: Actor) -> None:
    asked = ask(lived, leader, HALF_YEAR, now=END)
    for line in volumes.months(asked):
        key = f"{line.month:%Y-%m}"
        assert behind(lived, leader, asked, Pick("received", key)).total == line.received
        assert behind(lived, leader, asked, Pick("open", key)).total == line.open_at_end
    for column in ("category", "district", "channel"):
        for word, number in volumes.received_by(asked, column).items():
            assert behind(lived, leader, asked, Pick(column, word)).total == number


def test_the_last_month_ends_with_what_is_open_now(lived: Desk, leader: Actor) -> None:
    asked = ask(lived, leader, HALF_YEAR, now=END)
    last = volumes.months(asked)[-1].open_at_end
    assert listed.open_now(asked) == last > 0
    assert behind(lived, leader, asked, Pick("now")).total == last


# --- one complaint at a time


def test_an_opd_counts_its_own_complaints_only(
    lived: Desk, leader: Actor, agency_admin: Actor
) -> None:
    whole = ask(lived, leader, HALF_YEAR, now=END, filters=Filters(agency="Dinhub"))
    own = ask(lived, agency_admin, HALF_YEAR, now=END)
    assert volumes.months(own) == volumes.months(whole)
    assert compliance.by_step(own) == compliance.by_step(whole)
    other = ask(lived, agency_admin, HALF_YEAR, now=END, filters=Filters(agency="DLH"))
    assert listed.open_now(other) == 0
    assert not any(line.received for line in volumes.months(other))


def test_nothing_of_a_citizen_is_read(lived: Desk, leader: Actor) -> None:
    record = ask(lived, leader, HALF_YEAR, now=END).record
    assert not any("Siti" in text or "Hayam" in text for text in record.texts)
    assert "body" not in record.columns and "name" not in record.columns
