"""The one interpreter of a procedure: who may do what now, and what follows from it.

Pure, and it never asks which SOP it is: everything it knows stands in the `Sop` it is given.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sop import words
from sop.model import Action, Field, Notice, Recipient, Scope, Sop, State

#: What happens to the running clock. keep: goes on as it was · start: `starts_step` from zero ·
#: pause: stops counting, keeps what was used · resume: goes on with what was left · stop: ends.
Clock = Literal["keep", "start", "pause", "resume", "stop"]

TO_AN_AGENCY = frozenset({Recipient.AGENCY_ADMIN, Recipient.AGENCY_TEAM})
#: How a person lets an incomplete complaint pass: "Lengkap: KTP diperlihatkan di loket".
#: How a person lets a doubtful photo pass: "Bukti diperiksa: dua lubang di jalan yang sama".
WEIGHED = re.compile(
    r"bukti(?:\s+sudah)?\s+diperiksa\s*(?:[:;,(–—-]|karena\b|sebab\b)\W*\w{3}", re.IGNORECASE
)
LET_PASS = re.compile(r"lengkap\s*(?:[:;,(–—-]|karena\b|sebab\b)\W*\w{3}", re.IGNORECASE)


class NotAllowed(Exception):
    """An action that the procedure refuses now; `sentence` says to a person what to do instead."""

    def __init__(
        self, sentence: str, *, missing: tuple[Field, ...] = (), choices: tuple[str, ...] = ()
    ) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.missing = missing  # inputs to fill in; the same action is then allowed
        self.choices = choices  # what could be done, typed or chosen now


@dataclass(frozen=True)
class Verdict:
    """An allowed action and all that follows from it."""

    action: Action
    target: str  # the state afterwards; the present one when it stays
    close_reason: str | None  # None: leave it as it is; "": empty it, the complaint is open
    implied: Mapping[Field, str]  # empty fields that the action has thereby filled
    notices: tuple[Notice, ...]
    ends_step: str  # key of the step whose time is now final; "" when none is
    starts_step: str  # key of the step that runs from now on (start, resume); "" otherwise
    clock: Clock
    weighed: str = ""  # the reason for which doubtful photos pass


def actions_for(sop: Sop, state: str, roles: Collection[str]) -> tuple[Action, ...]:
    """What these roles may do with a complaint in `state`, in the order of the SOP's table."""
    return tuple(
        action
        for action in sop.actions
        if state in action.sources and not action.roles.isdisjoint(roles)
    )


def check(
    sop: Sop,
    action_name: str,
    *,
    state: str,
    roles: Collection[str],
    values: Mapping[Field, str],
    has_agency: bool,
    agency: str,
    lacks: Sequence[str] = (),
    doubts: Sequence[str] = (),
    on_page: bool = False,
) -> Verdict:
    """What follows when a person with `roles` does this, or NotAllowed.

    `values`: the complaint's inputs as they stand, with what was given now on top; an input that an
    earlier action used up does not count again. `has_agency`: an OPD was given this complaint.
    `agency`: that OPD, to which Alihkan must not lead again. `lacks`: what the complaint still
    lacks, in the citizen's words, for an action that needs it complete. `doubts`: a sentence for
    each photo that was there before, for an action that sends them. `on_page`: it is read there.
    """
    action = _permitted(sop, action_name, state, roles)
    given = {name: value.strip() for name, value in values.items() if value.strip()}
    _require_inputs(action, given)
    _require_completeness(action, given, lacks)
    weighed = _weighed(action, given, doubts, on_page=on_page)
    reason = _close_reason(action, given)
    implied = _implied(action, given)
    if action.other_agency and given.get(Field.AGENCY) == agency.strip():
        raise NotAllowed(words.same_agency(agency), missing=(Field.AGENCY,))
    before, after = sop.state(state), sop.state(_target(action, state, has_agency))
    clock = _clock(action, before, after)
    return Verdict(
        action=action,
        target=after.name,
        close_reason=reason if action.target else None,
        implied=implied,
        notices=_notices(action, reason, has_agency),
        ends_step=before.step if clock in ("start", "stop") else "",
        starts_step=after.step if clock in ("start", "resume") else "",
        clock=clock,
        weighed=weighed,
    )


def passed_on(sop: Sop, state: str, roles: Collection[str]) -> Action | None:
    """What somebody with these roles does without a thought when they bring a complaint here."""
    return next((action for action in actions_for(sop, state, roles) if action.passes_on), None)


def from_status(sop: Sop, state: str, typed_status: str) -> tuple[Action, ...]:
    """What somebody means who types this into Status: a status, an action's name or its word.

    The spelling is exact; near misses are told apart where the edit is read. Whether the row may
    do it is for `check` to say.
    """
    return tuple(
        action
        for action in sop.actions
        if action.from_sheet and state in action.sources and typed_status in _typed_for(action)
    )


def sheet_statuses(sop: Sop, state: str, roles: Collection[str] = ()) -> tuple[str, ...]:
    """What may be typed into Status now, in table order; `roles` defaults to the Sheet's own."""
    allowed = roles or [role.name for role in sop.roles if role.scope is Scope.SHEET]
    typed = (
        _typed_word(action, state)
        for action in actions_for(sop, state, allowed)
        if action.from_sheet
    )
    return tuple(dict.fromkeys(typed))


def _typed_word(action: Action, state: str) -> str:
    if action.sheet_word:
        return action.sheet_word
    # A status that stands already can't be typed: then the action's own name is.
    return action.name if action.target in ("", state) else action.target


def _typed_for(action: Action) -> frozenset[str]:
    if action.sheet_word:
        return frozenset({action.name, action.sheet_word})
    return frozenset({action.name, action.target, action.target_if_agency}) - {""}


def _possible(sop: Sop, state: str, roles: Collection[str]) -> tuple[str, ...]:
    """What the asker could do instead, in the words in which the asker acts."""
    scopes = {role.scope for role in sop.roles if role.name in roles}
    if scopes == {Scope.SHEET}:
        return sheet_statuses(sop, state, roles)
    return tuple(action.name for action in actions_for(sop, state, roles))


def _permitted(sop: Sop, name: str, state: str, roles: Collection[str]) -> Action:
    rows = [action for action in sop.actions if action.name == name]
    choices = _possible(sop, state, roles)
    if not rows:
        raise NotAllowed(words.unknown_action(name, choices), choices=choices)
    here = sop.action_in(name, state)
    performers = here.roles if here else frozenset().union(*(row.roles for row in rows))
    if performers.isdisjoint(roles):
        sentence = words.wrong_role(name, _people(sop, performers), choices)
        raise NotAllowed(sentence, choices=choices)
    if here is None:
        raise NotAllowed(words.wrong_state(name, state, choices), choices=choices)
    return here


def _people(sop: Sop, performers: Collection[str]) -> list[str]:
    """Those of `performers` that somebody can be asked for, in the SOP's order."""
    nobody = (Scope.SHEET, Scope.SYSTEM)
    return [role.name for role in sop.roles if role.name in performers and role.scope not in nobody]


def _require_inputs(action: Action, given: Mapping[Field, str]) -> None:
    missing = tuple(needed for needed in action.needs if needed not in given)
    if not missing:
        return
    choices = action.close_reasons if Field.CLOSE_REASON in missing else ()
    raise NotAllowed(words.missing(missing, choices), missing=missing, choices=choices)


def _require_completeness(action: Action, given: Mapping[Field, str], lacks: Sequence[str]) -> None:
    if action.complete and lacks and not LET_PASS.match(given.get(Field.COMPLETENESS, "")):
        raise NotAllowed(words.incomplete(lacks), missing=(Field.COMPLETENESS,))


def _weighed(
    action: Action, given: Mapping[Field, str], doubts: Sequence[str], *, on_page: bool
) -> str:
    if not action.weighs_evidence or not doubts:
        return ""
    reason = given.get(Field.REASON, "")
    if not WEIGHED.match(reason):
        raise NotAllowed(words.doubted(doubts, on_page=on_page), missing=(Field.REASON,))
    return reason


def _close_reason(action: Action, given: Mapping[Field, str]) -> str:
    if not action.close_reasons:
        return action.close_reason
    reason = given[Field.CLOSE_REASON]
    if reason not in action.close_reasons:
        sentence = words.unknown_close_reason(reason, action.close_reasons)
        raise NotAllowed(sentence, missing=(Field.CLOSE_REASON,), choices=action.close_reasons)
    return reason


def _implied(action: Action, given: Mapping[Field, str]) -> dict[Field, str]:
    """The field that the action fills by itself, once its condition holds."""
    condition = action.condition
    if condition is None:
        return {}
    implied = dict([condition.implied] if condition.implied else [])
    empty = {name: value for name, value in implied.items() if name not in given}
    known = {**given, **empty}
    if not any(known.get(name) == value for name, value in condition.any_of):
        raise NotAllowed(condition.sentence)
    return empty


def _target(action: Action, state: str, has_agency: bool) -> str:
    if has_agency and action.target_if_agency:
        return action.target_if_agency
    return action.target or state


def _clock(action: Action, before: State, after: State) -> Clock:
    if before.name == after.name:
        return "start" if action.target and action.restarts_clock else "keep"
    if after.waiting:
        return "pause" if before.step else "stop"  # opened again: what was used is over
    if not after.step:
        return "stop"
    if after.step == before.step:
        # Several holders share one clock; only a pause ends here.
        return "resume" if before.waiting else "keep"
    return "start"


def _notices(action: Action, reason: str, has_agency: bool) -> tuple[Notice, ...]:
    """All that go out; nobody at an OPD hears of a complaint that no OPD ever had."""
    notices = (*action.notices, *action.notices_by_reason.get(reason, ()))
    if has_agency or Field.AGENCY in action.needs:
        return notices
    return tuple(notice for notice in notices if notice.to not in TO_AN_AGENCY)
