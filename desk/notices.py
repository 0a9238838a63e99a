"""The messages that an action causes: to whom, in which words, with which photos."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, select

from desk import outbox, texts
from desk.case import Case
from desk.context import Desk
from desk.recording import WHATSAPP
from desk.records import Person
from desk.reference import Reference
from desk.schema import media
from sop.model import Field, Notice, Recipient

ASKS_TO_COMPLETE = "minta_kelengkapan"


@dataclass(frozen=True)
class Letter:
    """One message to one chat, before it is queued."""

    to: Recipient
    name: str
    chat_id: str
    body: str
    template: str
    photos: tuple[str, ...] = ()  # ids of stored media, each a message of its own


def letters(case: Case, after: Mapping[str, Any]) -> list[Letter]:
    """What this action sends; `after` is the complaint as it stands then."""
    connection, desk = case.connection, case.desk
    facts = facts_of(connection, desk, after) | _given(case)
    found: dict[tuple[str, str], Letter] = {}  # who has two of these roles is told once
    for notice in case.verdict.notices:
        photos = _photos(connection, after["number"]) if notice.with_photos else ()
        own = facts | _notice_facts(case, notice, photos)
        body = texts.render(case.reference, desk.sop, notice.template, own, today=_today(case))
        if body:
            for name, chat_id in _chats(case, after, notice):
                letter = Letter(notice.to, name, chat_id, body, notice.template, photos)
                found.setdefault((chat_id, notice.template), letter)
    return list(found.values())


def send(case: Case, found: list[Letter]) -> tuple[str, ...]:
    """Queue the letters, each photo after its text. Returns the ids of the messages."""
    number = case.row["number"]
    ids = []
    for letter in found:
        # A photo's caption is the number: that proves which complaint it belongs to.
        for body, media_id in [(letter.body, ""), *((number, photo) for photo in letter.photos)]:
            ids.append(
                outbox.queue(
                    case.connection,
                    chat_id=letter.chat_id,
                    gateway=case.desk.gateway,
                    body=body,
                    purpose="answer" if letter.to is Recipient.CITIZEN else "staff",
                    number=number,
                    template=letter.template,
                    media_id=media_id,
                    actor=case.actor.id,
                    now=case.now,
                )
            )
    return tuple(ids)


def facts_of(connection: Connection, desk: Desk, row: Mapping[str, Any]) -> dict[str, str]:
    """What every template may say of a complaint."""
    reference = desk.reference(connection)
    state = desk.sop.state(row["state"])
    due_at = row["due_at"]
    return {
        "nomor": row["number"],
        "sapaan": texts.greeting(row["name"]),
        "isi_singkat": texts.isi_singkat(row["body"]),
        "lokasi": row["location"],
        "kategori": row["category"],
        "opd": row["agency"],
        "opd_nama": agency_name(reference, row["agency"]),
        "status": row["state"],
        "tahap": state.told,
        "jawaban": row["answer"],
        "tindak_lanjut": row["answer"] or row["follow_up"],
        "tautan": f"{desk.app_url}/aduan?nomor={row['number']}" if desk.app_url else "",
        "batas": texts.moment(due_at, desk.timezone(connection)) if due_at else "",
    }


def agency_name(reference: Reference, short: str) -> str:
    return next((agency.name for agency in reference.agencies if agency.short == short), short)


def _given(case: Case) -> dict[str, str]:
    """Facts out of what the person wrote for this action."""
    reason = case.inputs.get(Field.REASON, "")
    name, contact = _outside(case.reference, reason)
    return {
        "petugas": case.actor.name,
        "alasan": reason,
        "kurang": texts.bullets(reason.replace(",", "\n")),
        "balasan": case.inputs.get(Field.REPLY, ""),
        "instansi": name,
        "kontak_instansi": contact,
    }


def _outside(reference: Reference, reason: str) -> tuple[str, str]:
    """(name, contact) of the agency a citizen is referred to, when Alasan names one."""
    words = reason.casefold()
    for agency in reference.agencies:
        names = (agency.short, agency.name, *agency.aliases)
        if agency.kind == "Luar" and any(name and name.casefold() in words for name in names):
            return agency.name, agency.contact
    return reason, ""


def _notice_facts(case: Case, notice: Notice, photos: tuple[str, ...]) -> dict[str, str]:
    """Facts that differ from one recipient to the next: dates promised, photos enclosed."""
    facts = {"foto": "(Foto dokumentasi terlampir)" if photos else ""}
    if notice.to is not Recipient.CITIZEN:
        return facts
    if notice.template == ASKS_TO_COMPLETE:
        last_day = case.now + timedelta(days=case.reference.preferences.complete_days)
        zone = case.desk.timezone(case.connection)
        return facts | {"batas": texts.moment(last_day, zone)}
    # A citizen is never promised the OPD's five minutes; the SOP gives the follow-up no limit.
    return facts | {"batas": ""}


def _photos(connection: Connection, number: str) -> tuple[str, ...]:
    query = select(media.c.id).where(
        media.c.number == number,
        media.c.origin == "follow_up",
        media.c.state == "stored",
        ~media.c.identity,
    )
    return tuple(connection.execute(query.order_by(media.c.id)).scalars())


def _chats(case: Case, after: Mapping[str, Any], notice: Notice) -> Iterator[tuple[str, str]]:
    """(name, chat id) of everyone told; nobody is told what they did themselves."""
    if notice.to is Recipient.CITIZEN:
        reachable = after["channel"] == WHATSAPP and after["chat_id"]
        if reachable and not case.reference.is_blocked(after["chat_id"], _today(case)):
            yield after["name"], after["chat_id"]
        return
    former = notice.to is Recipient.FORMER_AGENCY
    agency = case.row["agency"] if former else after["agency"]
    people = _people(case, notice, agency)
    for person in people:
        told = _stand_in(case, person)
        if told.phone and told.email.casefold() != case.actor.id.casefold():
            yield told.name, f"{told.phone}@c.us"
    if not people:
        yield from _of_agency(case.reference, agency)


def _today(case: Case) -> date:
    return case.now.astimezone(case.reference.preferences.zone).date()


def _people(case: Case, notice: Notice, agency: str) -> list[Person]:
    """The active people of the first role that has any."""
    of_city = notice.to in (Recipient.CITY_ADMIN, Recipient.CITY_TEAM)
    for role in case.desk.sop.addressees.get(notice.to, ()):
        people = [
            person
            for person in case.reference.staff
            if person.active and role in person.roles and (of_city or agency in person.agencies)
        ]
        if people:
            return people
    return []


def _stand_in(case: Case, person: Person) -> Person:
    """The person's Plh. today, where Petugas has that one's number too; else the person."""
    return case.reference.person(person.deputy_on(_today(case))) or person


def _of_agency(reference: Reference, short: str) -> Iterator[tuple[str, str]]:
    """The OPD's own number, when Petugas names nobody there."""
    for agency in reference.agencies:
        if agency.short == short and agency.phone:
            yield agency.name, f"{agency.phone}@c.us"
