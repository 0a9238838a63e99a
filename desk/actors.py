"""Who acts: a person of the tab Petugas, the Sheet, the citizen or the system."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from desk import supporters
from desk.reference import Person, Reference
from sop.model import Recipient, Scope, Sop


@dataclass(frozen=True)
class Actor:
    """`id` is an e-mail address, or the role's name where there is no person."""

    id: str
    name: str
    roles: tuple[str, ...]
    agencies: tuple[str, ...] = ()
    via: str = "page"  # page | sheet | whatsapp | system
    confided: bool = False  # named for secret complaints on the city's side
    stands_for: tuple[str, ...] = ()  # names of those whose Plh. they are today


def system(sop: Sop) -> Actor:
    return _of_scope(sop, Scope.SYSTEM, via="system")


def sheet(sop: Sop) -> Actor:
    return _of_scope(sop, Scope.SHEET, via="sheet")


def citizen(sop: Sop) -> Actor:
    return _of_scope(sop, Scope.CITIZEN, via="whatsapp")


def _of_scope(sop: Sop, scope: Scope, *, via: str) -> Actor:
    role = next(role.name for role in sop.roles if role.scope is scope)
    return Actor(id=role, name=role, roles=(role,), via=via)


def actor_for(
    sop: Sop, reference: Reference, email: str, *, now: datetime, admin_email: str = ""
) -> Actor | None:
    """The person with this e-mail as Petugas says now; None for a stranger or a removed person.

    While Petugas names no admin of the city, `admin_email` may sign in with the city's first role.
    """
    wanted = email.strip().casefold()
    people = [person for person in reference.staff if person.active]
    admins = set(sop.addressees[Recipient.CITY_ADMIN])
    has_admin = any(admins & set(person.roles) for person in people)
    if not has_admin and wanted and wanted == admin_email.strip().casefold():
        first = next(role.name for role in sop.roles if role.scope is Scope.CITY)
        return Actor(id=email, name=email, roles=(first,), confided=True)
    rows = [person for person in people if person.email.casefold() == wanted and wanted]
    today = now.astimezone(reference.preferences.zone).date()
    rows += _substituted(people, wanted, today)
    if not rows:
        return None
    named = confidants(sop, reference)
    return Actor(
        id=wanted,
        name=next((p.name for p in people if p.email.casefold() == wanted), email),
        roles=tuple(dict.fromkeys(role for person in rows for role in person.roles)),
        agencies=tuple(dict.fromkeys(short for person in rows for short in person.agencies)),
        confided=any(person.email.casefold() in named for person in rows),
        stands_for=tuple(person.name for person in rows if person.email.casefold() != wanted),
    )


def confidants(sop: Sop, reference: Reference) -> frozenset[str]:
    """E-mails of those of the city's desk who see secret complaints: Petugas Aduan Rahasia of
    Pengaturan; the admins while it names nobody who is there, or nobody at all would see them."""
    city = {role.name for role in sop.roles if role.scope is Scope.CITY}
    desk = [person for person in reference.staff if person.active and city & set(person.roles)]
    listed = {email.casefold() for email in reference.preferences.secret_officers}
    found = {person.email.casefold() for person in desk} & listed
    admins = set(sop.addressees[Recipient.CITY_ADMIN])
    return frozenset(
        found or {person.email.casefold() for person in desk if admins & set(person.roles)}
    )


def _substituted(people: list[Person], email: str, today: date) -> list[Person]:
    """Those whose Plh. this e-mail is today."""
    return [person for person in people if email and person.deputy_on(today).casefold() == email]


def roles_on(sop: Sop, actor: Actor, complaint: Mapping[str, Any]) -> tuple[str, ...]:
    """The roles that count for this complaint: an OPD's roles only on what that OPD holds, and
    where it helps another one, the role of those who help."""
    of_agency = {name for name in actor.roles if sop.role(name).scope is Scope.AGENCY}
    in_charge = complaint["agency"] in actor.agencies
    counted = tuple(name for name in actor.roles if name not in of_agency or in_charge)
    helps = bool(of_agency and sop.supporter) and supporters.helps(complaint, actor.agencies)
    return (*counted, sop.supporter) if helps else counted
