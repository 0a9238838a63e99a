"""Whatever happened, every sum balances: random histories with reopenings over a month's end,
several OPDs, closings twice, actions taken back, imports, changed limits, clocks that disagree."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sop import SOPS
from sop.figures import compliance, lasting, picks, volumes
from sop.figures.asked import Asked, Months
from sop.figures.picks import Pick
from sop.figures.summing import summarise
from sop.model import Sop
from sop.summary import BREAKDOWNS, Balance, Summary
from tests.sop.lives import FIRST, MONTHS, world

chances = st.integers(0, 2**32 - 1).map(Random)
both = pytest.mark.parametrize("sop", SOPS.values(), ids=SOPS)
HANDS = ("here", "elsewhere")
quick = settings(max_examples=40, deadline=None)


def month(index: int) -> Months:
    return Months(MONTHS[index], MONTHS[index])


def summed(asked: Asked) -> Summary:
    return summarise(asked, old=Balance())


def parts(balance: Balance) -> Counter[str]:
    names = ("opening", "received", "reopened", "closing")
    found = Counter({name: getattr(balance, name) for name in names})
    return found + Counter(balance.closed)


@both
@quick
@given(chance=chances)
def test_every_sum_balances(sop: Sop, chance: Random) -> None:
    made = world(chance, sop)
    for index in range(len(MONTHS)):
        found = summed(made.asked(month(index)))
        assert found.total.balances
        for column in BREAKDOWNS:
            lines = found.by[column].values()
            assert all(line.balances for line in lines)
            assert sum(map(parts, lines), Counter()) == parts(found.total)
        by_agency = found.by["agency"]
        for each in found.agencies:
            assert each.open == by_agency.get(each.agency, Balance()).closing
        left = sum(each.open for each in found.agencies)
        assert left + by_agency.get("", Balance()).closing == found.total.closing
        assert found.total.resolved + found.total.closed_otherwise == sum(
            found.total.closed.values()
        )


@both
@quick
@given(chance=chances)
def test_a_month_opens_with_what_the_one_before_left(sop: Sop, chance: Random) -> None:
    made = world(chance, sop)
    found = [summed(made.asked(month(index))) for index in range(len(MONTHS))]
    for before, after in zip(found, found[1:], strict=False):
        assert before.total.closing == after.total.opening
        for column in BREAKDOWNS:
            words = before.by[column].keys() | after.by[column].keys()
            for word in words:
                left = before.by[column].get(word, Balance()).closing
                assert left == after.by[column].get(word, Balance()).opening
    lines = volumes.months(made.asked(Months(MONTHS[0], MONTHS[-1])))
    assert [line.balance for line in lines] == [each.total for each in found]


@both
@quick
@given(chance=chances)
def test_the_rows_of_the_sop_sum_to_all_that_ended_and_run(sop: Sop, chance: Random) -> None:
    asked = world(chance, sop).asked(month(2))
    found = summed(asked)
    for name in ("on_time", "late", "unmeasurable", "running", "overdue"):
        rows = sum(getattr(line.kept, name) for line in found.steps)
        assert rows == getattr(found.all_steps, name)
    assert found.all_steps.ended == int(asked.within.sum())
    cells = compliance.by_both(asked)
    assert sum(kept.ended for kept in cells.values()) == found.all_steps.ended
    assert found.all_steps.overdue <= found.all_steps.running


@both
@quick
@given(chance=chances)
def test_what_runs_is_open(sop: Sop, chance: Random) -> None:
    # Two clocks that disagree can write a step after the closing that it led to.
    found = summed(world(chance, sop, skew=False).asked(month(2)))
    assert found.all_steps.running <= found.total.closing


@both
@quick
@given(chance=chances)
def test_time_is_never_negative_and_a_clocks_turns_sum_to_its_row(sop: Sop, chance: Random) -> None:
    asked = world(chance, sop).asked(month(2))
    for took in (lasting.of_turns(asked), lasting.of_steps(asked)):
        for minutes in (took.service, took.wall):
            assert not np.any(minutes < 0)
        assert np.all(np.nan_to_num(took.service) <= np.nan_to_num(took.wall) + 1e-6)
    assert sum(line.turns for line in summed(asked).holders) <= int(asked.over.sum())


@both
@quick
@given(chance=chances)
def test_every_figure_opens_into_as_many_complaints(sop: Sop, chance: Random) -> None:
    asked = world(chance, sop).asked(month(2))
    found = summed(asked)
    sizes = {
        Pick("opening"): found.total.opening,
        Pick("received"): found.total.received,
        Pick("open"): found.total.closing,
        Pick("now"): len(found.unfinished),
        Pick("running"): found.all_steps.running,
        Pick("overdue"): len(found.overdue),
    }
    for column in BREAKDOWNS:
        for word, line in found.by[column].items():
            sizes[Pick("received", part=f"{column}={word}")] = line.received
            sizes[Pick("open", part=f"{column}={word}")] = line.closing
    assert {pick: len(picks.places(asked, pick)) for pick in sizes} == sizes
    assert found.total.closing == len(found.unfinished)
    for reason, number in found.total.closed.items():
        assert 0 < len(picks.places(asked, Pick("reason", reason))) <= number
    for line in found.holders:
        assert bool(line.turns) == bool(len(picks.places(asked, Pick("holder", line.holder))))
    for each in found.agencies:
        sizes = {kind: len(picks.places(asked, Pick(kind, each.agency))) for kind in HANDS}
        assert sizes == {kind: getattr(each, kind) for kind in HANDS}
        assert bool(each.received) == bool(len(picks.places(asked, Pick("handed", each.agency))))
        assert bool(each.returned) == bool(len(picks.places(asked, Pick("returned", each.agency))))
    rated = sum(len(picks.places(asked, Pick("rated", str(n)))) for n in (1, 2, 3, 4))
    assert bool(found.satisfaction.answers) == bool(rated)


@both
@quick
@given(chance=chances)
def test_every_figure_is_as_many_times_as_it_says(sop: Sop, chance: Random) -> None:
    asked = world(chance, sop).asked(month(2))
    found = summed(asked)
    figures = {Pick("reason", reason): n for reason, n in found.total.closed.items()}
    figures |= {
        Pick("reopened"): found.total.reopened,
        Pick("resolved"): found.total.resolved,
        Pick("otherwise"): found.total.closed_otherwise,
        Pick("rated"): found.satisfaction.answers,
        Pick("open"): found.total.closing,
    }
    for word, line in found.by["category"].items():
        figures[Pick("resolved", part=f"category={word}")] = line.resolved
    for row in found.steps:
        figures[Pick("step", row.step)] = row.kept.ended
        figures[Pick("step", row.step, "terlambat")] = row.kept.late
    for role in found.holders:
        figures[Pick("holder", role.holder)] = role.turns
    for each in found.agencies:
        figures[Pick("handed", each.agency)] = each.received
        figures[Pick("agency", each.agency, "tepat")] = each.kept.on_time
    assert {pick: picks.times(asked, pick) for pick in figures} == figures


@both
@quick
@given(chance=chances)
def test_what_came_after_the_cut_off_changes_nothing(sop: Sop, chance: Random) -> None:
    made = world(chance, sop, skew=False, undo=False)
    cutoff = FIRST + timedelta(days=chance.randint(70, 130))
    later = made.asked(month(2), now=cutoff, cutoff=cutoff)
    mine = later.complaints & (later.record.known_at < int(cutoff.timestamp() * 1e6))
    later = made.asked(month(2), now=cutoff, cutoff=cutoff, complaints=mine)
    then = made.until(cutoff)
    known = np.array([bool(life.events) for life in then.lives])
    earlier = then.asked(month(2), now=cutoff, cutoff=cutoff)
    earlier = then.asked(month(2), now=cutoff, cutoff=cutoff, complaints=earlier.complaints & known)
    assert summed(later) == summed(earlier)
