"""What each may see of a complaint: one table, and its one interpreter.

Everything that shows something of a complaint asks here: pages, lists, search, papers, exports,
pictures, messages, reminders, the lists behind the figures. docs/access.md is printed from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from desk import supporters
from desk.actors import Actor
from desk.records import Person
from sop.model import Recipient, Scope, Sop


class Viewer(StrEnum):
    """Who looks, seen from one complaint."""

    NAMED = "the city's desk, named for secrets"
    CITY = "the city's desk, the others"
    HANDLES = "OPD in charge: its Admin or Kepala, and who was given the work"
    IN_CHARGE = "OPD in charge: the others"
    HELPING = "OPD that helps"
    OTHER = "any other OPD"
    PASSES_ON = "who passes it on (Kabid, Kadis)"
    LEADER = "leader (Pimpinan, Bupati)"
    GROUP = "an OPD's WhatsApp group"
    PROGRAM = "the Sheet, the citizen, the timers: they act, and are shown nothing"
    NOBODY = "who has no role"


class Fact(StrEnum):
    """A kind of fact, in the order of the table's letters."""

    EXISTS = "that it exists"  # number, state, dates, OPD, category, district
    WORDS = "words"  # body, place, last words, answer, reason
    WORK = "follow-up"  # what the OPD wrote of its own work
    TALK = "conversation"
    NAME = "name"
    CONTACT = "contact"  # telephone, chat
    NOTE = "internal note"  # and the draft of a reply
    PHOTOS = "photos"
    HISTORY = "history"  # the notes in it; what happened when is EXISTS
    CARD = "identity card"
    NIK = "full NIK"
    PRINT = "print"
    EXPORT = "export row"


class Access(StrEnum):
    """How much of it. The higher counts where somebody has several roles."""

    YES = "yes"
    PRESS = "by a press, noted"
    MASKED = "masked"
    NO = "no"


class Matter(StrEnum):
    """What kind of complaint it is."""

    ORDINARY = "ordinary"
    RELEASED = "identity released to its OPDs"
    SECRET = "secret"


Row = Mapping[str, Any]
LETTERS = {"y": Access.YES, "p": Access.PRESS, "m": Access.MASKED, "-": Access.NO}
ALL, NONE = "y y y y y y y y y p p y y", "- - - - - - - - - - - - -"
ITS_OWN = "y m y m m - - y m - - m -"  # of an OPD
ITS_OWN_RELEASED = "y y y y y y - y y - - y -"
HELPS, HELPS_RELEASED = "y m m m m - - y m - - m -", "y y y y y y - y y - - y -"
PASSING = "y m m m m - - y m - - m -"
ACTS = "y - - - - - - - - - - - -"
# An anonymised case: what, where, what was done about it.
CASE = "y m m - - - - y m - - m -"

#: Viewer -> the letters of an ordinary complaint, of a released one, and of a secret one.
#: In the order of Fact: exists words work talk name contact note photos history card NIK print
#: export.
TABLE: Mapping[Viewer, tuple[str, str, str]] = {
    Viewer.NAMED: (ALL, ALL, "y y y y y y y y y p p m m"),
    Viewer.CITY: (ALL, ALL, NONE),
    Viewer.HANDLES: (ITS_OWN, ITS_OWN_RELEASED, "y m y - m - - y m - - m -"),
    Viewer.IN_CHARGE: (ITS_OWN, ITS_OWN_RELEASED, NONE),
    Viewer.HELPING: (HELPS, HELPS_RELEASED, NONE),
    Viewer.OTHER: (NONE, NONE, NONE),
    # A step of the SOP is theirs, so they must know that there is something to pass on.
    Viewer.PASSES_ON: (PASSING, PASSING, "y - - - m - - - - - - - -"),
    Viewer.LEADER: (CASE, CASE, NONE),
    Viewer.GROUP: ("y m m - - - - - - - - - -", "y m m - - - - - - - - - -", NONE),
    Viewer.PROGRAM: (ACTS, ACTS, ACTS),
    Viewer.NOBODY: (NONE, NONE, NONE),
}
ORDER = (Access.NO, Access.MASKED, Access.PRESS, Access.YES)


def _read(letters: str) -> dict[Fact, Access]:
    found = (LETTERS[letter] for letter in letters.split())
    return dict(zip(Fact, found, strict=True))


_RULES = {
    (viewer, matter): _read(letters)
    for viewer, of_each in TABLE.items()
    for matter, letters in zip(Matter, of_each, strict=True)
}


def rule(viewer: Viewer, matter: Matter, fact: Fact) -> Access:
    """One cell of the table."""
    return _RULES[viewer, matter][fact]


def matter_of(row: Row) -> Matter:
    """`row`: a complaint, or those of its columns that were asked for."""
    if row["confidential"]:
        return Matter.SECRET
    return Matter.RELEASED if row.get("identity_released") else Matter.ORDINARY


def access(sop: Sop, actor: Actor, row: Row, fact: Fact) -> Access:
    """What this person may see of this complaint: the best of what their roles give."""
    return best(viewers(sop, actor, row), row, fact)


def best(found: Iterable[Viewer], row: Row, fact: Fact) -> Access:
    matter = matter_of(row)
    return max((rule(viewer, matter, fact) for viewer in found), key=ORDER.index)


def may(sop: Sop, actor: Actor, row: Row, fact: Fact) -> bool:
    """Whether they may see it at all, be it masked or by a press."""
    return access(sop, actor, row, fact) is not Access.NO


def goes_to_groups(row: Row) -> bool:
    return rule(Viewer.GROUP, matter_of(row), Fact.EXISTS) is not Access.NO


def viewers(sop: Sop, actor: Actor, row: Row) -> frozenset[Viewer]:
    found = frozenset(_viewer(sop, actor, row, role) for role in actor.roles)
    return found or frozenset({Viewer.NOBODY})


def _viewer(sop: Sop, actor: Actor, row: Row, role: str) -> Viewer:
    scope = sop.role(role).scope
    if scope is Scope.CITY:
        return Viewer.NAMED if actor.confided else Viewer.CITY
    if scope is Scope.AGENCY:
        return _of_agency(sop, actor, row, role)
    if scope is Scope.LEADER:
        return Viewer.PASSES_ON if passes_on(sop, role) else Viewer.LEADER
    return Viewer.PROGRAM


def _of_agency(sop: Sop, actor: Actor, row: Row, role: str) -> Viewer:
    if row["agency"] in actor.agencies:
        handles = heads(sop, role) or row.get("assignee") in names_of(actor)
        return Viewer.HANDLES if handles else Viewer.IN_CHARGE
    helps = bool(sop.supporter) and supporters.helps(row, actor.agencies)
    return Viewer.HELPING if helps else Viewer.OTHER


def heads(sop: Sop, role: str) -> bool:
    """Whether an OPD's papers come to this role first: Admin OPD, Kepala OPD."""
    return role in sop.addressees.get(Recipient.AGENCY_ADMIN, ())[:1]


def is_headed(sop: Sop, agency: str, staff: Iterable[Person]) -> bool:
    """Whether anybody at this OPD is in such a role."""
    there = (person for person in staff if person.active and agency in person.agencies)
    return any(heads(sop, role) for person in there for role in person.roles)


def is_at_agency(sop: Sop, state: str) -> bool:
    """Whether an OPD has the turn there."""
    holder = sop.state(state).holder
    return any(role.name == holder and role.scope is Scope.AGENCY for role in sop.roles)


def names_of(actor: Actor) -> frozenset[str]:
    """The names under which work is given to this person, today."""
    return frozenset({actor.name, *actor.stands_for}) - {""}


def passes_on(sop: Sop, role: str) -> bool:
    """Whether a leader's role has a step of its own."""
    leads = sop.role(role).scope is Scope.LEADER
    return leads and any(role in action.roles for action in sop.actions)
