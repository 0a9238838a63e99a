"""Act on a complaint: one transaction, authorised again, with its event and its messages.

In order: who is it now, may they see it, has somebody changed it meanwhile, does the procedure
allow it; then state, clock, event, photos and messages together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from desk import (
    choices,
    completeness,
    effects,
    erased,
    events,
    handing_over,
    media,
    merging,
    notices,
    releasing,
    sight,
    splitting,
    texts,
)
from desk.actors import Actor, roles_on, system
from desk.case import Case
from desk.context import Desk
from desk.evidence import doubts
from desk.inputs import gather
from desk.presence import present as present
from desk.problems import Changed
from sop import words, workflow
from sop.model import Action, Field
from sop.workflow import NotAllowed

SEPARATE = "Pisahkan"


@dataclass(frozen=True)
class Done:
    """What an action did."""

    number: str
    version: int
    state: str
    event_id: str
    message_ids: tuple[str, ...]
    opened: str = ""  # number of the complaint that was split off
    passed: tuple[str, ...] = ()  # further events: steps passed through at once


def act(
    desk: Desk,
    actor: Actor,
    number: str,
    action: str,
    *,
    now: datetime,
    values: Mapping[Field, str] | None = None,
    photos: Sequence[media.Upload] = (),
    expected_version: int | None = None,
) -> Done:
    """Do `action` in one transaction.

    `values` come on top of the drafts kept with the complaint. `expected_version` is the version
    that the person had before their eyes.

    Raises NotAllowed (the procedure), NotFound, Changed, Refused; then nothing was changed.
    """
    with desk.journal.write() as connection:
        return act_in(
            connection,
            desk,
            actor,
            number,
            action=action,
            now=now,
            values=values,
            photos=photos,
            expected_version=expected_version,
        )


def act_in(
    connection: Connection,
    desk: Desk,
    actor: Actor,
    number: str,
    *,
    action: str,
    now: datetime,
    values: Mapping[Field, str] | None = None,
    photos: Sequence[media.Upload] = (),
    expected_version: int | None = None,
    acted_at: datetime | None = None,
    told_from: datetime | None = None,
) -> Done:
    """The same inside a caller's write transaction.

    `acted_at`: when the person did it, where that is earlier than `now`: an edit of the Sheet waits
    until it can no longer be taken back, and that wait is nobody's lateness. `told_from`: when
    citizens hear of it, where it can be taken back until then.
    """
    actor = present(connection, desk, actor, now=now)
    row = visible(connection, desk, actor, number)
    refuse_if_changed(connection, desk, row, expected_version)
    case = case_of(connection, desk, actor, row, action=action, values=values or {}, now=now)
    handing_over.check(case)
    case = replace(case, told_from=told_from)
    if acted_at is not None:
        case = replace(case, acted_at=max(acted_at, row["state_since"]))
    proof = bool(photos) or effects.has_photos(case)
    after = effects.store(case)
    part = splitting.open_part(case) if case.verdict.action.splits else None
    opened = str(part["number"]) if part else ""
    stated = [photo.stated() for photo in photos]
    event_id = effects.record(case, proof=proof, opened=opened, stated=stated)
    for photo in photos:
        media.add_upload(
            connection, desk, photo, number=number, event_id=event_id, origin="follow_up", now=now
        )
    onward = next_step(case, after)
    found = notices.letters(case, part or after, passing=onward is not None)
    message_ids = notices.send(case, found)
    _follow_doubles(case, after, found)
    done = Done(number, after["version"], after["state"], event_id, message_ids, opened)
    return _passed_on(case, done, onward) if onward else done


def next_step(case: Case, after: Mapping[str, Any]) -> Action | None:
    """The step that the same person holds next, where it is a mere passing on. In the Sheet
    nobody is the same person."""
    if "@" not in case.actor.id or after["state"] == case.row["state"]:
        return None
    sop = case.desk.sop
    return workflow.passed_on(sop, after["state"], roles_on(sop, case.actor, after))


def _passed_on(case: Case, done: Done, onward: Action) -> Done:
    """The next step in the same transaction, with an event and a time of its own."""
    further = act_in(
        case.connection,
        case.desk,
        case.actor,
        done.number,
        action=onward.name,
        now=case.now,
        acted_at=case.acted_at,
        told_from=case.told_from,
    )
    return replace(
        further,
        event_id=done.event_id,
        message_ids=(*done.message_ids, *further.message_ids),
        passed=(further.event_id, *further.passed),
    )


def _follow_doubles(case: Case, main: Mapping[str, Any], found: Sequence[notices.Letter]) -> None:
    """Doubles that were told keep a record of it; those left without a result go on by
    themselves."""
    for told in notices.doubles_told(found):
        merging.tell(case, told)
    for orphan in merging.orphans(case, main):
        why = f"Aduan induk {main['number']} ditutup: {main['close_reason']}"
        act_in(
            case.connection,
            case.desk,
            system(case.desk.sop),
            orphan,
            action=SEPARATE,
            now=case.now,
            values={Field.REASON: why},
        )


def allowed(desk: Desk, actor: Actor, row: Mapping[str, Any]) -> tuple[Action, ...]:
    """Exactly what this person may do with this complaint now."""
    if erased.is_erased(desk.sop, row):
        return ()
    possible = workflow.actions_for(desk.sop, row["state"], roles_on(desk.sop, actor, row))
    kept = desk.reference().preferences
    return tuple(
        action
        for action in possible
        if not choices.is_off(kept, action) and releasing.fits(action, row)
    )


def case_of(
    connection: Connection,
    desk: Desk,
    actor: Actor,
    row: Mapping[str, Any],
    *,
    action: str,
    values: Mapping[Field, str],
    now: datetime,
) -> Case:
    """What the procedure says to this, or NotAllowed."""
    erased.check(desk.sop, row)
    inputs = gather(desk.reference(connection), row, values)
    verdict = workflow.check(
        desk.sop,
        action,
        lacks=_lacks(connection, desk, row, action=action, inputs=inputs),
        doubts=_doubts(connection, desk, row, action=action),
        on_page=actor.via == "page",
        state=row["state"],
        roles=roles_on(desk.sop, actor, row),
        values=inputs,
        has_agency=bool(row["agency"]),
        agency=row["agency"],
    )
    if choices.is_off(desk.reference(connection).preferences, verdict.action):
        others = [one.name for one in allowed(desk, actor, row)]
        sentence = words.switched_off(action, verdict.action.setting, others)
        raise NotAllowed(sentence, choices=tuple(others))
    releasing.check(verdict.action, row)
    inputs |= verdict.implied
    if Field.MAIN_COMPLAINT in (*verdict.action.needs, *verdict.action.takes):
        named = (verdict.close_reason or "") if verdict.action.close_reasons else ""
        inputs[Field.MAIN_COMPLAINT] = merging.into(
            connection, desk, row, inputs, actor=actor, named=named
        )
    return Case(connection, desk, actor, row, verdict, inputs, now, acted_at=now)


def _lacks(
    connection: Connection,
    desk: Desk,
    row: Mapping[str, Any],
    *,
    action: str,
    inputs: Mapping[Field, str],
) -> tuple[str, ...]:
    """What the complaint lacks, where the action asks for it."""
    known = desk.sop.action_in(action, row["state"])
    if known is None or not known.complete:
        return ()
    kind = {"classification": inputs[Field.CLASSIFICATION]}
    return completeness.of(connection, desk, {**row, **kind}).missing


def _doubts(
    connection: Connection, desk: Desk, row: Mapping[str, Any], *, action: str
) -> tuple[str, ...]:
    """Photos that were there before, where the action sends them."""
    known = desk.sop.action_in(action, row["state"])
    if known is None or not known.weighs_evidence:
        return ()
    return doubts.sentences(connection, desk, row["number"])


def visible(connection: Connection, desk: Desk, actor: Actor, number: str) -> dict[str, Any]:
    """The complaint's row, locked; the same NotFound for a stranger's and for no complaint."""
    return sight.seen(connection, desk, actor, number, lock=True)


def refuse_if_changed(
    connection: Connection, desk: Desk, row: Mapping[str, Any], expected: int | None
) -> None:
    """Changed, unless the person had the present version before their eyes (None: not asked)."""
    if expected is None or expected == row["version"]:
        return
    last = events.latest(connection, row["number"])
    # What a citizen adds changes a complaint without an event.
    own = last is not None and last["at"] >= row["updated_at"]
    who = (
        _told(desk, connection, last)
        if last and own
        else desk.sop.in_words("pesan baru dari pelapor")
    )
    raise Changed(
        f"Aduan {row['number']} sementara itu diubah oleh {who}; statusnya kini {row['state']}. "
        "Isian masih ada: mohon diperiksa, lalu dikirim lagi."
    )


def _told(desk: Desk, connection: Connection, event: Mapping[str, Any]) -> str:
    """Who did what, and when: Rudi (Teruskan ke OPD, Sen, 23 Nov 09.12)."""
    reference = desk.reference(connection)
    person = reference.person(event["actor"])
    when = texts.short_moment(event["at"], reference.preferences.zone)
    return f"{person.name if person else event['actor']} ({event['action']}, {when})"
