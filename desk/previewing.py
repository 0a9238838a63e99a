"""What an action would send, as its author may read it, before anybody presses the button."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desk import effects, notices, sight, splitting
from desk.acting import case_of, next_step, present, visible
from desk.actors import Actor
from desk.case import Case
from desk.context import Desk
from desk.recording import find
from desk.visibility import Fact
from sop.model import Field


@dataclass(frozen=True)
class Preview:
    """A message exactly as it would be sent, but for what is hidden from who looks at it: the
    message is written for its reader, who may know more."""

    to: str
    text: str
    number: str  # the complaint in whose conversation it stands
    photos: tuple[str, ...]  # ids of the media that follow it, with the number below each
    to_citizen: bool = True


def preview(
    desk: Desk,
    actor: Actor,
    number: str,
    action: str,
    *,
    values: Mapping[Field, str],
    now: datetime,
) -> tuple[Preview, ...]:
    """What `act` would send now. Raises what it would raise."""
    with desk.journal.read() as connection:
        actor = present(connection, desk, actor, now=now)
        row = visible(connection, desk, actor, number)
        case = case_of(connection, desk, actor, row, action=action, values=values, now=now)
        found = [(letter, _about(case, letter)) for letter in _foreseen(case)]
    return tuple(
        _shown(case, letter, about)
        for letter, about in found
        if sight.may(desk, actor, about, Fact.EXISTS)
    )


def _about(case: Case, letter: notices.Letter) -> Mapping[str, Any]:
    """The complaint of whose citizen it speaks: this one, a part of it, or a double of it."""
    if letter.number in (case.row["number"], splitting.NEW_NUMBER):
        return case.row
    return find(case.connection, letter.number)


def _shown(case: Case, letter: notices.Letter, about: Mapping[str, Any]) -> Preview:
    desk, actor = case.desk, case.actor
    to_citizen = letter.to in notices.CITIZENS
    citizen = desk.sop.citizen  # one who has not said a name
    name = sight.veiled(desk, actor, about)["name"] if to_citizen and letter.name else letter.name
    words = Fact.TALK if to_citizen else Fact.WORDS
    return Preview(
        name or (citizen if to_citizen else "petugas"),
        sight.words(desk, actor, about, letter.body, fact=words),
        letter.number,
        letter.photos if sight.may(desk, actor, case.row, Fact.PHOTOS) else (),
        to_citizen,
    )


def _foreseen(case: Case) -> list[notices.Letter]:
    """The letters of this action and of the steps passed through with it."""
    part = splitting.part(case) if case.verdict.action.splits else None
    after = dict(case.row) | effects.changes(case)
    onward = next_step(case, after)
    found = notices.letters(case, part or after, passing=onward is not None)
    if onward is None:
        return found
    further = case_of(
        case.connection, case.desk, case.actor, after, action=onward.name, values={}, now=case.now
    )
    return [*found, *_foreseen(further)]
