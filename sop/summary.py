"""The words of the figures: what is counted of a span of time, once, whoever shows it.

`Summary` is all of one month (or a longer span). Its parts: `Balance` (`total`, `old`, and by each
of BREAKDOWNS), `StepLine` and `Kept` (time limits), `HolderLine` (who had the turn), `AgencyLine`
(the OPDs), `Satisfaction` (SKM), `Ledger` (messages), `Line` (complaints by their numbers).
What each figure means: docs/figures.md. Pure: `sop.summing` fills them from arrays.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sop.common import RESOLVED

#: Columns of a complaint by which a balance is broken down; "" is the key of what is not filled in.
BREAKDOWNS = ("channel", "classification", "kind", "category", "district", "agency")
NO_REASON = "Tanpa alasan"
#: Lowest index of each letter (PermenPANRB 14/2017), of an index rounded to two decimals.
LETTERS = ((88.31, "A"), (76.61, "B"), (65.0, "C"), (25.0, "D"))


@dataclass(frozen=True)
class Balance:
    """opening + received + reopened = all closed + closing, always.

    Counted by events: closed in March and opened again in April is in both months' figures.
    """

    opening: int = 0
    received: int = 0
    reopened: int = 0
    closed: Mapping[str, int] = field(default_factory=dict)  # reason -> how many, most first
    closing: int = 0

    @property
    def resolved(self) -> int:
        """Only Ditindaklanjuti and Dijawab."""
        return sum(self.closed.get(reason, 0) for reason in RESOLVED)

    @property
    def otherwise(self) -> Mapping[str, int]:
        """Every other reason, each with a line of its own."""
        return {reason: n for reason, n in self.closed.items() if reason not in RESOLVED}

    @property
    def closed_otherwise(self) -> int:
        return sum(self.otherwise.values())

    @property
    def balances(self) -> bool:
        came = self.opening + self.received + self.reopened
        return came == sum(self.closed.values()) + self.closing


@dataclass(frozen=True)
class Spread:
    """How long something took, of `count` times; minutes unless it is said otherwise."""

    count: int = 0
    median: float | None = None
    ninetieth: float | None = None  # nine of ten took no longer
    total: float = 0.0


@dataclass(frozen=True)
class Kept:
    """How a group of SOP steps went that ended in the span, and those that ran at its end.

    ended = on_time + late + unmeasurable. `median` and `ninetieth` are in the unit of the limit;
    `service` and `wall` are minutes in service hours and by the clock, without the citizen's pause.
    """

    on_time: int = 0
    late: int = 0
    unmeasurable: int = 0
    median: float | None = None
    ninetieth: float | None = None
    running: int = 0  # at the end of the span; not among the ended
    overdue: int = 0  # of the running ones, past their limit
    service: Spread = Spread()
    wall: Spread = Spread()

    @property
    def measured(self) -> int:
        return self.on_time + self.late

    @property
    def ended(self) -> int:
        return self.measured + self.unmeasurable

    @property
    def percent(self) -> float | None:
        """Of the measured ones; None when there are none: not measurable, never 100 %."""
        return 100 * self.on_time / self.measured if self.measured else None


@dataclass(frozen=True)
class StepLine:
    """One row of the SOP; `step` is its key."""

    step: str
    kept: Kept


@dataclass(frozen=True)
class HolderLine:
    """One role: its turns that ended in the span, and how often it gave a complaint back."""

    holder: str
    turns: int
    returned: int
    service: Spread
    wall: Spread


@dataclass(frozen=True)
class AgencyLine:
    """One OPD: complaints handed to it and given back by it in the span, and open at its end:
    `here` where its own people have the turn, `elsewhere` where it answered or gave back and
    somebody else has it.

    `kept`: the SOP steps that an OPD performs. `service`, `wall`: its turns that ended.
    """

    agency: str
    received: int
    returned: int
    here: int
    elsewhere: int
    kept: Kept
    service: Spread
    wall: Spread

    @property
    def open(self) -> int:
        """Its `closing`."""
        return self.here + self.elsewhere


@dataclass(frozen=True)
class Satisfaction:
    """Answers 1 to 4 of citizens in the span (PermenPANRB 14/2017), and the surveys sent in it."""

    counts: Mapping[int, int] = field(default_factory=dict)  # 1, 2, 3, 4 -> how many
    asked: int = 0

    @property
    def answers(self) -> int:
        return sum(self.counts.values())

    @property
    def mean(self) -> float | None:
        if not self.answers:
            return None
        return sum(answer * n for answer, n in self.counts.items()) / self.answers

    @property
    def index(self) -> float | None:
        """Mean x 25, to two decimals: 25 to 100."""
        return None if self.mean is None else round(self.mean * 25, 2)

    @property
    def letter(self) -> str:
        """A to D; "" without an answer."""
        index = self.index
        return next((name for least, name in LETTERS if index is not None and index >= least), "")


@dataclass(frozen=True)
class Ledger:
    """What became of every message of the span.

    received = recorded + apart + parked + waiting; queued = sent + leaving + failed + unknown +
    dropped; of the span's complaints by WhatsApp `replied` have had their automatic reply.
    """

    received: int = 0
    recorded: int = 0  # stand in a complaint
    apart: int = 0  # a greeting, a command: kept, but of no complaint
    parked: int = 0  # could not be understood: a person looks at them
    waiting: int = 0  # not taken in yet
    complaints: int = 0
    replied: int = 0
    queued: int = 0
    sent: int = 0
    leaving: int = 0  # still queued or under way
    failed: int = 0
    unknown: int = 0
    dropped: int = 0  # taken back before they left


@dataclass(frozen=True)
class Line:
    """A complaint as the figures may name it: never who wrote it or what."""

    number: str
    category: str
    agency: str
    state: str
    received_at: datetime
    closed_at: datetime | None
    due_at: datetime | None
    confidential: bool
    district: str = ""
    holder: str = ""  # whose turn it is


@dataclass(frozen=True)
class Summary:
    """All figures of one span, as they were known at `cutoff`.

    `total` and everything else leave Data Lama out; `old` is Data Lama alone. `ledger` is None
    where somebody may count only a part of the complaints, or asked for a part.
    """

    start: datetime
    end: datetime  # the instant after the span
    cutoff: datetime  # what happened from then on is not counted
    total: Balance
    by: Mapping[str, Mapping[str, Balance]]  # one of BREAKDOWNS -> word -> balance
    old: Balance
    all_steps: Kept
    steps: tuple[StepLine, ...]  # every row of the SOP that is the desk's own work
    holders: tuple[HolderLine, ...]
    agencies: tuple[AgencyLine, ...]
    satisfaction: Satisfaction
    ledger: Ledger | None
    unfinished: tuple[Line, ...]  # open at the end of the span, oldest first
    overdue: tuple[Line, ...]  # of those, past the limit of their running step, worst first
