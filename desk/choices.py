"""What a member of staff can answer to a message of ours, spelt as they would type it. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from desk import preferences
from desk.preferences import Preferences
from sop import workflow
from sop.model import Action, Field, Rank, Sop

#: What an action spoken in their own words wants to hear.
OWN_WORDS = {Field.FOLLOW_UP: "uraian tindak lanjut + foto", Field.NOTE: "catatan dukungan + foto"}
AGENCY_AFTER = " <OPD>"
#: Inputs that can be written after the word.
WRITTEN = frozenset({Field.AGENCY, Field.REASON, Field.ANSWER})
AFTER_THE_WORD = {Field.AGENCY: AGENCY_AFTER, Field.REASON: " <alasan>"}


def possible(
    sop: Sop, kept: Preferences, row: Mapping[str, Any], roles: Collection[str]
) -> tuple[Action, ...]:
    """What these roles can do with the complaint by WhatsApp."""
    return tuple(
        action
        for action in workflow.actions_for(sop, row["state"], roles)
        if (action.said or action.spoken) and not is_off(kept, action)
    )


def is_off(kept: Preferences, action: Action) -> bool:
    """The city does without it, in Pengaturan."""
    return bool(action.setting) and not getattr(kept, preferences.find(action.setting).attribute)


def listed(actions: Iterable[Action], row: Mapping[str, Any], *, mark: str = "") -> str:
    """teruskan · kembali <alasan>, the next step first; `mark` stands around them (bold)."""
    spelt = (
        way if action.spoken else f"{mark}{way}{mark}"
        for action in sorted(actions, key=lambda one: one.rank is not Rank.NEXT)
        for way in ways(action, row)
    )
    return " · ".join(dict.fromkeys(spelt))


def ways(action: Action, row: Mapping[str, Any]) -> tuple[str, ...]:
    """How the action is asked for; the word alone only where it means something."""
    if action.spoken:
        return (OWN_WORDS[action.needs[0]],)
    full = in_full(action)
    return (action.said, full) if _alone(action, row) and full != action.said else (full,)


def in_full(action: Action) -> str:
    """With all that the action can be told: teruskan <OPD>, jawab: <kata-kata>"""
    if words_for_citizen(action):
        return f"{action.said}: <kata-kata>"
    after = "".join(AFTER_THE_WORD.get(field, "") for field in action.needs)
    return action.said + (AGENCY_AFTER if Field.AGENCY in action.proposes else after)


def words_for_citizen(action: Action) -> Field | None:
    """The input that the citizen will read; None where they read none of it."""
    if Field.ANSWER in action.needs:
        return Field.ANSWER
    return Field.REASON if action.asks else None


def _alone(action: Action, row: Mapping[str, Any]) -> bool:
    """Everything it needs is known: an answer in draft, an OPD other than the one that had it."""
    if Field.ANSWER in action.needs:
        return bool(row["answer"])
    if Field.AGENCY in action.needs:
        return row["agency_draft"] not in ("", row["agency"])
    return action.asks or Field.REASON not in action.needs
