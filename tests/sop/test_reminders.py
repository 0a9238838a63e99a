"""At which shares of a limit people are reminded, and that somebody stands above each of them."""

from __future__ import annotations

import pytest

from sop import SOPS
from sop.model import Hours, Limit, Scope, Sop, Unit
from sop.reminders import in_service_hours, passed

HALF_HOUR = Limit(30, hours=Hours.SERVICE)
THREE_DAYS = Limit(3, Unit.WORKING_DAY, Hours.SERVICE)


def percents(limit: Limit, used: float, told: int = 0) -> list[int]:
    return [level.percent for level in passed(limit, used, told=told)]


@pytest.mark.parametrize(
    ("limit", "used", "levels"),
    [
        (HALF_HOUR, 29.9, []),
        (HALF_HOUR, 30, [100]),
        (HALF_HOUR, 600, [100]),
        (Limit(60), 30, [50]),
        (THREE_DAYS, 1.4, []),
        (THREE_DAYS, 1.5, [50]),
        (THREE_DAYS, 3, [50, 100]),
        (THREE_DAYS, 6, [50, 100, 200]),
        (Limit(0), 5, []),
    ],
)
def test_a_short_limit_reminds_when_it_is_over_and_a_long_one_before(
    limit: Limit, used: float, levels: list[int]
) -> None:
    assert percents(limit, used) == levels


def test_a_level_that_was_told_is_not_passed_again() -> None:
    assert percents(THREE_DAYS, 3.1, told=50) == [100]
    assert percents(THREE_DAYS, 9, told=200) == []


def test_only_the_last_level_goes_up() -> None:
    assert [level.up for level in passed(THREE_DAYS, 6, told=0)] == [False, False, True]


def test_only_minutes_round_the_clock_remind_at_night() -> None:
    assert not in_service_hours(Limit(90))
    assert in_service_hours(Limit(90, hours=Hours.SERVICE))
    assert in_service_hours(Limit(3, Unit.DAY))


@pytest.mark.parametrize("sop", SOPS.values(), ids=SOPS)
def test_above_everybody_who_has_a_turn_stands_somebody_up_to_a_leader(sop: Sop) -> None:
    for state in sop.states:
        role = sop.role(state.holder) if state.step and not state.waiting else None
        seen = []
        while role is not None and role.above:
            assert role.above not in seen
            seen.append(role.above)
            role = sop.role(role.above)
        assert role is None or (seen and role.scope is Scope.LEADER and role.briefed)
