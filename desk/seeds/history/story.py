"""The words in which a procedure's example stories are written: moves, courses and open work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from sop.model import Field

#: What is not an action of the SOP: the citizen writes, a clerk corrects the complaint's fields.
WRITES = "writes"
SORTS = "sorts"


class Hours(StrEnum):
    """When the minutes of a pace run."""

    SERVICE = "service"
    ANY = "any"
    WORK = "work"  # service minutes for each of the topic's usual working days
    QUIET = "quiet"  # the days without objection, then the next hour of service


@dataclass(frozen=True)
class Pace:
    """How long a move takes after the one before: `minutes` in the median, log-normal."""

    minutes: float
    spread: float = 0.7
    hours: Hours = Hours.SERVICE


@dataclass(frozen=True)
class Move:
    """One thing that somebody does. `who`: role names, one of which does it.

    `inputs`: values of the action as keys of the phrases; `says`: key of what a citizen writes.
    """

    who: tuple[str, ...]
    action: str
    pace: Pace
    inputs: Mapping[Field, str] = field(default_factory=dict)
    says: str = ""
    leads_to: str = ""
    chance: float = 1.0
    photos: float = 0.0  # chance that there is a photo
    offline: Move | None = None  # instead, for whoever can't be written to


@dataclass(frozen=True)
class Course:
    """One way in which a complaint goes. `share` is relative to the other courses."""

    moves: tuple[Move, ...]
    share: float
    on_whatsapp: bool = False  # only with somebody who can be written to
    needs: str = ""  # an attribute of the topic that must be there: elsewhere, outside, …
    carries: bool = False  # a neighbour's double may be merged into it


@dataclass(frozen=True)
class Pose:
    """Open work at the end of the history: so many complaints left where a course reaches `stop`.

    They came `age` hours ago; with `since`, the last move was that many minutes ago.
    """

    course: str
    stop: str
    count: int
    age: tuple[float, float]
    since: tuple[float, float] | None = None


@dataclass(frozen=True)
class Procedure:
    """All stories of one SOP. `fallback`: the role that acts where Petugas names nobody."""

    courses: Mapping[str, Course]
    poses: tuple[Pose, ...]
    phrases: Mapping[str, tuple[str, ...]]
    answered: str  # key of the course of questions that the city answers
    doubled: str  # key of the course of complaints that came twice
    spam: str
    slow: Mapping[str, float]  # how much longer than usual an agency takes
