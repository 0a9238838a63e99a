"""A changed Status is an action; the row's inputs typed with it are its inputs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import update

from desk.acting import Done, act_in
from desk.problems import DeskError
from desk.schema import events, messages
from sheets_schema import confided, fields, wording
from sheets_schema.columns import Owner
from sheets_schema.tables import ADUAN, STATUS
from sheets_schema.typed import STANDS, Typed
from sop import workflow
from sop.model import Action, Field, Sop
from sop.workflow import NotAllowed

CLAIM = "Petugas"
INPUTS = fields.headers_owned_by(Owner.INPUT)
TOGETHER = (STATUS, CLAIM, *INPUTS)  # one edit, when Status is among them
BY_CLAIM = "menurut kolom Petugas: "
LONGEST_CLAIM = 80


def take(typed: Typed) -> None:
    """Act on the changed Status, leave it standing, or put it back."""
    status = typed.left[STATUS]
    if typed.desired.get(STATUS, "") != typed.base.cells.get(STATUS, ""):
        typed.put_back([STATUS, CLAIM], wording.conflict(STATUS, status))
        return
    state = typed.complaint["state"]
    if wording.is_same(status, state):
        typed.settle([STATUS])
        drop_claim(typed)
        return
    actions = meant(typed.desk.sop, state, status, typed.actor.roles)
    if not actions:
        typed.put_back([STATUS, CLAIM], _not_possible(typed, state, status))
        return
    try:
        values = _values(typed)
        _attempt(typed, actions, values)
    except NotAllowed as refused:
        _refused(typed, status, refused)
    except DeskError as refused:
        reason = wording.put_back(STATUS, status, refused.sentence)
        typed.put_back([STATUS, CLAIM], reason)


def drop_claim(typed: Typed) -> None:
    """A claim without an action claims nothing."""
    if claim := typed.left.get(CLAIM, ""):
        typed.put_back([CLAIM], wording.claims_nothing(CLAIM, claim))
    typed.settle([CLAIM])


def meant(sop: Sop, state: str, status: str, roles: Iterable[str]) -> tuple[Action, ...]:
    """The actions that somebody means who types this now; none when it is not clear."""
    if _names_something_else(sop, state, status):
        return ()
    words = _words(sop, state)
    found = wording.closest(status, {word: "|".join(names) for word, names in words.items()})
    names = found.split("|") if found else []
    return tuple(action for name in names if (action := sop.action_in(name, state)) is not None)


def _words(sop: Sop, state: str) -> dict[str, tuple[str, ...]]:
    """Everything that may be typed now, and the names of the actions it means."""
    known = {state.name for state in sop.states}
    known |= {word for action in sop.actions for word in (action.name, action.sheet_word)}
    found = {
        word: tuple(action.name for action in workflow.from_status(sop, state, word))
        for word in known - {""}
    }
    return {word: names for word, names in found.items() if names}


def _names_something_else(sop: Sop, state: str, status: str) -> bool:
    """A status or action that exists, but is not possible now, is no near miss of another."""
    possible = _words(sop, state)
    known = {state.name for state in sop.states} | {action.name for action in sop.actions}
    return any(wording.is_same(status, word) for word in known - possible.keys())


def _not_possible(typed: Typed, state: str, status: str) -> str:
    sop = typed.desk.sop
    possible = workflow.sheet_statuses(sop, state, typed.actor.roles)
    if not _names_something_else(sop, state, status):
        return wording.not_understood(status, possible)
    reason = f"tidak dapat dari status {state}. {wording.choices(possible)}".strip()
    return wording.put_back(STATUS, status, reason)


def _values(typed: Typed) -> dict[Field, str]:
    """Inputs typed in the same edit, as they were meant; drafts typed before are in the journal."""
    values = {}
    for header in INPUTS:
        column = ADUAN.column(header)
        cell = typed.left.get(header)
        if cell is None or column is None or confided.refusal(typed.complaint, header, cell):
            continue  # what was typed before and is hidden now stays the draft
        words = confided.typed(typed.complaint, header, cell)
        values[Field(header)] = str(fields.meant(typed.reference, column, words))
    return values


def _attempt(typed: Typed, actions: tuple[Action, ...], values: dict[Field, str]) -> None:
    """Do the first of these actions that the procedure allows; held until Ctrl-Z is too late."""
    problem: NotAllowed | None = None
    delay = timedelta(seconds=typed.reference.preferences.send_delay_s)
    for action in actions:
        with typed.connection.begin_nested() as trial:
            try:
                done = _act(typed, action, values)
            except NotAllowed as refused:
                trial.rollback()
                problem = problem or refused
                continue
            until = typed.seen_at + delay
            closes = not typed.desk.sop.state(done.state).open
            if (done.message_ids or closes) and typed.now < until:
                trial.rollback()
                typed.waits = "jeda"
                typed.notes.append(wording.held(action.name, typed.clock(until)))
                return
        weighed = (Field.REASON,) if _weighs(action, values) else ()
        typed.settle((STATUS, CLAIM, *action.needs, *action.takes, *action.proposes, *weighed))
        typed.complaint = typed.complaint | {"state": done.state}
        _keep_unused(typed, action)
        typed.accepted = True
        return
    if problem is not None:
        raise problem


def _weighs(action: Action, values: dict[Field, str]) -> bool:
    """Whether Alasan says why doubtful photos are right: it was used, then."""
    reason = values.get(Field.REASON, "")
    return action.weighs_evidence and workflow.WEIGHED.match(reason) is not None


def _keep_unused(typed: Typed, action: Action) -> None:
    """What was typed with the action and is none of its inputs becomes a draft, as if typed alone.

    A reason is not kept for another action, which would be sent with it.
    """
    for header in (Field.REASON, Field.CLOSE_REASON):
        if text := typed.left.get(header):
            reason = f"tidak dipakai pada {action.name}."
            typed.put_back([header], wording.put_back(header, text, reason))


def _act(typed: Typed, action: Action, values: dict[Field, str]) -> Done:
    done = act_in(
        typed.connection,
        typed.desk,
        typed.actor,
        typed.number,
        action=action.name,
        values=values,
        now=typed.now,
        acted_at=typed.seen_at,
    )
    _attribute(typed, done, claim=typed.left.get(CLAIM, "").strip())
    return done


def _attribute(typed: Typed, done: Done, *, claim: str) -> None:
    """What the cell claims is kept as a claim, in Riwayat and Percakapan; it adds no rights."""
    if claim:
        for table, ids in ((events, [done.event_id]), (messages, done.message_ids)):
            typed.connection.execute(
                update(table).where(table.c.id.in_(ids)).values(actor=BY_CLAIM + _short(claim))
            )


def _short(claim: str) -> str:
    line = " ".join(claim.split())
    return line if len(line) <= LONGEST_CLAIM else line[: LONGEST_CLAIM - 1] + "…"


def _refused(typed: Typed, status: str, refused: NotAllowed) -> None:
    """A missing input leaves Status standing for a while; anything else puts it back."""
    until = typed.seen_at + STANDS
    if refused.missing and typed.now < until:
        typed.waits = "isian"
        typed.notes.append(wording.standing(refused.sentence, typed.clock(until)))
        return
    typed.put_back([STATUS, CLAIM], wording.put_back(STATUS, status, refused.sentence))
