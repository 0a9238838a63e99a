"""HAPUS DATA and SALINAN DATA: whoever protects personal data is told, and an alarm stands until
somebody says that it was dealt with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select

from desk import audience, texts
from desk.audience import Reader
from desk.conditions import alarm
from desk.context import Desk
from desk.schema import messages
from sop.model import Recipient

TEMPLATE = "permintaan_data"
ALARM = "data_pribadi_"
ANYBODY = "petugas pelindungan data pribadi"
AGAIN = timedelta(days=1)  # who asks twice a day has been heard


def requested(
    connection: Connection,
    desk: Desk,
    what: str,
    *,
    row: Mapping[str, Any] | None,
    message_id: str,
    now: datetime,
) -> None:
    """`what`: HAPUS DATA or SALINAN DATA, of the citizen of `row` or of one without a complaint."""
    officer = desk.reference(connection).preferences.privacy_officer or ANYBODY
    about = f"No. Aduan {row['number']}" if row else f"pesan {message_id}"
    sentence = (
        f"{what}: {desk.sop.citizen.lower()} meminta ini atas data pribadinya ({about}). "
        f"Mohon ditangani oleh {officer}."
    )
    alarm(connection, f"{ALARM}{message_id}", sentence, now=now)
    if not _told_lately(connection, row, now=now):
        _tell(connection, desk, what, row=row, now=now)


def officers(connection: Connection, desk: Desk, *, now: datetime) -> tuple[Reader, ...]:
    """The person whom Pengaturan names, by e-mail or name; while it names nobody, the admins."""
    reference = desk.reference(connection)
    named = reference.preferences.privacy_officer.casefold()
    today = now.astimezone(reference.preferences.zone).date()
    people = [one for one in reference.staff if named and named in (one.email, one.name.casefold())]
    admins = desk.sop.addressees.get(Recipient.CITY_ADMIN, ())
    return audience.readers(reference, people, "", today=today) or audience.of_roles(
        desk.sop, reference, admins, "", today=today
    )


def _told_lately(connection: Connection, row: Mapping[str, Any] | None, *, now: datetime) -> bool:
    query = select(messages.c.id).where(
        messages.c.template == TEMPLATE,
        messages.c.number.is_(None) if row is None else messages.c.number == row["number"],
        messages.c.at > now - AGAIN,
    )
    return connection.execute(query.limit(1)).first() is not None


def _tell(
    connection: Connection,
    desk: Desk,
    what: str,
    *,
    row: Mapping[str, Any] | None,
    now: datetime,
) -> None:
    page = f"aduan?nomor={row['number']}" if row else "kondisi-sistem"
    facts = {
        "tindakan": what,
        "nomor": str(row["number"]) if row else "",
        "tautan": f"{desk.app_url}/{page}" if desk.app_url else "",
    }
    body = texts.render(desk.reference(connection), desk.sop, TEMPLATE, facts)
    chats = [reader.chat_id for reader in officers(connection, desk, now=now)]
    number = row["number"] if row else None
    audience.tell(connection, desk, chats, body, template=TEMPLATE, number=number, now=now)
