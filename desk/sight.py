"""What a person may see: which complaints at all, and what of them stays veiled.

The rules are the table of `desk.visibility`; here they become the conditions of queries and the
columns of rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Subquery,
    and_,
    false,
    func,
    or_,
    select,
    text,
    true,
)

from desk import masking, search, search_index, visibility
from desk.actors import Actor
from desk.context import Desk
from desk.problems import NotFound
from desk.recording import find
from desk.schema import complaints
from desk.search import Search
from desk.visibility import Access, Fact, Viewer
from sop.model import Scope

SECRET = masking.SECRET
WRITTEN = ("body", "last_words")  # by the citizen
WORDS = (*WRITTEN, "location", "answer", "reason")
WORK = ("follow_up",)
CONTACT = ("phone", "chat_id")
NOTE = ("internal_note", "reply_draft")
#: The columns that tell a fact; whatever is in none of them is told with the complaint itself.
SHOWN: Mapping[Fact, tuple[str, ...]] = {
    Fact.WORDS: WORDS,
    Fact.WORK: WORK,
    Fact.NAME: ("name",),
    Fact.CONTACT: CONTACT,
    Fact.NOTE: NOTE,
}
#: How each column is masked: in what the citizen wrote, and in what staff wrote of it, stands more
#: than a name; the place is the place of the complaint, whoever lives there.
MASKS: Mapping[str, Callable[[Mapping[str, Any], str], str]] = {
    **dict.fromkeys((*WORDS, *WORK), masking.retold),
    **dict.fromkeys(WRITTEN, masking.told),
    "location": masking.nameless,
}
AT_HOME = frozenset({Viewer.NAMED, Viewer.CITY})  # what they read does not leave the desk
LONG_NUMBER = 5  # digits; a shorter one is a house or a year

Row = Mapping[str, Any]


def scopes_of(desk: Desk, actor: Actor) -> frozenset[Scope]:
    return frozenset(desk.sop.role(name).scope for name in actor.roles)


def may(desk: Desk, actor: Actor, row: Row, fact: Fact) -> bool:
    """Whether they may see it, be it masked or by a press that is noted."""
    return visibility.may(desk.sop, actor, row, fact)


def access(desk: Desk, actor: Actor, row: Row, fact: Fact) -> Access:
    return visibility.access(desk.sop, actor, row, fact)


def may_read_words(desk: Desk, actor: Actor, row: Row) -> bool:
    """Whether the conversation is for this person."""
    return may(desk, actor, row, Fact.TALK)


def seen(
    connection: Connection, desk: Desk, actor: Actor, number: str, *, lock: bool = False
) -> dict[str, Any]:
    """The complaint's whole row; the same NotFound for one that is not theirs and for none."""
    row = find(connection, number, lock=lock)
    if not may(desk, actor, row, Fact.EXISTS):
        raise NotFound(f"No. Aduan {number} tidak ditemukan.")
    return row


# --- which


def visible_rows(desk: Desk, actor: Actor) -> ColumnElement[bool]:
    """The condition that every query of complaints carries."""
    scopes = scopes_of(desk, actor)
    if sees_secrets(desk, actor):
        return true()
    if scopes & {Scope.CITY, Scope.LEADER}:
        return or_(_no_secret(), _handled(desk, actor)) if actor.agencies else _no_secret()
    own = complaints.c.agency.in_(actor.agencies)
    return and_(own, or_(~complaints.c.confidential, _handled(desk, actor)))


def sees_secrets(desk: Desk, actor: Actor) -> bool:
    """Whether they know of every complaint there is."""
    return may(desk, actor, {"agency": "", "confidential": True}, Fact.EXISTS)


def reads_secrets(desk: Desk, actor: Actor) -> bool:
    """Whether they read what a secret complaint is about, wherever it stands."""
    return may(desk, actor, {"agency": "", "confidential": True}, Fact.WORDS)


def _handled(desk: Desk, actor: Actor) -> ColumnElement[bool]:
    """Those of their OPD that they see also when they are secret."""
    if not any(desk.sop.role(role).scope is Scope.AGENCY for role in actor.roles):
        return false()
    own = complaints.c.agency.in_(actor.agencies)
    if any(visibility.heads(desk.sop, role) for role in actor.roles):
        return own
    return and_(own, complaints.c.assignee.in_(visibility.names_of(actor)))


def _no_secret() -> ColumnElement[bool]:
    """By the index of the few that are: a list and its counts are read from an index alone."""
    secret = complaints.alias("secret")
    return complaints.c.number.not_in(select(secret.c.number).where(secret.c.confidential))


def helped_rows(actor: Actor) -> ColumnElement[bool]:
    """Those in which this person's OPD helps, as `supporters.helps`; never a secret one.

    The first part is, word for word, the index of the few with any.
    """
    column = complaints.c.supporting_agencies
    listed = "," + func.replace(column, ", ", ",") + ","
    named = [listed.contains(f",{short},", autoescape=True) for short in actor.agencies]
    some = text("complaints.supporting_agencies <> ''")
    handed = complaints.c.agency != ""
    return and_(some, handed, ~complaints.c.confidential, or_(false(), *named))


# --- search


def matching(desk: Desk, actor: Actor, wanted: Search) -> Subquery:
    """(number, rank) of the complaints that hold this in what the person may read of them.

    A search tells no secret: what is hidden from somebody is not looked at for them.
    """
    found = [search.by_number(wanted)] if wanted.names_some else []
    scopes = scopes_of(desk, actor)
    if Scope.CITY in scopes:
        found += [search.by_phone(wanted)] if wanted.phone else []
        return search.together([*found, search.by_words(desk, wanted)])
    if wanted.phone or any(_is_long_number(word.typed) for word in wanted.words):
        return search.together([*found, search.by_words(desk, Search())])
    at_agency = scopes == {Scope.AGENCY}
    return search.together([*found, *_in_masked(desk, wanted, at_agency=at_agency)])


def _in_masked(desk: Desk, wanted: Search, *, at_agency: bool) -> list[Select[Any]]:
    """What is found by words where who wrote them is masked.

    Whoever is called like one of the words is not found by it, also where the complaint's words
    hold the name. An OPD reads what was released to it whole; a leader reads no secret one.
    """
    places = (search_index.BODY, search_index.PLACE)
    called = search.by_words(desk, replace(wanted, needed=1), (search_index.NAME,)).subquery()
    nameless = complaints.c.number.not_in(select(called.c.number))
    words = search.by_words(desk, wanted, places)
    if not at_agency:
        return [_those(words, nameless & ~complaints.c.confidential)]
    whole = _those(search.by_words(desk, wanted), _released())
    return [_those(words, nameless), whole]


def _released() -> ColumnElement[bool]:
    return complaints.c.identity_released & ~complaints.c.confidential


def _is_long_number(word: str) -> bool:
    return word.isdigit() and len(word) >= LONG_NUMBER


def _those(found: Select[Any], condition: ColumnElement[bool]) -> Select[Any]:
    hits = found.subquery()
    joined = select(hits).join(complaints, complaints.c.number == hits.c.number)
    return joined.where(condition)


# --- what of them


def veiled(desk: Desk, actor: Actor, row: Row) -> dict[str, Any]:
    """The row as this person may read it."""
    return shown_to(visibility.viewers(desk.sop, actor, row), row)


def shown_to(viewers: Iterable[Viewer], row: Row) -> dict[str, Any]:
    """The row as these may read it together."""
    viewers = frozenset(viewers)
    allowed = {fact: visibility.best(viewers, row, fact) for fact in SHOWN}
    if set(allowed.values()) == {Access.YES} and viewers & AT_HOME:
        return dict(row)
    hidden = {
        column: _hidden(row, column, allowed[fact])
        for fact, columns in SHOWN.items()
        for column in columns
        if row.get(column)
    }
    return {**row, **hidden}


def _hidden(row: Row, column: str, allowed: Access) -> str:
    words = str(row[column])
    if column in CONTACT or column in NOTE:
        return words if allowed is Access.YES else ""
    if column == "name" and allowed is not Access.MASKED:
        return words if allowed is Access.YES else ""
    if column == "name" or allowed is Access.NO:
        return masking.word_for(row)
    if allowed is Access.YES:
        return masking.without_nik(words)
    return MASKS[column](row, words)


def words(desk: Desk, actor: Actor, row: Row, said: str, *, fact: Fact = Fact.WORDS) -> str:
    """Words about the complaint that stand outside its row, as this person may read them."""
    return words_to(visibility.viewers(desk.sop, actor, row), row, said, fact=fact)


def words_to(viewers: Iterable[Viewer], row: Row, said: str, *, fact: Fact = Fact.WORDS) -> str:
    found = frozenset(viewers)
    allowed = visibility.best(found, row, fact)
    if not said or (allowed is Access.YES and found & AT_HOME):
        return said
    if allowed is Access.NO:
        return masking.word_for(row)
    return masking.without_nik(said) if allowed is Access.YES else masking.told(row, said)
