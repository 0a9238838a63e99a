"""Who of the staff is told of a complaint, on which number: whoever stands in for them, too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from desk import outbox, visibility
from desk.actors import actor_for, confidants
from desk.context import Desk
from desk.records import Person
from desk.reference import Reference
from desk.visibility import Fact, Matter
from sop.model import Scope, Sop


@dataclass(frozen=True)
class Reader:
    """Somebody with a telephone. `role`: for which role they are told; `email`: "" of an OPD's own
    number."""

    name: str
    phone: str
    role: str
    email: str = ""

    @property
    def chat_id(self) -> str:
        return f"{self.phone}@c.us"


def of_roles(
    sop: Sop, reference: Reference, roles: Sequence[str], agency: str, *, today: date
) -> tuple[Reader, ...]:
    """The people of the first role that has any with a number; without a person, the OPD's own."""
    for role in roles:
        if found := of_role(sop, reference, role, agency, today=today):
            return found
    at_agency = [role for role in roles if sop.role(role).scope is Scope.AGENCY]
    own = (one for one in reference.agencies if one.short == agency and one.phone)
    return tuple(Reader(one.name, one.phone, at_agency[0]) for one in own if at_agency)


def of_turn(
    sop: Sop, reference: Reference, holder: str, agency: str, *, today: date
) -> tuple[Reader, ...]:
    """Whoever can be told that it is `holder`'s turn."""
    roles = next((roles for roles in sop.addressees.values() if roles[:1] == (holder,)), (holder,))
    return of_roles(sop, reference, roles, agency, today=today)


def above(
    sop: Sop, reference: Reference, holder: str, agency: str, *, today: date
) -> tuple[Reader, ...]:
    """The next ones up who can be told and did not have the turn themselves."""
    below = {one.phone for one in of_turn(sop, reference, holder, agency, today=today)}
    for role in _chain(sop, holder):
        people = of_role(sop, reference, role, agency, today=today)
        found = tuple(one for one in people if one.phone not in below)
        if found:
            return found
    return ()


def of_role(
    sop: Sop, reference: Reference, role: str, agency: str, *, today: date
) -> tuple[Reader, ...]:
    """The active people of this role (at this OPD, where it is an OPD's) who have a number."""
    own = sop.role(role).scope is Scope.AGENCY
    people = (
        person
        for person in reference.staff
        if person.active and role in person.roles and (not own or agency in person.agencies)
    )
    return readers(reference, people, role, today=today)


def told_of(
    sop: Sop,
    reference: Reference,
    people: Sequence[Reader],
    row: Mapping[str, Any],
    *,
    now: datetime,
) -> tuple[Reader, ...]:
    """Those of `people` who may know of this complaint. Where none of the city's desk may, those
    who are named for secret ones are told instead."""
    if visibility.matter_of(row) is not Matter.SECRET:
        return tuple(people)
    found = tuple(one for one in people if _may_know(sop, reference, one, row, now=now))
    if found or not any(sop.role(one.role).scope is Scope.CITY for one in people):
        return found
    named = confidants(sop, reference)
    theirs = (one for one in reference.staff if one.active and one.email.casefold() in named)
    today = now.astimezone(reference.preferences.zone).date()
    return readers(reference, theirs, people[0].role, today=today)


def _may_know(
    sop: Sop, reference: Reference, reader: Reader, row: Mapping[str, Any], *, now: datetime
) -> bool:
    """An OPD's own number is nobody's in particular."""
    actor = actor_for(sop, reference, reader.email, now=now) if reader.email else None
    return actor is not None and visibility.may(sop, actor, row, Fact.EXISTS)


def tell(
    connection: Connection,
    desk: Desk,
    chat_ids: Iterable[str],
    body: str,
    *,
    template: str,
    number: str | None,
    now: datetime,
    actor: str = "",
) -> None:
    """Queue one message to each of these telephones, to be answered with a quote; an empty
    template of the city's tells nobody."""
    for chat_id in chat_ids if body else ():
        outbox.queue(
            connection,
            chat_id=chat_id,
            gateway=desk.gateway,
            body=body,
            purpose="staff",
            number=number,
            template=template,
            actor=actor,
            now=now,
        )


def readers(
    reference: Reference, people: Iterable[Person], role: str, *, today: date
) -> tuple[Reader, ...]:
    """Those of `people` who have a number, or whoever stands in for them today."""
    told = (present(reference, person, today) for person in people)
    found = {one.phone: Reader(one.name, one.phone, role, one.email) for one in told if one.phone}
    return tuple(found.values())


def present(reference: Reference, person: Person, today: date) -> Person:
    """The person's Plh. today, where that one has a number; else the person."""
    deputy = reference.person(person.deputy_on(today))
    return deputy if deputy and deputy.active and deputy.phone else person


def _chain(sop: Sop, role: str) -> Iterator[str]:
    above_it = sop.role(role).above
    while above_it:
        yield above_it
        above_it = sop.role(above_it).above
