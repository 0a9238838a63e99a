"""When people are reminded of a running limit, as data for every procedure.

Who is told: whoever has the turn (`State.holder`), and at a level that goes up the role above
(`Role.above`).
"""

from __future__ import annotations

from dataclasses import dataclass

from sop.model import Hours, Limit, Unit


@dataclass(frozen=True)
class Level:
    """So much of a limit is used up. `up`: the role above is told, not whoever has the turn."""

    percent: int
    up: bool = False


#: A limit of fewer minutes is over before a warning is read.
SHORT_MINUTES = 60
SHORT_LEVELS = (Level(100),)
LONG_LEVELS = (Level(50), Level(100), Level(200, up=True))
HIGHEST = max(level.percent for level in LONG_LEVELS)


def is_short(limit: Limit) -> bool:
    return limit.unit is Unit.MINUTE and limit.amount < SHORT_MINUTES


def levels(limit: Limit) -> tuple[Level, ...]:
    """The levels of this limit, rising."""
    return SHORT_LEVELS if is_short(limit) else LONG_LEVELS


def in_service_hours(limit: Limit) -> bool:
    """Whether nobody is reminded of it at night: only minutes round the clock cannot wait."""
    return limit.hours is Hours.SERVICE or limit.unit is not Unit.MINUTE


def passed(limit: Limit, used: float, *, told: int) -> tuple[Level, ...]:
    """The levels reached with `used` of the limit's unit, above `told` percent."""
    share = 100 * used / limit.amount + 1e-6 if limit.amount > 0 else 0
    return tuple(level for level in levels(limit) if told < level.percent <= share)
