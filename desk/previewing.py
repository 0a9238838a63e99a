"""What an action would send: the messages, word for word, before anybody presses the button."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from desk import effects, notices, splitting
from desk.acting import case_of, next_step, present, visible
from desk.actors import Actor
from desk.case import Case
from desk.context import Desk
from sop.model import Field


@dataclass(frozen=True)
class Preview:
    """A message exactly as it would be sent."""

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
        row = visible(connection, desk, present(connection, desk, actor, now=now), number)
        case = case_of(connection, desk, actor, row, action=action, values=values, now=now)
        found = _foreseen(case)
    return tuple(_shown(desk, letter) for letter in found)


def _shown(desk: Desk, letter: notices.Letter) -> Preview:
    to_citizen = letter.to in notices.CITIZENS
    citizen = desk.sop.citizen  # one who has not said a name
    name = letter.name or (citizen if to_citizen else "petugas")
    return Preview(name, letter.body, letter.number, letter.photos, to_citizen)


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
