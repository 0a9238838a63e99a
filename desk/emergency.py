"""Emergency words in a citizen's message: whoever is on duty is told at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select

from desk import audience, discretion, notices, phrases, texts
from desk.conditions import alarm
from desk.context import Desk
from desk.reference import Person, Reference
from desk.schema import messages
from desk.visibility import Viewer
from sop.model import Recipient

TEMPLATE = "siaga_darurat"
PAUSE = timedelta(minutes=30)
NOBODY_ALARM = "emergency_nobody_told"


def named(reference: Reference, text: str) -> bool:
    """Is one of the city's emergency words in the text?"""
    return bool(phrases.found(reference.preferences.emergency_words, text))


def call(connection: Connection, desk: Desk, row: Mapping[str, Any], *, now: datetime) -> None:
    """Tell the people on duty of this complaint, not more often than every half hour.

    When there is nobody to be told an alarm is raised.
    """
    if _called_lately(connection, row["number"], now=now):
        return
    reference = desk.reference(connection)
    facts = notices.facts_of(connection, desk, row) | _discreet(row)
    body = texts.render(reference, desk.sop, TEMPLATE, facts)
    phones = on_duty(desk, reference, now.astimezone(reference.preferences.zone).date())
    chats = [f"{phone}@c.us" for phone in phones]
    audience.tell(connection, desk, chats, body, template=TEMPLATE, number=row["number"], now=now)
    if not phones:
        sentence = (
            f"Aduan {row['number']} mungkin darurat dan tidak ada petugas jaga yang dapat diberi "
            "tahu. Isi Petugas Jaga di Pengaturan atau WA di tab Petugas."
        )
        alarm(connection, NOBODY_ALARM, sentence, now=now)


def _discreet(row: Mapping[str, Any]) -> dict[str, str]:
    """Whoever is on duty hears that there is an emergency, but nothing of a secret one's words."""
    return discretion.for_readers(frozenset({Viewer.CITY}), row)


def _called_lately(connection: Connection, number: str, *, now: datetime) -> bool:
    query = select(messages.c.id).where(
        messages.c.number == number,
        messages.c.template == TEMPLATE,
        messages.c.at > now - PAUSE,
    )
    return connection.execute(query.limit(1)).first() is not None


def on_duty(desk: Desk, reference: Reference, today: date) -> tuple[str, ...]:
    """WhatsApp numbers of Petugas Jaga, or of all admins while nobody is named; who has a Plh.
    today is told through them."""
    listed = reference.preferences.duty_officers
    if listed:
        known = {person.phone: person for person in reference.staff if person.phone}
        told = (_present(reference, known.get(phone), today) or phone for phone in listed)
        return tuple(dict.fromkeys(told))
    roles = desk.sop.addressees.get(Recipient.CITY_ADMIN, ())
    admins = audience.of_roles(desk.sop, reference, roles, "", today=today)
    return tuple(admin.phone for admin in admins)


def _present(reference: Reference, person: Person | None, today: date) -> str:
    """The number of the person, or of their Plh. today where that one has one."""
    return audience.present(reference, person, today).phone if person else ""
