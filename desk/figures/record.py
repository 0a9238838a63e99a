"""From columns of the journal to the history that the figures are counted from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from desk.figures.columns import CHOSEN, NOT_SAID, RATED, SEPARATOR, UNKNOWN, Events, Words
from desk.taking_back import ACTION as TAKING_BACK
from sop.figures.history import Happened, Record
from sop.figures.telling import told
from sop.model import Scope, Sop

ON_TIME = {"1": 1, "0": 0}
UNMEASURED = -1


@dataclass(frozen=True)
class Mark:
    """What a mark says, words as codes; names and types as in `Happened`."""

    step: int
    on_time: int
    agency: int
    before: int
    after: int
    reason: int = 0
    gave_back: bool = False
    took_back: bool = False
    rating: int = 0


@dataclass
class Marks:
    """Reads marks; one desk's words for closing and for giving back."""

    sop: Sop
    words: Words
    fixed: dict[str, str] = field(init=False)
    back: set[tuple[str, str]] = field(init=False)
    agency_steps: set[str] = field(init=False)
    agency_acts: set[tuple[str, str]] = field(init=False)  # with the state in which it is done

    def __post_init__(self) -> None:
        actions = self.sop.actions
        self.fixed = {each.name: each.close_reason for each in actions if each.close_reason}
        back = [each for each in actions if each.gives_back]
        self.back = {(each.name, state) for each in back for state in each.sources}
        theirs = {role.name for role in self.sop.roles if role.scope is Scope.AGENCY}
        self.agency_steps = {step.key for step in self.sop.steps if step.performer in theirs}
        own = [each for each in actions if each.roles & theirs]
        self.agency_acts = {(each.name, state) for each in own for state in each.sources}

    def read(self, mark: str) -> Mark:
        step, on_time, agency, before, after, said = mark.split(SEPARATOR, 5)
        said = self.words.unlocked.get(said, said)
        texts = self.words.texts
        reason = said[1:] if said[:1] == CHOSEN else self.fixed.get(said, said)
        return Mark(
            step=texts[step],
            on_time=self._verdict(step, on_time, act=(said, before)),
            agency=texts[agency],
            before=texts[before],
            after=texts[after],
            reason=texts["" if reason == UNKNOWN else reason],
            gave_back=(said, before) in self.back,
            took_back=said == TAKING_BACK,
            rating=_rating(said),
        )

    def _verdict(self, step: str, said: str, *, act: tuple[str, str]) -> int:
        """An OPD is not on time with what was taken from it before it was due: whether it would
        have been is not known. What was late by then is late."""
        on_time = ON_TIME.get(said, UNMEASURED)
        taken = step in self.agency_steps and act not in self.agency_acts
        return UNMEASURED if taken and on_time == 1 else on_time


def derive(
    sop: Sop, words: Words, events: Events, columns: Mapping[str, npt.NDArray[Any]]
) -> Record:
    """`events` in the order of complaint and time."""
    marks = Marks(sop, words)
    read = [marks.read(mark) for mark in words.marks]
    happened = Happened(
        complaint=events.complaint,
        at=events.at,
        minutes=np.where(events.minutes == NOT_SAID, np.nan, events.minutes),
        due=events.due,
        **{name: _table(read, name, kind)[events.mark] for name, kind in KINDS.items()},
    )
    return told(sop, (tuple(words.numbers), dict(words.texts)), happened, columns)


KINDS: dict[str, Any] = {
    "step": np.int32,
    "on_time": np.int8,
    "agency": np.int32,
    "before": np.int32,
    "after": np.int32,
    "reason": np.int32,
    "gave_back": np.bool_,
    "took_back": np.bool_,
    "rating": np.int8,
}


def _table(read: list[Mark], name: str, kind: Any) -> npt.NDArray[Any]:
    return np.array([getattr(mark, name) for mark in read], dtype=kind)


def _rating(said: str) -> int:
    return int(said[1:]) if said[:1] == RATED and said[1:] in ("1", "2", "3", "4") else 0
