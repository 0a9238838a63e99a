"""Histories in which anything happens, as arrays: what figures must balance over."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from sop.clocks import ServiceBlock, build_calendar
from sop.figures.asked import Asked, Months, microseconds
from sop.figures.history import NEVER, Happened, Record
from sop.figures.telling import told
from sop.model import Action, Sop, State

JAKARTA = ZoneInfo("Asia/Jakarta")
FIRST = datetime(2026, 1, 1, tzinfo=JAKARTA)
MONTHS = tuple(date(2026, month, 1) for month in range(1, 6))
NOW = datetime(2026, 5, 20, 10, 0, tzinfo=JAKARTA)
CALENDAR = build_calendar(
    tuple(ServiceBlock(day, time(7, 30), time(15, 30)) for day in range(5)),
    frozenset(),
    timezone=JAKARTA,
    first=date(2025, 1, 1),
    last=date(2027, 12, 31),
)
WORDS = {
    "category": ("", "Sampah", "Jalan"),
    "district": ("", "Utara"),
    "channel": ("WhatsApp", "WhatsApp", "Surat"),
    "classification": ("", "Pengaduan", "Aspirasi"),
    "kind": ("", "Umum", "Teknis"),
}
AGENCIES = ("DLH", "Dinhub", "DPUPR")
REASONS = ("Spam", "Dijadwalkan", "Bukan Kewenangan", "")
OLD = "Data Lama"
GAPS = (0, 1, 30, 600, 4_000, 30_000, 70_000)  # minutes between two events


@dataclass(frozen=True)
class Event:
    """One event of one complaint; names as in `Happened`, words as words."""

    complaint: int
    at: datetime
    before: str
    after: str
    agency: str = ""
    step: str = ""
    on_time: int = -1
    minutes: float = float("nan")
    due: datetime | None = None
    reason: str = ""
    gave_back: bool = False
    took_back: bool = False
    rating: int = 0


@dataclass
class Life:
    """A complaint, what happens to it, and how it stands."""

    place: int
    words: dict[str, str]
    received_at: datetime
    events: list[Event] = field(default_factory=list)
    state: str = ""
    agency: str = ""
    due: datetime | None = None
    reason: str = ""


@dataclass(frozen=True)
class World:
    """All of them. `skew`: clocks disagree; `undo`: actions are taken back."""

    sop: Sop
    lives: tuple[Life, ...]

    def until(self, when: datetime) -> World:
        """As it stood then."""
        return World(self.sop, tuple(_until(life, when) for life in self.lives))

    def record(self) -> Record:
        texts: dict[str, int] = {"": 0}
        events = sorted(
            (event for life in self.lives for event in life.events),
            key=lambda event: (event.complaint, event.at),
        )
        happened = _happened(events, texts)
        columns = _columns(self.lives, texts)
        for state in self.sop.states:
            texts.setdefault(state.name, len(texts))
        numbers = tuple(f"X-{life.place}" for life in self.lives)
        return told(self.sop, (numbers, texts), happened, columns)

    def asked(self, months: Months, **more: Any) -> Asked:
        record = self.record()
        mine = record.columns["channel"] != record.code(OLD)
        given = {"now": NOW, "at_end": True, "complaints": mine} | more
        return Asked(self.sop, record, CALENDAR, months, JAKARTA, **given)


def world(chance: Random, sop: Sop, *, skew: bool = True, undo: bool = True) -> World:
    lives = [
        _life(chance, sop, place, skew=skew, undo=undo) for place in range(chance.randint(1, 9))
    ]
    lives += [_old(chance, sop, len(lives) + more) for more in range(chance.randint(0, 2))]
    return World(sop, tuple(lives))


def _words(chance: Random) -> dict[str, str]:
    return {name: chance.choice(words) for name, words in WORDS.items()}


def _old(chance: Random, sop: Sop, place: int) -> Life:
    """A row that was taken in whole, without events."""
    at = FIRST + timedelta(days=chance.randint(-40, 100))
    words = _words(chance) | {"channel": OLD}
    return Life(place, words, at, state=chance.choice(sop.states).name, reason="Spam")


def _life(chance: Random, sop: Sop, place: int, *, skew: bool, undo: bool) -> Life:
    at = FIRST + timedelta(minutes=chance.randint(-30_000, 150_000))
    ahead = timedelta(minutes=chance.choice((0, 0, 5, -3)) if skew else 0)
    life = Life(place, _words(chance), at + ahead)
    _begin(life, sop, at)
    for _ in range(chance.randint(0, 14)):
        at += timedelta(minutes=chance.choice(GAPS) - (chance.choice((0, 0, 2)) if skew else 0))
        if at >= NOW:
            break
        if undo and chance.random() < 0.15 and _take_back(life, sop, at):
            continue
        _go_on(chance, life, sop, at)
    return life


def _begin(life: Life, sop: Sop, at: datetime) -> None:
    life.state = sop.first_state
    life.due = at + timedelta(minutes=30)
    common = {"complaint": life.place, "after": life.state}
    life.events.append(
        Event(at=at, before="", step=sop.receive_step, on_time=1, minutes=1, **common)
    )
    if sop.reply_step:
        reply = {"step": sop.reply_step, "on_time": 0, "minutes": 2.0}
        later = at + timedelta(minutes=2)
        life.events.append(Event(at=later, before=life.state, **common, **reply))


def _go_on(chance: Random, life: Life, sop: Sop, at: datetime) -> None:
    possible = [action for action in sop.actions if life.state in action.sources]
    if not sop.state(life.state).open and chance.random() < 0.3:
        same = {"before": life.state, "after": life.state}
        life.events.append(Event(life.place, at, rating=chance.randint(1, 4), **same))
        return
    moving = [action for action in possible if action.target]
    if moving:
        _act(chance, life, sop, at, chance.choice(moving))


def _act(chance: Random, life: Life, sop: Sop, at: datetime, action: Action) -> None:
    before = sop.state(life.state)
    target = action.target_if_agency if life.agency and action.target_if_agency else action.target
    after = sop.state(target)
    ended = before.step if _ends(action, before, after) else ""
    if any(needed.value == "OPD" for needed in action.needs):
        life.agency = chance.choice(AGENCIES)
    event = Event(
        complaint=life.place,
        at=at,
        before=before.name,
        after=after.name,
        agency=life.agency,
        step=ended,
        on_time=chance.choice((0, 1, -1)) if ended else -1,
        minutes=float(chance.randint(0, 500)) if ended else float("nan"),
        due=life.due if ended else None,
        reason=action.close_reason or chance.choice(REASONS) if not after.open else "",
        gave_back=action.gives_back,
    )
    life.events.append(event)
    if before.step != after.step or ended:
        # The limit may have been changed meanwhile; some rows have none.
        limit = chance.choice((5, 30, 4_000, None))
        life.due = at + timedelta(minutes=limit) if limit and after.step else None
    life.state, life.reason = after.name, event.reason


def _ends(action: Action, before: State, after: State) -> bool:
    if not before.step or after.waiting:
        return False
    same = before.name == after.name
    return action.restarts_clock if same else before.step != after.step


def _take_back(life: Life, sop: Sop, at: datetime) -> bool:
    """The last action, where it is fresh: it stays, and ended no step after all."""
    last = life.events[-1]
    fresh = timedelta(0) <= at - last.at <= timedelta(minutes=2)
    if not fresh or last.before in ("", last.after) or last.took_back:
        return False
    earlier = [event.agency for event in life.events[:-1] if event.agency]
    life.agency = earlier[-1] if earlier else ""
    struck = replace(last, step="", on_time=-1, minutes=float("nan"), agency=life.agency)
    life.events[-1] = replace(struck, due=None)
    back = {"before": last.after, "after": last.before, "agency": life.agency}
    life.events.append(Event(life.place, at, took_back=True, **back))
    life.state, life.due = last.before, last.due
    return True


def _until(life: Life, when: datetime) -> Life:
    told_then = [event for event in life.events if event.at < when]
    if not life.events or len(told_then) == len(life.events):
        return life
    later = life.events[len(told_then) :]
    agencies = [event.agency for event in told_then if event.agency]
    state = told_then[-1].after if told_then else life.state
    due = next((event.due for event in later if event.step and event.before), life.due)
    reason = told_then[-1].reason if told_then else ""
    agency = agencies[-1] if agencies else ""
    return replace(life, events=told_then, state=state, agency=agency, due=due, reason=reason)


KINDS: dict[str, Any] = {
    **dict.fromkeys(("complaint", "step", "agency", "before", "after", "reason"), np.int32),
    **dict.fromkeys(("at", "due"), np.int64),
    **dict.fromkeys(("gave_back", "took_back"), np.bool_),
    **dict.fromkeys(("on_time", "rating"), np.int8),
    "minutes": np.float64,
}


def _happened(events: list[Event], texts: dict[str, int]) -> Happened:
    return Happened(
        **{
            name: np.array([_code(getattr(event, name), texts) for event in events], dtype=kind)
            for name, kind in KINDS.items()
        }
    )


def _code(value: Any, texts: dict[str, int]) -> Any:
    if isinstance(value, str):
        return texts.setdefault(value, len(texts))
    if isinstance(value, datetime) or value is None:
        return NEVER if value is None else microseconds(value.astimezone(UTC))
    return value


def _columns(lives: tuple[Life, ...], texts: dict[str, int]) -> dict[str, Any]:
    rows = list(map(_row, lives))
    return {
        name: np.array(
            [_code(row[name], texts) for row in rows],
            dtype=np.int64 if isinstance(rows[0][name], datetime | None | int) else np.int32,
        )
        for name in rows[0]
    }


def _row(life: Life) -> dict[str, Any]:
    since = life.events[-1].at if life.events else life.received_at
    return life.words | {
        "agency": life.agency,
        "state": life.state,
        "close_reason": life.reason,
        "received_at": life.received_at,
        "closed_at": None if life.events else life.received_at + timedelta(days=3),
        "state_since": since,
        "due_at": life.due,
        "confidential": 0,
        "example": 0,
    }
