"""Catat Aduan: whoever comes to the counter, calls or writes elsewhere, taken down by a clerk.

The complaint, its photos and, if the clerk asks for it, the message with its number are one
transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import Any

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberType
from sqlalchemy import Connection, or_, select

from desk import (
    candidates,
    completeness,
    emergency,
    events,
    media,
    notices,
    outbox,
    sight,
    storable,
    texts,
)
from desk.acting import present
from desk.actors import Actor
from desk.candidates import Candidate
from desk.context import Desk
from desk.file_types import MediaRefused
from desk.inputs import MAX_TEXT
from desk.media import Upload
from desk.problems import Refused
from desk.recording import CHANNELS, WHATSAPP, Recorded, find, record_in
from desk.schema import complaints, messages
from sop.model import Scope

#: How a complaint reaches the counter; one on WhatsApp records itself.
WAYS = tuple(channel for channel in CHANNELS if channel != WHATSAPP)
TEMPLATE = "tercatat"
MOST_PHOTOS = 6
LINE = 300  # letters of what stands on one line
LONG = frozenset({"body", "internal_note"})
LOOK_BACK = timedelta(days=30)
MOST_ALIKE = 3
MOBILE = frozenset({PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE})
LABELS = {"name": "Nama", "location": "Lokasi", "body": "Isi Aduan"}


def register(
    desk: Desk,
    actor: Actor,
    recorded: Recorded,
    *,
    now: datetime,
    photos: Sequence[Upload] = (),
    tell: bool = False,
) -> str:
    """Record the complaint; returns its number. Refused, with nothing kept: see `sound`.

    `tell`: send the number to the telephone given, which becomes the complaint's own chat.
    """
    checked = sound(recorded)
    chat_id = chat_of(checked.phone) if tell else ""
    if tell and not chat_id:
        raise Refused("Nomor aduan hanya dapat dikirim ke nomor seluler; isi No. WA atau telepon.")
    _check_count(photos)
    with desk.journal.write() as connection:
        person = present(connection, desk, actor, now=now)
        checked = _confided(connection, desk, checked)
        number = record_in(connection, desk, person, checked, chat_id=chat_id, now=now)
        _attach(connection, desk, number, photos, now=now)
        completeness.refresh(connection, desk, number)
        if emergency.named(desk.reference(connection), checked.body):
            emergency.call(connection, desk, find(connection, number), now=now)
        if chat_id:
            _tell(connection, desk, person, number, now=now)
        return number


def sound(recorded: Recorded) -> Recorded:
    """The same, tidy, or Refused with what is to be corrected: nothing too long, a real number."""
    values: dict[str, Any] = {
        name: storable.text(value).replace("\r\n", "\n").strip()
        if isinstance(value, str)
        else value
        for name, value in asdict(recorded).items()
    }
    for name, value in values.items():
        most = MAX_TEXT if name in LONG else LINE
        if isinstance(value, str) and len(value) > most:
            label = LABELS.get(name, "Isian")
            raise Refused(f"{label} terlalu panjang: paling banyak {texts.number(most)} huruf.")
    return replace(recorded, **{**values, "phone": indonesian(values["phone"])})


def indonesian(typed: str) -> str:
    """0812-3456-7890 or 0285 421234 → 6281234567890; "" stays "". Refused: no such number."""
    if not typed.strip():
        return ""
    number = _parsed(typed)
    if number is None or not phonenumbers.is_valid_number_for_region(number, "ID"):
        raise Refused(
            f'"{typed.strip()}" bukan nomor telepon Indonesia; tulis seperti 081234567890 atau '
            "0285421234, atau kosongkan."
        )
    return f"{number.country_code}{number.national_number}"


def chat_of(digits: str) -> str:
    """The WhatsApp chat of an Indonesian mobile number; "" for a landline or none."""
    number = _parsed(digits) if digits else None
    mobile = number is not None and phonenumbers.number_type(number) in MOBILE
    return f"{digits}@c.us" if mobile else ""


def _parsed(typed: str) -> PhoneNumber | None:
    whole = typed.strip()
    try:
        return phonenumbers.parse(f"+{whole}" if whole.startswith("62") else whole, "ID")
    except phonenumbers.NumberParseException:
        return None


def has_written(desk: Desk, chat_id: str) -> bool:
    """Whether this chat ever wrote to the desk: else a message to it is the first contact."""
    query = select(messages.c.id).where(
        messages.c.gateway == desk.gateway,
        messages.c.chat_id == chat_id,
        messages.c.direction == "in",
    )
    with desk.journal.read() as connection:
        return connection.execute(query.limit(1)).first() is not None


def alike(desk: Desk, actor: Actor, recorded: Recorded, *, now: datetime) -> list[Candidate]:
    """Complaints of the last 30 days that this one may be again, the same telephone first.

    Only for the city's desk; others get none. `recorded` may still be unfinished.
    """
    if Scope.CITY not in sight.scopes_of(desk, actor):
        return []
    try:
        phone = indonesian(recorded.phone)
    except Refused:
        phone = ""
    same = _same_phone(desk, actor, phone, now=now) if phone else []
    row = {**asdict(recorded), "number": "", "received_at": now, "chat_id": chat_of(phone)}
    near = candidates.alike(desk, actor, row) if recorded.body.strip() else []
    known = {candidate.number for candidate in same}
    return [*same, *(one for one in near if one.number not in known)][:MOST_ALIKE]


def _same_phone(desk: Desk, actor: Actor, phone: str, *, now: datetime) -> list[Candidate]:
    columns = complaints.c
    query = (
        select(*(columns[name] for name in candidates.COLUMNS))
        .where(
            sight.visible_rows(desk, actor),
            columns.received_at >= now - LOOK_BACK,
            or_(columns.phone == phone, columns.chat_id == f"{phone}@c.us"),
        )
        .order_by(columns.received_at.desc())
        .limit(MOST_ALIKE)
    )
    with desk.journal.read() as connection:
        rows = connection.execute(query).mappings().all()
    return [Candidate(str(row["number"]), dict(row), "nomor telepon sama") for row in rows]


def _check_count(photos: Sequence[Upload]) -> None:
    if len(photos) > MOST_PHOTOS:
        raise Refused(f"Paling banyak {MOST_PHOTOS} berkas; hapus sebagian.")


def _confided(connection: Connection, desk: Desk, recorded: Recorded) -> Recorded:
    """Confidential also where its category always is; Refused: a category that is gone."""
    category = desk.reference(connection).category(recorded.category)
    if recorded.category and category is None:
        raise Refused(f'Kategori "{recorded.category}" tidak ada lagi; pilih yang lain.')
    always = category is not None and category.confidential
    return replace(recorded, confidential=recorded.confidential or always)


def _attach(
    connection: Connection, desk: Desk, number: str, photos: Sequence[Upload], *, now: datetime
) -> None:
    event = events.latest(connection, number)
    for photo in photos:
        try:
            media.add_upload(
                connection,
                desk,
                photo,
                number=number,
                event_id=event["id"] if event else "",
                origin="citizen",
                now=now,
            )
        except MediaRefused as refusal:
            raise Refused(f"{photo.name}: {refusal.sentence}") from None


def _tell(connection: Connection, desk: Desk, actor: Actor, number: str, *, now: datetime) -> None:
    reference = desk.reference(connection)
    row = find(connection, number)
    if reference.is_blocked(row["chat_id"], now.astimezone(reference.preferences.zone).date()):
        raise Refused("Nomor ini diblokir (tab Blokir), jadi tidak dapat dikirimi pesan.")
    facts = notices.facts_of(connection, desk, row)
    body = texts.render(reference, desk.sop, TEMPLATE, facts)
    outbox.queue(
        connection,
        chat_id=row["chat_id"],
        gateway=row["gateway"],
        body=body or f"No. Aduan {number}",
        purpose="answer",
        number=number,
        template=TEMPLATE,
        actor=actor.id,
        now=now,
    )
